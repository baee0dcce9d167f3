"""Any CSV with a file and a label column is a data set; what cannot be understood is named."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from engine.errors import ManifestError
from trainer.datasets.manifest import Clip, manifest_sha256, read_manifest


def manifest(folder: Path, text: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_columns_are_enough_and_words_for_the_classes_are_understood(tmp_path: Path) -> None:
    words = {"fake": "ai", "SPOOF": "ai", "generated": "ai", "real": "human", "bona-fide": "human", "Human": "human"}
    rows = "".join(f"{i}.wav,{word}\n" for i, word in enumerate(words))
    clips = read_manifest(manifest(tmp_path, "path,class\n" + rows))
    assert [c.label for c in clips] == list(words.values())
    assert clips[0].path == tmp_path.resolve() / "0.wav"
    assert [c.target for c in clips] == [1, 1, 1, 0, 0, 0]


def test_every_column_arrives_and_unknown_ones_are_kept(tmp_path: Path) -> None:
    text = "file,label,split,source,generator,speaker,kind,seconds,language\na/b.mp3,ai,dev,web,tts,x,news,2.5,de\n"
    (clip,) = read_manifest(manifest(tmp_path, text))
    assert clip == Clip(tmp_path.resolve() / "a/b.mp3", "ai", "dev", "web", "tts", "x", "news", 2.5, {"language": "de"})


def test_splits_and_labels_select(tmp_path: Path) -> None:
    text = "file,label,split\n1,ai,train\n2,human,dev\n3,noise,noise\n4,human,train\n"
    path = manifest(tmp_path, text)
    assert [c.path.name for c in read_manifest(path, splits=["train"])] == ["1", "4"]
    assert [c.path.name for c in read_manifest(path, labels=("human",))] == ["2", "4"]
    assert [c.path.name for c in read_manifest(path, labels=("noise",))] == ["3"]
    assert len(read_manifest(path)) == 4


def test_noise_is_no_class(tmp_path: Path) -> None:
    (clip,) = read_manifest(manifest(tmp_path, "file,label\n1.wav,noise\n"))
    with pytest.raises(ManifestError, match=r"1\.wav.*'noise'"):
        _ = clip.target


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("file,colour\n1,red\n", "'label'"),
        ("sound,label\n1,ai\n", "'file'"),
        ("", "it has none"),
        ("file,label\n1,ai\n2,\n", "Line 3"),
        ("file,label,seconds\n1,ai,long\n", "Line 2.*'long'"),
    ],
)
def test_what_cannot_be_understood_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ManifestError, match=message):
        read_manifest(manifest(tmp_path, text))


def test_a_missing_manifest_is_a_typed_error(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="absent"):
        read_manifest(tmp_path / "absent.csv")


def test_a_byte_order_mark_does_not_hide_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(b"\xef\xbb\xbffile,label\n1.wav,ai\n")
    assert [c.label for c in read_manifest(path)] == ["ai"]


def test_the_fingerprint_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = manifest(tmp_path, "file,label\n1,ai\n")
    assert manifest_sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_file_that_is_no_text_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes("file,label\nfür.wav,ai\n".encode("cp1252"))
    with pytest.raises(ManifestError, match=r"excel\.csv is no UTF-8 text") as caught:
        read_manifest(path)
    assert "UTF-8" in caught.value.hint
