"""The card of the voice-activity network: what it is, how it was made, what was measured."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.datasets.manifest import manifest_sha256
from trainer.speech_measure import SpeechFigures

if TYPE_CHECKING:
    from trainer.speech import DistilConfig

_TEXT = """# Speech detector (`speech.onnx`)

Tells for every 32 ms whether somebody speaks, and so how much of a 3 s window is speech. A window, or a file, with
less than one second of speech gets no verdict: "no speech" is not "human".

- **Network**: log power in 32 mel-spaced bands (256-point transform, no overlap, level-normalised window), eight
  separable convolutions over time, about a second to either side. {size:,} bytes,
  sha256 `{digest}`.
- **Made from**: frame labels of silero-vad (a probability for every 512 samples, its memory running through the whole
  clip) on {n_clips:,} clips of the training split; {n_windows:,} windows of 3 s, {epochs} rounds, seed {seed}. The
  labels come from the clean clip; the network hears it in rooms, under noise (-5 to 25 dB), through phone lines and
  at other levels. A quarter of the windows are recorded or made-up sounds without speech, with the label 0.
  Made again with `python -m trainer.speech MANIFEST --out weights`.
- **Corpus**: manifest sha256 `{manifest}`.

## Measured

Dev split: {dev_clips:,} clips, {dev_frames:,} frames, none of their sources in training. Windows are cut as in a scan
(every 3 s, the last one padded, padding not counted).

| figure | value |
| --- | --- |
| frames on which it agrees with silero-vad (threshold 0.5) | {agreement:.2%} |
| frames that silero-vad calls speech | {speech:.2%} |
| of these, missed | {missed:.2%} |
| of the others, called speech | {invented:.2%} |
| mean difference of a window's speech share | {share:.4f} |
| windows on which both agree whether there is a second of speech | {alike:.2%} |
| time a window on one thread: bands, network | {ms_features:.2f} ms, {ms_network:.2f} ms |

Frames called speech in recordings without speech (impulse responses are not among them):

| noise | clips | this network | silero-vad |
| --- | --- | --- | --- |
{noise}

Held out of training, by source: {held_out};
and every clip of crowd babble. The times come from the machine of the training, while it was busy.

## Limits

Agreement with silero-vad is not truth: singing, laughter, whispering and faint voices are what silero-vad makes of
them. It looks at one window at a time. A crowd of voices in which no word can be heard is meant to be no speech.
"""


def write_card(path: Path, network: Path, figures: SpeechFigures, manifest: Path, config: DistilConfig) -> None:
    """Write the card beside the network.

    Args:
        path: The Markdown file.
        network: The finished network.
        figures: Measured on it.
        manifest: The corpus; only its fingerprint is named.
        config: How the network was made.
    """
    content = network.read_bytes()
    rows = [f"| {n} | {f.n_clips} | {f.student:.2%} | {f.teacher:.2%} |" for n, f in figures.false_speech.items()]
    text = _TEXT.format(
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        n_clips=config.n_clips,
        n_windows=config.n_windows,
        epochs=config.epochs,
        seed=config.seed,
        manifest=manifest_sha256(manifest),
        dev_clips=figures.n_clips,
        dev_frames=figures.n_frames,
        agreement=figures.frame_agreement,
        speech=figures.speech_frames,
        missed=figures.missed,
        invented=figures.invented,
        share=figures.share_error,
        alike=figures.judged_alike,
        ms_features=figures.ms_features,
        ms_network=figures.ms_network,
        noise="\n".join(rows),
        held_out=", ".join(config.held_out),
    )
    path.write_text(text, encoding="utf-8")
