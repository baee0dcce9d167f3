"""Dispatch: the window, the engine's commands, the trainer's commands."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import main as program

ROOT = Path(program.__file__).parent


def start(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    names = ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    private = {name: str(home / name.lower()) for name in names}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **private, **environment},
    )


@pytest.fixture(autouse=True)
def no_log_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "start_logging", lambda: None)


def test_help_lists_all_commands_without_loading_torch(tmp_path: Path) -> None:
    run = start("--help", home=tmp_path)
    assert run.returncode == 0
    for command in ("scan", "listen", "models", "history", "report", *program.TRAINER_COMMANDS):
        assert command in run.stdout


def test_version_is_told_on_stdout(tmp_path: Path) -> None:
    run = start("--version", home=tmp_path)
    assert run.returncode == 0
    assert run.stdout.startswith("veravox 0.")


def test_the_help_path_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['veravox', '--version']\n"
        "import main\n"
        "main.main()\n"
        "names = {'torch', 'numpy', 'onnxruntime', 'PySide6', 'pydantic', 'rich', 'av', 'soundfile'}\n"
        "heavy = names & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_trainer_is_called_with_its_own_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []
    monkeypatch.setitem(
        sys.modules, "trainer.cli", SimpleNamespace(app=lambda args, prog_name: given.append((args, prog_name)))
    )
    assert program.main(["train", "--data", "x.csv"]) == 0
    assert given == [(["train", "--data", "x.csv"], "veravox")]


def test_a_missing_torch_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def app(**_arguments: Any) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setitem(sys.modules, "trainer.cli", SimpleNamespace(app=app))
    assert program.main(["train"]) == 2
    assert 'pip install "veravox[train]"' in capsys.readouterr().err


def test_a_defect_of_the_trainer_is_not_taken_for_a_missing_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def app(**_arguments: Any) -> None:
        import_module("trainer.nonsense")

    monkeypatch.setitem(sys.modules, "trainer.cli", SimpleNamespace(app=app))
    assert program.main(["train"]) == 70
    assert "trainer.nonsense" in capsys.readouterr().err


def test_no_arguments_open_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "gui.app", SimpleNamespace(run=len))
    assert program.main([]) == 0


def test_existing_files_open_the_window_with_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setitem(sys.modules, "gui.app", SimpleNamespace(run=lambda files: opened.extend(files) or 0))
    (tmp_path / "a b.wav").touch()
    paths = [tmp_path / "a b.wav", tmp_path, tmp_path / "deleted meanwhile.wav"]
    assert program.main([str(path) for path in paths]) == 0
    assert opened == paths  # the table says which of them is not there


@pytest.mark.parametrize("arguments", [["nonsense.wav"], ["nonsense.wav", "here.wav"], ["models"]])
def test_other_arguments_stay_with_the_command_line(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.wav").touch()
    (tmp_path / "models").mkdir()  # a folder with the name of a command
    given: list[list[str]] = []
    monkeypatch.setattr(program, "call_typer", lambda _app, names: given.append(names) or 0)
    assert program.main(arguments) == 0
    assert given == [arguments]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may have no screen")
def test_without_a_screen_the_command_line_is_recommended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert program.main([]) == 2
    assert "veravox scan" in capsys.readouterr().err


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    run = start("dance", home=tmp_path)
    assert run.returncode == 2
    assert "dance" in run.stderr


def test_a_home_that_cannot_be_written_does_not_stop_the_program(tmp_path: Path) -> None:
    (tmp_path / "xdg_state_home").write_text("a file in the way")
    run = start("--version", home=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes of that kind")
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "main.py"}" models --json 2>"{tmp_path}/err" | true'
    subprocess.run(["bash", "-c", command], check=True, env={**os.environ, "HOME": str(tmp_path)})
    assert "Traceback" not in (tmp_path / "err").read_text()
