"""The top of the detail panel: the verdict as sign, word and number, and why."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.report.words import shown
from engine.results import FileResult
from gui.context import AppContext
from gui.scan.detail_words import headline, reason
from gui.widgets.elided_label import ElidedLabel

SIGN = 22


class DetailHeader(QFrame):
    """Words first, then the number, then the why."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._result: FileResult | None = None
        self.setProperty("card", True)
        self.sign = QLabel()
        self.sign.setFixedSize(QSize(SIGN, SIGN))
        self.name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.headline = self._text(1.25, bold=True)
        self.number = QLabel()
        self._scale(self.number, 1.6, bold=True)
        self.number_words = QLabel(self.tr("AI probability"))
        self.number_words.setProperty("role", "muted")
        self.reason = self._text()
        self.warnings = self._text()
        self.trust = self._text()
        self.trust.setProperty("role", "muted")
        self._lay_out()
        context.theme_changed.connect(self._restyle)

    def show_file(self, result: FileResult) -> None:
        """Show another file; the error rates follow by `set_trust`."""
        self._result = result
        self.name.setText(shown(result.name))
        self.name.setToolTip(shown(result.path))
        self.headline.setText(headline(result))
        probability = result.probability_ai
        self.number.setText("" if probability is None else f"{100 * probability:.0f} %")
        self._corner.setVisible(probability is not None)
        self._put(self.reason, reason(result))
        self._put(self.trust, "")
        self._put(self.warnings, "")
        self._restyle()
        words = [self.headline.text(), self.number.text(), self.reason.text()]
        self.setAccessibleName(", ".join(word for word in words if word))

    def set_warnings(self, text: str) -> None:
        """What limits the verdict."""
        self._put(self.warnings, text)

    def set_trust(self, text: str, caution: str) -> None:
        """How often such a verdict was wrong in the test; the caution stands in the tooltip."""
        self._put(self.trust, text)
        self.trust.setToolTip(caution)

    def _lay_out(self) -> None:
        self._corner = QWidget()
        corner = QVBoxLayout(self._corner)
        corner.setContentsMargins(0, 0, 0, 0)
        corner.setSpacing(0)
        for label in (self.number, self.number_words):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            corner.addWidget(label)
        say = QHBoxLayout()
        say.setSpacing(8)
        say.addWidget(self.sign, alignment=Qt.AlignmentFlag.AlignTop)
        say.addWidget(self.headline, stretch=1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.name)
        words.addLayout(say)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(words, stretch=1)
        top.addWidget(self._corner, alignment=Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        for label in (self.reason, self.warnings, self.trust):
            layout.addWidget(label)

    def _text(self, scale: float = 1.0, *, bold: bool = False) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._scale(label, scale, bold=bold)
        return label

    def _scale(self, label: QLabel, scale: float, *, bold: bool = False) -> None:
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        label.setFont(font)

    def _put(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    def _restyle(self) -> None:
        if self._result is None:
            return
        theme, verdict = self._context.theme, self._result.verdict
        self.sign.setPixmap(theme.verdict_icon(verdict).pixmap(QSize(SIGN, SIGN), self.devicePixelRatioF()))
        colour = theme.verdict_colour(verdict).name()
        self.headline.setStyleSheet(f"color: {colour};")
        self.number.setStyleSheet(f"color: {colour};")
        self.warnings.setStyleSheet(f"color: {theme.colours.error.name()};")
