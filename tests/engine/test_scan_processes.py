"""Real processes: killed in the middle and started again, two at once on one history, interrupted from the keyboard."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("VERAVOX_KILL_ROUNDS", "3"))
N_FILES = 40
OK_CODES = (0, 1)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory, synth: Any, write_wav: Any) -> Path:
    folder = tmp_path_factory.mktemp("many")
    voice = synth.ai_voice(8.0)
    for i in range(N_FILES):
        write_wav(folder / f"{i:02d}.wav", np.roll(voice, 997 * i))
    return folder


def command(recordings: Path, model: Path, db: Path, out: Path) -> list[str]:
    options = ["--model", str(model), "--db", str(db), "--json", str(out), "--hop", "0.25", "--quiet", "--no-cache"]
    return [sys.executable, str(ROOT / "main.py"), "scan", str(recordings), *options]


def stored(db: Path) -> dict[str, str]:
    """What the history holds, by path."""
    if not db.exists():
        return {}
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=30)
    try:
        rows = connection.execute("SELECT job_id || path, fields FROM results").fetchall()
    except sqlite3.OperationalError:
        return {}  # the tables are not made yet
    finally:
        connection.close()
    assert len(rows) == len({path for path, _ in rows})
    return dict(rows)


def kill_after(process: subprocess.Popen[bytes], db: Path, n_results: int) -> bool:
    """Kill -9 once the history holds so many results; False where the scan was faster."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if len(stored(db)) >= n_results:
            process.kill()
            break
        time.sleep(0.002)
    process.wait(timeout=60)
    return process.returncode == -signal.SIGKILL


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is not a thing of Windows")
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_killed_in_the_middle_nothing_is_lost_and_nothing_twice(
    round_: int, recordings: Path, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    rng = np.random.default_rng(round_)
    db, out = tmp_path / "h.db", tmp_path / "r.json"
    line = command(recordings, tiny_checkpoint, db, out)
    kills, before = 0, {}
    for _ in range(3):
        with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            kills += kill_after(process, db, len(before) + int(rng.integers(0, 9)))
        after = stored(db)
        assert before.items() <= after.items()
        before = after
    assert kills >= 1
    done = subprocess.run(line, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode in OK_CODES, done.stderr
    rows = json.loads(out.read_text())
    assert sorted(Path(row["path"]).name for row in rows) == [f"{i:02d}.wav" for i in range(N_FILES)]
    assert {row["verdict"] for row in rows} == {"ai"}
    final = stored(db)
    assert before.items() <= final.items()
    assert len(final) == N_FILES


def test_two_processes_scan_the_same_folder_at_once(recordings: Path, tiny_checkpoint: Path, tmp_path: Path) -> None:
    db = tmp_path / "h.db"
    outs = [tmp_path / "1.json", tmp_path / "2.json"]
    running = [
        subprocess.Popen(
            command(recordings, tiny_checkpoint, db, out), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for out in outs
    ]
    errors = [process.communicate(timeout=240)[1] for process in running]
    assert [process.returncode in OK_CODES for process in running] == [True, True], errors
    for out in outs:
        assert len({row["path"] for row in json.loads(out.read_text())}) == N_FILES
    assert len(stored(db)) in (N_FILES, 2 * N_FILES)


@pytest.mark.skipif(os.name == "nt", reason="the signal of Ctrl-C cannot be sent on Windows")
def test_ctrl_c_ends_with_130_and_the_next_start_does_the_rest(
    recordings: Path, tiny_checkpoint: Path, tmp_path: Path, synth: Any, write_wav: Any
) -> None:
    folder, db, out = tmp_path / "in", tmp_path / "h.db", tmp_path / "r.json"
    folder.mkdir()
    for path in sorted(recordings.iterdir())[:6]:
        shutil.copy2(path, folder)
    # However busy the machine is: this one takes longer than it takes to see that the short ones are finished.
    write_wav(folder / "zz.wav", np.tile(synth.ai_voice(8.0), 75))
    line = command(folder, tiny_checkpoint, db, out)
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while len(stored(db)) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    error = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130, error
    assert "Traceback" not in error
    kept = stored(db)
    assert 2 <= len(kept) < 7
    subprocess.run(line, check=False, timeout=240, capture_output=True)
    assert kept.items() <= stored(db).items()
    assert len(json.loads(out.read_text())) == len(stored(db)) == 7
