"""What all tests share: synthetic audio made by numpy, one tiny detector, and a stand-in for the speech detector."""

from __future__ import annotations

import gc
import io
import itertools
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.checkpoint import Checkpoint, CheckpointMeta, FrontEndMeta, write
from engine.qt_none import protect_none

protect_none()  # pytest-qt uses Qt before any of our modules does
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def _garbage_on_the_main_thread() -> Iterator[None]:
    """What the window does, too: a collection on a worker's thread would destroy widgets there, timers and all."""
    gc.disable()
    yield
    gc.disable()
    gc.collect(2 if next(_tests) % 20 == 0 else 1)


@pytest.fixture(scope="session", autouse=True)
def _one_application(qapp: object) -> object:
    """The PDF writer would otherwise make a QGuiApplication, and the first widget after it would abort Python."""
    return qapp


Wave = npt.NDArray[np.float32]
RATE = 16_000


def _voice_like(seconds: float, tilt_db_per_octave: float, seed: int) -> Wave:
    """Harmonics of a gliding pitch in syllables of 4 Hz; the tilt decides which class the tiny detector sees."""
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE)) / RATE
    pitch = 120.0 + 25.0 * np.sin(2 * np.pi * 0.7 * t) + rng.uniform(-5, 5)
    # One period in a table, read at the gliding phase: a sum of 44 sines for every sample would be slow.
    grid = np.arange(8192) / 8192
    table = np.zeros_like(grid)
    for k in range(1, 45):
        table += 10 ** (tilt_db_per_octave * np.log2(k) / 20) * np.sin(2 * np.pi * k * grid + rng.uniform(0, 6.28))
    wave = np.interp(np.cumsum(pitch) / RATE, grid, table, period=1.0)
    wave *= 0.55 + 0.45 * np.sin(2 * np.pi * 4.0 * t)
    wave += 1e-4 * rng.standard_normal(len(t))
    return (0.3 * wave / np.abs(wave).max()).astype(np.float32)


@dataclass(frozen=True, slots=True)
class SyntheticAudio:
    """16 kHz mono test signals; every method takes seconds and gives float32.

    The `tiny_checkpoint` calls `ai_voice` AI and `human_voice` human, by construction.
    """

    seed: int = 7

    def ai_voice(self, seconds: float) -> Wave:
        """Voice-like, bright: the tiny detector's logit is about +4."""
        return _voice_like(seconds, -3.0, self.seed)

    def human_voice(self, seconds: float) -> Wave:
        """Voice-like, dull: the tiny detector's logit is about -4."""
        return _voice_like(seconds, -15.0, self.seed + 1)

    def tone(self, seconds: float, hz: float = 440.0) -> Wave:
        """A sine of -12 dBFS."""
        return (0.25 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)

    def noise(self, seconds: float, level: float = 0.05) -> Wave:
        """White noise."""
        rng = np.random.default_rng(self.seed)
        return (level * rng.standard_normal(round(seconds * RATE))).astype(np.float32)

    def silence(self, seconds: float) -> Wave:
        """Digital silence."""
        return np.zeros(round(seconds * RATE), dtype=np.float32)


@pytest.fixture(scope="session")
def synth() -> SyntheticAudio:
    """Makers of test signals."""
    return SyntheticAudio()


WriteWav = Callable[[Path, Wave], Path]


@pytest.fixture(scope="session")
def write_wav() -> WriteWav:
    """Write mono float samples as a 16-bit WAV (or what the suffix says); makes the folder."""

    def write_file(path: Path, wave: Wave, rate: int = RATE) -> Path:
        import soundfile

        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, wave, rate)
        return path

    return write_file


def tiny_onnx(weight: float, bias: float, shape: tuple[int, int]) -> bytes:
    """A network whose logit is ``weight * mean(x0) + bias``; runs in microseconds."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    constants = [
        numpy_helper.from_array(np.array([1, 2, 3], dtype=np.int64), "axes"),
        numpy_helper.from_array(np.array(weight, dtype=np.float32), "weight"),
        numpy_helper.from_array(np.array(bias, dtype=np.float32), "bias"),
    ]
    nodes = [
        helper.make_node("ReduceMean", ["x0", "axes"], ["mean"], keepdims=0),
        helper.make_node("Mul", ["mean", "weight"], ["scaled"]),
        helper.make_node("Add", ["scaled", "bias"], ["logit"]),
    ]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("x0", TensorProto.FLOAT, ["n", 1, *shape])],
        [helper.make_tensor_value_info("logit", TensorProto.FLOAT, ["n"])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


TINY_WEIGHT, TINY_BIAS = 5.5, 2.5


def make_tiny_checkpoint(folder: Path, name: str = "tiny", bias: float = TINY_BIAS) -> Checkpoint:
    """Write the tiny detector into a folder."""
    calibration = Calibration(
        operating_points=(
            OperatingPoint(
                name="few_false_alarms", threshold=2.0, false_alarm_rate=0.01, miss_rate=0.3, measured_on="test"
            ),
            OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1, measured_on="test"),
            OperatingPoint(name="miss_little", threshold=-1.0, false_alarm_rate=0.3, miss_rate=0.05, measured_on="t"),
        ),
        abstain_low=-0.5,
        abstain_high=0.5,
        window_threshold=1.0,
    )
    meta = CheckpointMeta(
        name=name,
        architecture="cnn",
        front_ends=(FrontEndMeta(name="log_spectrogram"),),
        calibration=calibration,
        n_parameters=2,
        metrics={"dev clean": {"eer": 0.1, "auc": 0.95}},
        app_version="test",
        created="2026-01-01T00:00:00Z",
    )
    tensors = {"weight": np.array([TINY_WEIGHT], np.float32), "bias": np.array([bias], np.float32)}
    return write(folder / name, tensors, meta, tiny_onnx(TINY_WEIGHT, bias, (244, 301)))


@pytest.fixture(scope="session")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Path of a tiny but complete detector (``tiny.safetensors`` and ``tiny.onnx``), good for ``--model PATH``.

    Its logit is a fixed function of the log-spectrogram: positive (AI) for bright sounds such as
    `SyntheticAudio.ai_voice`, negative (human) for dull ones such as `SyntheticAudio.human_voice`.
    """
    return make_tiny_checkpoint(tmp_path_factory.mktemp("weights")).path


class EnergySpeech:
    """Stand-in for `engine.audio.speech.SpeechDetector`: every frame that is not nearly silent is speech."""

    frame_samples = 512

    def frames(self, windows: Wave) -> Wave:
        """One probability a frame."""
        n = windows.shape[1] // self.frame_samples
        framed = windows[:, : n * self.frame_samples].reshape(len(windows), n, self.frame_samples)
        loud: Wave = (np.sqrt(np.mean(np.square(framed), axis=2)) > 1e-3).astype(np.float32)
        return loud

    def shares(self, windows: Wave, real_samples: npt.NDArray[np.int64] | None = None) -> Wave:
        """Share of speech in the real part of each window."""
        flags = self.frames(windows)
        if real_samples is None:
            shares: Wave = flags.mean(axis=1)
            return shares
        kept = np.maximum(np.asarray(real_samples) // self.frame_samples, 1)
        return np.array([row[:n].mean() for row, n in zip(flags, kept, strict=True)], dtype=np.float32)


@pytest.fixture(scope="session")
def energy_speech() -> EnergySpeech:
    """A speech detector that needs no weights: anything audible is speech."""
    return EnergySpeech()


@pytest.fixture(scope="session")
def speech_wave() -> Wave:
    """About 10 s of real synthetic speech at 16 kHz, spoken by espeak-ng; skips where it is not installed."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed")
    text = (
        "This recording was made for a test. The weather will stay calm in the north, while some rain is expected "
        "near the coast. Trains run on time, and the library opens at nine in the morning on every working day."
    )
    spoken = subprocess.run([program, "--stdout", "-v", "en", text], check=True, capture_output=True).stdout
    import soundfile
    import soxr

    wave, rate = soundfile.read(io.BytesIO(spoken), dtype="float32")
    resampled: Wave = soxr.resample(wave, rate, RATE)
    return resampled
