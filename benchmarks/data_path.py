"""What the data path costs in a training step of seresnet: crops with their augmentation, and the front end."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.common import Row, Wave, speech

if TYPE_CHECKING:
    from trainer.datasets.manifest import Clip
    from trainer.shards import Shards

BATCH, REPEATS = 16, 4
ALL_ON = {"denoise": 0.1, "rawboost": 0.3, "shoebox": 0.1, "pitch_tempo": 0.05}
HOW = (
    f"batches of {BATCH} crops of 3 s at full strength, codec variants made before, one thread; processor time, crops: "
    f"mean of {2 * REPEATS} batches, front end and step: least of {REPEATS}; the step has masks, backward pass and "
    "AdamW in bfloat16"
)


def measure(folder: Path) -> list[Row]:  # noqa: ARG001 - all measurements are called alike
    """Time crops, front end and network step on the same kind of batches."""
    import torch

    from trainer.augment.chain import default_chain
    from trainer.sampling import CropPlan, CropSet

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        clips, shards = _data()
        front_end_ms, step_ms = _step_ms()
        rows = []
        for name, chances in (("today's chain", {}), ("all transforms on", ALL_ON)):
            crops = CropSet(clips, shards, default_chain(_noises(), _rooms(), chances), 0)
            crops.plan = CropPlan(48_000, 1.0)
            crop_ms = _crop_ms(crops.__getitem__)
            whole_ms = step_ms + crop_ms
            share = 100.0 * (crop_ms + front_end_ms) / whole_ms
            figure = (
                f"{share:.0f} % ({crop_ms:.1f} ms crop, {front_end_ms:.1f} ms front end of {whole_ms:.0f} ms a window)"
            )
            wanted, holds = ("", None) if chances else ("at most 25 %", share <= 25.0)
            rows.append(Row(f"data path in a training step of seresnet, {name}", figure, wanted, holds, HOW))
        return rows
    finally:
        torch.set_num_threads(threads)


def _data() -> tuple[list[Clip], Shards]:
    """Twenty clips of 12 s in memory, with two variants each."""
    from trainer.datasets.manifest import Clip
    from trainer.shards import Shards

    n, count = 12 * 16_000, 20
    samples = (speech(12.0 * count) * 32_000).astype(np.int16)
    labels = ("human", "ai")
    clips = [Clip(Path(f"{i}.wav"), labels[i % 2], "train", f"s{i % 4}", f"g{i % 3}") for i in range(count)]
    return clips, Shards(np.arange(count) * n, np.full(count, n), (samples, samples, samples))


def _noises() -> list[Wave]:
    return [np.random.default_rng(i).standard_normal(20 * 16_000).astype(np.float32) for i in range(4)]


def _rooms() -> list[Wave]:
    n = 8_000
    fade = np.exp(-np.arange(n) / 1_500)
    return [(np.random.default_rng(i).standard_normal(n) * fade).astype(np.float32) for i in range(4)]


def _crop_ms(crop: Callable[[int], object]) -> float:
    """Mean, not least: which transforms are drawn differs from batch to batch."""
    for number in range(BATCH):
        crop(number)
    started = time.process_time()
    for number in range(REPEATS * 2 * BATCH):
        crop(number)
    return 1000.0 * (time.process_time() - started) / (REPEATS * 2 * BATCH)


def _step_ms() -> tuple[float, float]:
    """Milliseconds a window of the front end, and of the whole step with it."""
    import torch

    from trainer.config import TrainConfig
    from trainer.training import DetectorTask

    task = DetectorTask(TrainConfig(model="seresnet", batch=BATCH), [])
    optimizer = task.configure_optimizers()["optimizer"]
    waves = torch.from_numpy(speech(3.0 * BATCH).reshape(BATCH, -1))
    targets = (torch.arange(BATCH) % 2).float()

    def step() -> None:
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # without a trainer nothing can be logged
            loss = task.training_step((waves, targets, torch.ones_like(targets)), 0)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(task.net.parameters(), task.config.clip_norm)
        optimizer.step()
        task.average.update_parameters(task.net)

    return _least_ms(lambda: task.features(waves)), _least_ms(step)


def _least_ms(work: Callable[[], object]) -> float:
    """Processor time a window: another program on the machine must not count."""
    work()
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return 1000.0 * min(times) / BATCH
