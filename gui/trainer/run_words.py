"""Runs and their events in words."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QCoreApplication

from gui.trainer.runs import RunRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Run", text)


def run_state(run: RunRow) -> str:
    """How far a run came and how it ended."""
    if run.is_finished:
        return _tr("finished after {n} epochs").format(n=run.epoch)
    ends = {"stopped": _tr("stopped"), "failed": _tr("failed")}
    word = ends.get(run.state, _tr("interrupted"))
    return _tr("{state} after {n} of {all} epochs").format(state=word, n=run.epoch, all=run.epochs)


def monitored(name: str, value: float) -> str:
    """The figure by which the best epoch is chosen."""
    words = {
        "eer_source": _tr("EER {value} %"),
        "eer_clip": _tr("EER {value} %"),
        "auc": _tr("AUC {value}"),
        "loss": _tr("loss {value}"),
    }
    shown = f"{100 * value:.1f}" if name.startswith("eer") else f"{value:.3f}"
    return words.get(name, f"{name} {{value}}").format(value=shown)


def event_line(event: dict[str, Any]) -> str:
    """A line of the log; empty for events that nobody reads."""
    kind = event["event"]
    if kind == "epoch":
        text = _epoch(event)
    elif kind in ("warning", "failed"):
        text = str(event.get("message", ""))
    elif kind == "finished":
        text = str(event.get("message") or _tr("Finished."))
    else:
        text = {
            "start": _tr("Training begins at step {step} of {steps}."),
            "paused": _tr("Paused."),
            "resumed": _tr("Goes on."),
            "stopped": _tr("Stopped, with a checkpoint."),
        }.get(kind, "")
        text = text.format(step=event.get("step", 0), steps=event.get("steps", 0))
    if not text:
        return ""
    return f"{time.strftime('%H:%M:%S', time.localtime(event.get('time', 0)))}  {text}"


def _epoch(event: dict[str, Any]) -> str:
    parts = [_tr("Epoch {n} of {all}").format(n=event["epoch"] + 1, all=event["epochs"])]
    if event.get("loss") is not None:
        parts.append(_tr("loss {value}").format(value=f"{event['loss']:.3f}"))
    figures = event.get("figures", {})
    for name, words in (("auc", _tr("AUC {value}")), ("eer_source", _tr("EER {value} %"))):
        if figures.get(name) is not None:
            shown = f"{100 * figures[name]:.1f}" if name.startswith("eer") else f"{figures[name]:.3f}"
            parts.append(words.format(value=shown))
    return ", ".join(parts)
