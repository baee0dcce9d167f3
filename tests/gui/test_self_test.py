"""The self-test passes on a whole program and fails on a broken one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui import self_test
from gui.places import PLACES

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_program_passes(tmp_path: Path) -> None:
    home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "main.py", "--self-test"],
        cwd=ROOT,
        env=home,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    record = json.loads(done.stdout)
    assert done.returncode == 0, [check for check in record["checks"] if not check["ok"]]
    assert record["ok"]
    assert [check["name"] for check in record["checks"]] == [
        "decode",
        "detectors",
        "scan",
        "history",
        "devices",
        "window",
        "reports",
    ]
    window = next(check for check in record["checks"] if check["name"] == "window")
    assert window["detail"].startswith(f"{len(PLACES)} places")
    assert not list(tmp_path.rglob("*.sqlite"))  # nothing of the user's is touched


def test_a_broken_part_is_told_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("a library is missing")

    monkeypatch.setattr(self_test, "check_detectors", broken)
    monkeypatch.setattr(self_test, "check_window", lambda *_: "left out")
    written: list[str] = []
    assert self_test.self_test(write=written.append) == 1
    record = json.loads(written[0])
    states = {check["name"]: check["ok"] for check in record["checks"]}
    assert not record["ok"]
    assert states == {name: name != "detectors" for name in states}
    failed = next(check for check in record["checks"] if not check["ok"])
    assert failed["detail"] == "OSError: a library is missing"


def test_a_part_that_hangs_is_given_up() -> None:
    code = (
        "import time\n"
        "from gui import self_test\n"
        "self_test.check_detectors = lambda: time.sleep(60)\n"
        "self_test.check_scan = lambda *_: 'not reached'\n"
        "self_test.self_test(time_out_s=2.0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == self_test.TIMED_OUT
    assert "did not end within 2 s" in done.stderr
    assert "self_test" in done.stderr
