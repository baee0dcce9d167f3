"""Light and dark: one palette of our own, the colours of the verdicts, and icons that follow the theme."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from engine.results import SegmentKind, Verdict

ICON_SIZES = (16, 24, 32, 48, 64)
ICON_SET = "mdi6"
OUTLINED = ("QAbstractButton", "QAbstractSpinBox", "QComboBox", "QLineEdit")
FUSION_OUTLINE = 140
"""Fusion draws the edge of a control in its window colour, darkened by this many per cent."""


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour the window uses; those with a meaning come in words and icons too.

    Attributes:
        surface: Behind everything.
        raised: Cards, tables and fields on it.
        soft: Hovered rows, tracks of bars.
        outline: Edges of boxes and fields, which must be seen to be used.
        accent: Links, marks and the one button that matters most.
        on_accent: Text on ``accent``.
        selection: Behind selected rows and words; the edge of what has the keyboard's focus.
        ai: Text and lines of the verdict; each ``*_fill`` is the same for areas.
        no_speech: Also for parts without speech in a timeline.
    """

    text: QColor
    muted: QColor
    surface: QColor
    raised: QColor
    soft: QColor
    border: QColor
    outline: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    on_selection: QColor
    ai: QColor
    contains: QColor
    human: QColor
    uncertain: QColor
    no_speech: QColor
    error: QColor
    ai_fill: QColor
    contains_fill: QColor
    human_fill: QColor
    uncertain_fill: QColor
    no_speech_fill: QColor
    error_fill: QColor


def _colours(**values: str) -> Colours:
    return Colours(**{field.name: QColor(values[field.name]) for field in fields(Colours)})


# The verdicts' fills and texts are those of resources/report/report.css; a test compares them.
LIGHT = _colours(
    text="#171a21",
    muted="#5b6370",
    surface="#f4f5f7",
    raised="#ffffff",
    soft="#e9ecf1",
    border="#d3d8e0",
    outline="#868d99",
    accent="#2f4b8f",
    on_accent="#ffffff",
    selection="#2f4b8f",
    on_selection="#ffffff",
    ai="#bd4b00",
    contains="#a05d09",
    human="#0f6cad",
    uncertain="#666d79",
    no_speech="#666d79",
    error="#8c1d4a",
    ai_fill="#e0661a",
    contains_fill="#eda55b",
    human_fill="#3a8fcb",
    uncertain_fill="#9aa1ad",
    no_speech_fill="#d6dae0",
    error_fill="#a8315f",
)
DARK = _colours(
    text="#e9ebef",
    muted="#a0a7b4",
    surface="#111318",
    raised="#1a1d24",
    soft="#232731",
    border="#343a45",
    outline="#767e8c",
    accent="#9db5f2",
    on_accent="#111318",
    selection="#4f6cb8",
    on_selection="#ffffff",
    ai="#ff9252",
    contains="#f0b56f",
    human="#6db9ec",
    uncertain="#b4bac5",
    no_speech="#8f97a5",
    error="#f08db4",
    ai_fill="#e8742b",
    contains_fill="#c98a45",
    human_fill="#3c8ac4",
    uncertain_fill="#767e8c",
    no_speech_fill="#3b414c",
    error_fill="#b44a77",
)

_NAMES: dict[Verdict | SegmentKind, str] = {
    Verdict.AI: "ai",
    Verdict.CONTAINS_AI: "contains",
    Verdict.HUMAN: "human",
    Verdict.UNCERTAIN: "uncertain",
    Verdict.NO_SPEECH: "no_speech",
    Verdict.ERROR: "error",
    SegmentKind.AI: "ai",
    SegmentKind.HUMAN: "human",
    SegmentKind.UNCERTAIN: "uncertain",
    SegmentKind.NO_SPEECH: "no_speech",
}


