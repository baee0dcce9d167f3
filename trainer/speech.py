"""Distil the voice-activity network from silero-vad and measure it; writes ``speech.onnx`` and its card.

    python -m trainer.speech MANIFEST --out weights

The manifest's splits ``train``, ``dev`` and ``noise`` are used; the teacher hears whole clips, the student windows.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.audio.speech import FRAME_SAMPLES, SpeechDetector
from engine.errors import MissingExtraError, TrainingError
from trainer.datasets.manifest import Clip, read_manifest
from trainer.shards import Shards, build_shards, open_shards, to_wave
from trainer.speech_card import write_card
from trainer.speech_material import SpeechClips, make_pool
from trainer.speech_measure import NoiseClip, SpeechFigures, measure
from trainer.speech_net import fit, to_onnx
from trainer.torch_threads import torch_threads

log = logging.getLogger(__name__)

HELD_OUT_SOURCES = (
    "GoogleChromeLabs/web-audio-samples",
    "LCAV/pyroomacoustics",
    "MTG/sms-tools-materials",
    "rafaelmardojai/blanket",
)
"""Sources of noise that are kept from training, to see how the network does on sounds it has never met."""
BABBLE = "babble"
"""Noise whose domain says this is kept from training too and reported apart: it is made of voices."""


@dataclass(frozen=True, slots=True)
class DistilConfig:
    """Size of a distillation.

    Attributes:
        n_clips: Training clips the teacher labels, drawn at random.
        n_windows: Augmented windows.
        epochs: Rounds over the windows.
        held_out: Sources of noise kept from training.
        seed: Seed of every draw.
    """

    n_clips: int = 3000
    n_windows: int = 24_000
    epochs: int = 8
    held_out: tuple[str, ...] = HELD_OUT_SOURCES
    seed: int = 0


class Teacher:
    """silero-vad: one probability for every 512 samples, its memory running through the whole clip."""

    def __init__(self) -> None:
        """Load the teacher.

        Raises:
            MissingExtraError: It is not installed; it belongs to the extra ``train``.
        """
        try:
            from silero_vad import load_silero_vad
        except ImportError:
            raise MissingExtraError("The teacher silero-vad", "train") from None
        self._model = load_silero_vad(sequence=True)

    def label(self, samples: npt.NDArray[np.int16]) -> npt.NDArray[np.float32]:
        """Probability of speech in every whole frame of a clip at 16 kHz.

        Shape:
            samples: ``(n,)``; result: ``(n // 512,)``.
        """
        n_frames = len(samples) // FRAME_SAMPLES
        if n_frames == 0:
            return np.zeros(0, np.float32)
        wave = to_wave(samples[: n_frames * FRAME_SAMPLES])
        return np.asarray(self._model.audio_forward(wave), dtype=np.float32)


def distil(manifest: Path, out: Path, *, cache: Path, config: DistilConfig | None = None) -> SpeechFigures:
    """Fit the network to the teacher's answers on the corpus, write it and its card, and measure it.

    Takes about eight minutes on one core with the defaults and decoded audio.

    Args:
        manifest: The corpus, with the splits ``train``, ``dev`` and ``noise``.
        out: Folder for ``speech.onnx`` and ``speech.md``.
        cache: Folder of decoded audio, shared with the training of detectors; filled where it is empty.
        config: Size and seed.

    Raises:
        TrainingError: A split is missing, or ``cache`` belongs to another manifest.
        MissingExtraError: silero-vad is not installed.
    """
    config = config or DistilConfig()
    with torch_threads(1):
        return _distil(manifest, out, cache, config)


def _distil(manifest: Path, out: Path, cache: Path, config: DistilConfig) -> SpeechFigures:
    teacher, rng, begun = Teacher(), np.random.default_rng(config.seed), time.monotonic()
    clips, shards = _open_split(manifest, "train", cache)
    chosen = [int(i) for i in rng.permutation(len(clips)) if shards.lengths[i] >= FRAME_SAMPLES][: config.n_clips]
    log.info("The teacher labels %d clips", len(chosen))
    speech = SpeechClips(shards, chosen, [teacher.label(shards.samples(i)) for i in chosen])
    noises = _noise_clips(manifest, cache, config.held_out, teacher)
    log.info("Making %d windows (%.0f s so far)", config.n_windows, time.monotonic() - begun)
    pool = make_pool(speech, [n.wave for n in noises if n.is_known], config.n_windows, rng)
    log.info("Fitting (%.0f s so far)", time.monotonic() - begun)
    net = fit(pool, epochs=config.epochs, seed=config.seed)
    to_onnx(net, out / "speech.onnx")
    _, dev = _open_split(manifest, "dev", cache)
    log.info("Measuring (%.0f s so far)", time.monotonic() - begun)
    labelled = [(dev.samples(i), teacher.label(dev.samples(i))) for i in range(len(dev.lengths))]
    figures = measure(SpeechDetector.load(out / "speech.onnx"), labelled, noises)
    write_card(out / "speech.md", out / "speech.onnx", figures, manifest, config)
    log.info("Done in %.0f s: %s", time.monotonic() - begun, figures)
    return figures


def _open_split(manifest: Path, split: str, cache: Path) -> tuple[list[Clip], Shards]:
    clips = read_manifest(manifest, splits=[split])
    if not clips:
        raise TrainingError(f"{manifest.name} has no clips in the split {split!r}", "It needs train, dev and noise.")
    folder = cache / split
    if not (folder / "index.json").is_file():  # decoded for a detector already? then codec variants are there too
        build_shards(clips, folder, variants=0)
    shards = open_shards(folder)
    if len(shards.lengths) != len(clips):
        raise TrainingError(f"The decoded audio in {folder} is of another manifest", "Name another --cache folder.")
    return clips, shards


def _noise_clips(manifest: Path, cache: Path, held_out: Sequence[str], teacher: Teacher) -> list[NoiseClip]:
    """Recorded noise with the teacher's answers; impulse responses and empty clips are left out."""
    clips, shards = _open_split(manifest, "noise", cache)
    found = []
    for i, clip in enumerate(clips):
        samples = shards.samples(i)
        if clip.label != "noise" or len(samples) < FRAME_SAMPLES:
            continue
        babble = BABBLE in clip.extra.get("domain", "")
        wave = samples.astype(np.float32) / np.float32(32767.0)
        known = not babble and clip.source not in held_out
        found.append(NoiseClip(wave, teacher.label(samples), is_known=known, is_babble=babble))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line of the distillation."""
    parser = argparse.ArgumentParser(prog="python -m trainer.speech", description=__doc__.splitlines()[0])
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--out", type=Path, default=Path("weights"))
    parser.add_argument("--cache", type=Path, default=Path("runs/data"), help="decoded audio")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    distil(given.manifest, given.out, cache=given.cache, config=DistilConfig(seed=given.seed))


if __name__ == "__main__":
    main()
