"""The command line as scripts see it: options, JSON keys, exit codes, stdout and stderr."""

from __future__ import annotations

import csv
import errno
import io
import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import main as program

REQUIRED_KEYS = {
    "path",
    "name",
    "sha256",
    "duration_s",
    "verdict",
    "probability_ai",
    "score",
    "percent_ai",
    "percent_human",
    "Percent_AI",
    "Percent_Human",
    "Prediction",
    "segments",
    "model",
    "warnings",
    "error",
    "hint",
}


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def veravox(
    tiny_checkpoint: Path,
    energy_speech: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Run]:
    """Runs the program in this process with the tiny detector and a history of its own."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setattr(program, "start_logging", lambda: None)
    monkeypatch.setattr("engine.audio.speech.SpeechDetector.load", lambda *_args: energy_speech)

    def run(*arguments: object) -> Run:
        words = [str(argument) for argument in arguments]
        if words[0] in ("scan", "listen") and "--model" not in words and "--list-devices" not in words:
            words += ["--model", str(tiny_checkpoint)]
        if words[0] in ("scan", "history", "report") and "--db" not in words:
            words += ["--db", str(tmp_path / "history.db")]
        code = program.main(words)
        streams = capsys.readouterr()
        return Run(code, streams.out, streams.err)

    return run


@pytest.fixture
def clips(synth: Any, write_wav: Any, tmp_path: Path) -> Path:
    """A folder with one file of each kind, labelled by folder."""
    folder = tmp_path / "clips"
    write_wav(folder / "ai" / "robot.wav", synth.ai_voice(9))
    write_wav(folder / "human" / "anna.wav", synth.human_voice(9))
    write_wav(folder / "human" / "quiet.wav", synth.silence(4))
    (folder / "ai" / "broken.wav").write_bytes(b"RIFF")
    return folder


def test_one_file_gives_one_object_with_the_promised_keys(veravox: Any, clips: Path) -> None:
    run = veravox("scan", clips / "ai" / "robot.wav", "--json", "-")
    assert run.code == 1
    assert set(run.data) >= REQUIRED_KEYS
    assert run.data["verdict"] == run.data["Prediction"] == "ai"
    assert run.data["score"] > 0
    assert "windows" not in run.data


def test_a_folder_gives_a_list_with_a_row_for_every_file(veravox: Any, clips: Path) -> None:
    run = veravox("scan", clips, "--json", "-")
    verdicts = {entry["name"]: entry["verdict"] for entry in run.data}
    assert verdicts == {"robot.wav": "ai", "anna.wav": "human", "quiet.wav": "no_speech", "broken.wav": "error"}
    broken = next(entry for entry in run.data if entry["verdict"] == "error")
    assert broken["error"]
    assert broken["hint"]


def test_stdout_holds_the_data_only_and_people_read_stderr(veravox: Any, clips: Path) -> None:
    loud = veravox("scan", clips, "--json", "-")
    assert "Likely AI" in loud.err
    assert "Likely" not in loud.out
    quiet = veravox("scan", clips, "--json", "-", "--quiet", "--no-cache")
    assert quiet.err == ""
    assert len(quiet.data) == 4


def test_without_data_on_stdout_the_verdicts_are_there_words_first(veravox: Any, clips: Path) -> None:
    run = veravox("scan", clips)
    lines = run.out.splitlines()
    robot = next(line for line in lines if "robot.wav" in line)
    assert robot.split()[1:3] == ["Likely", "AI"]
    assert "%" in robot
    assert "4 files: 1 likely AI, 1 likely human, 1 without speech, 1 not readable" in run.out
    assert "Could not be read" in run.out


def test_windows_are_added_on_request(veravox: Any, clips: Path) -> None:
    data = veravox("scan", clips / "ai" / "robot.wav", "--json", "-", "--windows", "--hop", "1").data
    assert [window["start_s"] for window in data["windows"]] == [0, 1, 2, 3, 4, 5, 6]
    assert set(data["windows"][0]) >= {"start_s", "end_s", "logit", "probability_ai", "speech_share"}


def test_the_same_windows_come_from_the_cache(veravox: Any, clips: Path) -> None:
    first, second = (
        veravox("scan", clips / "ai" / "robot.wav", "--json", "-", "--windows", "--no-resume").data for _ in range(2)
    )
    assert (first["cached"], second["cached"]) == (False, True)
    assert first["windows"] == second["windows"]


@pytest.mark.parametrize(
    ("name", "code"), [("ai/robot.wav", 1), ("human/anna.wav", 0), ("human/quiet.wav", 0), ("ai/broken.wav", 3)]
)
def test_exit_codes_of_one_file(veravox: Any, clips: Path, name: str, code: int) -> None:
    assert veravox("scan", clips / name).code == code


def test_flagged_files_weigh_more_than_unreadable_ones(veravox: Any, clips: Path) -> None:
    assert veravox("scan", clips).code == 1
    assert veravox("scan", clips / "human", clips / "ai" / "broken.wav").code == 3


def test_a_file_that_does_not_exist_is_a_row_and_exit_code_3(veravox: Any, tmp_path: Path) -> None:
    run = veravox("scan", tmp_path / "gone.wav", "--json", "-")
    assert run.code == 3
    assert run.data["verdict"] == "error"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--model", "nonsense"], "nonsense"),
        (["--hop", "0.1"], "0.1"),
        (["--hop", "7"], "7"),
        (["--labels", "gone.csv"], "gone.csv"),
        (["--only", "weird"], "weird"),
        (["--only", "incorrect"], "--labels"),
        (["--point", "strict"], "strict"),
        (["--device", "abacus"], "abacus"),
        (["--json", "-", "--csv", "-"], "Only one"),
        (["--html", "no/such/folder/report.html"], "report.html"),
        (["--workers", "0"], "workers"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_wrong_usage_is_told_with_a_hint_and_exit_code_2(
    veravox: Any, clips: Path, arguments: list[str], message: str
) -> None:
    run = veravox("scan", clips, *arguments)
    assert run.code == 2
    assert message in run.err
    assert "Traceback" not in run.err
    assert run.out == ""


def test_a_folder_without_audio_is_wrong_usage(veravox: Any, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "note.txt").write_text("no sound")
    run = veravox("scan", tmp_path / "texts")
    assert run.code == 2
    assert "No audio was found" in run.err


def test_scan_without_a_path_is_wrong_usage(veravox: Any) -> None:
    assert veravox("scan").code == 2


def test_only_selects_rows_but_not_the_exit_code(veravox: Any, clips: Path) -> None:
    run = veravox("scan", clips, "--only", "errors", "--json", "-")
    assert [entry["name"] for entry in run.data] == ["broken.wav"]
    assert run.code == 1
    assert "robot.wav" not in run.err


def test_incorrect_files_are_found_with_labels(veravox: Any, clips: Path, synth: Any, write_wav: Any) -> None:
    write_wav(clips / "human" / "suspect.wav", synth.ai_voice(9))
    run = veravox("scan", clips, "--labels", "folders", "--only", "incorrect", "--json", "-")
    assert [entry["name"] for entry in run.data] == ["suspect.wav"]
    assert run.data[0]["truth"] == "human"


def test_labels_can_come_from_a_table(veravox: Any, clips: Path, tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_text("path,label\nclips/ai/robot.wav,human\n")
    run = veravox("scan", clips, "--labels", tmp_path / "labels.csv", "--only", "incorrect", "--json", "-")
    assert [entry["name"] for entry in run.data] == ["robot.wav"]


def test_json_lines_are_written_as_files_finish(veravox: Any, clips: Path, tmp_path: Path) -> None:
    veravox("scan", clips, "--jsonl", tmp_path / "out.jsonl")
    entries = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {entry["name"] for entry in entries} == {"robot.wav", "anna.wav", "quiet.wav", "broken.wav"}
    run = veravox("scan", clips, "--jsonl", "-", "--no-cache")
    assert len(run.out.splitlines()) == 4


def test_csv_goes_to_stdout_or_a_file(veravox: Any, clips: Path, tmp_path: Path) -> None:
    run = veravox("scan", clips, "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert {row["verdict"] for row in rows} == {"ai", "human", "no_speech", "error"}
    veravox("scan", clips, "--csv", tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig").count("\n") == 5


def test_html_is_written_and_told(veravox: Any, clips: Path, tmp_path: Path) -> None:
    run = veravox("scan", clips, "--html", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "robot.wav" in page
    assert "tiny" in page
    assert "report.html" in run.err


def test_pdf_is_written(veravox: Any, clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    veravox("scan", clips, "--pdf", tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_a_check_of_the_targets_leaves_no_empty_files_behind(veravox: Any, clips: Path, tmp_path: Path) -> None:
    veravox("scan", clips, "--json", tmp_path / "out.json", "--model", "nonsense")
    assert not (tmp_path / "out.json").exists()


def test_a_name_cannot_command_the_terminal(veravox: Any, synth: Any, write_wav: Any, tmp_path: Path) -> None:
    write_wav(tmp_path / "red\x1b[31m.wav", synth.silence(2))
    run = veravox("scan", tmp_path / "red\x1b[31m.wav")
    assert "\x1b" not in run.out


def test_history_lists_scans_and_report_writes_one_again(veravox: Any, clips: Path, tmp_path: Path) -> None:
    scanned = veravox("scan", clips, "--json", "-").data
    (job,) = veravox("history", "--json").data
    assert (job["files"], job["flagged"], job["errors"], job["state"]) == (4, 1, 1, "finished")
    assert "1 flagged" in veravox("history").out
    again = veravox("report", job["job"], "--json", "-", "--html", tmp_path / "again.html")
    assert again.code == 0
    by_name = {entry["name"]: entry for entry in again.data}
    assert {name: entry["score"] for name, entry in by_name.items()} == {e["name"]: e["score"] for e in scanned}
    assert "robot.wav" in (tmp_path / "again.html").read_text(encoding="utf-8")
    assert "robot.wav" in veravox("report", job["job"], "--only", "flagged").out


def test_a_report_of_an_unknown_job_is_wrong_usage(veravox: Any) -> None:
    run = veravox("report", 99, "--json", "-")
    assert run.code == 2
    assert "no job 99" in run.err


def test_models_shows_name_parameters_input_figures_and_fingerprint(
    veravox: Any, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.detector.weights_folders", lambda: [tiny_checkpoint.parent])
    run = veravox("models")
    for part in ("tiny", "2 parameters", "16000 Hz", "eer 0.1", "sha256"):
        assert part in run.out
    (entry,) = veravox("models", "--json").data
    assert {"name", "parameters", "input", "metrics", "sha256"} <= set(entry)


def test_listen_to_a_file_gives_json_lines_and_a_summary(veravox: Any, clips: Path) -> None:
    run = veravox("listen", "--file", clips / "ai" / "robot.wav", "--json", "-", "--hop", "3")
    lines = [json.loads(line) for line in run.out.splitlines()]
    scanned = veravox("scan", clips / "ai" / "robot.wav", "--json", "-", "--windows").data
    scores = [line for line in lines if line["type"] == "score"]
    assert [score["logit"] for score in scores] == pytest.approx([w["logit"] for w in scanned["windows"]], abs=1e-5)
    assert lines[-1]["type"] == "summary"
    assert lines[-1]["verdict"] == scanned["verdict"] == "ai"
    assert lines[-1]["score"] == pytest.approx(scanned["score"], abs=1e-5)
    assert run.code == 1


def test_listen_tells_changes_and_keeps_the_flagged_sound(veravox: Any, clips: Path, tmp_path: Path) -> None:
    run = veravox("listen", "--file", clips / "ai" / "robot.wav", "--record-flagged", tmp_path / "kept")
    assert "Likely AI" in run.out
    (recording,) = (tmp_path / "kept").glob("*.wav")
    assert soundfile.info(recording).duration > 5
    assert recording.name in run.out


def test_listen_ends_after_the_given_seconds(veravox: Any, clips: Path) -> None:
    run = veravox("listen", "--file", clips / "human" / "anna.wav", "--seconds", "4", "--json", "-")
    assert run.code == 0
    assert json.loads(run.out.splitlines()[-1])["duration_s"] == 4.0


@pytest.mark.parametrize(
    "arguments",
    [["--hop", "0.1"], ["--seconds", "-1"], ["--seconds", "nan"], ["--realtime"], ["--record-flagged", "main.py"]],
)
def test_listen_refuses_what_makes_no_sense(veravox: Any, arguments: list[str]) -> None:
    run = veravox("listen", *arguments)
    assert run.code == 2
    assert "Hint:" in run.err


def test_listen_to_an_unreadable_file_is_exit_code_3(veravox: Any, clips: Path) -> None:
    run = veravox("listen", "--file", clips / "ai" / "broken.wav")
    assert run.code == 3
    assert "Hint:" in run.err


def test_ctrl_c_ends_listening_in_good_order(
    veravox: Any, synth: Any, write_wav: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_wav(tmp_path / "long.wav", np.tile(synth.human_voice(5), 12))
    from engine.cli_listen import ListenScreen

    plain = ListenScreen.on_event

    def interrupted(self: ListenScreen, event: Any) -> None:
        plain(self, event)
        if event.time_s >= 10 and not raised:
            raised.append(event.time_s)
            signal.raise_signal(signal.SIGINT)

    raised: list[float] = []
    monkeypatch.setattr(ListenScreen, "on_event", interrupted)
    run = veravox("listen", "--file", path, "--json", "-")
    assert run.code == 130
    summary = json.loads(run.out.splitlines()[-1])
    assert summary["type"] == "summary"
    assert 10 <= summary["duration_s"] < 12


def test_ctrl_c_during_a_scan_keeps_what_is_done(veravox: Any, clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.cli_scan import ScanScreen

    plain = ScanScreen.show

    def interrupted(self: ScanScreen, result: Any) -> None:
        plain(self, result)
        if not pressed:
            pressed.append(result)
            raise KeyboardInterrupt

    pressed: list[Any] = []

    with monkeypatch.context() as patch:
        patch.setattr(ScanScreen, "show", interrupted)
        first = veravox("scan", clips, "--json", "-")
    assert first.code == 130
    assert "kept" in first.err
    assert isinstance(first.data, list)
    assert first.data
    second = veravox("scan", clips, "--json", "-")
    assert len(second.data) == 4
    assert "Going on with job" in second.err


def test_what_the_disk_refuses_is_no_defect(veravox: Any, clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "history.db")

    monkeypatch.setattr("engine.scan.run_scan", full)
    run = veravox("scan", clips)
    assert run.code == 2
    assert "history.db: no space left on device" in run.err
    assert "The disk is full" in run.err


def test_a_defect_becomes_one_line_with_the_log_file(
    veravox: Any, clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("the sky fell\nsecond line")

    monkeypatch.setattr("engine.scan.run_scan", broken)
    run = veravox("scan", clips)
    assert run.code == 70
    assert "the sky fell" in run.err
    assert "veravox.log" in run.err
    assert "Traceback" not in run.err