class Theme(QObject):
    """What is dark and what is light now. Main thread only."""

    changed = Signal()

    def __init__(self, choice: str = "system", parent: QObject | None = None) -> None:
        """Take over the application's palette.

        Args:
            choice: ``system``, ``light`` or ``dark``.
            parent: Owner.
        """
        super().__init__(parent)
        self._choice = choice
        self._icons: list[tuple[weakref.ref[Any], str, str]] = []
        self._verdict_icons: dict[str, QIcon] = {}
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self.dark = False
        self.choose(choice)

    @property
    def colours(self) -> Colours:
        """Of the present theme."""
        return DARK if self.dark else LIGHT

    def choose(self, choice: str) -> None:
        """Switch to ``system``, ``light`` or ``dark``; the window follows at once."""
        self._choice = choice
        hints = QGuiApplication.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        self._apply()

    def verdict_colour(self, verdict: Verdict | SegmentKind) -> QColor:
        """Text and line colour of a verdict or a segment."""
        colour: QColor = getattr(self.colours, _NAMES[verdict])
        return colour

    def verdict_fill(self, verdict: Verdict | SegmentKind) -> QColor:
        """Area colour of a verdict or a segment."""
        colour: QColor = getattr(self.colours, f"{_NAMES[verdict]}_fill")
        return colour

    def verdict_icon(self, verdict: Verdict | SegmentKind) -> QIcon:
        """The sign that stands beside the word, the same shapes as in the reports."""
        name = _NAMES[verdict]
        if name not in self._verdict_icons:
            self._verdict_icons[name] = _shape_icon(name, getattr(self.colours, name))
        return self._verdict_icons[name]

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """An icon of qtawesome in a colour of the theme; see `put_icon` for one that follows the theme.

        Args:
            name: For example ``mdi6.play``.
            colour: A field of `Colours`.
        """
        return _icon(name, getattr(self.colours, colour).name(), self.colours.muted.name())

    def put_icon(self, target: Any, name: str, colour: str = "text") -> None:
        """Give a button or an action an icon and renew it when the theme changes; a second call replaces the first.

        Args:
            target: Anything with ``setIcon``.
            name: See `icon`.
            colour: See `icon`.
        """
        self._icons = [each for each in self._icons if each[0]() not in (None, target)]
        self._icons.append((weakref.ref(target), name, colour))
        target.setIcon(self.icon(name, colour))

    def plot_background(self) -> QColor:
        """Behind curves and spectrograms."""
        return self.colours.raised

    def _system_changed(self) -> None:
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        before = self.dark
        self.dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        if self._choice != "system":  # a platform without colour schemes does not take ours over
            self.dark = self._choice == "dark"
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(palette_of(self.colours))
            for name in OUTLINED:
                app.setPalette(outlined_palette(self.colours), name)  # type: ignore[arg-type] # bytes, says the stub
            app.setStyleSheet(style_sheet(self.colours))
        if before != self.dark:
            self._verdict_icons.clear()
            self._renew_icons()
            self.changed.emit()

    def _renew_icons(self) -> None:
        kept = []
        for reference, name, colour in self._icons:
            target = reference()
            if target is not None and shiboken6.isValid(target):
                target.setIcon(self.icon(name, colour))
                kept.append((reference, name, colour))
        self._icons = kept


def palette_of(colours: Colours) -> QPalette:
    """The palette that Qt's own widgets paint with."""
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, colour in (
        ((role.Window, role.Button), colours.surface),
        ((role.Base, role.ToolTipBase), colours.raised),
        ((role.AlternateBase,), _mix(colours.raised, colours.surface)),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText,), colours.muted),
        ((role.Link, role.Accent), colours.accent),
        ((role.Highlight,), colours.selection),
        ((role.HighlightedText,), colours.on_selection),
        ((role.LinkVisited,), colours.accent),
        ((role.Light, role.Midlight), colours.raised),
        ((role.Mid, role.Dark), colours.border),
        ((role.Shadow,), colours.border),
        ((role.BrightText,), colours.error),
    ):
        for each in roles:
            palette.setColor(each, colour)
    faded = _mix(colours.muted, colours.surface)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, colours.border)
    return palette


