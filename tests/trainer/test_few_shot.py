"""A detector adapted to somebody's own clips: better where it can be, refused where it is not, whole when saved."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch belongs to the train extra")
pytest.importorskip("lightning", reason="lightning belongs to the train extra")

import torch

from engine.audio.speech import SpeechDetector
from engine.calibration import Calibration, OperatingPoint
from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, load_tensors, read, write
from engine.detector import Detector
from engine.ensemble import EnsembleCheckpoint
from engine.errors import CancelledError, TrainingError, UsageError
from engine.models.registry import build
from main import main
from trainer.bootstrap import Interval
from trainer.corruption import CLEAN
from trainer.datasets.source import open_data
from trainer.evaluate import Material, Workplace, prepare
from trainer.few_shot import Adaptation, FewShotRequest, adapt
from trainer.few_shot_head import HeadDetector, Move
from trainer.few_shot_save import check_target, save_adapted, worse_in_words
from trainer.onnx_export import to_onnx

POINTS = tuple(
    OperatingPoint(name=name, threshold=threshold, false_alarm_rate=0.1, miss_rate=0.1, measured_on="dev")
    for name, threshold in (("few_false_alarms", 2.0), ("balanced", 0.0), ("miss_little", -1.0))
)


@pytest.fixture(scope="module")
def clips(synth: Any, write_wav: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve human and twelve AI clips, and a silent one."""
    folder = tmp_path_factory.mktemp("mine")
    for number in range(12):
        maker = type(synth)(seed=100 + number)
        write_wav(folder / "ai" / f"{number}.wav", maker.ai_voice(3.0))
        write_wav(folder / "human" / f"{number}.wav", maker.human_voice(3.0))
    write_wav(folder / "human" / "silent.wav", synth.silence(3.0))
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    return Workplace(tmp_path_factory.mktemp("cache"), workers=1, threads=1)


@pytest.fixture(scope="module")
def material(clips: Path, place: Workplace) -> Material:
    return prepare(open_data(clips), "all", place, columns=(CLEAN,))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    """A mel-cnn whose last layer points nowhere, with an offset: useless, but its map holds the classes."""
    torch.manual_seed(1)
    net = build("mel-cnn").eval()
    with torch.no_grad():
        net.head[-1].weight.mul_(0.05)
        net.head[-1].bias.fill_(1.5)
    ends = (FrontEndMeta(name="mel_spectrogram"),)
    calibration = Calibration(a=1.0, b=0.0, operating_points=POINTS, abstain_low=-0.5, abstain_high=0.5)
    meta = CheckpointMeta(name="base", architecture="mel-cnn", front_ends=ends, calibration=calibration)
    tensors = {key: value.numpy() for key, value in net.state_dict().items()}
    return write(tmp_path_factory.mktemp("base") / "base", tensors, meta, to_onnx(net, [(128, 80)]))


@pytest.fixture(scope="module")
def calibrated(base: Checkpoint, material: Material, energy_speech: Any, place: Workplace) -> Adaptation:
    return adapt(FewShotRequest(base, draws=50), material, energy_speech, place)


@pytest.fixture(scope="module")
def refitted(base: Checkpoint, material: Material, energy_speech: Any, place: Workplace) -> Adaptation:
    return adapt(FewShotRequest(base, head=True, draws=50), material, energy_speech, place)


def test_the_silent_clip_takes_no_part(calibrated: Adaptation) -> None:
    assert len(calibrated.material.clips) == 25
    assert len(calibrated.clips) == 24
    assert (calibrated.grouped_by, calibrated.n_groups, calibrated.folds) == ("source", 12, 5)


def test_calibration_takes_the_offset_away(base: Checkpoint, calibrated: Adaptation) -> None:
    """Every clip lies 1.5 too high, and all human clips are surely called AI before."""
    assert calibrated.before["false_alarms"].value == 1.0
    assert calibrated.change["brier"].value < -0.05
    assert calibrated.calibration.b < base.meta.calibration.b - 0.5
    assert abs(calibrated.calibration.llr(1.5)) < 0.6
    assert calibrated.move is None


def test_thresholds_stay_and_their_rates_are_those_of_the_held_out_clips(calibrated: Adaptation) -> None:
    points = calibrated.calibration.operating_points
    assert [p.threshold for p in points] == [p.threshold for p in POINTS]
    balanced = calibrated.calibration.point("balanced")
    assert balanced.false_alarm_rate == pytest.approx(calibrated.after["false_alarms"].value)
    assert balanced.miss_rate == pytest.approx(calibrated.after["misses"].value)
    assert "24 clips, 12 sources, held out in 5 parts" in balanced.measured_on


def test_a_refitted_head_tells_apart_what_the_old_one_could_not(calibrated: Adaptation, refitted: Adaptation) -> None:
    assert refitted.after["auc"].value > 0.95
    assert refitted.after["auc"].value > calibrated.after["auc"].value
    assert refitted.after["balanced_accuracy"].value > 0.9
    assert refitted.worse == ()
    assert refitted.penalty > 0


def test_intervals_enclose_their_figures(refitted: Adaptation) -> None:
    for figures in (refitted.before, refitted.after, refitted.change):
        assert all(each.low <= each.value + 1e-9 and each.value - 1e-9 <= each.high for each in figures.values())


