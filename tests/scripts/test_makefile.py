"""What the Makefile would install, asked with `make -n`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
LONG_AGO, LATER, LATEST = 1_000_000_000, 1_100_000_000, 1_200_000_000


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    return tmp_path


def stamp(project: Path, *names: str) -> None:
    (project / ".venv").mkdir(exist_ok=True)
    for name in names:
        (project / ".venv" / name).touch()
        os.utime(project / ".venv" / name, (LATER, LATER))


def would_do(project: Path, target: str) -> str:
    return subprocess.run(["make", "-n", target], cwd=project, capture_output=True, text=True, check=True).stdout


def test_a_fresh_clone_gets_only_the_light_part_for_the_demo(project: Path) -> None:
    told = would_do(project, "demo")
    assert "make-venv.sh" in told
    assert told.count("-m pip") == 1
    assert "--editable ." in told
    assert "[all]" not in told


def test_a_fresh_clone_gets_everything_for_the_tests(project: Path) -> None:
    assert "--editable '.[all]'" in would_do(project, "test")


@pytest.mark.parametrize("target", ["demo", "run", "test", "check", "bench", "train"])
def test_a_second_call_installs_nothing(project: Path, target: str) -> None:
    stamp(project, ".venv", ".light", ".all")
    assert "-m pip" not in would_do(project, target)


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_changed_versions_are_installed_and_the_environment_is_kept(project: Path, changed: str) -> None:
    stamp(project, ".venv", ".light", ".all")
    os.utime(project / changed, (LATEST, LATEST))
    told = would_do(project, "test")
    wanted = ["--editable .", "--editable '.[all]'", "--editable '.[world]'"]  # the last one may fail and is told
    lines = [line for line in told.splitlines() if "-m pip" in line]
    assert len(lines) == len(wanted)
    assert all(what in line for what, line in zip(wanted, lines, strict=True))
    assert "make-venv.sh" not in told
