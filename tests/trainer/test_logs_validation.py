"""The text logs against the format of the Ai-SPY project, and their figures against scikit-learn."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from trainer.datasets.manifest import Clip
from trainer.logs_validation import Judged, validation_line, write_validation

LABELS = ["ai"] * 5 + ["human"] * 3
LOGITS = np.array([2.0, 0.5, 0.0, -1.0, 3.0, -2.0, 0.25, -0.5])
FLOAT = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
LINE = re.compile(
    rf"Validation 7: Average loss: (\d+\.\d{{4}}), Accuracy: (\d+)/(\d+) \((\d+)%\), MCC: ({FLOAT}), F1: ({FLOAT}), "
    rf"Average Log Loss: ({FLOAT}), Confusion Matrix: \[\[(\d+) (\d+)\]\n \[(\d+) (\d+)\]\], "
    rf"Precision:({FLOAT}), Recall: ({FLOAT}), ROC AUC: ({FLOAT})"
)


@pytest.fixture
def judged() -> Judged:
    clips = [Clip(Path(f"/clips/{label} {i}.wav"), label, "dev") for i, label in enumerate(LABELS)]
    return Judged(clips, LOGITS, 0.43211)


def test_the_line_has_the_seed_projects_format(judged: Judged) -> None:
    found = LINE.fullmatch(validation_line(7, judged))
    assert found is not None
    assert found.groups()[:4] == ("0.4321", "6", "8", "75")
    assert found.groups()[7:11] == ("2", "1", "1", "4")  # human first; rows are the truth


def test_the_figures_are_those_of_scikit_learn(judged: Judged) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    found = LINE.fullmatch(validation_line(7, judged))
    assert found is not None
    truth = np.array([label == "ai" for label in LABELS])
    called = LOGITS >= 0
    wanted = [
        metrics.matthews_corrcoef(truth, called),
        metrics.f1_score(truth, called, average="weighted"),
        metrics.log_loss(truth, 1 / (1 + np.exp(-LOGITS))),
        metrics.precision_score(truth, called),
        metrics.recall_score(truth, called),
        metrics.roc_auc_score(truth, LOGITS),
    ]
    assert [float(found.group(i)) for i in (5, 6, 7, 12, 13, 14)] == pytest.approx(wanted)


def test_one_class_alone_still_has_a_line() -> None:
    clips = [Clip(Path("/a.wav"), "ai")] * 3
    line = validation_line(0, Judged(clips, np.array([1.0, 2.0, 3.0]), 0.1))
    assert "Accuracy: 3/3 (100%)" in line
    assert line.endswith("ROC AUC: nan")


def test_validations_are_appended_and_wrong_clips_listed(judged: Judged, tmp_path: Path) -> None:
    write_validation(tmp_path, 2, 0, judged)
    log, wrong = write_validation(tmp_path, 2, 4, judged)
    assert (log.name, wrong.name) == ("regular_validation2.txt", "regular_validation2_incorrect.txt")
    text = log.read_text()
    assert text.startswith("\nValidation 0: ")
    assert text.count("\n\nValidation 4: ") == 1
    assert text.endswith("\n")
    assert wrong.read_text().splitlines() == [str(Path("/clips/ai 3.wav")), str(Path("/clips/human 6.wav"))] * 2
