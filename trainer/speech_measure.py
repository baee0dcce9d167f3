"""How far the voice-activity network agrees with its teacher, as windows are cut in a scan."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.audio.speech import FRAME_SAMPLES, THRESHOLD, SpeechDetector, log_bands
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S
from trainer.augment.base import repeat_to

WINDOW = DEFAULT_SPEC.window_samples
BATCH = 64
Wave = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class NoiseClip:
    """A recorded sound without speech.

    Attributes:
        wave: At 16 kHz.
        teacher: The teacher's probability of every frame.
        is_known: Whether it was used in training.
        is_babble: Whether it is made of voices.
    """

    wave: Wave
    teacher: npt.NDArray[np.float32]
    is_known: bool
    is_babble: bool


@dataclass(frozen=True, slots=True)
class FalseSpeech:
    """Share of frames called speech in sounds without speech, by the student and by the teacher."""

    n_clips: int
    student: float
    teacher: float


@dataclass(frozen=True, slots=True)
class SpeechFigures:
    """What the card tells.

    Attributes:
        frame_agreement: Share of dev frames on which student and teacher say the same at 0.5.
        speech_frames: Share of dev frames that the teacher calls speech.
        missed: Share of the teacher's speech frames that the student calls no speech.
        invented: Share of the teacher's other frames that the student calls speech.
        share_error: Mean absolute difference of a window's speech share.
        judged_alike: Share of windows on which both agree whether there is enough speech to judge.
        false_speech: By group of noise.
        ms_features: Milliseconds a window for the bands, one thread, batch of 8.
        ms_network: Milliseconds a window for the network, one thread, batch of 8.
    """

    n_clips: int
    n_frames: int
    frame_agreement: float
    speech_frames: float
    missed: float
    invented: float
    share_error: float
    judged_alike: float
    false_speech: dict[str, FalseSpeech]
    ms_features: float
    ms_network: float


def measure(
    detector: SpeechDetector,
    labelled: Sequence[tuple[npt.NDArray[np.int16], npt.NDArray[np.float32]]],
    noises: Sequence[NoiseClip],
) -> SpeechFigures:
    """Compare the student with the teacher.

    Args:
        detector: The student.
        labelled: Samples of each dev clip and the teacher's probability of every frame.
        noises: Sounds without speech.
    """
    student, teacher, shares = [], [], []
    for samples, labels in labelled:
        for ours, theirs, seconds in _compare(detector, samples.astype(np.float32) / np.float32(32767.0), labels):
            student.append(ours)
            teacher.append(theirs)
            shares.append((ours.mean(), theirs.mean(), seconds))
    said, true = np.concatenate(student), np.concatenate(teacher)
    both = np.array(shares)
    enough = both[:, :2] * both[:, 2:] >= MIN_SPEECH_S
    ms_features, ms_network = _time(detector)
    return SpeechFigures(
        n_clips=len(labelled),
        n_frames=len(said),
        frame_agreement=float(np.mean(said == true)),
        speech_frames=float(true.mean()),
        missed=float(np.mean(~said[true])) if true.any() else 0.0,
        invented=float(np.mean(said[~true])) if not true.all() else 0.0,
        share_error=float(np.abs(both[:, 0] - both[:, 1]).mean()),
        judged_alike=float(np.mean(enough[:, 0] == enough[:, 1])),
        false_speech={
            "all": _false_speech(detector, noises),
            "used in training": _false_speech(detector, [n for n in noises if n.is_known]),
            "held out, no voices": _false_speech(detector, [n for n in noises if not n.is_known and not n.is_babble]),
            "held out, crowd babble": _false_speech(detector, [n for n in noises if n.is_babble]),
        },
        ms_features=ms_features,
        ms_network=ms_network,
    )


def _compare(
    detector: SpeechDetector, wave: Wave, labels: npt.NDArray[np.float32]
) -> Iterator[tuple[Flags, Flags, float]]:
    """For each window of a clip, cut as in a scan: the student's frames, the teacher's, the seconds of real audio.

    Windows do not start on the teacher's frames; each frame is compared with the teacher's frame at its middle.
    """
    pieces = [wave[start : start + WINDOW] for start in range(0, len(wave), WINDOW)]
    for first in range(0, len(pieces), BATCH):
        batch = pieces[first : first + BATCH]
        said = detector.frames(np.stack([repeat_to(piece, WINDOW) for piece in batch])) >= THRESHOLD
        for row, piece in enumerate(batch):
            n_real = min(len(piece) // FRAME_SAMPLES, said.shape[1])
            middles = (first + row) * WINDOW + FRAME_SAMPLES // 2 + FRAME_SAMPLES * np.arange(n_real)
            places = middles // FRAME_SAMPLES
            places = places[places < len(labels)]
            if len(places):
                yield said[row, : len(places)], labels[places] >= THRESHOLD, len(piece) / DEFAULT_SPEC.sample_rate


def _false_speech(detector: SpeechDetector, noises: Sequence[NoiseClip]) -> FalseSpeech:
    pairs = [pair for noise in noises for pair in _compare(detector, noise.wave, noise.teacher)]
    if not pairs:
        return FalseSpeech(0, 0.0, 0.0)
    ours, theirs = (float(np.concatenate([pair[k] for pair in pairs]).mean()) for k in (0, 1))
    return FalseSpeech(len(noises), ours, theirs)


def _time(detector: SpeechDetector, batch: int = 8, rounds: int = 40) -> tuple[float, float]:
    """Milliseconds a window for bands and network; the median of many rounds."""
    windows = np.random.default_rng(0).normal(0.0, 0.1, (batch, WINDOW)).astype(np.float32)
    bands_s, all_s = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        log_bands(windows)
        between = time.perf_counter()
        detector.frames(windows)
        bands_s.append(between - begun)
        all_s.append(time.perf_counter() - between)
    features, total = (float(np.median(s)) * 1000.0 / batch for s in (bands_s, all_s))
    return features, max(total - features, 0.0)
