"""Integrated gradients of a window's score: the other road to an explanation, in a child process.

They need torch and captum, and torch must never enter the window's process: it is slow to load, large, and on Windows
breaks when it comes after Qt.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
import threading
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.checkpoint import Checkpoint
from engine.errors import CancelledError, ModelError
from engine.explain import Explanation, Grid, Method, OnProgress, Samples, Scored, explained
from engine.spec import AudioSpec

GRADIENT_STEPS = 16
_POLL_S = 0.1
_CHILD_MODULE = "engine.explain_gradients"


def gradients_problem() -> str:
    """Why integrated gradients cannot be had here, in words; empty where they can."""
    missing = [name for name in ("torch", "captum") if importlib.util.find_spec(name) is None]
    if not missing:
        return ""
    return f"Integrated gradients need {' and '.join(missing)}, which the train extra installs."


def integrated_gradients(
    checkpoint: Checkpoint,
    wave: Samples,
    start_s: float = 0.0,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Explanation:
    """Ask captum in a child process; the score's gradient is summed on the way from the surroundings' mean.

    Args:
        checkpoint: A verified detector.
        wave: From `read_window`.
        start_s: Where the window lies in the file, seconds.
        on_progress: Called with (steps done, in all).
        cancel: Set it to end the child at once.

    Raises:
        ModelError: torch or captum is missing, or the child failed.
        CancelledError: ``cancel`` was set.

    Shape:
        wave: ``(window_samples,)``.
    """
    if problem := gradients_problem():
        raise ModelError(problem, 'Install them with: pip install "veravox[train]"')
    here, there = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(
        target=_child, args=(there, str(checkpoint.path), wave), daemon=True, name="gradients"
    )
    child.start()
    there.close()
    try:
        attributions, logit = _answer(here, on_progress, cancel)
    finally:
        child.terminate()
        child.join()
        here.close()
    rows, columns = attributions.shape
    spec = AudioSpec(checkpoint.meta.sample_rate, checkpoint.meta.window_s)
    heat = Grid.of(rows, columns, spec).sums(attributions)
    return explained(checkpoint.meta, Scored(Method.GRADIENTS, wave, logit, heat), start_s)


def _answer(
    connection: Connection, on_progress: OnProgress | None, cancel: threading.Event | None
) -> tuple[npt.NDArray[np.float32], float]:
    """Wait for what the child says.

    Raises:
        CancelledError: The user stopped it.
        ModelError: The child said so, or died.
    """
    while True:
        if cancel is not None and cancel.is_set():
            raise CancelledError
        if not connection.poll(_POLL_S):
            continue
        try:
            kind, *content = connection.recv()
        except EOFError:
            raise ModelError("The process that computes the gradients ended unexpectedly", "Try again.") from None
        if kind == "progress":
            if on_progress is not None:
                on_progress(*content)
        elif kind == "done":
            attributions, logit = content
            return attributions, logit
        else:
            raise ModelError(*content)


def _child(connection: Connection, path: str, wave: Samples) -> None:
    """Body of the child process; the module with torch is imported by name, so that nothing here leads to it."""
    try:
        module = import_module(_CHILD_MODULE)
        attributions, logit = module.attribute(
            Path(path), wave, GRADIENT_STEPS, lambda done, total: connection.send(("progress", done, total))
        )
        connection.send(("done", attributions, logit))
    except Exception as error:  # noqa: BLE001  the boundary of this process
        connection.send(("error", f"Integrated gradients failed: {error}", getattr(error, "hint", "")))
