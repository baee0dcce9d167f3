"""What augmentation mixes in: noise and room rows of the manifest, and a folder of noise, music and babble."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from engine.errors import TrainingError
from trainer.augment.chain import Chain, default_chain
from trainer.datasets.manifest import Clip, read_manifest
from trainer.datasets.walk import audio_files
from trainer.shards import build_shards, open_shards, to_wave

NOISE, ROOM = "noise", "rir"


def noise_clips(manifest: Path, folder: str = "") -> list[Clip]:
    """The manifest's noises and measured rooms, then those of a folder in the order of their names.

    Args:
        manifest: CSV of the data.
        folder: Folder of recordings; below a subfolder named ``rir`` they are measured rooms. Empty for none.

    Raises:
        TrainingError: The folder is missing or holds no audio.
        ManifestError: See `read_manifest`.
    """
    listed = read_manifest(manifest, labels=(NOISE, ROOM))
    if not folder:
        return listed
    root = Path(folder).expanduser().resolve()
    found = [Clip(path, _kind(path.relative_to(root)), split=NOISE, source=path.stem) for path in audio_files(root)]
    if not found:
        raise TrainingError(f"There is no audio in {root}", "Correct noise_dir in the settings, or leave it out.")
    return [*listed, *found]


def noise_chain(clips: Sequence[Clip], data: Path, chances: Mapping[str, float] | None = None) -> Chain:
    """The augmentation chain over noises and room responses.

    Args:
        clips: From `noise_clips`; those that cannot be read take no part.
        data: Folder of decoded audio.
        chances: See `default_chain`.
    """
    if not clips:
        return default_chain((), (), chances)
    build_shards(clips, data / "noise", variants=0)
    shards = open_shards(data / "noise")
    waves = [to_wave(shards.samples(i)) for i in range(len(clips))]
    usable = [(c.label, w) for c, w in zip(clips, waves, strict=True) if len(w)]
    noises, responses = ([wave for label, wave in usable if label == kind] for kind in (NOISE, ROOM))
    return default_chain(noises, responses, chances)


def _kind(inside: Path) -> str:
    return ROOM if ROOM in (part.lower() for part in inside.parts[:-1]) else NOISE
