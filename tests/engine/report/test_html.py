"""The HTML page: complete, escaped, self-contained; and its timelines."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.report.html import write_html
from engine.report.record import ReportRecord
from engine.report.timeline import timeline_svg
from engine.results import FileResult
from engine.segments import flagged_spans


class Page(HTMLParser):
    """Collects tags, attributes and visible text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def page(record: ReportRecord, tmp_path: Path) -> Page:
    write_html(record, tmp_path / "r.html")
    return Page((tmp_path / "r.html").read_text("utf-8"))


def test_names_the_version_the_detector_the_settings_and_every_fact(page: Page, record: ReportRecord) -> None:
    text = " ".join(" ".join(page.words).split())
    for wanted in (
        "3 of 9 files are flagged",
        "version 0.1.0",
        record.model.sha256,
        "veravox scan /audio --html report.html",
        "Of 100 human recordings about 9 were flagged in our test",
        "A higher number means more likely AI",
        "Contains AI speech from 12:30 to 14:03",
        "mp3, 128 kbit/s, 44.1 kHz, stereo, read by soundfile",
        "balanced: false alarms 14.8 %, misses 15.1 % in our test",
        "Convert it to WAV or FLAC and try again.",
        "会議の録音.opus",
        "The file ends early; 360.0 s could be read.",
        "Of 6 decided ones 3 are right",
    ):
        assert wanted in text
    assert all(f.sha256 in text for f in record.files)


def test_names_are_escaped(page: Page) -> None:
    assert "alert(1)" in "".join(page.words)
    assert [tag for tag, _ in page.tags].count("script") == 1


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object"}
        assert "src" not in attributes
        href = attributes.get("href")
        assert href is None or href.startswith("#")


def test_one_timeline_a_flagged_file(page: Page) -> None:
    drawings = [a for tag, a in page.tags if tag == "svg" and a.get("class") == "timeline"]
    assert len(drawings) == 3


def test_verdicts_have_icon_and_word(page: Page) -> None:
    text = " ".join(" ".join(page.words).split())
    for wanted in (
        "▲ Likely AI",
        "△ Contains AI speech",
        "● Likely human",
        "◆ Uncertain",
        "○ No speech",
        "✖ Could not",
    ):
        assert wanted in text


def test_timeline_puts_the_ai_part_where_it_is(record: ReportRecord) -> None:
    podcast = record.files[1]
    root = ElementTree.fromstring(timeline_svg(podcast))
    band = next(r for r in root.iter("rect") if r.get("class") == "band")
    (start, end) = flagged_spans(podcast.segments)[0]
    assert float(band.attrib["x"]) == pytest.approx(40 + 952 * start / 1800, abs=0.2)
    assert float(band.attrib["width"]) == pytest.approx(952 * (end - start) / 1800, abs=0.2)
    labels = [t.text for t in root.iter("text") if t.text and ":" in t.text]
    assert labels == ["0:00", "5:00", "10:00", "15:00", "20:00", "25:00", "30:00"]


def test_timeline_without_windows_uses_the_segments(record: ReportRecord) -> None:
    bare = replace(record.files[1], windows=())
    assert 'class="curve"' in timeline_svg(bare)


def test_long_curves_are_thinned_but_keep_their_peak(record: ReportRecord) -> None:
    podcast = record.files[1]
    windows = tuple(
        replace(podcast.windows[0], start_s=3.0 * i, end_s=3.0 * i + 3, probability_ai=0.99 if i == 7777 else 0.1)
        for i in range(12_000)
    )
    drawn = timeline_svg(replace(podcast, windows=windows, duration_s=36_000.0))
    assert len(drawn) < 20_000
    assert min(float(y) for y in re.findall(r",([\d.]+)", drawn.split('points="')[1].split('"')[0])) < 12


def test_three_thousand_rows(make: Callable[..., ReportRecord], tmp_path: Path) -> None:
    few = make(truth=True).files
    files: list[FileResult] = [replace(few[i % 9], path=Path(f"/a/{i}.mp3")) for i in range(3000)]
    started = time.process_time()
    write_html(make(files), tmp_path / "r.html")
    assert time.process_time() - started < 20
    assert (tmp_path / "r.html").stat().st_size < 20e6


def test_an_empty_record_says_so(make: Callable[..., ReportRecord], tmp_path: Path) -> None:
    write_html(make([]), tmp_path / "r.html")
    assert "No file to list." in (tmp_path / "r.html").read_text("utf-8")
