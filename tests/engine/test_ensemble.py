"""An ensemble answers with the mean of its members' calibrated logits, and refuses members it was not made with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import detector as detectors
from engine import ensemble as module
from engine.calibration import Calibration
from engine.checkpoint import Checkpoint, FrontEndMeta, load_tensors, write
from engine.detector import Detector, find_detector, list_detectors
from engine.ensemble import EnsembleFile, MemberRef, distinct_front_ends, member_names, read_ensemble, write_ensemble
from engine.errors import CheckpointError, UsageError


def variant(original: Checkpoint, folder: Path, name: str, a: float, b: float, **other: Any) -> Checkpoint:
    """The tiny detector with another calibration."""
    calibration = original.meta.calibration.model_copy(update={"a": a, "b": b})
    meta = original.meta.model_copy(update={"name": name, "calibration": calibration, **other})
    return write(folder / name, load_tensors(original), meta, original.onnx_path.read_bytes())


@pytest.fixture
def folder(tmp_path: Path, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A weights folder with two detectors of one front end."""
    original = find_detector(tiny_checkpoint)
    variant(original, tmp_path, "one", 1.0, 0.0)
    variant(original, tmp_path, "two", 0.5, 1.0)
    monkeypatch.setattr(detectors, "weights_folders", lambda: [tmp_path])
    return tmp_path


def described(*members: Checkpoint, name: str = "both", **other: Any) -> EnsembleFile:
    refs = tuple(MemberRef(name=each.path.stem, sha256=each.sha256) for each in members)
    return EnsembleFile(name=name, members=refs, **other)


def made(folder: Path, **other: Any) -> Path:
    members = [find_detector(name) for name in ("one", "two")]
    return write_ensemble(folder, described(*members, **other), [folder]).path


def test_the_answer_is_the_mean_of_calibrated_logits(folder: Path, synth: Any) -> None:
    made(folder, calibration=Calibration(a=2.0, b=-1.0))
    windows = np.stack([synth.human_voice(3.0), synth.ai_voice(3.0), synth.noise(3.0)])
    members = [Detector.load(name, "cpu", 1) for name in ("one", "two")]
    expected = np.mean([each.meta.calibration.llr(each.logits(windows)) for each in members], axis=0)
    both = Detector.load("both", "cpu", 1)
    assert both.logits(windows) == pytest.approx(expected, abs=1e-5)
    assert both.logits(windows)[0] < both.logits(windows)[1]
    assert both.meta.calibration.llr(both.logits(windows)) == pytest.approx(2 * expected - 1, abs=1e-4)
    assert (both.device, both.device_note, both.name) == ("cpu", "", "both")
    assert both.logits(windows[:0]).shape == (0,)


def test_a_shared_front_end_is_computed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder)
    both = Detector.load("both", "cpu", 1)
    assert len(both._front_ends) == 1
    calls: list[int] = []
    original = both._front_ends[0]
    monkeypatch.setattr(both, "_front_ends", [lambda windows: calls.append(len(windows)) or original(windows)])
    both.logits(np.zeros((2, 48_000), np.float32))
    assert calls == [2]


def test_different_front_ends_are_all_there(folder: Path) -> None:
    one, two = find_detector("one"), find_detector("two")
    other = FrontEndMeta(name="peak_spectrogram")
    changed = variant(two, folder, "three", 1.0, 0.0, front_ends=(other, two.meta.front_ends[0]))
    assert distinct_front_ends([one, changed]) == (one.meta.front_ends[0], other)


def test_it_is_found_and_listed_like_a_network(folder: Path) -> None:
    path = made(folder, metrics={"dev clean": {"eer": 0.05}})
    (folder / "default.txt").write_text("both")
    rows = {row.name: row for row in list_detectors()}
    assert set(rows) == {"one", "two", "both"}
    assert rows["both"].is_default
    assert rows["both"].meta is not None
    assert member_names(rows["both"].meta) == ("one", "two")
    assert rows["both"].meta.n_parameters == 4
    assert rows["both"].meta.metrics == {"dev clean": {"eer": 0.05}}
    assert member_names(find_detector("one").meta) == ()
    assert find_detector().sha256 == find_detector(path).sha256 == rows["both"].sha256
    assert len(rows["both"].sha256) == 64


def test_a_missing_member_is_named(folder: Path) -> None:
    made(folder)
    (folder / "two.safetensors").unlink()
    with pytest.raises(CheckpointError, match="both needs the detector two, which is not installed") as caught:
        find_detector("both")
    assert "two" in caught.value.hint
    row = next(row for row in list_detectors() if row.name == "both")
    assert row.meta is None
    assert "not installed" in row.problem


def test_a_changed_member_is_refused(folder: Path) -> None:
    made(folder)
    variant(find_detector("one"), folder, "two", 0.7, 0.0)
    with pytest.raises(CheckpointError, match="another version of the detector two"):
        Detector.load("both")


def test_the_member_it_was_made_with_is_found_in_another_folder(folder: Path, tmp_path_factory: Any) -> None:
    path = made(folder)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for file in folder.glob("two.*"):
        file.rename(elsewhere / file.name)
    variant(find_detector("one"), folder, "two", 0.7, 0.0)
    found = read_ensemble(path, [elsewhere])
    assert found.members[1].path.parent == elsewhere


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"calibration": {"a": 9.0}}, "changed or damaged"),
        ({"format_version": 7}, "format version 7"),
        ({"members": []}, "members"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_changed_file_is_refused(folder: Path, change: dict[str, Any], words: str) -> None:
    path = made(folder)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(CheckpointError, match=words):
        find_detector("both")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe"])
def test_a_file_that_is_no_ensemble_is_refused(folder: Path, content: bytes) -> None:
    path = folder / f"odd{module.SUFFIX}"
    path.write_bytes(content)
    with pytest.raises(CheckpointError, match=r"odd\.ensemble\.json"):
        find_detector(path)


def test_members_that_hear_different_windows_are_refused(folder: Path) -> None:
    variant(find_detector("two"), folder, "short", 1.0, 0.0, window_s=2.0)
    members = [find_detector("one"), find_detector("short")]
    with pytest.raises(CheckpointError, match="windows of different lengths"):
        write_ensemble(folder, described(*members), [folder])
    assert not (folder / f"both{module.SUFFIX}").exists()


@pytest.mark.parametrize("name", ["", "../both", "a/b", ".hidden", "two words"])
def test_names_that_are_no_file_name_are_refused(folder: Path, name: str) -> None:
    members = [find_detector("one"), find_detector("two")]
    with pytest.raises(UsageError, match="no name for a detector"):
        write_ensemble(folder, described(*members, name=name), [folder])


def test_the_network_counts_where_an_ensemble_has_its_name(folder: Path) -> None:
    members = [find_detector("one"), find_detector("two")]
    write_ensemble(folder, described(*members, name="two"), [folder])
    assert member_names(find_detector("two").meta) == ()
    assert next(row for row in list_detectors() if row.name == "two").path.suffix == ".safetensors"
