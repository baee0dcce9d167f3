"""The last layer: found in every network, moved as far as the fit says, and held back as hard as held-out clips ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch belongs to the train extra")

import torch

from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, write
from engine.errors import TrainingError
from engine.models.registry import ARCHITECTURES, architecture, build
from trainer.few_shot_head import PENALTIES, Clips, HeadDetector, Move, choose_penalty, fit_move, last_layers

SMALL: dict[str, dict[str, int]] = {"vit": {"dim": 64, "heads": 2, "layers": 1, "hidden": 64}, "duo": {"width": 4}}


def detector(name: str, folder: Path) -> Checkpoint:
    """An untrained network as a detector."""
    torch.manual_seed(0)
    net = build(name, SMALL.get(name, {}))
    if name == "duo":
        net.mix.copy_(torch.tensor([0.3, 0.7]))
    ends = tuple(FrontEndMeta(name=each) for each in architecture(name).front_ends)
    meta = CheckpointMeta(name=name, architecture=name, model_args=SMALL.get(name, {}), front_ends=ends)
    return write(folder / name, {k: v.numpy() for k, v in net.state_dict().items()}, meta, b"not looked at here")


@pytest.mark.parametrize("name", list(ARCHITECTURES))
def test_a_moved_head_gives_the_old_logit_plus_the_move(name: str, tmp_path: Path, synth: Any) -> None:
    head = HeadDetector.of(detector(name, tmp_path))
    windows = np.stack([synth.ai_voice(3.0), synth.human_voice(3.0)])
    before = head.logits(windows)
    rows = np.concatenate(head.rows).astype(np.float64)
    rng = np.random.default_rng(0)
    move = Move(0.05 * rng.standard_normal(rows.shape[1]), 0.7)
    moved = HeadDetector(head.meta, head.moved(move), head.front_ends)
    assert moved.logits(windows) == pytest.approx(before + move.of(rows), abs=1e-4)
    assert head.logits(windows) == pytest.approx(before, abs=1e-6)  # the original is untouched


def test_a_network_without_a_last_layer_is_refused() -> None:
    with pytest.raises(TrainingError, match="no last layer"):
        last_layers(torch.nn.Sequential(torch.nn.Linear(4, 2)))


def clips(n: int = 80, d: int = 30, *, signal: float = 0.0, sources: int = 0, seed: int = 0) -> Clips:
    """Rows of noise, with the class in the first column as strongly as ``signal`` says; the old head knows nothing."""
    rng = np.random.default_rng(seed)
    labels = (np.arange(n) % 2).astype(np.intp)
    rows = rng.standard_normal((n, d))
    rows[:, 0] += signal * (2 * labels - 1)
    names = np.arange(n) // 2 % sources if sources else np.arange(n)
    return Clips(rows, 0.1 * rng.standard_normal(n), labels, names.astype(str))


def test_the_stronger_the_penalty_the_smaller_the_move() -> None:
    data = clips(signal=2.0)
    sizes = [float(np.linalg.norm(fit_move(data, 1.5, penalty).weights)) for penalty in PENALTIES]
    assert sizes == sorted(sizes)
    assert float(np.abs(fit_move(data, 1.5, 1e6).of(data.rows)).max()) < 0.1


def test_a_move_helps_clips_it_has_not_seen() -> None:
    move = fit_move(clips(signal=2.0), 1.0, 1.0)
    other = clips(signal=2.0, seed=1)
    logits = other.llr + move.of(other.rows)
    assert np.mean((logits > 0) == (other.labels == 1)) > 0.9


def test_the_slope_of_the_calibration_cancels_out() -> None:
    data = clips(signal=1.0)
    assert 2.5 * fit_move(data, 2.5, 3.0).of(data.rows) == pytest.approx(
        fit_move(data, 1.0, 3.0).of(data.rows), abs=1e-4
    )


def test_rows_of_another_scale_and_centre_move_the_same() -> None:
    data = clips(signal=1.0)
    other = Clips(100.0 * data.rows + 7.0, data.llr, data.labels, data.sources)
    assert fit_move(other, 1.0, 3.0).of(other.rows) == pytest.approx(fit_move(data, 1.0, 3.0).of(data.rows), abs=1e-3)


def test_a_source_with_many_clips_counts_as_one() -> None:
    """Thirty copies of one misleading human clip weigh no more than the clip."""
    data = clips(40, signal=2.0, sources=20)

    def with_copies(name: str) -> Clips:
        return Clips(
            np.vstack([data.rows, np.repeat(data.rows[:1], 30, axis=0)]),
            np.append(data.llr, np.repeat(data.llr[:1], 30)),
            np.append(data.labels, np.zeros(30, dtype=np.intp)),
            np.append(data.sources, [name.format(i) for i in range(30)]),
        )

    plain = fit_move(data, 1.0, 3.0).of(data.rows)
    one, many = (fit_move(with_copies(name), 1.0, 3.0).of(data.rows) for name in (str(data.sources[0]), "new {}"))
    assert np.abs(one - plain).mean() < 0.5 * np.abs(many - plain).mean()


def test_noise_is_held_back_and_a_signal_is_let_through() -> None:
    folds = np.arange(80) // 2 % 5
    noise, _ = choose_penalty(clips(), 1.0, folds, lambda: None)
    signal, added = choose_penalty(clips(signal=3.0), 1.0, folds, lambda: None)
    assert noise == PENALTIES[0]
    assert signal <= 3.0
    assert np.corrcoef(added, np.arange(80) % 2)[0, 1] > 0.8


def test_choosing_can_be_stopped() -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        choose_penalty(clips(), 1.0, np.arange(80) % 5, stop)
