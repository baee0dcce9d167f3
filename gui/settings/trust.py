"""How far to trust this: what a verdict means, how often it was wrong when that was measured, and what nobody knows."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from gui.context import AppContext
from gui.settings.catalog import Catalog
from gui.settings.point_choice import measured_on, of_hundred
from gui.words import point_word

if TYPE_CHECKING:
    from engine.checkpoint import CheckpointMeta
    from engine.detector import DetectorRow


class TrustSection(QWidget):
    """One page to read; the figures are those of the active detector's checkpoint."""

    def __init__(self, context: AppContext, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._catalog = catalog
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setIndentWidth(20)
        self.text.document().setDocumentMargin(12)
        self.text.setAccessibleName(self.tr("How far to trust this"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 20, 16)
        layout.addWidget(self.text)
        catalog.changed.connect(self.refresh)
        context.settings_changed.connect(self.refresh)
        context.theme_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Write the page anew."""
        place = self.text.verticalScrollBar().value()
        self.text.document().setDefaultStyleSheet(self._style())
        self.text.setHtml("".join([self._general(), self._measured(self._catalog.active), self._limits()]))
        self.text.verticalScrollBar().setValue(place)

    def _style(self) -> str:
        colours = self._context.theme.colours
        text, muted = colours.text.name(), colours.muted.name()
        return (
            f"h2, h3, p, li, td, th {{ color: {text}; }} .muted {{ color: {muted}; }} "
            "td, th { padding: 4px 16px 4px 0; } th { text-align: left; }"
        )

    def _general(self) -> str:
        title = self.tr("A verdict is an estimate, not a proof")
        first = self.tr(
            "Veravox compares the sound of a voice with what it learned from many recordings. It does not know who "
            "speaks or what is true. Errors happen in both directions."
        )
        points = (
            self.tr(
                "Likely AI, or Contains AI speech: a reason to look closer. Listen to the marked moments and ask where "
                "the recording comes from."
            ),
            self.tr("Likely human: nothing pointed to AI. A new kind of AI voice may still pass."),
            self.tr("Uncertain: the evidence is too weak for either. That is an honest answer, not a failure."),
        )
        return f"<h2>{title}</h2><p>{first}</p>{_items(points)}"

    def _measured(self, row: DetectorRow | None) -> str:
        if row is None or row.meta is None:
            waiting = (
                self.tr("No detector can be used.") if self._catalog.is_loaded else self.tr("Reading the detector...")
            )
            return f"<p class='muted'>{waiting}</p>"
        title = html.escape(self.tr("Measured: {detector}").format(detector=row.name))
        return f"<h3>{title}</h3>{self._points(row.meta)}{self._conditions(row.meta)}"

    def _points(self, meta: CheckpointMeta) -> str:
        points = meta.calibration.operating_points
        if not points:
            none = self.tr("No error rates were measured for this detector. Do not rely on it.")
            return f"<p>{none}</p>"
        heads = (
            self.tr("How strict"),
            self.tr("human called AI"),
            self.tr("AI called human"),
            self.tr("uncertain"),
            self.tr("forced to decide: human called AI"),
            self.tr("forced to decide: AI missed"),
        )
        rows = [
            (
                point_word(point.name),
                _percent(point.human_flagged),
                _percent(point.ai_passed),
                _percent(point.undecided),
                _percent(point.false_alarm_rate),
                _percent(point.miss_rate),
            )
            for point in points
        ]
        return f"{_table(heads, rows)}<p class='muted'>{html.escape(measured_on(meta.calibration))}</p>"

    def _conditions(self, meta: CheckpointMeta) -> str:
        rows = [
            (
                condition_word(name),
                _percent(figures.get("eer")),
                _interval(figures),
                _percent(figures.get("eer_unseen")),
            )
            for name, figures in meta.metrics.items()
            if "eer" in figures
        ]
        if not rows:
            return ""
        heads = (
            self.tr("Recordings"),
            self.tr("error rate"),
            self.tr("95 % interval"),
            self.tr("for AI voices it never heard in training"),
        )
        note = self.tr(
            "The error rate where both kinds of error are equally frequent: lower is better, 50 % is a guess."
        )
        title = self.tr("Under which conditions it errs")
        return f"<h3>{title}</h3>{_table(heads, rows)}<p class='muted'>{note}</p>"

    def _limits(self) -> str:
        title = self.tr("What to keep in mind")
        points = (
            self.tr("Telephone lines, strong compression, noise, reverberation and noise removal move the score."),
            self.tr("Less than 10 s of speech is weak evidence; under 1 s nothing is said."),
            self.tr("A real voice that was cleaned, stretched or changed by effects can look generated."),
            self.tr(
                "The probability compares both explanations as if they were equally common. Where almost all your "
                "recordings are human, most flags are false alarms."
            ),
            self.tr("Singing, whispering, children and languages that were rare in training were hardly measured."),
            self.tr("Never decide about a person with this verdict alone."),
        )
        return f"<h3>{title}</h3>{_items(points)}"


def condition_word(column: str) -> str:
    """An evaluation column ("dev mp3_32k") for people."""
    tr = QCoreApplication.translate
    known = {
        "clean": tr("TrustSection", "as they are"),
        "mp3_32k": tr("TrustSection", "as MP3 of 32 kbit/s"),
        "opus_16k": tr("TrustSection", "as Opus of 16 kbit/s (voice messages)"),
        "phone_8k": tr("TrustSection", "over a telephone line"),
        "noise_10db": tr("TrustSection", "with noise (10 dB)"),
        "noise_matched": tr("TrustSection", "with the same noise under all (15 dB)"),
        "room": tr("TrustSection", "in a reverberant room"),
        "grid mean": tr("TrustSection", "mean of the disturbed ones"),
    }
    split, _, name = column.partition(" ")
    return known.get(name, column.replace("_", " ")) if split in ("dev", "test") else column.replace("_", " ")


def _percent(share: float | None) -> str:
    return "" if share is None else f"{of_hundred(share)} %"


def _interval(figures: dict[str, float]) -> str:
    if "eer_low" not in figures or "eer_high" not in figures:
        return ""
    return f"{of_hundred(figures['eer_low'])} - {of_hundred(figures['eer_high'])} %"


def _items(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def line(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    return f"<table>{line('th', heads)}{''.join(line('td', row) for row in rows)}</table>"
