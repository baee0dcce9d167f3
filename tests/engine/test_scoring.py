"""Streaming: however a recording is cut into blocks, the same scores come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.audio.windows import Window
from engine.detector import Detector
from engine.results import WindowScore
from engine.scoring import BATCH_WINDOWS, QUIET_PEAK, StreamScorer, in_16_bits, score_windows


@pytest.fixture(scope="module")
def detector(tiny_checkpoint: Path) -> Detector:
    return Detector.load(tiny_checkpoint, threads=1)


@pytest.fixture(scope="module")
def recording(synth: Any) -> np.ndarray:
    parts = [synth.ai_voice(7.3), synth.silence(4.0), synth.human_voice(8.2), synth.noise(2.1), synth.silence(1.0)]
    return np.concatenate(parts)


def table(scores: list[WindowScore]) -> np.ndarray:
    rows = [
        (s.start_s, s.end_s, s.logit, -1.0 if s.probability_ai is None else s.probability_ai, s.speech_share)
        for s in scores
    ]
    return np.array(rows)


def score(detector: Detector, speech: Any, recording: np.ndarray, chunks: list[int], hop_s: float) -> np.ndarray:
    scorer, scores, position = StreamScorer(detector, speech, hop_s), [], 0
    while position < len(recording):
        size = chunks[0] if len(chunks) == 1 else chunks.pop(0)
        scores += scorer.push(recording[position : position + size])
        position += size
    assert scorer.total_s == pytest.approx(len(recording) / 16_000)
    return table(scores + scorer.flush())


@settings(max_examples=25, deadline=None)
@given(chunks=st.lists(st.integers(1, 120_000), min_size=1, max_size=40), hop_s=st.sampled_from([3.0, 1.0, 0.7]))
def test_chunked_equals_whole(
    detector: Any, energy_speech: Any, recording: Any, chunks: list[int], hop_s: float
) -> None:
    whole = score(detector, energy_speech, recording, [len(recording)], hop_s)
    chunked = score(detector, energy_speech, recording, [max(each, 500) for each in chunks], hop_s)
    assert chunked.shape == whole.shape
    assert chunked == pytest.approx(whole, abs=1e-5)


@pytest.mark.parametrize("chunk_s", [0.01, 0.3, 2.9, 3.0, 7.0])
def test_streaming_gives_the_same_scores_as_the_whole_file(
    detector: Any, energy_speech: Any, recording: Any, chunk_s: float
) -> None:
    whole = score(detector, energy_speech, recording, [len(recording)], 3.0)
    chunked = score(detector, energy_speech, recording, [round(chunk_s * 16_000)], 3.0)
    assert chunked == pytest.approx(whole, abs=1e-5)


def test_batches_give_what_single_windows_give(detector: Any, energy_speech: Any, synth: Any) -> None:
    wave = synth.ai_voice(3.0 * 19)
    windows = [Window(3.0 * i, 3.0 * i + 3.0, wave[48_000 * i : 48_000 * (i + 1)]) for i in range(19)]
    together = score_windows(detector, energy_speech, windows)
    alone = [each for window in windows for each in score_windows(detector, energy_speech, [window])]
    assert len(together) == 19 > BATCH_WINDOWS
    assert table(together) == pytest.approx(table(alone), abs=1e-5)
    assert score_windows(detector, energy_speech, []) == []


@pytest.mark.parametrize(
    ("speech_s", "real_s", "is_judged"),
    [(3.0, 3.0, True), (1.1, 3.0, True), (0.9, 3.0, False), (0.0, 3.0, False), (1.5, 1.5, True), (0.8, 0.8, False)],
)
def test_less_than_a_second_of_speech_is_not_judged(
    detector: Any, energy_speech: Any, synth: Any, speech_s: float, real_s: float, is_judged: Any
) -> None:
    scorer = StreamScorer(detector, energy_speech, 3.0)
    voice = synth.ai_voice(3.0)[: round(speech_s * 16_000)]
    (found,) = [*scorer.push(np.append(voice, synth.silence(real_s - speech_s))), *scorer.flush()]
    assert (found.probability_ai is not None) == is_judged
    assert np.isfinite(found.logit)
    assert found.end_s == pytest.approx(real_s)


def test_nothing_pushed_nothing_scored(detector: Any, energy_speech: Any) -> None:
    assert StreamScorer(detector, energy_speech, 3.0).flush() == []


def test_windows_are_heard_in_16_bits_as_in_training() -> None:
    rng = np.random.default_rng(0)
    loud = rng.uniform(-0.5, 0.5, (2, 1000)).astype(np.float32)
    found = in_16_bits(loud)
    assert np.array_equal(found * 32768, np.rint(found * 32768))
    assert np.abs(found - loud).max() <= 0.5 / 32768 + 1e-9
    assert np.array_equal(in_16_bits(found), found)  # recordings of 16 bits stay as they are
    quiet = loud * np.float32(QUIET_PEAK)
    assert np.array_equal(in_16_bits(quiet), quiet)
