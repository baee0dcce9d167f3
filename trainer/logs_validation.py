"""The text logs that the Ai-SPY project writes, in its format, from each validation of a run.

``regular_validation<N>.txt`` gets one entry a validation and ``regular_validation<N>_incorrect.txt`` the clips on the
wrong side of probability 0.5, one path a line; N counts the starts of a run. Two things differ from that project on
purpose: class 0 is human and class 1 is AI, as everywhere here (there it is the other way round), so precision and
recall are those of finding AI; and the losses are means over windows and clips, not sums of batch means over clips.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.error_rates import roc_auc
from trainer.datasets.manifest import Clip
from trainer.metrics import Confusion, decision_figures, log_losses

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Judged:
    """One validation, clip by clip.

    Attributes:
        clips: The clips that have a score.
        logits: Mean logit of each; at or above 0, which is probability 0.5, it is called AI.
        loss: Mean cross entropy over all windows.
    """

    clips: Sequence[Clip]
    logits: Floats
    loss: float

    @property
    def is_ai(self) -> Bools:
        """The truth.

        Shape:
            result: ``(clips,)``.
        """
        return np.array([clip.label == "ai" for clip in self.clips], dtype=np.bool_)

    @property
    def called_ai(self) -> Bools:
        """What the network says.

        Shape:
            result: ``(clips,)``.
        """
        called: Bools = self.logits >= 0.0
        return called

    def confusion(self) -> Confusion:
        """How many of each class are called what."""
        truth, called = self.is_ai, self.called_ai
        pairs = ((truth, called), (truth, ~called), (~truth, called), (~truth, ~called))
        return Confusion(*(int((one & other).sum()) for one, other in pairs))

    def wrong(self) -> list[Clip]:
        """Clips on the wrong side of 0.5."""
        is_wrong = self.called_ai != self.is_ai
        return [clip for clip, each in zip(self.clips, is_wrong, strict=True) if each]


def validation_line(epoch: int, judged: Judged) -> str:
    """One entry of regular_validation.txt, without the line breaks around it; F1 is weighted by class size."""
    truth, counts = judged.is_ai, judged.confusion()
    tp, fn, fp, tn = counts.ai_as_ai, counts.ai_as_human, counts.human_as_ai, counts.human_as_human
    figures = decision_figures(*(np.array([float(each)]) for each in (tp, fn, fp, tn)))
    right, total = tp + tn, len(truth)
    parts = {
        "Average loss: ": f"{judged.loss:.4f}",
        "Accuracy: ": f"{right}/{total} ({100 * right / total:.0f}%)",
        "MCC: ": float(figures["mcc"][0]),
        "F1: ": counts.report()[-1].f1,
        "Average Log Loss: ": float(log_losses(judged.logits, truth).mean()),
        "Confusion Matrix: ": np.array([[tn, fp], [fn, tp]]),
        "Precision:": float(figures["precision"][0]),
        "Recall: ": float(figures["recall"][0]),
        "ROC AUC: ": roc_auc(judged.logits, truth) if truth.any() and not truth.all() else float("nan"),
    }
    return f"Validation {epoch}: " + ", ".join(f"{name}{value}" for name, value in parts.items())


def write_validation(folder: Path, start: int, epoch: int, judged: Judged) -> tuple[Path, Path]:
    """Add one validation to the text logs.

    Args:
        folder: Where they are.
        start: How many times the run was started, from 1; each start has its own files.
        epoch: Number of the epoch, from 0.
        judged: The validation.

    Returns:
        The log and the list of wrong clips.
    """
    folder.mkdir(parents=True, exist_ok=True)
    log, wrong = (folder / f"regular_validation{start}{end}.txt" for end in ("", "_incorrect"))
    with log.open("a", encoding="utf-8") as handle:
        handle.write(f"\n{validation_line(epoch, judged)}\n")
    with wrong.open("a", encoding="utf-8", errors="surrogateescape") as handle:
        handle.writelines(f"{clip.path}\n" for clip in judged.wrong())
    return log, wrong
