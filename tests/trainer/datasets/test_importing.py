"""A data set becomes a manifest, with every file looked at and nothing copied."""

from __future__ import annotations

import csv
import hashlib
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.errors import CancelledError, ManifestError
from trainer.datasets.importing import import_data
from trainer.datasets.manifest import read_manifest
from trainer.datasets.rows import COLUMNS, write_rows


def test_the_manifest_has_all_columns_and_reads_back(tmp_path: Path, put: Any) -> None:
    put("ai/tts/a.wav", "human/anna/b.flac")
    done = import_data(tmp_path, tmp_path / "manifest.csv")
    with (tmp_path / "manifest.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["file"] == "ai/tts/a.wav"
    assert (rows[0]["orig_sr"], rows[0]["seconds"], rows[1]["codec"].lower()) == ("16000", "0.1", "flac")
    assert rows[1]["sha256"] == hashlib.sha256((tmp_path / "human/anna/b.flac").read_bytes()).hexdigest()
    back = read_manifest(tmp_path / "manifest.csv")
    assert [(c.path, c.label, c.source, c.speaker) for c in back] == [
        (c.path, c.label, c.source, c.speaker) for c in done.clips
    ]
    assert (done.layout, done.problems, done.problem_list) == ("folder", (), None)


def test_a_manifest_elsewhere_names_files_in_full(tmp_path: Path, put: Any) -> None:
    put("data/ai/a.wav", "data/human/b.wav")
    import_data(tmp_path / "data", tmp_path / "lists" / "m.csv")
    assert all(clip.path.is_file() for clip in read_manifest(tmp_path / "lists" / "m.csv"))


def test_a_data_set_named_relative_to_where_one_is_names_its_files_below_it(
    tmp_path: Path, put: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = "set/LA/ASVspoof2019_LA_train/flac"
    put(f"{base}/LA_T_1.flac", f"{base}/LA_T_2.flac")
    protocol = tmp_path / "set/LA/ASVspoof2019_LA_cm_protocols/ASVspoof2019.LA.cm.train.trn.txt"
    protocol.parent.mkdir()
    protocol.write_text("LA_0079 LA_T_1 - - bonafide\nLA_0079 LA_T_2 - A01 spoof\n")
    monkeypatch.chdir(tmp_path)
    done = import_data(Path("set"), Path("set/manifest.csv"))
    assert done.layout == "asvspoof"
    assert all(clip.path.is_file() for clip in read_manifest(tmp_path / "set" / "manifest.csv"))


def test_a_manifest_written_again_is_the_same(tmp_path: Path, put: Any) -> None:
    put("ai/a.wav", "human/b.wav")
    import_data(tmp_path, tmp_path / "manifest.csv")
    first = (tmp_path / "manifest.csv").read_text()
    write_rows(tmp_path / "manifest.csv", read_manifest(tmp_path / "manifest.csv"))
    assert (tmp_path / "manifest.csv").read_text() == first


def test_absent_and_broken_files_are_listed(tmp_path: Path, put: Any) -> None:
    put("0.wav", "1.wav")
    (tmp_path / "2.wav").write_text("no sound")
    (tmp_path / "meta.csv").write_text(
        "file,speaker,label\n0.wav,A,spoof\n1.wav,B,bona-fide\n2.wav,B,bona-fide\n3.wav,B,bona-fide\n"
    )
    done = import_data(tmp_path, tmp_path / "manifest.csv")
    assert [clip.path.name for clip in done.clips] == ["0.wav", "1.wav"]
    assert [problem.path.name for problem in done.problems] == ["2.wav", "3.wav"]
    assert done.problem_list is not None
    assert "3.wav,no such file or directory" in done.problem_list.read_text()


def test_audio_that_is_not_there_at_all_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "meta.csv").write_text("file,speaker,label\n0.wav,A,spoof\n1.wav,B,bona-fide\n")
    with pytest.raises(ManifestError, match="can be read"):
        import_data(tmp_path, tmp_path / "manifest.csv")
    assert not (tmp_path / "manifest.csv").exists()


def test_a_subset_keeps_every_class_and_generator(tmp_path: Path, put: Any) -> None:
    put(*(f"ai/{name}/{i}.wav" for name in ("tts", "rare") for i in range(8 if name == "tts" else 1)))
    put(*(f"human/{i}.wav" for i in range(8)))
    first = import_data(tmp_path, tmp_path / "a.csv", layout="folder", subset=0.25).clips
    again = import_data(tmp_path, tmp_path / "b.csv", layout="folder", subset=0.25).clips
    assert Counter((c.label, c.generator) for c in first) == {("ai", "tts"): 2, ("ai", "rare"): 1, ("human", ""): 2}
    assert [c.path for c in first] == [c.path for c in again]
    with pytest.raises(ManifestError, match="subset"):
        import_data(tmp_path, tmp_path / "c.csv", subset=0.0)


def test_one_class_alone_is_no_data_set(tmp_path: Path, put: Any) -> None:
    put("ai/a.wav")
    with pytest.raises(ManifestError, match="no human"):
        import_data(tmp_path, tmp_path / "m.csv", layout="folder")


def test_cancel_writes_nothing(tmp_path: Path, put: Any) -> None:
    put("ai/a.wav", "human/b.wav")
    cancel, seen = threading.Event(), []

    def on_progress(done: int, total: int) -> None:
        seen.append((done, total))
        cancel.set()

    with pytest.raises(CancelledError):
        import_data(tmp_path, tmp_path / "m.csv", workers=1, on_progress=on_progress, cancel=cancel)
    assert seen == [(1, 2)]
    assert not (tmp_path / "m.csv").exists()
