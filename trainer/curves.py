"""How a run went, epoch by epoch: read from its tables, drawn as curves. No torch; matplotlib only to draw."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import TrainingError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOG_FOLDER = "log"
PNG_FILE, SVG_FILE = "curves.png", "curves.svg"
COLUMNS: Mapping[str, str] = {
    "loss": "train/loss",
    "accuracy": "train/accuracy",
    "lr": "train/lr",
    "strength": "train/strength",
    "dev_loss": "dev/loss",
    "dev_accuracy": "dev/accuracy",
    "eer_source": "dev/eer_source",
    "eer_clip": "dev/eer_clip",
    "auc": "dev/auc",
}
"""Fields of `HistoryRow` and their columns in metrics.csv."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One epoch; None for what was not measured in it.

    Attributes:
        epoch: From 0.
        loss: Of training, smoothed targets and augmented crops.
        accuracy: Of training, 0..1.
        lr: Learning rate at the end.
        strength: Augmentation strength, 0..1.
        dev_loss: Mean cross entropy over the dev windows.
        dev_accuracy: Share of dev clips on the right side of 0.5, 0..1.
        eer_source: Equal error rate on dev with every source alike, 0..1.
        eer_clip: The same with every clip alike.
        auc: Area under the ROC curve on dev.
    """

    epoch: int
    loss: float | None = None
    accuracy: float | None = None
    lr: float | None = None
    strength: float | None = None
    dev_loss: float | None = None
    dev_accuracy: float | None = None
    eer_source: float | None = None
    eer_clip: float | None = None
    auc: float | None = None

    def with_figures(self, figures: Mapping[str, float]) -> HistoryRow:
        """This row with values by the names of the table's columns."""
        found = {name: float(figures[column]) for name, column in COLUMNS.items() if column in figures}
        known: dict[str, Any] = {name: value for name, value in found.items() if math.isfinite(value)}
        return replace(self, **known)


def read_history(run: Path) -> list[HistoryRow]:
    """Read the tables of all starts of a run; where two starts went through an epoch, the later one counts.

    Args:
        run: Folder of the run.

    Returns:
        One row an epoch, in order; empty before the first epoch is done.

    Raises:
        TrainingError: A table is there and cannot be read.
    """
    rows: dict[int, HistoryRow] = {}
    for table in sorted((run / LOG_FOLDER).glob("start-*/metrics.csv")):
        try:
            with table.open(newline="", encoding="utf-8") as handle:
                for line in csv.DictReader(handle):
                    _merge(rows, line)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise TrainingError(f"Cannot read {table}: {error}", "Look at the file, or remove it.") from None
    return [rows[epoch] for epoch in sorted(rows)]


def _merge(rows: dict[int, HistoryRow], line: Mapping[str, Any]) -> None:
    """Add one line; the last one of a running training may be cut off in the middle."""
    epoch, values = _number(line.get("epoch")), {c: _number(line.get(c)) for c in COLUMNS.values()}
    found = {column: value for column, value in values.items() if value is not None}
    if epoch is not None and found:
        row = rows.get(int(epoch), HistoryRow(int(epoch)))
        rows[int(epoch)] = row.with_figures(found)


def _number(text: Any) -> float | None:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


@dataclass(frozen=True, slots=True)
class _Curve:
    """One line of a panel."""

    name: str
    words: str
    colour: str
    factor: float = 1.0


TRAIN, DEV, SECOND = "#0072b2", "#d55e00", "#e69f00"
PANELS: Sequence[tuple[str, str, tuple[_Curve, ...]]] = (
    ("Loss", "cross entropy", (_Curve("loss", "train", TRAIN), _Curve("dev_loss", "dev", DEV))),
    ("Accuracy", "%", (_Curve("accuracy", "train", TRAIN, 100), _Curve("dev_accuracy", "dev", DEV, 100))),
    (
        "Equal error rate, dev",
        "%",
        (_Curve("eer_source", "sources alike", DEV, 100), _Curve("eer_clip", "clips alike", SECOND, 100)),
    ),
    ("Area under the ROC curve, dev", "", (_Curve("auc", "dev", DEV),)),
    ("Learning rate", "", (_Curve("lr", "rate", TRAIN),)),
    ("Augmentation strength", "", (_Curve("strength", "strength", TRAIN),)),
)


def draw_curves(rows: Sequence[HistoryRow], folder: Path, title: str = "") -> tuple[Path, Path]:
    """Draw all curves over the epochs, as PNG and SVG.

    Args:
        rows: From `read_history`.
        folder: Gets curves.png and curves.svg.
        title: Above the picture, for example the run's name.

    Returns:
        Both files.
    """
    # No pyplot: it would choose a screen, and it keeps every figure alive.
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    folder.mkdir(parents=True, exist_ok=True)
    files = folder / PNG_FILE, folder / SVG_FILE
    with rc_context({"font.size": 9, "svg.hashsalt": "veravox", "svg.fonttype": "none"}):
        figure = Figure(figsize=(11, 6), facecolor="white")
        # Fixed margins: working them out takes longer than drawing, and every validation draws.
        figure.subplots_adjust(left=0.065, right=0.985, bottom=0.075, top=0.9, wspace=0.25, hspace=0.25)
        FigureCanvasAgg(figure)
        grid = figure.subplots(2, 3, sharex=True)
        for axes, (name, unit, curves) in zip(grid.flat, PANELS, strict=True):
            _panel(axes, rows, curves)
            axes.set_title(name, loc="left", fontsize=10, fontweight="bold")
            axes.set_ylabel(unit)
        for axes in grid[-1]:
            axes.set_xlabel("epoch")
        if title:
            figure.suptitle(title, x=0.065, ha="left", fontsize=11)
        for file in files:
            half = file.with_name(f".{file.name}")
            # Without the date the same rows give the same file.
            figure.savefig(
                half, format=file.suffix[1:], dpi=120, metadata={"Date": None} if half.suffix == ".svg" else {}
            )
            half.replace(file)  # somebody may be looking at the picture
    return files


def _panel(axes: Axes, rows: Sequence[HistoryRow], curves: Sequence[_Curve]) -> None:
    from matplotlib.ticker import MaxNLocator

    shown = 0
    for curve in curves:
        points = [(r.epoch, curve.factor * v) for r in rows if (v := getattr(r, curve.name)) is not None]
        if points:
            shown += 1
            marker = "o" if len(points) < 60 else ""
            x, y = zip(*points, strict=True)
            axes.plot(x, y, color=curve.colour, label=curve.words, marker=marker, markersize=2.5, linewidth=1.4)
    if not shown:
        axes.text(0.5, 0.5, "not measured", transform=axes.transAxes, ha="center", va="center", color="#767676")
    if shown > 1:
        axes.legend(frameon=False)
    axes.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.ticklabel_format(axis="y", useOffset=False)
