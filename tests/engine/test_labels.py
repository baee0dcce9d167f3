"""The truth from folder names and from CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import UsageError
from engine.labels import Labels, label_of


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("ai", "ai"),
        ("AI_full", "ai"),
        ("fake", "ai"),
        ("2024-Spoof", "ai"),
        ("generated clips", "ai"),
        ("human", "human"),
        ("human_full", "human"),
        ("REAL", "human"),
        ("bona-fide", "human"),
        ("bonafide", "human"),
        ("real_vs_fake", ""),
        ("mail", ""),
        ("reality", ""),
        ("", ""),
    ],
)
def test_folder_words(word: str, label: str) -> None:
    assert label_of(word) == label


def test_the_nearest_telling_folder_decides() -> None:
    labels = Labels.load("folders")
    root = Path("/data/set")
    assert labels.truth(root / "fake/x/y/z/a.wav", root) == "ai"
    assert labels.truth(root / "fake/real/a.wav", root) == "human"
    assert labels.truth(root / "other/a.wav", root) == ""


def test_folders_far_above_the_scanned_one_say_nothing() -> None:
    labels = Labels.load("folders")
    assert labels.truth(Path("/data/human/work/clips/a.wav"), Path("/data/human/work/clips")) == ""
    assert labels.truth(Path("/data/human/a.wav"), Path("/data/human")) == "human"
    assert labels.truth(Path("/data/human/set1/a.wav"), Path("/data/human/set1")) == "human"


def test_a_csv_with_relative_absolute_and_bare_names(tmp_path: Path) -> None:
    sheet = tmp_path / "labels.csv"
    sheet.write_text(f"path,label\nsub/a.wav,ai\n{tmp_path / 'b.wav'},Human\nc.wav,fake\n\n", encoding="utf-8-sig")
    labels = Labels.load(str(sheet))
    assert labels.truth(tmp_path / "sub" / "a.wav") == "ai"
    assert labels.truth(tmp_path / "b.wav") == "human"
    assert labels.truth(tmp_path / "anywhere" / "c.wav") == "ai"
    assert labels.truth(tmp_path / "a.wav") == ""


def test_a_csv_without_header_and_with_other_columns(tmp_path: Path) -> None:
    (tmp_path / "plain.csv").write_text("a.wav,real\n")
    (tmp_path / "wide.csv").write_text('seconds,label,file\n3,spoof,"b, c.wav"\n')
    assert Labels.load(str(tmp_path / "plain.csv")).truth(tmp_path / "a.wav") == "human"
    assert Labels.load(str(tmp_path / "wide.csv")).truth(tmp_path / "b, c.wav") == "ai"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("a.wav,maybe\n", "line 1: the label 'maybe'"), ("path,label\na.wav\n", "line 2: two columns")],
)
def test_lines_that_make_no_sense_are_named(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "bad.csv").write_text(text)
    with pytest.raises(UsageError, match=sentence):
        Labels.load(str(tmp_path / "bad.csv"))


def test_a_missing_or_binary_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Cannot read"):
        Labels.load(str(tmp_path / "none.csv"))
    (tmp_path / "bin.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UsageError, match="Cannot read"):
        Labels.load(str(tmp_path / "bin.csv"))


def test_no_labels_no_truth() -> None:
    assert Labels.load(None).truth(Path("/data/fake/a.wav")) == ""
