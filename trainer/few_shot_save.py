"""An adapted detector as files: network, calibration, and a card that says what it was adapted to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from engine.checkpoint import Checkpoint, CheckpointMeta, Tensors, load_tensors, with_suffix, write
from engine.ensemble import check_name
from engine.errors import TrainingError, UsageError
from engine.frontend import make_front_end
from engine.spec import DEFAULT_SPEC
from engine.version import app_version
from trainer.bootstrap import Interval
from trainer.few_shot import Adaptation
from trainer.few_shot_head import HeadDetector
from trainer.onnx_export import check_equal, to_onnx
from trainer.shards import to_wave
from trainer.words import in_percent

CHECK_WINDOWS = 8
WORDS = {
    "auc": "AUC",
    "eer": "EER",
    "balanced_accuracy": "balanced accuracy at the frozen threshold",
    "false_alarms": "human clips flagged",
    "misses": "AI clips missed",
    "brier": "Brier score (lower is better)",
}

PLAIN = ("auc", "brier")
"""Figures that are no shares."""
NO_WORSE = "By AUC, balanced accuracy and Brier score, which decide, it is no worse than before."

_CARD = """# {name}

`{base}` adapted to {data}. License: MIT for the program; the recordings are yours, and none of them is in these files.

| | |
| --- | --- |
| adapted from | `{base}` sha256 `{base_sha256}` |
| adapted on | {data} (sha256 `{data_sha256}`): {n_human} human and {n_ai} AI clips, \
{n_groups} {grouped_by}s{left_out} |
| what was refitted | {what} |
| calibration | {a_old:.4g} x logit {b_old:+.4g} before, {a:.4g} x logit {b:+.4g} now |
| files | `{name}.safetensors` sha256 `{sha256}`, `{name}.onnx` sha256 `{onnx_sha256}` |
| made | {created}, Veravox {version} |

## What it brought

Measured on clips that the fit had not seen: dealt into {folds} parts by {grouped_by}, every part scored by a detector \
adapted to the others. Every {grouped_by} weighs the same inside its class; 95 % bootstrap intervals over \
{grouped_by}s, those of the change paired.

| figure | before | after | change |
| --- | --- | --- | --- |
{rows}

{verdict}

## Limits

