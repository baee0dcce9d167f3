"""Explanations: a detector that listens to one piece of time and frequency must be found out."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.signal import stft

from engine import explain
from engine.checkpoint import read
from engine.detector import Detector, find_detector
from engine.errors import AudioOpenError, CancelledError, UnknownModelError
from engine.explain import Grid, Method, detector_of, occlusion, read_window
from engine.results import FileResult, Verdict
from engine.spec import DEFAULT_SPEC

ROOT = Path(__file__).parents[2]
RATE = 16_000


class BandListener:
    """Its logit is the level of one band in one stretch of time, times a sign."""

    def __init__(self, meta: Any, sign: float, seconds: tuple[float, float], hertz: tuple[float, float]) -> None:
        self.meta, self._sign, self._seconds, self._hertz = meta, sign, seconds, hertz
        self.calls: list[int] = []

    def logits(self, windows: np.ndarray) -> np.ndarray:
        self.calls.append(len(windows))
        hertz, seconds, spectrum = stft(windows, RATE, nperseg=512, noverlap=384)
        rows = (hertz >= self._hertz[0]) & (hertz < self._hertz[1])
        columns = (seconds >= self._seconds[0]) & (seconds < self._seconds[1])
        power = np.abs(spectrum[:, rows][:, :, columns]) ** 2
        return (self._sign * 1e4 * power.mean(axis=(1, 2))).astype(np.float32)


@pytest.fixture(scope="module")
def meta(tiny_checkpoint: Path) -> Any:
    return read(tiny_checkpoint).meta


@pytest.fixture(scope="module")
def burst(synth: Any) -> np.ndarray:
    """Faint noise with a loud tone of 2300 Hz from 1.3 s to 1.45 s."""
    wave = 0.02 * synth.noise(3.0)
    wave[round(1.3 * RATE) : round(1.45 * RATE)] += synth.tone(0.15, hz=2300.0)
    return wave.astype(np.float32)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_piece_that_the_detector_listens_to_is_found_with_its_sign(
    meta: Any, burst: np.ndarray, sign: float
) -> None:
    found = occlusion(BandListener(meta, sign, (1.25, 1.5), (2000.0, 2667.0)), burst, start_s=6.0)
    strongest = np.unravel_index(np.abs(found.heat).argmax(), found.heat.shape)
    rows, columns = found.heat.shape
    low_hz, high_hz = (strongest[0] + np.array([0, 1])) * found.highest_hz / rows
    first_s, last_s = (strongest[1] + np.array([0, 1])) * 3.0 / columns
    assert low_hz <= 2300.0 <= high_hz
    assert first_s <= 1.4 <= last_s + 0.01
    assert np.sign(found.heat[strongest]) == sign
    assert found.heat[strongest] == pytest.approx(found.logit, rel=0.2)  # nearly all of the score came from there
    elsewhere = np.delete(np.abs(found.heat).ravel(), np.ravel_multi_index(strongest, found.heat.shape))
    assert elsewhere.max() < 0.3 * abs(found.heat[strongest])
    assert (found.start_s, found.end_s, found.method) == (6.0, 9.0, Method.OCCLUSION)


def test_a_detector_that_hears_nothing_special_gives_no_heat(meta: Any, burst: np.ndarray) -> None:
    found = occlusion(BandListener(meta, 1.0, (0.0, 0.2), (7000.0, 7400.0)), burst)
    assert np.abs(found.heat).max() < 0.05


def test_the_score_is_that_of_the_window_itself(tiny_checkpoint: Path, synth: Any) -> None:
    detector = Detector.load(tiny_checkpoint, "cpu", 1)
    wave = synth.ai_voice(3.0)
    found = occlusion(detector, wave)
    assert found.logit == pytest.approx(float(detector.logits(wave[None])[0]), abs=1e-3)
    assert found.probability_ai == pytest.approx(float(detector.meta.calibration.probability(found.logit)))
    assert found.spectrogram_db.shape[0] == 257
    assert found.spectrogram_db.max() < 0


def test_progress_is_told_and_batches_are_small(meta: Any, burst: np.ndarray) -> None:
    listener = BandListener(meta, 1.0, (1.0, 2.0), (2000.0, 3000.0))
    told: list[tuple[int, int]] = []
    found = occlusion(listener, burst, on_progress=lambda *pair: told.append(pair))
    assert told[-1] == (found.heat.size, found.heat.size)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert max(listener.calls) <= explain.BATCH_WINDOWS


def test_it_stops_within_a_batch(meta: Any, burst: np.ndarray) -> None:
    listener = BandListener(meta, 1.0, (1.0, 2.0), (2000.0, 3000.0))
    cancel = threading.Event()
    with pytest.raises(CancelledError):
        occlusion(listener, burst, on_progress=lambda *_: cancel.set(), cancel=cancel)
    assert len(listener.calls) == 2


def test_patches_cover_the_spectrogram_once() -> None:
    grid = Grid.of(257, 378, DEFAULT_SPEC)
    count = np.zeros((257, 378), int)
    for row, column in grid.patches():
        count[grid.slices(row, column)] += 1
    assert (count == 1).all()
    assert grid.shape == (12, 12)
    assert grid.sums(np.ones((257, 378), np.float32)).sum() == 257 * 378


def test_the_end_of_a_file_is_repeated_as_in_a_scan(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", synth.noise(4.0))
    wave = read_window(path, 3.0, DEFAULT_SPEC)
    assert len(wave) == 3 * RATE
    np.testing.assert_array_equal(wave[:RATE], wave[RATE : 2 * RATE])
    with pytest.raises(AudioOpenError, match="ends before"):
        read_window(path, 9.0, DEFAULT_SPEC)


def test_only_the_detector_that_judged_explains(tiny_checkpoint: Path) -> None:
    made = read(tiny_checkpoint)
    result = FileResult(Path("a.wav"), Verdict.AI, model=str(tiny_checkpoint), model_sha256=made.sha256)
    assert detector_of(result).sha256 == made.sha256
    with pytest.raises(UnknownModelError, match="was replaced"):
        detector_of(replace(result, model_sha256="0" * 64))
    with pytest.raises(UnknownModelError, match="not installed any more"):
        detector_of(replace(result, model="gone", model_sha256="0" * 64))
    shipped = find_detector("seresnet")
    assert detector_of(replace(result, model="renamed", model_sha256=shipped.sha256)).path == shipped.path


def test_explaining_imports_no_torch() -> None:
    code = "import sys, engine.explain_child; print([name for name in ('torch', 'captum') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
