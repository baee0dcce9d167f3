"""The rules of the house that no other tool holds: what is promised in the documents and must stay true in the tree."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from engine.results import Verdict

ROOT = Path(__file__).resolve().parents[1]
CODE_FOLDERS = ("engine", "trainer", "gui")
FOLDERS = (
    "gui",
    "engine/audio",
    "engine/frontend",
    "engine/models",
    "engine/runtime",
    "engine/report",
    "trainer/datasets",
    "trainer/augment",
    "resources/samples",
    "weights",
    "tests",
    "benchmarks",
    "docs/decisions",
)
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".sh", ".spec", ".j2", ".html", ".json", ".csv", ".cfg", ".yml", ""}
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MACHINE_PATH = re.compile(r"(^|[^\w.])/(work|root|home|Users)/[a-z]", re.MULTILINE)
NETWORK_MODULES = {"socket", "urllib", "http", "requests", "aiohttp", "httpx", "ftplib", "smtplib", "websockets"}


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: there is no list of tracked files")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    return {normalised(each.name): Version(str(each.specifier).removeprefix("==")) for each in requirements}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "resources").rglob("*.md")]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = {
        target for path in documents() for target in re.findall(r"(?:^|`)make ([a-z]+)\b", text_of(path), re.MULTILINE)
    }
    assert {"demo", "test", "run", "check", "bench", "train"} <= targets
    assert named <= targets


@pytest.mark.parametrize("path", documents(), ids=relative)
def test_every_link_in_the_documents_resolves(path: Path) -> None:
    links = [link for link in LINK.findall(text_of(path)) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_folders_of_the_design_exist() -> None:
    assert [name for name in FOLDERS if not (ROOT / name).is_dir()] == []
    assert [name for name in ("main.py", "build.spec", "LICENSE", ".ci/run") if not (ROOT / name).is_file()] == []


def test_no_path_of_one_machine_and_no_registry_is_in_a_tracked_file(tracked: list[Path]) -> None:
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "index" + "-url", "find" + "-links")
    texts = {path: text_of(path) for path in tracked if path.suffix in TEXT_SUFFIXES}
    assert [relative(path) for path, text in texts.items() if MACHINE_PATH.search(text)] == []
    assert [relative(path) for path, text in texts.items() if any(host in text for host in hosts)] == []


def test_nothing_large_is_tracked_but_the_weights(tracked: list[Path]) -> None:
    weights = [path for path in tracked if relative(path).startswith("weights/")]
    others = [path for path in tracked if path not in weights]
    assert sum(path.stat().st_size for path in weights) < 40e6
    assert [relative(path) for path in others if path.stat().st_size > 600_000] == []


def test_constraints_hold_names_and_versions_only() -> None:
    lines = [line for line in text_of(ROOT / "constraints.txt").splitlines() if line and not line.startswith("#")]
    pattern = re.compile(r'[A-Za-z0-9._-]+==[A-Za-z0-9.]+(; python_version >= "3\.13")?')
    assert [line for line in lines if not pattern.fullmatch(line)] == []
    assert [line for line in lines if line.startswith(("nvidia", "triton", "cuda"))] == []


def test_every_requirement_is_pinned_to_an_allowed_version(pins: dict[str, Version]) -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = [Requirement(line) for line in (*project["dependencies"], *extras["train"], *extras["dev"])]
    assert {each.name for each in wanted if normalised(each.name) not in pins} == set()
    assert [str(each) for each in wanted if pins[normalised(each.name)] not in each.specifier] == []


def test_versions_that_belong_together_or_break_are_respected(pins: dict[str, Version]) -> None:
    assert pins["torch"] == pins["torchaudio"]
    assert pins["pyside6-essentials"] == pins["shiboken6"]
    assert str(pins["pyside6-essentials"]) not in {"6.9.1", "6.11.0", "6.11.1"}


def test_every_verdict_is_explained_to_users() -> None:
    explained = re.findall(r"^\| `(\w+)` \|", text_of(ROOT / "README.md"), re.MULTILINE)
    assert set(explained) == {verdict.value for verdict in Verdict}


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall(text_of(folder / "README.md")))
    records = {path.name for path in folder.glob("[0-9]*.md")}
    assert listed == records
    assert [name for name in records if len(text_of(folder / name).splitlines()) > 40] == []


def test_every_pitfall_names_tests_that_exist() -> None:
    entries = re.split(r"^## ", text_of(ROOT / "docs" / "pitfalls.md"), flags=re.MULTILINE)[1:]
    assert "direction" in entries[0].splitlines()[0]
    for entry in entries:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", entry)
        assert named, f"no test is named under {entry.splitlines()[0]!r}"
        for name, function in named:
            assert f"def {function}(" in text_of(ROOT / name), f"{name}::{function}"


def test_the_program_has_no_network_code() -> None:
    found = [
        f"{relative(path)}: {module}"
        for folder in CODE_FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        for module in imported_modules(path)
        if module.split(".")[0] in NETWORK_MODULES and module not in {"urllib.parse"}
    ]
    assert found == []


def imported_modules(path: Path) -> list[str]:
    modules: list[str] = []
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.append(node.module)
    return modules


@pytest.mark.parametrize("module", ["main", "engine.cli", "engine.scan", "engine.live", "engine.detector"])
def test_scanning_starts_without_torch_and_without_qt(module: str) -> None:
    heavy = "'torch', 'torchaudio', 'lightning', 'librosa', 'sklearn', 'matplotlib', 'PySide6'"
    code = f"import sys, {module}; print([name for name in ({heavy}) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["scan", "listen", "models", "history", "report", "train", "evaluate", "export"])
def test_commands_and_options_of_the_readme_exist(command: str) -> None:
    text = text_of(ROOT / "README.md")
    lines = re.findall(rf"veravox {command}\b[^`\n#|]*(?:#|`|\n|\|[^\n]*)", text)
    assert lines, f"README.md does not mention veravox {command}"
    options = {option for line in lines for option in re.findall(r"--[a-z][a-z-]*", line)}
    asked = [sys.executable, "main.py", command, "--help"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, env=wide_terminal()).stdout
    assert [option for option in sorted(options) if option not in told] == []


def wide_terminal() -> dict[str, str]:
    """Help pages cut long options short in a narrow terminal."""
    return {**os.environ, "COLUMNS": "200", "NO_COLOR": "1"}
