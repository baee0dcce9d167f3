"""Which files a scan takes: named ones always, folders by content, nothing twice, nothing lost silently."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.discover import discover


def is_wav(path: Path) -> bool:
    return path.suffix == ".wav"


def names(paths: list[Path], root: Path, *, recursive: bool = True) -> list[str]:
    return [str(each.path.relative_to(root)) for each in discover(paths, recursive=recursive, is_audio=is_wav)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.wav", "a.wav", "notes.txt", ".hidden.wav", "sub/c.wav", "sub/deep/d.wav", ".git/e.wav"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"12345")
    return tmp_path


def test_folders_are_walked_by_name_and_hidden_files_passed_over(tree: Path) -> None:
    assert names([tree], tree) == ["a.wav", "b.wav", "sub/c.wav", "sub/deep/d.wav"]
    assert names([tree], tree, recursive=False) == ["a.wav", "b.wav"]


def test_what_is_passed_over_is_told(tree: Path) -> None:
    told: list[tuple[str, str]] = []
    if os.name != "nt":
        (tree / "sub" / "loop").symlink_to(tree)
    list(
        discover(
            [tree],
            recursive=True,
            is_audio=is_wav,
            on_skip=lambda path, reason: told.append((str(path.relative_to(tree)), reason)),
        )
    )
    assert (".git", "it is hidden") in told
    assert (".hidden.wav", "it is hidden") in told
    if os.name != "nt":
        assert ("sub/loop", "it is the same folder as one above") in told


def test_named_files_are_taken_whatever_they_are(tree: Path) -> None:
    assert names([tree / "notes.txt", tree / ".hidden.wav"], tree) == ["notes.txt", ".hidden.wav"]


def test_a_path_is_listed_once(tree: Path) -> None:
    wanted = [tree / "b.wav", tree, tree / "b.wav", tree / "sub", tree / "sub" / ".." / "a.wav"]
    assert names(wanted, tree) == ["b.wav", "a.wav", "sub/c.wav", "sub/deep/d.wav"]


def test_size_time_and_root_are_known(tree: Path) -> None:
    (found,) = discover([tree / "sub" / "deep"], recursive=True, is_audio=is_wav)
    assert found.size_bytes == 5
    assert found.mtime_ns == (tree / "sub/deep/d.wav").stat().st_mtime_ns
    assert found.root == tree / "sub" / "deep"


def test_a_missing_path_is_a_row(tree: Path) -> None:
    (found,) = discover([tree / "nope.wav"], recursive=True, is_audio=is_wav)
    assert "no such file" in found.error
    assert found.hint


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_loops_of_links_end_and_dangling_links_are_rows(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree)
    (tree / "gone.wav").symlink_to(tree / "nowhere.wav")
    (tree / "gone.txt").symlink_to(tree / "nowhere.txt")
    found = list(discover([tree], recursive=True, is_audio=is_wav))
    assert [each.path.name for each in found] == ["a.wav", "b.wav", "gone.wav", "c.wav", "d.wav"]
    assert [each.path.name for each in found if each.error] == ["gone.wav"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whose permissions count")
def test_a_folder_that_may_not_be_read_is_a_row(tree: Path) -> None:
    (tree / "sub").chmod(0)
    try:
        found = list(discover([tree], recursive=True, is_audio=is_wav))
    finally:
        (tree / "sub").chmod(0o755)
    assert "permission denied" in next(each.error for each in found if each.path.name == "sub")


def test_a_folder_that_cannot_be_listed_is_a_row(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("engine.discover.os.scandir", refuse)
    found = list(discover([tree], recursive=True, is_audio=is_wav))
    assert [(each.path.name, bool(each.error)) for each in found] == [("a.wav", False), ("b.wav", False), ("sub", True)]
    assert "permission denied" in found[-1].error


def test_an_empty_folder_named_like_a_recording_is_a_row(tree: Path) -> None:
    (tree / "x.wav").mkdir()
    (tree / "full.wav").mkdir()
    (tree / "full.wav" / "inside.wav").write_bytes(b"1")
    found = {each.path.name: each.error for each in discover([tree], recursive=True, is_audio=is_wav)}
    assert "is a folder" in found["x.wav"]
    assert found["inside.wav"] == ""
    assert "full.wav" not in found
