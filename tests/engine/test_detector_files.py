"""Importing, removing and describing detectors."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from engine import detector as module
from engine import detector_files
from engine.checkpoint import CheckpointMeta, FrontEndMeta, load_tensors, read, write
from engine.detector import DetectorRow, find_detector, list_detectors
from engine.detector_files import card_text, import_detector, is_shipped, remove_detector
from engine.errors import CheckpointError, UnknownModelError, UsageError


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder; beside it an empty folder of shipped detectors."""
    folders = [tmp_path / "user" / "detectors", tmp_path / "shipped"]
    folders[1].mkdir()
    monkeypatch.setattr(module, "weights_folders", lambda: folders)
    monkeypatch.setattr(detector_files, "weights_folders", lambda: folders)
    monkeypatch.setattr(detector_files, "weights_dir", lambda: folders[1])
    return folders[0]


@pytest.fixture
def shipped(user: Path, tiny_checkpoint: Path, tmp_path: Path) -> DetectorRow:
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), tmp_path / "shipped")
    assert not user.exists()
    return list_detectors()[0]


def test_an_imported_detector_is_found_by_name_with_its_card(user: Path, tiny_checkpoint: Path, tmp_path: Path) -> None:
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), tmp_path)
    (tmp_path / "tiny.md").write_text("# tiny\nA detector.", encoding="utf-8")
    row = import_detector(tmp_path / "tiny.safetensors")
    assert row.sha256 == find_detector(tiny_checkpoint).sha256
    assert find_detector("tiny").path.parent == user
    assert card_text(row) == "# tiny\nA detector."
    assert not is_shipped(row)
    assert {path.name for path in user.iterdir()} == {"tiny.safetensors", "tiny.onnx", "tiny.md"}


@pytest.mark.usefixtures("user")
def test_a_renamed_file_is_installed_under_its_own_name(tiny_checkpoint: Path, tmp_path: Path) -> None:
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), tmp_path / f"other{suffix}")
    assert import_detector(tmp_path / "other.safetensors").name == "tiny"
    assert card_text(list_detectors()[0]) == ""


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda folder: (folder / "tiny.safetensors").write_bytes(b"rubbish"), "not a Veravox detector"),
        (lambda folder: (folder / "tiny.onnx").unlink(), "is missing"),
        (lambda folder: (folder / "tiny.onnx").write_bytes(b"another network"), "is not the network"),
        (lambda folder: (folder / "tiny.safetensors").rename(folder / "tiny.pth"), "is a pickle file"),
    ],
)
def test_what_is_wrong_is_refused_with_the_reason_and_leaves_nothing(
    user: Path, tiny_checkpoint: Path, tmp_path: Path, damage: object, reason: str
) -> None:
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), tmp_path)
    damage(tmp_path)  # type: ignore[operator]
    source = next(path for path in (tmp_path / "tiny.safetensors", tmp_path / "tiny.pth") if path.exists())
    with pytest.raises(CheckpointError, match=reason) as caught:
        import_detector(source)
    assert caught.value.hint
    assert not user.exists()


def test_a_missing_file_is_refused(user: Path) -> None:
    with pytest.raises(UnknownModelError):
        import_detector(user / "nothing.safetensors")


def test_the_same_detector_twice_and_another_of_its_name_are_refused(
    shipped: DetectorRow, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    with pytest.raises(CheckpointError, match="already installed as tiny"):
        import_detector(tiny_checkpoint)
    meta = CheckpointMeta(name="tiny", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    other = write(
        tmp_path / "tiny", {"weight": np.ones(1, np.float32)}, meta, tiny_checkpoint.with_suffix(".onnx").read_bytes()
    )
    with pytest.raises(CheckpointError, match="Another detector named tiny"):
        import_detector(other.path)
    assert [row.sha256 for row in list_detectors()] == [shipped.sha256]


def test_a_name_that_leads_out_of_the_folder_is_refused(user: Path, tiny_checkpoint: Path, tmp_path: Path) -> None:
    meta = CheckpointMeta(name="../evil", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    made = write(
        tmp_path / "evil", {"weight": np.ones(1, np.float32)}, meta, tiny_checkpoint.with_suffix(".onnx").read_bytes()
    )
    with pytest.raises(UsageError, match="no name for a detector"):
        import_detector(made.path)
    assert not user.exists()


def test_a_network_that_cannot_run_is_refused(user: Path, tmp_path: Path) -> None:
    meta = CheckpointMeta(name="odd", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    made = write(tmp_path / "odd", {"weight": np.ones(1, np.float32)}, meta, b"this is no network")
    with pytest.raises(CheckpointError):
        import_detector(made.path)
    assert not user.exists()


def test_an_imported_detector_can_be_removed_completely(user: Path, tiny_checkpoint: Path) -> None:
    remove_detector(import_detector(tiny_checkpoint))
    assert list_detectors() == []
    assert list(user.iterdir()) == []


def test_the_network_in_8_bits_comes_and_goes_with_its_detector(
    user: Path, tiny_checkpoint: Path, tmp_path: Path
) -> None:
    tiny = read(tiny_checkpoint)
    network = tiny.onnx_path.read_bytes()
    source = write(tmp_path / "tiny", load_tensors(tiny), tiny.meta, network, network)
    row = import_detector(source.path)
    assert {path.name for path in user.iterdir()} == {"tiny.safetensors", "tiny.onnx", "tiny.int8.onnx"}
    assert find_detector("tiny").int8_path == user / "tiny.int8.onnx"
    remove_detector(row)
    assert list(user.iterdir()) == []


def test_the_default_detector_stays(shipped: DetectorRow, tmp_path: Path) -> None:
    (tmp_path / "shipped" / "default.txt").write_text("tiny")
    assert is_shipped(shipped)
    with pytest.raises(CheckpointError, match="it stays"):
        remove_detector(shipped)
    assert find_detector().sha256 == shipped.sha256


def test_a_member_of_an_ensemble_stays(shipped: DetectorRow, user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meta = CheckpointMeta(name="both", architecture="ensemble", model_args={"members": ["tiny", "x"]}, front_ends=())
    ensemble = DetectorRow("both", user / "both.ensemble.json", "s", meta, is_default=False)
    monkeypatch.setattr(detector_files, "list_detectors", lambda: [ensemble, shipped])
    with pytest.raises(CheckpointError, match="a part of both"):
        remove_detector(shipped)
    assert shipped.path.exists()
