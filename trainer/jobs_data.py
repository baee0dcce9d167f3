"""Jobs about data: what a folder holds, and everything from raw recordings to splits that can be trained on."""

from __future__ import annotations

import os
import types
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from engine.discover import discover
from engine.errors import ManifestError
from trainer.data import Material, open_material
from trainer.datasets.layout import AUTO, LAYOUTS, detect_layout
from trainer.datasets.manifest import LABELS, Clip
from trainer.datasets.rows import keep_backup, write_rows
from trainer.jobs import Args, Desk
from trainer.prepare.tree import branches

MOST_NAMES = 300
"""Speakers and generators that are named, to be held out; more do not fit into a list anybody reads."""
MANIFEST = "manifest.csv"


def describe(_args: Args, _desk: Desk) -> dict[str, Any]:
    """What can be chosen: models with their recipes, every setting with limits and meaning, layouts."""
    from engine.models.registry import ARCHITECTURES
    from trainer.config import TrainConfig
    from trainer.presets import preset

    words = _attributes(TrainConfig.__doc__ or "")
    fields = []
    for name, field in TrainConfig.model_fields.items():
        limits = {
            key: getattr(each, key) for each in field.metadata for key in ("ge", "gt", "le") if hasattr(each, key)
        }
        fields.append({"name": name, **_kind(field.annotation), **limits, "words": words.get(name, "")})
    return {
        "fields": [field for field in fields if field["name"] != "schema_version"],
        "models": {name: each.summary for name, each in ARCHITECTURES.items()},
        "presets": {name: preset(name).model_dump() for name in ARCHITECTURES},
        "layouts": [layout.name for layout in LAYOUTS],
        "default": TrainConfig().model,
    }


def look(args: Args, _desk: Desk) -> dict[str, Any]:
    """What is at a place: ``data``, and ``layout`` where the user named one."""
    return facts(Path(args["data"]), str(args.get("layout") or AUTO))


def gather(args: Args, desk: Desk) -> dict[str, Any]:
    """A manifest of two folders, ``ai`` and ``human``, written into the folder ``out``."""
    clips = []
    for label in LABELS:
        root = Path(args[label])
        if not root.is_dir():
            raise ManifestError(f"{root} is no folder", "Choose the folders that hold the recordings.")
        found = [each for each in discover([root], recursive=True) if not each.error]
        if not found:
            raise ManifestError(f"There are no recordings in {root}", "Choose another folder.")
        clips += [_clip_of(each.path, label, root) for each in found]
    target = Path(args["out"]) / MANIFEST
    write_rows(target, clips)
    return prepare({"data": str(target), "steps": ["import"]}, desk)


def make_tree(args: Args, _desk: Desk) -> dict[str, Any]:
    """The empty folders of a data set at ``data``."""
    from trainer.prepare.tree import make_tree as make

    make(Path(args["data"]))
    return facts(Path(args["data"]))


def prepare(args: Args, desk: Desk) -> dict[str, Any]:
    """Do ``steps`` on ``data`` in this order: convert, import, stats, split, check, probe; gives the facts."""
    known: dict[str, Callable[[Args, Desk], dict[str, Any]]] = {
        "convert": _convert,
        "import": _import,
        "stats": _stats,
        "split": _split,
        "check": _check,
        "probe": _probe,
    }
    for name, step in known.items():
        if name in args["steps"]:
            desk.say("begin", part=name)
            desk.say("part", part=name, value=step(args, desk))
    return facts(Path(args["data"]), str(args.get("layout") or AUTO))


def facts(data: Path, layout: str = AUTO) -> dict[str, Any]:
    """Counts, splits and problems of a data set, as plain data."""
    raw, converted = _raw_count(data), (data / "prepare_report.csv").is_file()
    material = _open(data, layout, may_be_empty=bool(raw) or (data / "ai_full").is_dir())
    clips = [clip for clip in material.clips if clip.label in LABELS]
    splits: dict[str, Counter[str]] = {}
    for clip in clips:
        splits.setdefault(clip.split, Counter())[clip.label] += 1
    problems = material.manifest.with_name(f"{material.manifest.stem}_problems.csv")
    names = {key: sorted({getattr(clip, key) for clip in clips} - {""}) for key in ("speaker", "generator", "source")}
    return {
        "data": str(data),
        "manifest": str(material.manifest),
        "is_listed": material.is_listed,
        "layout": _layout_name(data, layout) if clips else "ai_human",
        "clips": {label: sum(clip.label == label for clip in clips) for label in LABELS},
        "hours": sum(clip.seconds for clip in clips) / 3600,
        "splits": {name: dict(counts) for name, counts in splits.items() if name},
        "unsplit": sum(splits.get("", Counter()).values()),
        "counts": {key: len(values) for key, values in names.items()},
        "names": {key: values[:MOST_NAMES] for key, values in names.items()},
        "raw": raw,
        "is_converted": converted,
        "problems": _lines(problems),
        "problem_list": str(problems) if problems.is_file() else "",
        "has_stats": (material.folder / "global_stats.json").is_file(),
    }


def _open(data: Path, layout: str, *, may_be_empty: bool) -> Material:
    try:
        if layout != AUTO and not (data / MANIFEST).is_file():
            return Material(tuple(detect_layout(data, layout).read(data)), data / MANIFEST, is_listed=False)
        material = open_material(data)
    except ManifestError:
        if not may_be_empty:
            raise
        return Material((), data / MANIFEST, is_listed=False)
    if not material.clips and not may_be_empty:
        raise ManifestError(f"There are no recordings in {data}", "Choose another folder.")
    return material


def _layout_name(data: Path, layout: str) -> str:
    if data.is_file() or (data / MANIFEST).is_file():
        return "manifest"
    return detect_layout(data, layout).name


def _raw_count(data: Path) -> int:
    if not data.is_dir():
        return 0
    folders = [folder for branch in branches(data) if (folder := branch.folder("full")).is_dir()]
    return sum(not each.error for folder in folders for each in discover([folder], recursive=True))


def _lines(path: Path) -> int:
    try:
        return max(0, len(path.read_text(encoding="utf-8", errors="replace").splitlines()) - 1)
    except OSError:
        return 0


def _clip_of(path: Path, label: str, root: Path) -> Clip:
    parents = path.relative_to(root.resolve()).parts[:-1] if path.is_relative_to(root.resolve()) else ()
    who = parents[0] if parents else ""
    source = f"{label}/{'/'.join(parents) or path.stem}"
    return Clip(
        path, label, source=source, generator=who if label == "ai" else "", speaker=who if label == "human" else ""
    )


def _workers() -> int:
    return max(1, (os.cpu_count() or 2) - 1)


