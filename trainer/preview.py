"""A listening page: every transform on a clip, before and after, with what was drawn, to hear what training hears."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.errors import MissingExtraError, UsageError
from engine.report.atomic import replacing
from engine.resources import resource
from engine.spec import DEFAULT_SPEC
from trainer.augment.base import Transform, Wave
from trainer.augment.chain import CHANCES, default_chain, make_transforms
from trainer.augment.codec import ALL_CODECS, Codec, CodecRoundTrip
from trainer.augment.copy_synthesis import EVERY, with_rumble
from trainer.augment.words import CODEC_NAMES, TITLES, in_words
from trainer.parallel import OnProgress, check_cancelled
from trainer.preview_picture import Picture, png, spectrogram_db
from trainer.preview_sources import Sources, read_sources

PAGE = "index.html"
CHAIN_DRAWS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One transform of one clip.

    Attributes:
        name: Of its files, without a suffix.
        title: In words.
        what: What it stands for.
        drawn: The parameters in words.
        chance: How often a training run applies it, in words.
        wave: What comes out; None for what works on spectrograms only.
        picture: Spectrogram in dB.
    """

    name: str
    title: str
    what: str
    drawn: str
    chance: str
    wave: Wave | None
    picture: Picture


@dataclass(frozen=True, slots=True)
class Group:
    """Items under one heading."""

    title: str
    what: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a call of `preview` wrote.

    Attributes:
        page: The listening page.
        clips: Names of the clips on it.
        files: Sounds and pictures beside it.
    """

    page: Path
    clips: tuple[str, ...]
    files: int


def preview(
    source: Path,
    out: Path,
    *,
    seed: int = 0,
    strength: float = 1.0,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> Preview:
    """Write sounds and pictures of every transform, and one page to listen to them.

    Args:
        source: A recording; or a data set, of which one human and one AI clip, noises and rooms are taken.
        out: Folder for the page.
        seed: Seed of everything drawn.
        strength: Strength of the whole chain, 0..1; single transforms are always applied.
        on_progress: Called with (steps done, steps in all).
        cancel: Set it to stop.

    Raises:
        UsageError: The strength makes no sense.
        AudioError, ManifestError: The source cannot be read.
        CancelledError: ``cancel`` was set.
    """
    if not 0.0 <= strength <= 1.0:
        raise UsageError(f"A strength of {strength:g} makes no sense", "Name a number from 0 to 1.")
    sources = read_sources(source, seed)
    sections, files = [], 0
    total = len(sources.clips) * (len(CHANCES) + len(_codecs()) + len(EVERY) + 3)
    done = 0
    for number, (name, label, wave) in enumerate(sources.clips):
        before = spectrogram_db(wave)
        top_db = float(before.max())
        original = Item("before", "Before", "The clip as it is.", "", "", wave, before)
        groups = []
        for group in _groups(sources, number, seed, strength):
            items = []
            for item in group[2]:
                check_cancelled(cancel)
                items.append(item)
                done += 1
                if on_progress is not None:
                    on_progress(min(done, total), total)
            groups.append(Group(group[0], group[1], tuple(items)))
        folder = out / f"{number + 1}-{label or 'clip'}"
        everything = [original, *(item for group in groups for item in group.items)]
        shown = {item.name: _save(item, folder, top_db) for item in everything}
        files += sum(1 + (item.wave is not None) for item in everything)
        sections.append({"name": name, "label": label, "before": original, "groups": groups, "shown": shown})
    page = out / PAGE
    _write_page(page, sections, seed, strength)
    if on_progress is not None:
        on_progress(total, total)
    return Preview(page, tuple(name for name, _, _ in sources.clips), files)


def _groups(sources: Sources, number: int, seed: int, strength: float) -> Iterator[tuple[str, str, Iterator[Item]]]:
    """Headings and their items, made one by one so that a cancel need not wait."""
    _, label, wave = sources.clips[number]
    yield (
        "The whole chain",
        f"What training hears: every step with its own chance, at strength {strength:g}. Four draws.",
        _chain_items(sources, wave, seed, strength),
    )
    yield "One transform at a time", "Each applied for certain.", _transform_items(sources, wave, seed)
    yield (
        "Codecs",
        "Made once before training, and drawn together with the clip. Telephone codecs only if a run asks for them.",
        _codec_items(wave),
    )
    yield "On the spectrogram", "Nothing to hear: these work on what the network sees.", _picture_items(sources, number)
    if label != "ai":
        yield (
            "Copy synthesis",
            "Not an augmentation for both classes: it makes vocoded twins of human clips, which count as AI.",
            _copy_items(wave, seed),
        )


def _chain_items(sources: Sources, wave: Wave, seed: int, strength: float) -> Iterator[Item]:
    chain = default_chain(sources.noises, sources.responses)
    names = {type(t): name for name, t in make_transforms(sources.noises, sources.responses).items()}
    for draw in range(CHAIN_DRAWS):
        result, taken = chain.with_record(wave, np.random.default_rng((seed, draw)), strength)
        told = "; ".join(f"{TITLES[names[type(t)]][0].lower()}: {in_words(params)}" for t, params in taken)
        yield _item(f"chain-{draw + 1}", (f"Draw {draw + 1}", ""), told or "nothing was drawn", "", result)


def _transform_items(sources: Sources, wave: Wave, seed: int) -> Iterator[Item]:
    transforms = make_transforms(sources.noises, sources.responses)
    for name, chance in CHANCES.items():
        told = f"chance {chance:g} at full strength" if chance else "off unless a run asks for it"
        title, what = TITLES[name]
        if name == "noise" and sources.own_noise:
            what = f"{what} This source brings none: pink noise stands in."
        yield _applied(name, (title, what), told, transforms[name], (wave, seed))


def _copy_items(wave: Wave, seed: int) -> Iterator[Item]:
    for name, copier in EVERY.items():
        params = copier.sample(np.random.default_rng((seed, *name.encode())))
        try:
            copy = with_rumble(copier.apply(wave, params), wave)
            yield _item(name, TITLES[name], in_words(params), "", copy)
        except MissingExtraError as error:
            nothing = np.full((257, 2), -200.0, np.float32)
            yield Item(name, *TITLES[name], f"{error}. {error.hint}", "", None, nothing)


def _codec_items(wave: Wave) -> Iterator[Item]:
    for codec in _codecs():
        name = f"codec-{codec.name}"
        yield _item(name, (CODEC_NAMES[codec.name], ""), in_words(codec), "", CodecRoundTrip().apply(wave, codec))


def _picture_items(sources: Sources, number: int) -> Iterator[Item]:
    import torch

    from trainer.augment.masks import SpectrogramMasks
    from trainer.augment.mixup import Mixup, MixupParams

    _, _, wave = sources.clips[number]
    other = sources.clips[1 - number][2] if len(sources.clips) > 1 else wave[::-1].copy()
    batch = torch.from_numpy(np.stack([spectrogram_db(wave), spectrogram_db(other)]))[:, None]
    masks = SpectrogramMasks(p=1.0)
    masked = masks.apply(batch, masks.sample(2, torch.Generator().manual_seed(5)))[0, 0].numpy()
    words = f"{masks.bands} bands and {masks.spans} span, filled with the mean"
    what = "Bands and spans are hidden, so that no single trace decides."
    yield Item("masks", "Masks", what, words, f"chance {SpectrogramMasks().p:g} at full strength", None, masked)
    mixed = Mixup().apply([batch], torch.zeros(2), MixupParams(torch.full((2,), 0.7), torch.tensor([1, 0])))[0][0]
    partner = "the other clip" if len(sources.clips) > 1 else "itself backwards"
    words = f"70 % of this clip, 30 % of {partner}; training mostly draws shares near 100 %"
    what = "Two clips over each other, their targets mixed alike."
    yield Item("mixup", "Mixup", what, words, "off unless a run asks for it", None, mixed[0, 0].numpy())


def _applied(
    name: str, title: tuple[str, str], chance: str, transform: Transform[Any], given: tuple[Wave, int]
) -> Item:
    wave, seed = given
    params = transform.sample(np.random.default_rng((seed, *name.encode())))
    return _item(name, title, in_words(params), chance, transform.apply(wave, params))


def _item(name: str, title: tuple[str, str], drawn: str, chance: str, wave: Wave) -> Item:
    return Item(name, title[0], title[1], drawn, chance, wave, spectrogram_db(wave))


def _codecs() -> tuple[Codec, ...]:
    """The lowest bit rate of each codec: what can be heard best."""
    lowest: dict[str, Codec] = {}
    for codec in ALL_CODECS:
        lowest.setdefault(codec.name, codec)
    return tuple(lowest.values())


def _save(item: Item, folder: Path, top_db: float) -> dict[str, str]:
    """Write an item's files; give them as data addresses, so that the page needs no other file."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = png(item.picture, top_db)
    (folder / f"{item.name}.png").write_bytes(picture)
    shown = {"picture": _address("image/png", picture), "sound": ""}
    if item.wave is not None:
        soundfile.write(folder / f"{item.name}.wav", item.wave, DEFAULT_SPEC.sample_rate)
        buffer = io.BytesIO()
        soundfile.write(buffer, item.wave, DEFAULT_SPEC.sample_rate, format="FLAC")
        shown["sound"] = _address("audio/flac", buffer.getvalue())
    return shown


def _address(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _write_page(path: Path, sections: Sequence[dict[str, Any]], seed: int, strength: float) -> None:
    templates = Environment(
        loader=FileSystemLoader(resource("augment")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    seconds = DEFAULT_SPEC.window_s
    pieces = templates.get_template("preview.html.j2").generate(
        sections=sections,
        seed=seed,
        strength=strength,
        seconds=f"{seconds:g}",
        top_khz=DEFAULT_SPEC.sample_rate // 2000,
    )
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.writelines(pieces)
