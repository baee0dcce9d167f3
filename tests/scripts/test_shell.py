"""The shell scripts behind the Makefile, run with stand-ins for the system's commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="bash is not installed")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def stand_in(tmp_path: Path) -> Callable[[str, str], None]:
    """Puts a command of that name first on the search path."""

    def make(name: str, script: str) -> None:
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{BASH}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    return make


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def call(
        script: str, *arguments: str, only_stand_ins: bool = False, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        path = str(tmp_path / "bin") if only_stand_ins else f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        kept = {name: value for name, value in os.environ.items() if name not in {"CI", "PYTHON"}}
        command = [BASH, str(ROOT / "scripts" / script), *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env={**kept, "PATH": path, **variables}, capture_output=True, text=True, check=False
        )

    return call


@pytest.fixture
def debian_without_anything(stand_in: Callable[[str, str], None]) -> None:
    stand_in("uname", "echo Linux")
    stand_in("dpkg-query", "exit 1")
    stand_in("apt-get", 'echo "apt-get $*" >> log')


@pytest.mark.usefixtures("debian_without_anything")
def test_a_user_gets_one_line_to_type_and_nothing_is_installed(stand_in: Callable[[str, str], None], run: Run) -> None:
    stand_in("id", "echo 1000")
    done = run("setup-system.sh", "tests")
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if "sudo apt-get install" in line]
    assert len(lines) == 1
    assert "libportaudio2" in lines[0]
    assert "espeak-ng" in lines[0]
    assert "Type: " in lines[0]


@pytest.mark.usefixtures("debian_without_anything")
def test_root_on_debian_gets_them_installed(stand_in: Callable[[str, str], None], run: Run, tmp_path: Path) -> None:
    stand_in("id", "echo 0")
    assert run("setup-system.sh", "window").returncode == 0
    log = (tmp_path / "log").read_text(encoding="utf-8")
    assert "update" in log
    assert "libegl1" in log
    assert "espeak-ng" not in log


@pytest.mark.usefixtures("debian_without_anything")
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_failed_installation_stops_only_ci(
    stand_in: Callable[[str, str], None], run: Run, ci: str, code: int
) -> None:
    stand_in("id", "echo 0")
    stand_in("apt-get", "exit 100")
    done = run("setup-system.sh", "tests", CI=ci)
    assert done.returncode == code
    assert "Installing them failed" in done.stderr


def test_nothing_is_done_where_everything_is_there(stand_in: Callable[[str, str], None], run: Run) -> None:
    stand_in("uname", "echo Linux")
    stand_in("dpkg-query", "printf installed")
    stand_in("apt-get", "exit 1")
    done = run("setup-system.sh", "tests")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_macos_is_told_about_brew(stand_in: Callable[[str, str], None], run: Run) -> None:
    stand_in("uname", "echo Darwin")
    done = run("setup-system.sh", "tests", only_stand_ins=True)
    assert done.returncode == 0
    assert "brew install espeak-ng ffmpeg" in done.stderr


def test_an_unknown_group_is_a_usage_error(run: Run) -> None:
    assert run("setup-system.sh", "kitchen").returncode == 2


def test_a_missing_python_is_explained(stand_in: Callable[[str, str], None], run: Run) -> None:
    stand_in("id", "echo 1000")
    stand_in("python3", "exit 1")
    done = run("make-venv.sh", "environment", only_stand_ins=True)
    assert done.returncode == 1
    assert "Python 3.11, 3.12 or 3.13 is needed" in done.stderr


def test_a_python_without_venv_names_the_package(stand_in: Callable[[str, str], None], run: Run) -> None:
    stand_in("id", "echo 1000")
    stand_in("python3.12", 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.12-venv;; esac')
    done = run("make-venv.sh", "environment", only_stand_ins=True)
    assert done.returncode == 1
    assert "sudo apt-get install python3.12-venv" in done.stderr


def test_an_environment_is_made_with_a_suitable_python(run: Run, tmp_path: Path) -> None:
    done = run("make-venv.sh", "environment", PYTHON=sys.executable)
    assert done.returncode == 0, done.stderr
    made = subprocess.run(
        [tmp_path / "environment" / "bin" / "python", "-c", "import sys; print(sys.version_info[:2])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == str(sys.version_info[:2])


@pytest.mark.parametrize(("scan", "demo"), [(0, 0), (1, 0), (3, 0), (2, 2), (130, 130)])
def test_the_demo_fails_only_where_the_scan_itself_failed(
    stand_in: Callable[[str, str], None], run: Run, scan: int, demo: int
) -> None:
    stand_in("python", f"exit {scan}")
    done = run("demo.sh", "python")
    assert done.returncode == demo
    assert ("reports/demo.html" in done.stdout) == (demo == 0)


def test_training_without_data_says_so_and_is_no_error(run: Run) -> None:
    done = run("train-default.sh", sys.executable, "nowhere/manifest.csv")
    assert done.returncode == 0
    assert "nothing trained" in done.stdout
