"""The JSON contract of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import ReportError
from engine.report.json import file_to_json, file_to_line, files_to_text, write_json, write_jsonl
from engine.report.record import ReportRecord

KEYS = {
    *("path", "name", "sha256", "duration_s", "verdict", "probability_ai", "score", "percent_ai", "percent_human"),
    *("Percent_AI", "Percent_Human", "Prediction", "segments", "model", "warnings", "error", "hint"),
}


def test_every_file_has_the_promised_keys(record: ReportRecord) -> None:
    for result in record.files:
        found = file_to_json(result)
        assert set(found) >= KEYS
        assert "windows" not in found


def test_windows_when_asked(record: ReportRecord) -> None:
    found = file_to_json(record.files[0], windows=True)
    assert len(found["windows"]) == 9
    assert set(found["windows"][0]) == {"start_s", "end_s", "logit", "probability_ai", "speech_share"}
    assert found["windows"][0]["logit"] == record.files[0].windows[0].logit


def test_one_object_for_one_file_and_a_list_for_several(record: ReportRecord) -> None:
    assert isinstance(json.loads(files_to_text(record.files[:1])), dict)
    assert len(json.loads(files_to_text(record.files))) == 9
    assert json.loads(files_to_text([])) == []


def test_legacy_keys_repeat_the_new_ones(record: ReportRecord) -> None:
    by_name = {r.name: file_to_json(r) for r in record.files}
    podcast = by_name["Подкаст № 12 — интервью.mp3"]
    assert (podcast["verdict"], podcast["Prediction"]) == ("contains_ai", "ai")
    assert podcast["Percent_AI"] == podcast["percent_ai"]
    assert podcast["Percent_AI"] + podcast["Percent_Human"] == pytest.approx(100)


def test_errors_have_reason_and_hint_and_no_numbers(record: ReportRecord) -> None:
    broken = file_to_json(record.files[-1])
    assert broken["verdict"] == broken["Prediction"] == "error"
    assert broken["error"]
    assert broken["hint"]
    assert broken["score"] is None
    assert broken["percent_ai"] is None


def test_names_that_are_no_utf8_survive(record: ReportRecord, tmp_path: Path) -> None:
    odd = next(r for r in record.files if "caf" in r.name)
    line = file_to_line(odd)
    found = json.loads(line.encode("utf-8"))
    assert found["name"] == "caf\ufffd.wav"
    assert bytes.fromhex(found["path_bytes_hex"]) == b"/audio/ai/caf\xe9.wav"
    assert "path_bytes_hex" not in file_to_json(record.files[0])
    write_json(record, tmp_path / "r.json")
    assert len(json.loads((tmp_path / "r.json").read_text("utf-8"))) == 9


def test_lines(record: ReportRecord, tmp_path: Path) -> None:
    write_jsonl(record, tmp_path / "r.jsonl")
    lines = (tmp_path / "r.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == [r.verdict.value for r in record.files]


def test_truth_and_incorrect(make: Callable[..., ReportRecord]) -> None:
    without, known = file_to_json(make().files[0]), file_to_json(make(truth=True).files[5])
    assert without["truth"] is without["incorrect"] is None
    assert (known["truth"], known["incorrect"]) == ("human", True)


def test_a_folder_that_does_not_exist_is_a_report_error_with_a_hint(record: ReportRecord, tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        write_json(record, tmp_path / "missing" / "r.json")
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []
