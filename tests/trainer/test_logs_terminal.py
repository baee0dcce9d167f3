"""What a person at the terminal reads of a run."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from trainer.logs_progress import ProgressEvent
from trainer.logs_terminal import TrainingView, duration, epoch_line, start_line


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (11_100, "3 h 05 min")]
)
def test_durations_are_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_start_says_whether_it_goes_on() -> None:
    assert start_line(ProgressEvent("start", epochs=3, step=0, steps=30)) == "Training 3 epochs, 30 steps"
    resumed = ProgressEvent("start", epoch=1, epochs=3, step=12, steps=30, best=0.2, best_epoch=0)
    assert start_line(resumed) == "Going on with epoch 1 of 3, step 12 of 30; best so far 0.2000 in epoch 0"


def test_an_epoch_tells_what_was_measured() -> None:
    plain = ProgressEvent("epoch", epoch=4, loss=0.51234, accuracy=0.784, best_epoch=2, best=0.3, eta_s=7200)
    assert epoch_line(plain) == "Epoch 4, loss 0.5123, accuracy 78.4 %, 2 h 00 min left"
    figures = {"eer_source": 0.1534, "auc": 0.9161}
    best = ProgressEvent("epoch", epoch=4, loss=0.5, accuracy=0.8, figures=figures, best_epoch=4, best=0.1534)
    assert epoch_line(best) == "Epoch 4, loss 0.5000, accuracy 80.0 %, dev EER 15.3 %, AUC 0.916, best so far"


def test_without_a_screen_there_are_lines_and_no_bars() -> None:
    out = io.StringIO()
    with TrainingView(Console(file=out, width=100)) as view:
        view(ProgressEvent("prepare", what="Decoding train", done=1, total=2))
        view(ProgressEvent("warning", message="global_stats.json was measured on other recordings; it is not used"))
        view(ProgressEvent("start", epochs=1, step=0, steps=2))
        view(ProgressEvent("step", step=1, steps=2))
        view(ProgressEvent("paused"))
        view(ProgressEvent("finished"))
    lines = out.getvalue().strip().splitlines()
    assert lines[0].startswith("Warning: global_stats.json")
    assert lines[1:] == [
        "Training 1 epochs, 2 steps",
        "Paused. Remove the file PAUSE to go on.",
        "All epochs are done.",
    ]
