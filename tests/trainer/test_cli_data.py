"""prepare, stats, split and probe as a user types them, one after the other."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer

from main import main
from trainer.datasets.manifest import read_manifest
from trainer.stats import stats_for


@pytest.fixture
def recordings(tmp_path: Path, synth: Any, write_wav: Any, monkeypatch: pytest.MonkeyPatch, energy_speech: Any) -> Path:
    """A filled tree: 12 recordings a class, of 12 speakers and 4 systems; human ones are noisier."""
    import trainer.prepare.clips

    monkeypatch.setattr(trainer.prepare.clips, "_speech", lambda: energy_speech)
    root = tmp_path / "data"
    assert main(["prepare", "init", str(root)]) == 0
    for number in range(12):
        maker = type(synth)(seed=17 * number)
        rng = np.random.default_rng(number)
        rate, long = 0.5 + rng.random(), 4.0 + 0.2 * number
        envelope = np.repeat(rng.uniform(0.05, 1.0, 80), 1600)[: round(long * 16_000)]
        human = maker.human_voice(long) * envelope + 0.01 * rng.standard_normal(len(envelope))
        ai = rate * maker.ai_voice(long + 0.1)[: len(envelope)] * envelope[::-1]
        write_wav(root / "human_full" / f"person{number}" / "talk.wav", human.astype(np.float32))
        write_wav(root / "ai_full" / f"tts{number % 4}" / f"{number}.wav", (0.5 * ai).astype(np.float32))
    return root


def test_from_folders_to_a_probed_split(recordings: Path, capsys: Any) -> None:
    data = str(recordings)
    assert main(["prepare", "convert", data, "--format", "wav", "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"Clips: 2\d ai, 2\d human", told)
    assert main(["stats", data, "--workers", "1"]) == 0
    assert "peak_spectrogram mean: " in capsys.readouterr().out
    assert main(["split", data, "--workers", "1", "--shares", "0.5,0.5,0"]) == 0
    told = capsys.readouterr().out
    assert "0 leaks" in told
    assert "nothing in common between splits by source, speaker, generator" in told
    manifest = recordings / "manifest.csv"
    clips = read_manifest(manifest)
    assert {clip.split for clip in clips} == {"train", "dev"}
    assert stats_for(manifest, clips) is not None  # measured before the split, on the same recordings
    assert main(["probe", data, "--workers", "1"]) == 0
    told = capsys.readouterr().out
    assert "your classes differ in recording, not in voice" in told
    assert "noise floor: AI clips are cleaner in the pauses" in told


def test_a_leak_fails_the_run_and_is_printed(recordings: Path, capsys: Any) -> None:
    data = str(recordings)
    assert main(["prepare", "import", data, "--workers", "1"]) == 0
    manifest = recordings / "manifest.csv"
    with manifest.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    copy = recordings / "ai_full" / "tts0" / "copy.wav"
    copy.write_bytes((recordings / "ai_full" / "tts0" / "0.wav").read_bytes())
    rows.append({**rows[0], "file": "ai_full/tts0/copy.wav", "source": "another"})
    for number, row in enumerate(rows):
        row["split"] = "dev" if number == len(rows) - 1 else "train"
    with manifest.open("w", newline="") as handle:
        table = csv.DictWriter(handle, rows[0])
        table.writeheader()
        table.writerows(rows)
    capsys.readouterr()
    assert main(["split", str(manifest), "--check", "--workers", "1"]) == 2
    captured = capsys.readouterr()
    assert "1 leaks" in captured.out
    assert "content: " in captured.err
    assert "copy.wav (dev)" in captured.err
    assert main(["split", str(manifest), "--workers", "1", "--group", "source", "--hold-out", "source=another"]) == 0
    told = capsys.readouterr().out
    assert "1 pairs of clips are the same recording" in told
    after = {clip.path.name: clip.split for clip in read_manifest(manifest)}
    assert after["copy.wav"] == after["0.wav"] == "test"
    assert (recordings / "manifest.csv.bak").is_file()


def test_unreadable_recordings_stop_the_conversion_with_their_exit_code(recordings: Path, capsys: Any) -> None:
    (recordings / "ai_full" / "broken.mp3").write_bytes(b"no sound")
    given = ["prepare", "convert", str(recordings), "--format", "wav", "--workers", "1"]
    assert main(given) == 3
    told = capsys.readouterr().err
    assert "broken.mp3" in told
    assert "--allow-bad" in told
    assert main([*given, "--allow-bad"]) == 0
    assert "1 recordings cannot be read" in capsys.readouterr().out


def test_a_person_is_asked_whether_to_go_on(recordings: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import trainer.cli_data

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    (recordings / "ai_full" / "broken.mp3").write_bytes(b"no sound")
    given = ["prepare", "convert", str(recordings), "--format", "wav", "--workers", "1"]
    asked = []
    answers: list[bool | type[Exception]] = [False, typer.Abort, True]

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        answer = answers.pop(0)
        if isinstance(answer, bool):
            return answer
        raise answer

    monkeypatch.setattr(trainer.cli_data.typer, "confirm", confirm)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(given) == 3
    assert main(given) == 130  # Ctrl-C at the question
    assert main(given) == 0
    assert "1 recordings cannot be read" in capsys.readouterr().out
    assert len(asked) == 3


def test_recordings_added_later_come_in_by_another_import(recordings: Path, capsys: Any) -> None:
    data = str(recordings)
    steps = ["prepare", "convert", data, "--format", "wav"], ["prepare", "import", data]
    for step in steps:
        assert main(step) == 0
    before = len(read_manifest(recordings / "manifest.csv"))
    assert f"Next: veravox split {recordings}" in capsys.readouterr().out
    (recordings / "human_full" / "person0" / "talk.wav").rename(recordings / "human_full" / "late.wav")
    (recordings / "ai_full" / "tts0" / "late.wav").write_bytes((recordings / "human_full" / "late.wav").read_bytes())
    for step in steps:
        assert main(step) == 0
    told = capsys.readouterr().out
    assert "Layout ai_human" in told
    assert "manifest.csv.bak" in told
    assert len(read_manifest(recordings / "manifest.csv")) > before


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (["prepare", "convert", "DIR", "--format", "aiff"], "aiff"),
        (["prepare", "convert", "DIR"], "prepare init"),
        (["prepare", "import", "DIR"], "none of the data sets"),
        (["prepare", "import"], "--kaggle"),
        (["prepare", "import", "--kaggle", "nonsense"], "OWNER/NAME"),
        (["stats", "DIR/absent"], "no data"),
        (["split", "DIR", "--hold-out", "mood=glad"], "speaker=NAME"),
        (["split", "DIR", "--shares", "a"], "0.7,0.15,0.15"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, capsys: Any, given: list[str], word: str) -> None:
    assert main([each.replace("DIR", str(tmp_path)) for each in given]) == 2
    assert word in capsys.readouterr().err


def test_kaggle_without_its_package(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "kagglehub", None)
    assert main(["prepare", "import", "--kaggle", "owner/name"]) == 2
    assert "veravox[kaggle]" in capsys.readouterr().err


def test_importing_loads_no_torch() -> None:
    import subprocess
    import sys

    code = (
        "import json, sys, trainer.cli, trainer.data, trainer.stats, trainer.leaks, trainer.probe\n"
        "import trainer.prepare.convert, trainer.datasets.importing, trainer.datasets.kaggle\n"
        "print(json.dumps([name for name in ('torch', 'sklearn', 'lightning') if name in sys.modules]))"
    )
    root = Path(main.__code__.co_filename).parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