- It was fitted to these recordings. On others it may do worse than `{base}`: keep that one for them.
- The thresholds are those of `{base}`; the rates told for them were measured on these {n} clips, and a rate of 1 % \
cannot be measured on so few.
- Everything that the card of `{base}` says about what it does not know holds here too.
"""


def check_target(base: Checkpoint, name: str, out: Path, *, force: bool = False) -> None:
    """Refuse a name before the work that would be lost.

    Raises:
        UsageError: It is no file name, is taken, or would overwrite the detector it comes from.
    """
    check_name(name)
    target = with_suffix(out / name, ".safetensors")
    if target.resolve() == base.path.resolve():
        raise UsageError(f"{name} would overwrite the detector it comes from", "Choose another --name or --out.")
    if target.exists() and not force:
        raise UsageError(f"There is a detector {name} in {out}", "Choose another --name, or replace it with --force.")


def save_adapted(adaptation: Adaptation, name: str, out: Path, *, force: bool = False) -> tuple[Checkpoint, Path]:
    """Write an adapted detector with its card.

    Args:
        adaptation: From `trainer.few_shot.adapt`.
        name: Of the new detector.
        out: Folder for its files.
        force: Save it although it is worse, or although there is one of that name.

    Returns:
        The detector, and its card.

    Raises:
        TrainingError: It is worse on held-out clips.
        UsageError: See `check_target`.
    """
    check_target(adaptation.request.checkpoint, name, out, force=force)
    if adaptation.worse and not force:
        raise TrainingError(
            f"The adapted detector is worse on clips it has not seen ({worse_in_words(adaptation)}); nothing was saved",
            "Add more clips from more sources, or save it all the same with --force.",
        )
    tensors, onnx_bytes, int8_bytes = _network(adaptation)
    checkpoint = write(out / name, tensors, _meta(adaptation, name), onnx_bytes, int8_bytes)
    card = out / f"{name}.md"
    card.write_text(card_text(adaptation, checkpoint), encoding="utf-8")
    return checkpoint, card


def worse_in_words(adaptation: Adaptation) -> str:
    """Which figures fell, from what to what."""
    before, after = adaptation.before, adaptation.after
    return ", ".join(f"{WORDS[n]} {before[n].value:.3f} -> {after[n].value:.3f}" for n in adaptation.worse)


def figure_rows(adaptation: Adaptation) -> list[tuple[str, str, str, str]]:
    """Name, before, after and change of every figure, for people."""
    shown = []
    for name, word in WORDS.items():
        is_share = name not in PLAIN
        text = in_percent if is_share else _plain
        change = adaptation.change[name]
        scale, digits, unit = (100.0, 1, " points") if is_share else (1.0, 3, "")
        value, low, high = (f"{scale * each:+.{digits}f}" for each in (change.value, change.low, change.high))
        moved = f"{value}{unit} ({low} to {high})"
        shown.append((word, text(adaptation.before[name]), text(adaptation.after[name]), moved))
    return shown


def card_text(adaptation: Adaptation, checkpoint: Checkpoint) -> str:
    """The card as Markdown."""
    base, meta, material = adaptation.request.checkpoint, checkpoint.meta, adaptation.material
    old = base.meta.calibration
    n_ai = sum(clip.label == "ai" for clip in adaptation.clips)
    left_out = len(material.clips) - len(adaptation.clips)
    worse = worse_in_words(adaptation)
    return _CARD.format(
        name=meta.name,
        base=base.meta.name,
        base_sha256=base.sha256,
        data=material.data_name,
        data_sha256=material.data_sha256,
        n=len(adaptation.clips),
        n_ai=n_ai,
        n_human=len(adaptation.clips) - n_ai,
        n_groups=adaptation.n_groups,
        grouped_by=adaptation.grouped_by,
        left_out=f"; {left_out} more could not be judged" if left_out else "",
        what=_what(adaptation),
        a_old=old.a,
        b_old=old.b,
        a=meta.calibration.a,
        b=meta.calibration.b,
        sha256=checkpoint.sha256,
        onnx_sha256=meta.onnx_sha256,
        created=meta.created,
        version=meta.app_version,
        folds=adaptation.folds,
        rows="\n".join(f"| {' | '.join(row)} |" for row in figure_rows(adaptation)),
        verdict=f"**Worse than before: {worse}. It was saved on demand.**" if worse else NO_WORSE,
    )


def _what(adaptation: Adaptation) -> str:
    if adaptation.move is None:
        return "calibration only; the network is the same"
    return f"last layer (penalty {adaptation.penalty:g}, chosen on held-out clips) and calibration"


def _plain(figure: Interval) -> str:
    return f"{figure.value:.3f} ({figure.low:.3f}-{figure.high:.3f})"


def _network(adaptation: Adaptation) -> tuple[Tensors, bytes, bytes]:
    """Tensors, ONNX and 8-bit ONNX; an 8-bit network belongs to the weights it was made from."""
    base = adaptation.request.checkpoint
    if adaptation.move is None:
        int8_bytes = base.int8_path.read_bytes() if base.int8_path else b""
        return load_tensors(base), base.onnx_path.read_bytes(), int8_bytes
    net = HeadDetector.of(base).moved(adaptation.move)
    ends = [make_front_end(each.name, each.args) for each in base.meta.front_ends]
    onnx_bytes = to_onnx(net, [end.shape for end in ends])
    windows = _some_windows(adaptation)
    check_equal(onnx_bytes, net, [end(windows) for end in ends])
    arrays = {key: cast("npt.NDArray[np.generic]", value.numpy()) for key, value in net.state_dict().items()}
    return arrays, onnx_bytes, b""


def _some_windows(adaptation: Adaptation) -> npt.NDArray[np.float32]:
    shards, n = adaptation.material.shards, DEFAULT_SPEC.window_samples
    waves = (to_wave(shards.samples(i)) for i in range(len(shards.lengths)) if shards.lengths[i])
    return np.stack([np.resize(wave[:n], n) for wave, _ in zip(waves, range(CHECK_WINDOWS), strict=False)])


def _meta(adaptation: Adaptation, name: str) -> CheckpointMeta:
    data = adaptation.material.data_name
    metrics = {
        f"{data} held out": {key: each.value for key, each in adaptation.after.items()},
        f"{data} before": {key: each.value for key, each in adaptation.before.items()},
    }
    return adaptation.request.checkpoint.meta.model_copy(
        update={
            "name": name,
            "calibration": adaptation.calibration,
            "metrics": metrics,
            "app_version": app_version(),
            "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    )