def _convert(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.prepare.clips import ClipSettings
    from trainer.prepare.convert import convert

    settings = ClipSettings(str(args.get("format", "mp3")), only_speech=bool(args.get("only_speech")))
    done = convert(
        Path(args["data"]),
        settings,
        allow_bad=bool(args.get("allow_bad")),
        workers=_workers(),
        on_progress=desk.progress("convert"),
        cancel=desk.cancel,
    )
    return {
        "recordings": len(done.outcomes),
        "ai": done.clips("ai"),
        "human": done.clips("human"),
        "unreadable": done.count("unreadable"),
        "no_speech": done.count("no_speech"),
        "report": str(done.report),
    }


def _import(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.datasets.importing import import_data

    data = Path(args["data"])
    manifest = data if data.is_file() else data / MANIFEST
    keep_backup(manifest)
    done = import_data(
        data,
        manifest,
        layout=_source_layout(data, str(args.get("layout") or AUTO)),
        workers=_workers(),
        on_progress=desk.progress("import"),
        cancel=desk.cancel,
    )
    return {
        "layout": done.layout,
        "clips": len(done.clips),
        "problems": [[str(each.path), each.reason] for each in done.problems[:MOST_NAMES]],
        "n_problems": len(done.problems),
        "list": str(done.problem_list or ""),
    }


def _source_layout(data: Path, layout: str) -> str:
    """A tree whose clips were made anew is read as a tree, although a manifest of an earlier import lies in it."""
    return "ai_human" if layout == AUTO and (data / "prepare_report.csv").is_file() else layout


def _stats(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.stats import material_sha256, measure_stats, write_stats

    material = open_material(Path(args["data"]))
    name = "train" if material.of_split("train") else ""
    clips = material.of_split(name) if name else list(material.clips)
    found = measure_stats(clips, workers=_workers(), on_progress=desk.progress("stats"), cancel=desk.cancel)
    found = replace(found, data_sha256=material_sha256(material.clips, material.folder), split=name)
    write_stats(found, material.folder)
    ends = {end: [each.mean, each.std] for end, each in found.front_ends.items()}
    return {"windows": found.windows, "unreadable": len(found.unreadable), "front_ends": ends}


def _split(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.fingerprint import print_clips, same_recordings
    from trainer.leaks import find_leaks
    from trainer.splits import SplitPlan, parse_hold_out, split

    train, dev, test = (float(share) for share in args.get("shares", (0.7, 0.15, 0.15)))
    held = parse_hold_out(args.get("hold_out", ()))
    material = open_material(Path(args["data"]))
    clips = [replace(c, split="") if args.get("again") and c.label in LABELS else c for c in material.clips]
    prints = print_clips(clips, workers=_workers(), on_progress=desk.progress("split"), cancel=desk.cancel)
    same = [(a, b) for a, b, _ in same_recordings(prints, cancel=desk.cancel)]
    done = split(
        clips, SplitPlan((train, dev, test), tuple(args.get("group", ())), held, int(args.get("seed", 0))), same
    )
    find_leaks(done.clips, prints, done.columns, desk.cancel).raise_if_any()
    keep_backup(material.manifest)
    write_rows(material.manifest, done.clips)
    return {"groups": done.groups, "columns": list(done.columns), "dropped": dict(done.dropped), "same": len(same)}


def _check(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.fingerprint import print_clips
    from trainer.leaks import find_leaks

    clips = open_material(Path(args["data"])).clips
    prints = print_clips(clips, workers=_workers(), on_progress=desk.progress("check"), cancel=desk.cancel)
    found = find_leaks(clips, prints, ("source",), desk.cancel)
    return {"clips": found.clips, "leaks": [str(leak) for leak in found.leaks[:MOST_NAMES]], "n": len(found.leaks)}


def _probe(args: Args, desk: Desk) -> dict[str, Any]:
    from trainer.probe import probe

    train, dev = open_material(Path(args["data"])).train_and_dev()
    try:
        found = probe(train, dev, workers=_workers(), on_progress=desk.progress("probe"), cancel=desk.cancel)
    except ManifestError as error:  # too few clips to tell: no reason to stop what comes before training
        return {"unknown": str(error)}
    sentences = [each.sentence() for each in found.giveaways] if found.is_suspicious else []
    return {"auc": found.auc, "is_suspicious": found.is_suspicious, "sentences": sentences, "n": found.n_dev}


def _kind(annotation: Any) -> dict[str, Any]:
    """How a setting is entered: a choice, a yes or no, a number, words, a list, or a table of names and values."""
    if get_origin(annotation) is Literal:
        return {"kind": "choice", "choices": list(get_args(annotation))}
    if get_origin(annotation) is list:
        return {"kind": "list"}
    if isinstance(annotation, types.GenericAlias) or annotation is dict:
        return {"kind": "table"}
    return {"kind": {bool: "yes", int: "whole", float: "number"}.get(annotation, "words")}


def _attributes(text: str) -> dict[str, str]:
    """The meaning of every attribute, from the docstring of its class."""
    found: dict[str, list[str]] = {}
    name = ""
    lines: Sequence[str] = text.partition("Attributes:")[2].splitlines()
    for line in lines:
        depth = len(line) - len(line.lstrip())
        head, colon, rest = line.strip().partition(": ")
        if depth == 8 and colon:
            name = head
            found[name] = [rest]
        elif depth > 8 and name:
            found[name].append(line.strip())
    return {key: " ".join(parts).replace("``", "") for key, parts in found.items()}
