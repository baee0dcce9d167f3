"""Finding detectors by name, the default one, and the direction of the score."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import detector as module
from engine.detector import Detector, find_detector, list_detectors
from engine.errors import CheckpointError, UnknownModelError


@pytest.fixture
def folders(tmp_path: Path, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    user, shipped = tmp_path / "user", tmp_path / "shipped"
    for folder in (user, shipped):
        folder.mkdir()
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), shipped)
    monkeypatch.setattr(module, "weights_folders", lambda: [user, shipped])
    return user, shipped


def test_by_name_and_by_path(folders: tuple[Path, Path], tiny_checkpoint: Path) -> None:
    assert find_detector("tiny").path.parent == folders[1]
    assert find_detector(tiny_checkpoint).sha256 == find_detector("tiny").sha256
    assert find_detector(str(tiny_checkpoint)).path == tiny_checkpoint


def test_the_default_is_named_in_a_file_and_the_user_s_comes_first(folders: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownModelError, match="No detector is installed"):
        find_detector()
    (folders[1] / "default.txt").write_text("tiny\n")
    assert find_detector().meta.name == "tiny"
    for path in folders[1].glob("tiny.*"):
        shutil.copy(path, folders[0])
    assert find_detector("tiny").path.parent == folders[0]


def test_unknown_names_say_what_there_is(folders: tuple[Path, Path]) -> None:
    with pytest.raises(UnknownModelError, match="'nope'; installed: tiny"):
        find_detector("nope")
    with pytest.raises(UnknownModelError, match="no detector file"):
        find_detector(folders[0] / "nope.safetensors")


def test_damaged_detectors_are_listed_with_their_problem(folders: tuple[Path, Path]) -> None:
    (folders[0] / "broken.safetensors").write_bytes(b"rubbish")
    (folders[1] / "default.txt").write_text("tiny")
    rows = {row.name: row for row in list_detectors()}
    assert set(rows) == {"broken", "tiny"}
    assert rows["broken"].meta is None
    assert "damaged" in rows["broken"].problem
    assert rows["tiny"].is_default
    assert rows["tiny"].problem == ""


def test_more_ai_gives_a_higher_logit(tiny_checkpoint: Path, synth: Any) -> None:
    detector = Detector.load(tiny_checkpoint)
    windows = np.stack([synth.human_voice(3.0), synth.ai_voice(3.0)])
    human, ai = detector.logits(windows)
    assert human < -2 < 2 < ai
    assert detector.meta.calibration.probability([human, ai])[1] > 0.9
    assert detector.name == "tiny"
    assert (detector.device, detector.device_note) == ("cpu", "")


def test_no_windows_no_logits(tiny_checkpoint: Path) -> None:
    assert Detector.load(tiny_checkpoint).logits(np.empty((0, 48_000), np.float32)).shape == (0,)


def test_an_unknown_front_end_is_refused(tmp_path: Path, tiny_checkpoint: Path) -> None:
    from engine.checkpoint import FrontEndMeta, load_tensors, read, write

    checkpoint = read(tiny_checkpoint)
    meta = checkpoint.meta.model_copy(update={"front_ends": (FrontEndMeta(name="cochlea"),)})
    write(tmp_path / "odd", load_tensors(checkpoint), meta, checkpoint.onnx_path.read_bytes())
    with pytest.raises(CheckpointError, match="cochlea"):
        Detector.load(tmp_path / "odd.safetensors")
