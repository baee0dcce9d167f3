"""The pictures show the figures: their lines go through the points that the tables tell."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtri

pytest.importorskip("matplotlib", reason="matplotlib belongs to the train extra")

from trainer.bootstrap import Ranked
from trainer.plots import Curve, det_figure, histogram_figure, reliability, roc_figure, write_curve_plots

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def curve(rng: np.random.Generator) -> Curve:
    is_ai = np.arange(400) % 2 == 1
    scores = rng.standard_normal(400) + 1.5 * is_ai
    truths = ["ai" if ai else "human" for ai in is_ai]
    return Curve.of("clean", scores.tolist(), truths, [f"s{i % 7}" for i in range(400)])


def test_clips_without_a_score_are_left_out() -> None:
    found = Curve.of("x", [1.0, None, -1.0], ["ai", "ai", "human"], ["a", "a", "b"])
    assert found.scores.tolist() == [1.0, -1.0]
    assert found.is_ai.tolist() == [True, False]
    assert found.weights.tolist() == [1.0, 1.0]


def test_axes_of_the_det_curve_are_probits(curve: Curve) -> None:
    axes = det_figure([curve, curve], "t").axes[0]
    ticks = dict(zip((label.get_text() for label in axes.get_xticklabels()), axes.get_xticks(), strict=True))
    assert ticks["10 %"] == pytest.approx(ndtri(0.1))
    eer = float(Ranked.of(curve.scores, curve.is_ai, curve.weights[None]).eer()[0])
    words = axes.get_legend().get_texts()[0].get_text()
    assert words == f"clean  EER {100 * eer:.1f} %"
    dot = next(line for line in axes.lines if line.get_marker() == "o")
    assert dot.get_xdata()[0] == dot.get_ydata()[0] == pytest.approx(ndtri(eer))


def test_the_roc_curve_tells_its_area(curve: Curve) -> None:
    axes = roc_figure([curve], "t").axes[0]
    auc = float(Ranked.of(curve.scores, curve.is_ai, curve.weights[None]).auc()[0])
    assert axes.get_legend().get_texts()[0].get_text() == f"clean  AUC {auc:.3f}"
    line = axes.lines[-1]
    assert np.trapezoid(np.asarray(line.get_ydata())[::-1], np.asarray(line.get_xdata())[::-1]) == pytest.approx(auc)


def test_bins_add_up_to_the_calibration_error(curve: Curve) -> None:
    bins = reliability(curve)
    assert bins.share.sum() == pytest.approx(1.0)
    ece = float(Ranked.of(curve.scores, curve.is_ai, curve.weights[None]).ece()[0])
    assert (bins.share * np.abs(bins.said - bins.happened)).sum() == pytest.approx(ece)


def test_thresholds_and_the_band_are_in_the_histogram(curve: Curve) -> None:
    axes = histogram_figure(curve, "t", [("balanced", 0.75)], (0.5, 1.0)).axes[0]
    assert [text.get_text() for text in axes.texts] == ["balanced"]
    assert {"human", "AI", "uncertain"} == {text.get_text() for text in axes.get_legend().get_texts()}
    same = Curve("flat", np.zeros(4), np.array([True, False, True, False]), np.ones(4))
    assert histogram_figure(same, "t").axes[0].get_ylim()[1] > 1.0


def test_both_formats_are_written_and_say_the_same_every_time(curve: Curve, tmp_path: Path) -> None:
    first = write_curve_plots([curve], tmp_path, "a <b> & c")
    assert [path.name for path in first] == ["roc.png", "roc.svg", "det.png", "det.svg"]
    assert first[0].read_bytes().startswith(b"\x89PNG")
    before = first[1].read_bytes()
    assert b"a &lt;b&gt; &amp; c" in before
    assert b"EER" in first[3].read_bytes()
    write_curve_plots([curve], tmp_path, "a <b> & c")
    assert first[1].read_bytes() == before


def test_without_matplotlib_the_extra_is_named(curve: Curve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from engine.errors import MissingExtraError

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match="Matplotlib"):
        write_curve_plots([curve], tmp_path, "t")


def test_neither_torch_nor_matplotlib_is_loaded_before_it_is_needed() -> None:
    heavy = "'torch', 'matplotlib', 'sklearn', 'PySide6'"
    code = f"import sys, trainer.evaluation_files; print([n for n in ({heavy}) if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
