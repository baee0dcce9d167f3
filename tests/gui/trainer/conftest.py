"""The Train page with a user of its own, and a small data set: one class bright, the other dull."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from gui.context import AppContext
from gui.trainer.page import TrainPage

JOB_MS = 240_000
"""Long: tests share their computer with others, and the child is nice to them."""
RECIPE: dict[str, Any] = {
    "batch": 8,
    "epochs": 2,
    "steps_per_epoch": 6,
    "lr": 2e-2,
    "warmup_steps": 1,
    "validate_every": 1,
    "codec_variants": 0,
    "augment_start": 0.0,
    "augment_full": 0.1,
    "bf16": False,
    "threads": 1,
}


@pytest.fixture(scope="session")
def voices(tmp_path_factory: pytest.TempPathFactory, synth: Any, write_wav: Any) -> Path:
    """Twelve recordings a class from six generators and six speakers, each with a rhythm of its own."""
    root = tmp_path_factory.mktemp("voices")
    for number in range(12):
        maker, rng = type(synth)(seed=100 * number), np.random.default_rng(number)
        for name, wave in (("ai", maker.ai_voice(4.0)), ("human", maker.human_voice(4.0))):
            loudness = np.interp(np.arange(len(wave)) / 16_000, np.arange(14) / 3, rng.uniform(0.1, 1.0, 14))
            write_wav(root / name / f"{name}-{number % 6}" / f"{number}.wav", (wave * loudness).astype(np.float32))
    return root


@pytest.fixture
def data(voices: Path, tmp_path: Path) -> Path:
    """A copy of the recordings, for what is written beside them."""
    import shutil

    return Path(shutil.copytree(voices, tmp_path / "data"))


@pytest.fixture(scope="session")
def description() -> dict[str, Any]:
    """What the trainer says about models and settings; asked once."""
    import io

    from trainer.jobs import Desk
    from trainer.jobs_data import describe

    return describe({}, Desk(io.StringIO()))


@pytest.fixture
def page(
    context: AppContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, description: dict[str, Any]
) -> Iterator[TrainPage]:
    """The page as it is first seen, with models and settings known at once."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setattr(TrainPage, "_describe", lambda self: self.described(description))
    made = TrainPage(context)
    qtbot.addWidget(made)
    made.resize(1000, 760)
    made.show()
    yield made
    made.shut_down()


@pytest.fixture
def until_free(qtbot: QtBot) -> Callable[[TrainPage], None]:
    """Wait for the job of a page."""

    def wait(page: TrainPage) -> None:
        qtbot.waitUntil(lambda: not page.runner.is_busy, timeout=JOB_MS)

    return wait


@pytest.fixture
def ready(page: TrainPage, data: Path, qtbot: QtBot, until_free: Callable[[TrainPage], None]) -> TrainPage:
    """The page with recordings that are listed and split, and a small recipe chosen."""
    qtbot.waitUntil(lambda: page.train.setup.is_described, timeout=JOB_MS)
    page.data.look(data)
    until_free(page)
    boxes = page.data.preparation.settings.shares
    for name, share in (("train", 50), ("dev", 50), ("test", 0)):
        boxes[name].setValue(share)
    page.data.prepare(["import", "split"])
    until_free(page)
    page.show_step(1)
    setup = page.train.setup
    setup.choose_model("mel-cnn")
    for name, value in RECIPE.items():
        setup.form.set_value(name, value)
    setup.name.setText("tiny")
    setup.name.setModified(True)
    return page
