"""Curves of an evaluation as PNG and SVG: ROC, DET, reliability, histogram of scores.

Matplotlib is loaded when a picture is drawn and not before, without a window system and without its global state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from engine.error_rates import equal_error_rate, error_curves, roc_auc
from engine.report.atomic import replacing
from trainer.bootstrap import ECE_BINS
from trainer.evaluation import Evaluation
from trainer.metrics import source_weights

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = npt.NDArray[np.float64]
Place = Literal["lower right", "upper right", "upper left"]
FORMATS = ("png", "svg")
AI, HUMAN, INK, MUTED, LINE = "#c44e00", "#0f6cad", "#171a21", "#5b6370", "#d5d9e0"
"""The colours of the reports: orange is the AI side, blue the human side."""
COLOURS = ("#171a21", "#0f6cad", "#c44e00", "#1b8a5a", "#8a4fb0", "#b8860b", "#5b6370")
STYLES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2)), (0, (3, 1)), (0, (1, 1)))
DET_TICKS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8)
DET_LEAST, DET_MOST = 0.0008, 0.85
SOURCES_ALIKE = "every source weighs the same inside its class"


@dataclass(frozen=True, slots=True)
class Curve:
    """Scores to draw a line of.

    Attributes:
        name: Its words in the legend.
        scores: Calibrated file scores, ``(n,)``.
        is_ai: The truth, ``(n,)``.
        weights: ``(n,)``.
    """

    name: str
    scores: Floats
    is_ai: npt.NDArray[np.bool_]
    weights: Floats

    @classmethod
    def of(cls, name: str, scores: Sequence[float | None], truths: Sequence[str], sources: Sequence[str]) -> Curve:
        """Leave out what has no score; every source weighs the same inside its class."""
        known = [i for i, score in enumerate(scores) if score is not None]
        is_ai = np.array([truths[i] == "ai" for i in known], dtype=np.bool_)
        values = np.array([scores[i] for i in known], dtype=np.float64)
        return cls(name, values, is_ai, source_weights(is_ai, [sources[i] for i in known]))


def curves_of(evaluation: Evaluation) -> list[Curve]:
    """One curve a column of an evaluation, the clean one first."""
    files = evaluation.files
    truths, sources = [f.truth for f in files], [f.source for f in files]
    return [
        Curve.of(column.column, [f.scores[i] for f in files], truths, sources)
        for i, column in enumerate(evaluation.columns)
    ]


def write_evaluation_plots(evaluation: Evaluation, folder: Path) -> list[Path]:
    """Draw all pictures of an evaluation; gives the files.

    Raises:
        ReportError: A file cannot be written.
        MissingExtraError: Matplotlib is not installed.
    """
    curves = curves_of(evaluation)
    title = f"{evaluation.detector} on {evaluation.data_name}, split {evaluation.split}"
    lines = [(p.name.replace("_", " "), p.threshold) for p in evaluation.clean.points]
    return [
        *write_curve_plots(curves, folder, title),
        *_save(reliability_figure(curves[:1], title), folder / "reliability"),
        *_save(histogram_figure(curves[0], title, lines, evaluation.band), folder / "scores"),
    ]


def write_curve_plots(curves: Sequence[Curve], folder: Path, title: str) -> list[Path]:
    """ROC and DET of one or several sets of scores.

    Raises:
        ReportError: A file cannot be written.
        MissingExtraError: Matplotlib is not installed.
    """
    return [*_save(roc_figure(curves, title), folder / "roc"), *_save(det_figure(curves, title), folder / "det")]


def roc_figure(curves: Sequence[Curve], title: str) -> Figure:
    """Hits against false alarms, with the area under each curve in the legend."""
    figure, axes = _new(f"ROC: {title}")
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1, zorder=0)
    for number, curve in enumerate(curves):
        _, miss, alarm = error_curves(curve.scores, curve.is_ai, curve.weights)
        area = roc_auc(curve.scores, curve.is_ai, curve.weights)
        axes.plot(alarm, 1.0 - miss, label=f"{curve.name}  AUC {area:.3f}", **_look(number))
    axes.set(xlim=(0, 1), ylim=(0, 1.002), xlabel="human recordings flagged", ylabel="AI recordings found")
    _percent_axes(axes)
    axes.set_aspect("equal")
    _finish(axes, "lower right")
    return figure


def det_figure(curves: Sequence[Curve], title: str) -> Figure:
    """Misses against false alarms on probit axes, on which normally distributed scores give straight lines."""
    from scipy.special import ndtri

    figure, axes = _new(f"DET: {title}")
    ends = ndtri(np.array([DET_LEAST, DET_MOST]))
    axes.plot(ends, ends, color=LINE, linewidth=1, zorder=0)
    for number, curve in enumerate(curves):
        _, miss, alarm = error_curves(curve.scores, curve.is_ai, curve.weights)
        rate, _ = equal_error_rate(curve.scores, curve.is_ai, curve.weights)
        x, y = (ndtri(np.clip(rates, DET_LEAST / 10, 1 - DET_LEAST / 10)) for rates in (alarm, miss))
        look = _look(number)
        axes.plot(x, y, label=f"{curve.name}  EER {100 * rate:.1f} %", **look)
        if DET_LEAST < rate < DET_MOST:
            axes.plot(ndtri(rate), ndtri(rate), "o", color=look["color"], markersize=4)
    ticks, words = ndtri(np.array(DET_TICKS)), [f"{100 * tick:g} %" for tick in DET_TICKS]
    axes.set(xlim=ends, ylim=ends, xlabel="human recordings flagged", ylabel="AI recordings missed")
    axes.set_xticks(ticks, words, rotation=45, ha="right")
    axes.set_yticks(ticks, words)
    axes.set_aspect("equal")
    _finish(axes, "upper right")
    return figure


@dataclass(frozen=True, slots=True)
class Bins:
    """Probabilities in bins, at equal priors.

    Attributes:
        said: Mean probability in each bin with clips, 0..1.
        happened: Share of AI in it, 0..1.
        share: Share of all weight in it, 0..1.
    """

    said: Floats
    happened: Floats
    share: Floats


def reliability(curve: Curve) -> Bins:
    """Bin the probabilities as the calibration error does; bins without a clip are left out."""
    p = 1.0 / (1.0 + np.exp(-curve.scores))
    weights = np.zeros(len(p))
    for chosen in (curve.is_ai, ~curve.is_ai):
        weights[chosen] = 0.5 * curve.weights[chosen] / curve.weights[chosen].sum()
    at = np.minimum((p * ECE_BINS).astype(np.intp), ECE_BINS - 1)
    share = np.asarray(np.bincount(at, weights, ECE_BINS), dtype=np.float64)
    filled = share > 0
    said = np.bincount(at, weights * p, ECE_BINS)[filled] / share[filled]
    happened = np.bincount(at, weights * curve.is_ai, ECE_BINS)[filled] / share[filled]
    return Bins(said, happened, share[filled])


def reliability_figure(curves: Sequence[Curve], title: str) -> Figure:
    """What the detector said against what happened; the area of a point is the share of recordings in it."""
    figure, axes = _new(f"Reliability: {title}")
    axes.plot([0, 1], [0, 1], color=LINE, linewidth=1, zorder=0, label="as it should be")
    for number, curve in enumerate(curves):
        bins, look = reliability(curve), _look(number)
        axes.plot(bins.said, bins.happened, label=curve.name, **look)
        axes.scatter(bins.said, bins.happened, s=12 + 900 * bins.share, color=look["color"], alpha=0.35, linewidths=0)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="AI probability told", ylabel="share that was AI")
    _percent_axes(axes)
    axes.set_aspect("equal")
    _finish(axes, "upper left", note=f"AI and human equally common; {SOURCES_ALIKE}; point area: share of recordings")
    return figure


def histogram_figure(
    curve: Curve, title: str, lines: Sequence[tuple[str, float]] = (), band: tuple[float, float] = (0.0, 0.0)
) -> Figure:
    """How the scores of both classes lie around the thresholds.

    Args:
        curve: What to draw.
        title: Above it.
        lines: Names and scores of the operating points.
        band: Where files are called uncertain.
    """
    figure, axes = _new(f"Scores: {title}", (7.6, 4.6))
    least, most = float(curve.scores.min()), float(curve.scores.max())
    edges = np.linspace(least, most if most > least else least + 1.0, 41).tolist()
    heights = []
    for chosen, colour, word in ((~curve.is_ai, HUMAN, "human"), (curve.is_ai, AI, "AI")):
        weights = curve.weights[chosen] / curve.weights[chosen].sum()
        drawn = axes.hist(
            curve.scores[chosen], edges, weights=weights, color=colour, alpha=0.35, label=word, histtype="stepfilled"
        )
        axes.hist(curve.scores[chosen], edges, weights=weights, color=colour, histtype="step", linewidth=1.3)
        heights.append(float(np.max(drawn[0])))
    top = 1.3 * max(heights)
    if band[1] > band[0]:
        axes.axvspan(*band, color=LINE, alpha=0.5, linewidth=0, zorder=0, label="uncertain")
    for name, threshold in lines:
        axes.axvline(threshold, color=INK, linewidth=0.9, linestyle="--")
        axes.annotate(name, (threshold, top), (3, -3), textcoords="offset points", rotation=90, va="top", color=MUTED)
    axes.set(ylim=(0, top), xlabel="file score (higher means more AI)", ylabel="share of the class")
    _percent_axes(axes, x=False)
    _finish(axes, "upper left")
    return figure


def _new(title: str, size: tuple[float, float] = (6.4, 6.4)) -> tuple[Figure, Axes]:
    figure = _figure_class()(figsize=size, dpi=150, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontsize=11, color=INK, wrap=True)
    return figure, axes


def _figure_class() -> type[Figure]:
    from engine.errors import MissingExtraError

    try:
        from matplotlib.figure import Figure as Made
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "matplotlib":
            raise
        raise MissingExtraError("Matplotlib, which draws the curves,", "train") from None
    return Made


def _look(number: int) -> dict[str, Any]:
    """Colour and dashes, so that lines can be told apart without colour too; the first one stands out."""
    colour, style = COLOURS[number % len(COLOURS)], STYLES[number % len(STYLES)]
    return {"color": colour, "linestyle": style, "linewidth": 2.0 if number == 0 else 1.3}


def _percent_axes(axes: Axes, *, x: bool = True) -> None:
    from matplotlib.ticker import PercentFormatter

    for axis in (axes.xaxis, axes.yaxis) if x else (axes.yaxis,):
        axis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))


def _finish(axes: Axes, place: Place, note: str = SOURCES_ALIKE) -> None:
    axes.grid(visible=True, color=LINE, linewidth=0.6, alpha=0.7)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(MUTED)
    axes.tick_params(labelsize=9, colors=MUTED)
    axes.legend(loc=place, fontsize=8.5, frameon=True, framealpha=0.92, edgecolor=LINE)
    axes.figure.supxlabel(note, fontsize=8, color=MUTED, x=0.01, ha="left")


def _save(figure: Figure, path: Path) -> list[Path]:
    from matplotlib import rc_context

    written = []
    # Text stays text in the SVG, and the file holds neither date nor random names: the same figures, the same file.
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "veravox"}):
        for kind in FORMATS:
            target = path.with_suffix(f".{kind}")
            with replacing(target) as temporary:
                figure.savefig(temporary, format=kind, metadata={"Date": None} if kind == "svg" else None)
            written.append(target)
    return written
