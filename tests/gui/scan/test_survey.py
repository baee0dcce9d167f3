"""The walk through dropped folders: every file is told, what is skipped is counted, and it can be stopped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from engine.discover import Found
from gui.scan.survey import FilesFound, Survey, SurveyDone
from gui.scan.words import question_text, reasons


def walked(survey: Survey) -> tuple[list[Found], SurveyDone | None]:
    survey.start()
    survey.join(30)
    found: list[Found] = []
    done = None
    while not survey.events.empty():
        event = survey.events.get()
        if isinstance(event, FilesFound):
            found += event.files
        else:
            done = event
    return found, done


@pytest.fixture
def folder(tmp_path: Path, synth: Any, write_wav: Any) -> Path:
    root = tmp_path / "in"
    for number in range(5):
        write_wav(root / f"{number}" / "a.wav", synth.tone(2 + number))
    write_wav(root / "named wrongly.wav", synth.tone(1)).rename(root / "named wrongly")
    (root / "text.txt").write_text("words")
    (root / "more.md").write_text("words")
    (root / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (root / ".cache").mkdir()
    return root


def test_content_decides_and_every_skipped_file_has_its_reason(folder: Path) -> None:
    found, done = walked(Survey([folder], sum_above=100))
    assert sorted(each.path.name for each in found) == ["a.wav"] * 5 + ["named wrongly"]
    assert done is not None
    assert (done.files, done.n_skipped, done.audio_s) == (6, 4, None)
    assert done.reasons == {"it is a text file": 2, "it is a PNG image": 1, "it is hidden": 1}
    assert {each.path.name for each in done.skipped} == {"text.txt", "more.md", "picture.png", ".cache"}


def test_hours_come_from_the_headers(folder: Path) -> None:
    _, done = walked(Survey([folder], sum_above=0))
    assert done is not None
    assert done.audio_s == pytest.approx(21, abs=0.01)
    assert not done.is_estimate


def test_what_time_does_not_allow_to_read_is_estimated_by_size(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    from engine.audio.duration import header_duration_s

    def slow(path: Path) -> float | None:
        seen.append(path)
        if len(seen) == 3:
            monkeypatch.setattr("gui.scan.survey.HEADERS_S", -1.0)
        return header_duration_s(path)

    clock = iter(range(100))
    monkeypatch.setattr("gui.scan.survey.HEADERS_S", 3.5)
    monkeypatch.setattr("gui.scan.survey.time.perf_counter", lambda: float(next(clock)))
    monkeypatch.setattr("engine.audio.duration.header_duration_s", slow)
    survey = Survey([], sum_above=0)
    files = [Found(path, folder, path.stat().st_size) for path in sorted(folder.glob("*/a.wav"))]
    seconds, is_estimate = survey._audio_s(files)
    assert is_estimate
    assert len(seen) == 3
    assert seconds == pytest.approx(20, rel=0.01)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_loops_end_and_are_told(folder: Path) -> None:
    (folder / "0" / "loop").symlink_to(folder)
    found, done = walked(Survey([folder], sum_above=100))
    assert len(found) == 6
    assert done is not None
    assert done.reasons["it is the same folder as one above"] == 1


def test_what_does_not_exist_is_a_file_to_report(tmp_path: Path) -> None:
    found, done = walked(Survey([tmp_path / "gone.wav"], sum_above=100))
    assert "no such file" in found[0].error
    assert done is not None
    assert done.unreadable == 1


def test_the_first_files_are_told_before_the_walk_is_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    survey = Survey([tmp_path], sum_above=100)
    waiting: list[int] = []

    def endless(*_args: Any, **_names: Any) -> Any:
        for number in range(1000):
            waiting.append(survey.events.qsize())
            yield Found(tmp_path / f"{number}.wav", tmp_path)

    monkeypatch.setattr("gui.scan.survey.discover", endless)
    found, _ = walked(survey)
    assert len(found) == 1000
    assert waiting[1] == 1  # the very first file at once
    assert max(waiting) >= 3


def test_a_cancelled_walk_tells_nothing_more(folder: Path) -> None:
    survey = Survey([folder], sum_above=0)
    survey.cancel()
    found, done = walked(survey)
    assert done is None
    assert found == []


def test_a_fault_of_ours_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_names: Any) -> Any:
        raise RuntimeError("out of luck")

    monkeypatch.setattr("gui.scan.survey.discover", broken)
    _, done = walked(Survey([tmp_path], sum_above=0))
    assert done is not None
    assert "out of luck" in done.problem


def test_the_question_says_files_skipped_ones_and_hours(folder: Path) -> None:
    _, done = walked(Survey([folder], sum_above=0))
    assert done is not None
    text = question_text([folder], done)
    assert text.startswith("6 audio files in in; 4 were skipped: it is a text file (2), ")
    assert text.endswith("; 0.0 hours of audio.")
    assert reasons(done.reasons).count("(") == 3
