"""Installed detectors as files: taking one in, checked before anything is copied, removing one, reading its card."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from engine.checkpoint import INT8_SUFFIX, Checkpoint, with_suffix
from engine.detector import Detector, DetectorRow, default_name, find_detector, list_detectors, weights_folders
from engine.ensemble import SUFFIX as ENSEMBLE_SUFFIX
from engine.ensemble import check_name, is_ensemble
from engine.errors import CheckpointError, UnknownModelError
from engine.resources import weights_dir

CARD_SUFFIX = ".md"
MEMBER_HINT = "Remove the ensemble first."


def import_detector(source: Path) -> DetectorRow:
    """Copy a detector into the user's folder after it was verified and has judged a window.

    Args:
        source: A ``.safetensors`` file with its ``.onnx`` beside it (and its card ``.md``, if there is one), or an
            ``.ensemble.json`` whose members are installed.

    Raises:
        CheckpointError: It is damaged, not ours, gives no number, or another detector has its name.
        UsageError: Its name is none for a file.
    """
    checkpoint = find_detector(source.absolute())
    name = checkpoint.meta.name
    check_name(name)
    _refuse_taken(name, checkpoint.sha256)
    _try_out(checkpoint)
    folder = weights_folders()[0]
    wanted = _files(checkpoint)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, suffix in wanted:
            partial = with_suffix(folder / name, f"{suffix}.partial")
            shutil.copyfile(path, partial)
            partial.replace(with_suffix(folder / name, suffix))
    except OSError as error:
        for _, suffix in wanted:
            with_suffix(folder / name, suffix).unlink(missing_ok=True)
        raise CheckpointError(
            f"The detector cannot be copied to {folder}: {error.strerror}", "Check the room on the disk and the rights."
        ) from None
    return next(row for row in list_detectors() if row.name == name)


def remove_detector(row: DetectorRow) -> None:
    """Delete a detector's files with its card.

    Raises:
        CheckpointError: It is the default one, an ensemble needs it, or its files cannot be deleted.
    """
    if row.name == _default_or_empty() and not _is_shadowing(row):
        raise CheckpointError(
            f"{row.name} is taken when no other detector is chosen; it stays", "You can choose another one beside it."
        )
    users = [each.name for each in list_detectors() if _needs(each, row)]
    if users:
        raise CheckpointError(f"{row.name} is a part of {', '.join(users)}", MEMBER_HINT)
    suffixes = (ENSEMBLE_SUFFIX,) if is_ensemble(row.path) else (".safetensors", ".onnx", INT8_SUFFIX)
    try:
        for suffix in (*suffixes, CARD_SUFFIX):
            with_suffix(row.path.parent / row.name, suffix).unlink(missing_ok=True)
    except OSError as error:
        raise CheckpointError(
            f"{row.name} cannot be removed from {row.path.parent}: {error.strerror}",
            "Check that you may change that folder.",
        ) from None


def is_shipped(row: DetectorRow) -> bool:
    """Whether a detector came with the program."""
    return row.path.parent == weights_dir()


def card_text(row: DetectorRow) -> str:
    """The model card as Markdown; empty where there is none."""
    try:
        return with_suffix(row.path.parent / row.name, CARD_SUFFIX).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _refuse_taken(name: str, sha256: str) -> None:
    for row in list_detectors():
        if row.name == name and row.sha256 == sha256:
            raise CheckpointError(f"This detector is already installed as {name}", "You find it in the list.")
        if row.name == name:
            raise CheckpointError(
                f"Another detector named {name} is installed",
                f"Remove the installed {name} first, then import this one.",
            )


def _try_out(checkpoint: Checkpoint) -> None:
    """A file may be what its maker wrote and still be no use: it must give a number for silence and for noise."""
    detector = Detector(checkpoint, device="cpu", threads=1)
    samples = round(checkpoint.meta.window_s * checkpoint.meta.sample_rate)
    windows = np.zeros((2, samples), dtype=np.float32)
    windows[1] = 0.05 * np.random.default_rng(0).standard_normal(samples).astype(np.float32)
    if not np.all(np.isfinite(detector.logits(windows))):
        raise CheckpointError(f"{checkpoint.path.name} gives no usable score", "Export it again.")


def _files(checkpoint: Checkpoint) -> list[tuple[Path, str]]:
    """Files of a detector with their suffixes; the one that makes it visible comes last."""
    path = checkpoint.path
    if is_ensemble(path):
        files = [(path, ENSEMBLE_SUFFIX)]
        card = path.with_name(path.name.removesuffix(ENSEMBLE_SUFFIX) + CARD_SUFFIX)
    else:
        files = [(checkpoint.onnx_path, ".onnx"), (path, ".safetensors")]
        if checkpoint.int8_path is not None:
            files.insert(0, (checkpoint.int8_path, INT8_SUFFIX))
        card = path.with_suffix(CARD_SUFFIX)
    return ([(card, CARD_SUFFIX)] if card.is_file() else []) + files


def _default_or_empty() -> str:
    try:
        return default_name()
    except UnknownModelError:
        return ""


def _is_shadowing(row: DetectorRow) -> bool:
    """Whether another folder has a detector of that name that appears once this one is gone."""
    return any(
        with_suffix(folder / row.name, suffix).is_file()
        for folder in weights_folders()
        if folder != row.path.parent
        for suffix in (".safetensors", ENSEMBLE_SUFFIX)
    )


def _needs(ensemble: DetectorRow, member: DetectorRow) -> bool:
    return ensemble.meta is not None and member.name in ensemble.meta.model_args.get("members", ())