def test_calibration_alone_leaves_the_network(base: Checkpoint, calibrated: Adaptation, tmp_path: Path) -> None:
    made, card = save_adapted(calibrated, "mine", tmp_path)
    assert made.onnx_path.read_bytes() == base.onnx_path.read_bytes()
    old, new = load_tensors(base), load_tensors(made)
    assert all(np.array_equal(old[key], new[key]) for key in old)
    assert made.meta.calibration == calibrated.calibration
    assert (made.meta.name, made.meta.architecture) == ("mine", "mel-cnn")
    text = card.read_text()
    for needed in (base.sha256, made.sha256, "12 human and 12 AI clips", "1 more could not be judged", "12 sources"):
        assert needed in text
    assert "{" not in text


def test_a_refitted_detector_scores_in_onnx_as_the_fit_says(
    base: Checkpoint, refitted: Adaptation, tmp_path: Path, synth: Any
) -> None:
    made, card = save_adapted(refitted, "mine", tmp_path)
    windows = np.stack([synth.ai_voice(3.0), synth.human_voice(3.0)])
    head = HeadDetector.of(base)
    before = head.logits(windows)
    assert isinstance(refitted.move, Move)
    expected = before + refitted.move.of(np.concatenate(head.rows).astype(np.float64))
    assert Detector(read(made.path), device="cpu", threads=1).logits(windows) == pytest.approx(expected, abs=1e-3)
    assert "last layer (penalty" in card.read_text()
    assert set(made.meta.metrics) == {f"{refitted.material.data_name} {when}" for when in ("held out", "before")}


def worse(adaptation: Adaptation) -> Adaptation:
    """The same, had it not helped."""
    change = {**adaptation.change, "balanced_accuracy": Interval(-0.1, -0.2, 0.0)}
    return replace(adaptation, change=change)


def test_what_is_worse_is_not_saved_without_force(calibrated: Adaptation, tmp_path: Path) -> None:
    bad = worse(calibrated)
    assert bad.worse == ("balanced_accuracy",)
    with pytest.raises(TrainingError, match="worse on clips it has not seen") as caught:
        save_adapted(bad, "mine", tmp_path)
    assert "--force" in caught.value.hint
    assert list(tmp_path.iterdir()) == []
    _, card = save_adapted(bad, "mine", tmp_path, force=True)
    assert "Worse than before" in card.read_text()
    assert "balanced accuracy" in worse_in_words(bad)


def test_no_detector_is_overwritten_by_accident(base: Checkpoint, calibrated: Adaptation, tmp_path: Path) -> None:
    save_adapted(calibrated, "mine", tmp_path)
    with pytest.raises(UsageError, match="There is a detector mine"):
        save_adapted(calibrated, "mine", tmp_path)
    assert save_adapted(calibrated, "mine", tmp_path, force=True)[0].meta.name == "mine"
    with pytest.raises(UsageError, match="overwrite the detector it comes from"):
        save_adapted(calibrated, "base", base.path.parent, force=True)


@pytest.mark.parametrize("name", ["a/b", "", "../x"])
def test_a_name_is_checked_before_the_work(base: Checkpoint, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        check_target(base, name, tmp_path)
    check_target(base, "Mariä-1.2", tmp_path)


def test_it_can_be_stopped(base: Checkpoint, material: Material, energy_speech: Any, place: Workplace) -> None:
    cancel = threading.Event()
    told: list[str] = []

    def on_step(what: str, done: int, total: int) -> None:
        told.append(f"{what} {done}/{total}")
        if what == "fitting":
            cancel.set()

    with pytest.raises(CancelledError):
        adapt(
            FewShotRequest(base, head=True, draws=5),
            material,
            energy_speech,
            replace(place, on_step=on_step, cancel=cancel),
        )
    assert told[-1] == "fitting 0/6"


def test_too_few_clips_and_ensembles_are_refused(
    base: Checkpoint, material: Material, energy_speech: Any, place: Workplace
) -> None:
    few = replace(
        material, clips=material.clips[:6], shards=replace(material.shards, lengths=material.shards.lengths[:6])
    )
    with pytest.raises(TrainingError, match="adapting needs 20"):
        adapt(FewShotRequest(base), few, energy_speech, place)
    ensemble = EnsembleCheckpoint(base.path, base.onnx_path, base.meta, base.sha256)
    with pytest.raises(UsageError, match="ensemble"):
        adapt(FewShotRequest(ensemble), material, energy_speech, place)


def test_the_command_shows_what_it_brings_and_saves(
    base: Checkpoint, clips: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch, energy_speech: Any
) -> None:
    monkeypatch.setattr(SpeechDetector, "load", staticmethod(lambda *_: energy_speech))
    given = ["calibrate", "--weights", str(base.path), "--data", str(clips), "--name", "mine", "--out", str(tmp_path)]
    given += ["--cache", str(tmp_path / "cache"), "--workers", "1", "--threads", "1", "--draws", "5"]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "balanced accuracy" in told
    assert "24 clips of 25 can be judged" in told
    assert read(tmp_path / "mine.safetensors").meta.name == "mine"
    assert main(given) == 2
    assert "There is a detector mine" in capsys.readouterr().err
