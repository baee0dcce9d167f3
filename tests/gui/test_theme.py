"""Light and dark: readable, switchable while the window is open, and the same colours as in the reports."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QToolButton

from engine.resources import resource
from engine.results import SegmentKind, Verdict
from gui.context import AppContext
from gui.scan.drop_zone import DropZone
from gui.theme import DARK, FUSION_OUTLINE, LIGHT, Colours, outlined_palette, palette_of

THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
REPORT_NAMES = {
    "text": "ink",
    "muted": "muted",
    "ai": "ai",
    "contains": "contains",
    "human": "human",
    "uncertain": "uncertain",
    "error": "error",
    "ai_fill": "ai-fill",
    "contains_fill": "contains-fill",
    "human_fill": "human-fill",
    "uncertain_fill": "uncertain-fill",
    "no_speech_fill": "silent-fill",
    "error_fill": "error-fill",
}


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@THEMES
@pytest.mark.parametrize(
    "name", ["text", "muted", "accent", "ai", "contains", "human", "uncertain", "no_speech", "error"]
)
def test_every_text_colour_reaches_wcag_aa_on_every_ground(colours: Colours, name: str) -> None:
    grounds = {"raised": colours.raised, "surface": colours.surface}
    if name in ("text", "muted"):
        grounds["soft"] = colours.soft
    ratios = {ground: round(contrast(getattr(colours, name), colour), 2) for ground, colour in grounds.items()}
    assert min(ratios.values()) >= 4.5, ratios


@THEMES
def test_edges_of_controls_are_seen(colours: Colours) -> None:
    edge = outlined_palette(colours).color(QPalette.ColorRole.Window).darker(FUSION_OUTLINE)
    assert min(contrast(edge, ground) for ground in (colours.raised, colours.surface)) >= 3.0


@THEMES
def test_selected_text_is_readable(colours: Colours) -> None:
    palette = palette_of(colours)
    assert (
        contrast(palette.color(QPalette.ColorRole.HighlightedText), palette.color(QPalette.ColorRole.Highlight)) > 4.5
    )
    assert contrast(colours.on_accent, colours.accent) > 4.5
    assert min(contrast(colours.selection, ground) for ground in (colours.raised, colours.surface)) >= 3.0


@THEMES
def test_colours_of_verdicts_are_those_of_the_reports(colours: Colours) -> None:
    css = resource("report/report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root(?:\[[^]]*\])?\s*\{([^}]*)\}", css)
    block = next(each for each in blocks if f"--ink: {colours.text.name()}" in each)
    report = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    assert {name: getattr(colours, name).name() for name in REPORT_NAMES} == {
        name: report[other] for name, other in REPORT_NAMES.items()
    }


def test_a_switch_reaches_palette_colours_and_icons_at_once(context: AppContext, qtbot: object) -> None:
    del qtbot
    context.change(theme="light")
    told: list[int] = []
    context.theme_changed.connect(lambda: told.append(1))
    button = QToolButton()
    context.theme.put_icon(button, "mdi6.play")
    before = button.icon().pixmap(32, 32).toImage()
    assert context.change(theme="dark")
    assert told == [1]
    assert context.theme.dark
    assert QApplication.palette().color(QPalette.ColorRole.Window) == DARK.surface
    assert button.icon().pixmap(32, 32).toImage() != before
    context.change(theme="light")
    assert button.icon().pixmap(32, 32).toImage() == before


@pytest.mark.parametrize("kind", [*Verdict, *SegmentKind])
def test_every_verdict_has_an_icon_in_its_colour(context: AppContext, kind: Verdict | SegmentKind) -> None:
    context.change(theme="dark")
    image = context.theme.verdict_icon(kind).pixmap(QSize(48, 48)).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert context.theme.verdict_colour(kind).name() in colours
    assert isinstance(context.theme.verdict_fill(kind), QColor)


def test_icons_of_different_verdicts_have_different_shapes(context: AppContext) -> None:
    def shape(verdict: Verdict) -> frozenset[tuple[int, int]]:
        image = context.theme.verdict_icon(verdict).pixmap(QSize(24, 24)).toImage()
        return frozenset((x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 128)

    assert len({shape(verdict) for verdict in Verdict}) == len(Verdict)


def test_icons_of_deleted_widgets_are_forgotten(context: AppContext) -> None:
    button = QToolButton()
    context.theme.put_icon(button, "mdi6.play")
    context.theme.put_icon(button, "mdi6.close")
    assert len(context.theme._icons) == 1
    del button
    context.change(theme="dark" if not context.theme.dark else "light")
    assert context.theme._icons == []


def test_the_palette_leaves_no_role_to_the_platform() -> None:
    assert {field.name for field in fields(Colours)} >= {"text", "surface", "raised", "accent"}
    dark = palette_of(DARK)
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Button):
        assert luminance(dark.color(role)) < 0.05


def test_buttons_beside_each_other_are_equally_high_and_dialogs_carry_no_icons_of_the_system(
    qtbot: Any, context: AppContext
) -> None:
    zone = DropZone(context.theme)
    qtbot.addWidget(zone)
    zone.show()
    assert zone.files_button.height() == zone.folder_button.height()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(box)
    box.show()
    assert box.buttons()[0].icon().isNull()  # black on dark
