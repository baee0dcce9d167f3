"""A run becomes a detector: the same logits, a calibration, a card; and its branches can stand alone."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("lightning")

import onnx
import torch

from engine.checkpoint import load_tensors
from engine.detector import Detector
from engine.errors import TrainingError
from trainer.corruption import CLEAN, COLUMNS
from trainer.datasets.source import open_data
from trainer.evaluate import Evaluation, Material, Workplace, evaluate, prepare
from trainer.export import Exported, ExportRequest, export_run, range_windows
from trainer.half import SMALLEST, rounded
from trainer.trained import load_trained


@dataclass(frozen=True)
class Made:
    exported: Exported
    material: Material
    place: Workplace
    folder: Path
    again: Evaluation


@pytest.fixture(scope="module")
def made(
    voices_manifest: Path, trained_run: Path, energy_speech: Any, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    place = Workplace(tmp_path_factory.mktemp("cache"), workers=1, threads=1)
    data = open_data(voices_manifest)
    material = prepare(data, "dev", place)
    folder = tmp_path_factory.mktemp("weights")
    request = ExportRequest(trained_run, "small", folder, draws=20)
    exported = export_run(request, material, energy_speech, place, range_windows(data, "dev"))
    detector = Detector.load(exported.checkpoint.path, device="cpu", threads=1)
    again = evaluate(detector, material, place, speech=energy_speech, draws=20)
    return Made(exported, material, place, folder, again)


def test_the_detector_has_the_front_ends_that_the_run_was_trained_with(made: Made, trained_run: Path) -> None:
    trained = load_trained(trained_run)
    for each in made.exported.checkpoint.meta.front_ends:
        measured = trained.front_end_args(each.name)
        assert set(measured) == {"mean", "std"}  # the data's own, measured when the run began
        assert measured.items() <= each.args.items()
        assert each.args["n_fft"] in (512, 2048)


def test_the_detector_gives_the_logits_of_the_averaged_weights(made: Made, trained_run: Path) -> None:
    assert made.exported.onnx_difference < 1e-4
    tensors = load_tensors(made.exported.checkpoint)
    state = rounded(load_trained(trained_run).state)
    assert set(tensors) == set(state)
    halves = {key for key, value in tensors.items() if value.dtype == np.float16}
    assert halves == {key for key, value in state.items() if value.numel() >= SMALLEST}
    changed = {key for key in state if not np.array_equal(tensors[key], state[key].numpy())}
    assert changed <= {"mix"}
    assert sum(made.exported.mix.values()) == pytest.approx(1.0)


def test_the_onnx_file_is_one_piece_without_traces_of_the_machine(made: Made) -> None:
    content = made.exported.checkpoint.onnx_path.read_bytes()
    model = onnx.load_from_string(content)
    assert model.opset_import[0].version >= 17
    assert [each.name for each in model.graph.input] == ["x0", "x1"]
    assert not any(tensor.data_location == onnx.TensorProto.EXTERNAL for tensor in model.graph.initializer)
    assert str(Path(torch.__file__).parent).encode() not in content
    assert b".py" not in content


def test_the_card_figures_are_those_of_the_finished_detector(made: Made) -> None:
    first, again = made.exported.evaluation, made.again
    assert [c.column for c in again.columns] == list(COLUMNS)
    for a, b in zip(first.columns, again.columns, strict=True):
        assert a.figures["eer"].value == pytest.approx(b.figures["eer"].value, abs=1e-6)
        assert a.figures["brier"].value == pytest.approx(b.figures["brier"].value, abs=1e-3)
    assert first.clean.figures["auc"].value > 0.5  # AI scores higher, not lower


def test_the_checkpoint_carries_calibration_and_figures(made: Made) -> None:
    meta = made.exported.checkpoint.meta
    assert meta.calibration.a > 0
    assert [p.name for p in meta.calibration.operating_points] == ["few_false_alarms", "balanced", "miss_little"]
    assert set(meta.metrics) == {*(f"dev {column}" for column in COLUMNS), "dev grid mean"}
    assert meta.metrics["dev clean"]["eer_unseen"] >= 0
    assert meta.front_ends[0].args["n_fft"] == 2048
    assert (made.folder / "default.txt").read_text().strip() == "small"


def test_the_card_tells_what_somebody_must_know(made: Made) -> None:
    text = made.exported.card.read_text()
    meta = made.exported.checkpoint.meta
    for needed in (
        made.exported.checkpoint.sha256,
        meta.manifest_sha256,
        "MIT",
        "seed 0",
        "4 AI clips from 2 generators",
        "Where it fails",
    ):
        assert needed in text
    assert "{" not in text.replace("{model", "")


@pytest.mark.usefixtures("made")
def test_scores_are_kept_in_the_run(trained_run: Path) -> None:
    kept = sorted((trained_run / "scores").rglob("*.npz"))
    # Two branches; other tests may have scored the same run through other detectors.
    assert len(kept) >= 2 * len(COLUMNS)
    assert {path.stem for path in kept} == set(COLUMNS)


def test_a_branch_stands_alone(made: Made, trained_run: Path, energy_speech: Any, tmp_path: Path) -> None:
    request = ExportRequest(trained_run, "fine-time", tmp_path, branch="seresnet", draws=5, checkpoint="last")
    alone = export_run(request, made.material, energy_speech, made.place)
    meta = alone.checkpoint.meta
    assert (meta.architecture, meta.model_args) == ("seresnet", {"width": 4, "time_stride": 4})
    assert [each.name for each in meta.front_ends] == ["log_spectrogram"]
    assert np.isfinite(
        Detector.load(alone.checkpoint.path, device="cpu").logits(np.zeros((1, 48_000), np.float32))
    ).all()


def test_a_branch_takes_the_arguments_that_are_its_own(trained_run: Path) -> None:
    whole = load_trained(trained_run, "last")
    assert whole.branch("cnn").model_args == {"stem_stride": [4, 2]}
    assert whole.branch("seresnet").model_args == {"width": 4, "time_stride": 4}
    for name in whole.branch_names():
        whole.branch(name).network()  # its tensors fit


def test_what_cannot_be_exported_is_said(trained_run: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no branch"):
        load_trained(trained_run).branch("vit")
    with pytest.raises(TrainingError, match="not the folder"):
        load_trained(tmp_path)
    with pytest.raises(TrainingError, match="no checkpoint"):
        load_trained(trained_run, str(tmp_path / "none.ckpt"))


class _Code:
    def __reduce__(self) -> Any:
        return (print, ("code from a checkpoint was run",))


def test_a_pickle_from_elsewhere_is_refused(trained_run: Path, tmp_path: Path, capsys: Any) -> None:
    foreign = tmp_path / "foreign.ckpt"
    torch.save({"state_dict": {}, "extra": _Code()}, foreign)
    with pytest.raises(TrainingError, match="run code"):
        load_trained(trained_run, str(foreign))
    assert "was run" not in capsys.readouterr().out


def test_best_is_the_one_with_the_least_error(trained_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(trained_run, run)
    folder = run / "checkpoints"
    for path in folder.glob("best-*.ckpt"):
        path.unlink()
    content = torch.load(folder / "last.ckpt", weights_only=False)
    for name, error in (("best-a.ckpt", 0.1), ("best-b.ckpt", 0.3)):
        content["callbacks"] = {"checkpoints": {"best_k_models": {str(folder / name): torch.tensor(error)}}}
        torch.save(content, folder / name)
    assert load_trained(run, "best").weights == "best-a.ckpt"


def test_one_column_is_enough(voices_manifest: Path, made: Made) -> None:
    clean = prepare(open_data(voices_manifest), "dev", made.place, columns=(CLEAN,))
    assert clean.columns == (CLEAN,)
    assert len(clean.shards.variants) == 1


def test_8_bits_are_tried_and_the_card_says_what_came_of_it(made: Made) -> None:
    precision = made.exported.precision
    assert precision is not None
    assert (made.exported.checkpoint.int8_path is not None) == bool(precision.int8_bytes)
    card = made.exported.card.read_text(encoding="utf-8")
    assert precision.why in card
    assert all(f"| {row.name} |" in card for row in precision.rows)