def outlined_palette(colours: Colours) -> QPalette:
    """For boxes, fields and buttons: Fusion would draw their edges nearly black on a dark ground."""
    palette = palette_of(colours)
    wanted = colours.outline
    lighter = (min(255, each * FUSION_OUTLINE // 100) for each in (wanted.red(), wanted.green(), wanted.blue()))
    palette.setColor(QPalette.ColorRole.Window, QColor(*lighter))
    return palette


def style_sheet(colours: Colours) -> str:
    """The few rules that Fusion's palette cannot say."""
    c = {field.name: getattr(colours, field.name).name() for field in fields(Colours)}
    return f"""
QToolTip {{ color: {c["text"]}; background: {c["raised"]}; border: 1px solid {c["border"]}; padding: 4px; }}
QFrame[card="true"] {{ background: {c["raised"]}; border: 1px solid {c["border"]}; border-radius: 8px; }}
QLabel[role="muted"] {{ color: {c["muted"]}; }}
QLabel[role="error"] {{ color: {c["error"]}; }}
QLabel[role="key"] {{
    background: {c["soft"]}; border: 1px solid {c["border"]}; border-radius: 4px; padding: 2px 8px;
}}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {c["outline"]}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c["muted"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
RecordTable::item {{ padding: 0 5px; }}
QHeaderView::section {{
    background: {c["surface"]}; color: {c["muted"]}; border: none; border-bottom: 1px solid {c["border"]};
    border-right: 1px solid {c["border"]}; padding: 5px 8px;
}}
QHeaderView::section:last {{ border-right: none; }}
QHeaderView {{ background: {c["surface"]}; border: none; }}
#sideBar {{ background: {c["raised"]}; border-right: 1px solid {c["border"]}; }}
#sideBar QToolButton {{
    border: 1px solid transparent; border-radius: 6px; padding: 8px 12px 8px 8px; text-align: left; color: {c["text"]};
}}
#sideBar QToolButton[quiet="true"] {{ color: {c["muted"]}; padding: 4px 8px; }}
#sideBar QToolButton:hover {{ background: {c["soft"]}; }}
#sideBar QToolButton:checked {{ background: {c["soft"]}; font-weight: bold; border-left: 3px solid {c["accent"]}; }}
#sideBar QToolButton:focus {{ border: 1px solid {c["accent"]}; }}
#statusLine {{ background: {c["raised"]}; border-top: 1px solid {c["border"]}; }}
#statusLine ElidedLabel, #statusLine QToolButton {{ color: {c["muted"]}; }}
QPushButton[primary="true"] {{
    background: {c["accent"]}; color: {c["on_accent"]}; border: 1px solid {c["accent"]}; border-radius: 4px;
    padding: 3px 16px;
}}
QPushButton[primary="true"]:focus {{ border: 2px solid {c["text"]}; padding: 2px 15px; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton[primary="true"]:disabled {{ background: {c["border"]}; color: {c["muted"]}; border-color: {c["border"]}; }}
"""


def _mix(one: QColor, other: QColor) -> QColor:
    return QColor((one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2)


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    made: QIcon = _icon_font().icon(name, color=colour, color_disabled=disabled)
    return made


@cache
def _icon_font() -> Any:
    """The one font whose icons are used; reading all that qtawesome brings takes eight times as long."""
    import qtawesome  # a fifth of a second, and no icon is needed before the first paint
    from qtawesome.iconic_font import IconicFont

    folder = Path(qtawesome.__file__).parent / "fonts"
    (letters,) = folder.glob("materialdesignicons6-webfont-[0-9]*.ttf")
    (places,) = folder.glob("materialdesignicons6-webfont-charmap-*.json")
    return IconicFont((ICON_SET, letters.name, places.name))


def _shape_icon(name: str, colour: QColor) -> QIcon:
    icon = QIcon()
    for size in ICON_SIZES:
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_shape(painter, name, colour, size)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_shape(painter: QPainter, name: str, colour: QColor, size: int) -> None:
    """Triangle for AI, hollow one for "contains", disc for human, diamond, hollow disc, cross."""
    is_hollow = name in ("contains", "no_speech")
    pen = painter.pen()
    pen.setColor(colour)
    pen.setWidthF(size / 8 if is_hollow or name == "error" else 0.01)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else colour)
    low, middle, high = 0.16 * size, 0.5 * size, 0.84 * size
    if name in ("ai", "contains"):
        painter.drawPolygon(QPolygonF([QPointF(middle, low), QPointF(high, high), QPointF(low, high)]))
    elif name in ("human", "no_speech"):
        painter.drawEllipse(QRectF(low, low, high - low, high - low))
    elif name == "uncertain":
        points = [QPointF(middle, 0.08 * size), QPointF(0.92 * size, middle)]
        painter.drawPolygon(QPolygonF([*points, QPointF(middle, 0.92 * size), QPointF(0.08 * size, middle)]))
    else:
        painter.drawLine(QPointF(low, low), QPointF(high, high))
        painter.drawLine(QPointF(low, high), QPointF(high, low))
