"""Whether a detector ships an 8-bit network: decided by drift, equal error rate and speed, and told in figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.error_rates import equal_error_rate
from trainer.corruption import CLEAN, GRID
from trainer.evaluate import Material
from trainer.metrics import source_weights
from trainer.quantize import Drift, Features, measure_drift, quantised_nodes, to_float16, to_int8
from trainer.window_table import WindowTable

Tables = Mapping[str, WindowTable]

MAX_RELATIVE_DRIFT = 0.08
"""Root mean square drift over the spread of the logits: beyond it single windows would change sides often."""
MAX_EER_LOSS = 0.005
MIN_SPEEDUP = 1.3


@dataclass(frozen=True, slots=True)
class PrecisionRow:
    """What one precision costs and gives.

    Attributes:
        name: ``float32``, ``int8`` or ``float16``.
        megabytes: Size of the file.
        drift: Against float32; None for float32 itself.
        eer: On the recordings as they are, every source alike, 0..1; None where it was not scored.
        eer_grid: Mean over the corruption grid; None where it was not scored.
    """

    name: str
    megabytes: float
    drift: Drift | None = None
    eer: float | None = None
    eer_grid: float | None = None


@dataclass(frozen=True, slots=True)
class PrecisionChoice:
    """The outcome.

    Attributes:
        int8_bytes: The 8-bit network to ship; empty where float32 stays alone.
        tables: Window scores of the network that the CPU will run.
        why: One sentence.
    """

    int8_bytes: bytes
    tables: dict[str, WindowTable]
    rows: tuple[PrecisionRow, ...]
    why: str


def choose_precision(
    onnx_bytes: bytes,
    tables: Tables,
    material: Material,
    features: tuple[Features, Features],
    score: Callable[[bytes], dict[str, WindowTable]],
) -> PrecisionChoice:
    """Quantise a network, measure it, and keep it where it is worth it.

    Args:
        onnx_bytes: The float32 network.
        tables: Its window scores.
        material: The recordings they belong to.
        features: Training windows that set the ranges, and windows to compare on.
        score: Gives the window scores of an 8-bit network.
    """
    import onnx

    ranges, compared = features
    plain = _row("float32", onnx_bytes, None, tables, material)
    half_bytes = to_float16(onnx_bytes)
    half = _row("float16", half_bytes, measure_drift(onnx_bytes, half_bytes, compared))
    if not quantised_nodes(onnx.load_from_string(onnx_bytes)):
        why = "The network has no part that 8 bits would speed up."
        return PrecisionChoice(b"", dict(tables), (plain, half), why)
    int8_bytes = to_int8(onnx_bytes, ranges)
    drift = measure_drift(onnx_bytes, int8_bytes, compared)
    problem = _too_far(drift)
    if problem:
        row = _row("int8", int8_bytes, drift)
        return PrecisionChoice(b"", dict(tables), (plain, row, half), problem)
    scored = score(int8_bytes)
    row = _row("int8", int8_bytes, drift, scored, material)
    rows = (plain, row, half)
    worse = [
        f"{name} by {100 * (new - old):.1f} points"
        for name, new, old in (("the clean EER", row.eer, plain.eer), ("the grid's EER", row.eer_grid, plain.eer_grid))
        if new is not None and old is not None and new > old + MAX_EER_LOSS
    ]
    if worse:
        return PrecisionChoice(b"", dict(tables), rows, f"8 bits make {' and '.join(worse)} worse.")
    why = f"{drift.speedup:.1f} times faster on one core, with the equal error rate kept."
    return PrecisionChoice(int8_bytes, scored, rows, why)


def _too_far(drift: Drift) -> str:
    if drift.rms > MAX_RELATIVE_DRIFT * drift.spread:
        return f"8 bits move the logits too far: {drift.rms:.2f} against a spread of {drift.spread:.2f}."
    if drift.speedup < MIN_SPEEDUP:
        return f"8 bits are only {drift.speedup:.1f} times faster."
    return ""


def _row(
    name: str, content: bytes, drift: Drift | None, tables: Tables | None = None, material: Material | None = None
) -> PrecisionRow:
    eer = grid = None
    if tables is not None and material is not None:
        eer = clip_eer(tables[CLEAN], material)
        inside = [clip_eer(tables[column], material) for column in GRID if column in tables]
        grid = float(np.mean(inside)) if inside else None
    return PrecisionRow(name, len(content) / 1e6, drift, eer, grid)


def clip_eer(table: WindowTable, material: Material) -> float:
    """Equal error rate of the clips' mean logits, every source alike, 0..1."""
    means = table.clip_means(len(material.clips))
    known = np.isfinite(means)
    is_ai = np.array([clip.label == "ai" for clip in material.clips])[known]
    weights = source_weights(is_ai, [clip.source for clip, kept in zip(material.clips, known, strict=True) if kept])
    return float(equal_error_rate(means[known], is_ai, weights)[0])
