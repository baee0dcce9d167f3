"""How cells are painted: the verdict as a pill, the probability as a bar, the state with its progress.

Painting, not widgets: a hundred thousand rows cost no more than those on the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.results import Verdict
from gui.scan.results_model import COLUMNS, ResultsModel
from gui.scan.rows import FileRow, RowState
from gui.theme import Theme
from gui.words import verdict_word

Index = QModelIndex | QPersistentModelIndex
PAD = 8
ICON = 14
BAR_HEIGHT = 6
TINT = 0.16
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
# As numbers: Python's flags take a third of the time of a cell.
_FOCUS, _SELECTED = QStyle.StateFlag.State_HasFocus.value, QStyle.StateFlag.State_Selected.value


def tinted(colour: QColor, base: QColor, share: float = TINT) -> QColor:
    """An opaque mixture: a little of the colour on the base."""
    return QColor(*(round(share * a + (1 - share) * b) for a, b in zip(_rgb(colour), _rgb(base), strict=True)))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


class RowDelegate(QStyledItemDelegate):
    """Common to all columns: background, selection and focus are the style's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background by the style, content by `paint_row`.

        The style is asked for the background alone, and the model for nothing but the row: the usual way asks both
        for icons, fonts and check marks that no cell has, which takes most of the time of a repaint.
        """
        model = index.model()
        if not isinstance(model, ResultsModel):
            super().paint(painter, option, index)
            return
        # A copy: what Python takes from Qt's own one may outlive it.
        options = QStyleOptionViewItem(option)
        style = options.widget.style() if options.widget else QApplication.style()
        state = options.state.value
        if state & _FOCUS:
            self.initStyleOption(options, index)
            options.text = ""
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, options, painter, options.widget)
        else:
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, options, painter, options.widget)
        row = model.shown[index.row()]
        painter.save()
        role = QPalette.ColorRole.HighlightedText if state & _SELECTED else QPalette.ColorRole.Text
        painter.setPen(options.palette.color(role))
        self.paint_row(painter, options, row, model.text(row, COLUMNS[index.column()]))
        painter.restore()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """Paint the content of a cell; the pen has the colour of text."""
        raise NotImplementedError


class TextDelegate(RowDelegate):
    """Plain text; what does not fit is cut in the middle, where file names say least."""

    alignment = _LEFT

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """The words; the side they stand on is the class's."""
        del row
        box = QRectF(option.rect).adjusted(PAD, 0, -PAD, 0)
        words = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, int(box.width()))
        painter.drawText(box, self.alignment, words)


class NumberDelegate(TextDelegate):
    """To the right, so that digits stand under each other."""

    alignment = _RIGHT


class VerdictDelegate(RowDelegate):
    """Colour and icon and word."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """A pill as wide as its word."""
        if row.verdict is None:
            return
        box = QRectF(option.rect).adjusted(PAD + 0.5, 3.5, -PAD / 2, -3.5)
        words = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - ICON - 3 * PAD)
        box.setWidth(min(box.width(), option.fontMetrics.horizontalAdvance(words) + ICON + 3 * PAD))
        fill = self.theme.verdict_fill(row.verdict)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tinted(fill, self.theme.colours.raised))
        painter.setPen(fill)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        icon = QRectF(box.left() + PAD, box.center().y() - ICON / 2, ICON, ICON)
        self.theme.verdict_icon(row.verdict).paint(painter, icon.toRect())
        painter.setPen(self.theme.colours.text)
        painter.drawText(box.adjusted(ICON + 1.5 * PAD, 0, 0, 0), _LEFT, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Room for the longest word there is."""
        del index
        longest = max(option.fontMetrics.horizontalAdvance(verdict_word(verdict)) for verdict in Verdict)
        return QSize(longest + ICON + 5 * PAD, option.fontMetrics.height() + 2 * PAD)


class ProbabilityDelegate(RowDelegate):
    """A bar and the number; the bar has the colour of the verdict."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """Number to the right, so that digits stand under each other."""
        if row.result is None or row.result.probability_ai is None:
            return
        box = QRectF(option.rect).adjusted(PAD, 0, -PAD, 0)
        painter.drawText(box, _RIGHT, text)
        width = box.width() - option.fontMetrics.horizontalAdvance("100 %") - PAD
        if width < 3 * BAR_HEIGHT:
            return
        track = QRectF(box.left(), box.center().y() - BAR_HEIGHT / 2, width, BAR_HEIGHT)
        _bar(painter, track, 1.0, self.theme.colours.border)
        _bar(painter, track, row.result.probability_ai, self.theme.verdict_fill(row.result.verdict))


class TruthDelegate(RowDelegate):
    """What is known, with a sign where the verdict contradicts it."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """The word stands at the same place with and without the sign."""
        box = QRectF(option.rect).adjusted(PAD, 0, -PAD, 0)
        painter.drawText(box, _LEFT, text)
        if row.is_incorrect:
            selected = bool(option.state.value & _SELECTED)
            left = box.left() + option.fontMetrics.horizontalAdvance(text) + PAD / 2
            sign = QRectF(left, box.center().y() - ICON / 2, ICON, ICON)
            self.theme.icon("mdi6.alert", "on_accent" if selected else "error").paint(painter, sign.toRect())


class StateDelegate(RowDelegate):
    """Words, or how far a running file is."""

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: FileRow, text: str) -> None:
        """The state; muted where nothing is to be seen yet."""
        box = QRectF(option.rect).adjusted(PAD, 0, -PAD, 0)
        selected = bool(option.state.value & _SELECTED)
        if row.state is RowState.RUNNING:
            painter.drawText(box, _RIGHT, text)
            width = box.width() - option.fontMetrics.horizontalAdvance("100 %") - PAD
            track = QRectF(box.left(), box.center().y() - BAR_HEIGHT / 2, max(0.0, width), BAR_HEIGHT)
            _bar(painter, track, 1.0, self.theme.colours.border)
            _bar(painter, track, row.share, self.theme.colours.on_accent if selected else self.theme.colours.accent)
            return
        if not selected:
            painter.setPen(self.theme.colours.muted)
        painter.drawText(box, _LEFT, option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width())))


def _bar(painter: QPainter, track: QRectF, share: float, colour: QColor) -> None:
    """A rounded bar from the left; never so short that it could not be seen."""
    bar = QRectF(track)
    bar.setWidth(max(track.height(), track.width() * min(max(share, 0.0), 1.0)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(bar, track.height() / 2, track.height() / 2)
