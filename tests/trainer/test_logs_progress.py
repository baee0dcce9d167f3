"""Progress events: what is written is read again, also after a kill in the middle of a line."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from trainer.logs_progress import PROGRESS_FILE, ProgressEvent, ProgressLog, from_json, read_progress


def test_an_event_survives_its_line_and_unknown_values_are_left_out() -> None:
    event = ProgressEvent("epoch", 12.5, epoch=0, loss=0.1 + 0.2, figures={"eer_source": 0.15})
    line = event.to_json()
    assert json.loads(line) == {
        "event": "epoch", "time": 12.5, "epoch": 0, "loss": 0.30000000000000004, "figures": {"eer_source": 0.15}
    }  # fmt: skip
    assert from_json(line) == event


def test_numbers_that_json_does_not_have_are_left_out() -> None:
    line = ProgressEvent("step", 1.0, loss=math.nan, best=math.inf, figures={"auc": math.nan}).to_json()
    assert json.loads(line) == {"event": "step", "time": 1.0}


@pytest.mark.parametrize("line", ["", "{", '{"event": "step"', "[1]", '{"event": "party"}', '"step"'])
def test_what_is_no_event_is_none(line: str) -> None:
    assert from_json(line) is None


def test_keys_of_a_later_version_are_ignored() -> None:
    assert from_json('{"event": "step", "time": 1.0, "mood": "good"}') == ProgressEvent("step", 1.0)


def test_events_are_appended_over_starts_and_a_torn_line_is_skipped(tmp_path: Path) -> None:
    heard: list[ProgressEvent] = []
    ProgressLog(tmp_path, heard.append)(ProgressEvent("start", epoch=0))
    with (tmp_path / PROGRESS_FILE).open("a") as handle:
        handle.write('{"event": "step", "lo')
    ProgressLog(tmp_path, heard.append)(ProgressEvent("start", epoch=1))
    assert [event.epoch for event in read_progress(tmp_path)] == [0, 1]
    assert read_progress(tmp_path) == heard
    assert all(event.time > 1e9 for event in heard)


def test_a_process_that_does_not_lead_writes_nothing(tmp_path: Path) -> None:
    ProgressLog(None)(ProgressEvent("start"))
    assert read_progress(tmp_path) == []


def test_preparation_tells_twice_a_second_at_most_and_always_the_end(tmp_path: Path) -> None:
    heard: list[ProgressEvent] = []
    tell = ProgressLog(None, heard.append).preparing("Decoding train")
    for done in range(1, 1001):
        tell(done, 1000)
    assert heard[-1].done == heard[-1].total == 1000
    assert {event.what for event in heard} == {"Decoding train"}
    assert len(heard) < 20
    assert not list(tmp_path.iterdir())
