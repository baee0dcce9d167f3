"""Splits: groups stay whole, classes stay balanced, held-out names go to test, and leaks are found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import LeakError, ManifestError, UsageError
from trainer.datasets.manifest import Clip
from trainer.fingerprint import Print
from trainer.leaks import CONTENT, NEAR, PATH, find_leaks, group_key
from trainer.splits import SplitPlan, parse_hold_out, split


def make_clips(n_sources: int = 40, per_source: int = 5, **columns: Any) -> list[Clip]:
    clips = []
    for label in ("ai", "human"):
        for source in range(n_sources):
            for i in range(per_source):
                clip = Clip(Path(f"{label}/{source}/{i}.wav"), label, source=f"{label}{source}")
                clips.append(replace(clip, **{name: make(label, source, i) for name, make in columns.items()}))
    return clips


def splits_by(clips: Any, column: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for clip in clips:
        if key := group_key(clip, column):
            found.setdefault(key, set()).add(clip.split)
    return found


def test_sources_stay_whole_and_shares_are_met() -> None:
    done = split(make_clips(), SplitPlan())
    assert all(len(names) == 1 for names in splits_by(done.clips, "source").values())
    counts = done.counts()
    for label in ("ai", "human"):
        assert [counts[name, label] for name in ("train", "dev", "test")] == [140, 30, 30]
    assert done.columns == ("source",)
    assert done.dropped["speaker"] == "the data does not tell it"


def test_speakers_generators_and_sites_stay_whole_where_they_are_known() -> None:
    clips = make_clips(
        speaker=lambda label, source, _: f"person {source // 2}" if label == "human" else "",
        generator=lambda label, source, _: f"tts {source // 4}" if label == "ai" else "",
        extra=lambda label, source, _: {"site": f"{label} site {source // 3}"},
    )
    done = split(clips, SplitPlan())
    assert done.columns == ("source", "site", "speaker", "generator")
    for column in done.columns:
        assert all(len(names) == 1 for names in splits_by(done.clips, column).values()), column


def test_a_column_that_would_leave_one_group_is_given_up_and_told() -> None:
    clips = make_clips(speaker=lambda *_: "LJ")
    done = split(clips, SplitPlan())
    assert "speaker" not in done.columns
    assert "one group" in done.dropped["speaker"]
    with pytest.raises(ManifestError, match="left for"):
        split(clips, SplitPlan(columns=("source", "speaker")))


def test_the_same_recording_under_two_sources_stays_on_one_side() -> None:
    clips = make_clips()
    pairs = [(i, 399 - i) for i in range(0, 40, 5)]
    done = split(clips, SplitPlan(), pairs)
    assert all(done.clips[a].split == done.clips[b].split for a, b in pairs)


@pytest.mark.parametrize("held", ["speaker=person 3", "generator=tts 2", "source=human7"])
def test_what_is_held_out_is_in_test_only(held: str) -> None:
    clips = make_clips(
        speaker=lambda label, source, _: f"person {source // 4}" if label == "human" else "",
        generator=lambda label, source, _: f"tts {source // 4}" if label == "ai" else "",
    )
    column, name = parse_hold_out([held])[0]
    done = split(clips, SplitPlan(hold_out=((column, name),)))
    assert splits_by(done.clips, column)[name] == {"test"}
    assert len(splits_by(done.clips, "source")) == 80


def test_hold_out_of_an_unknown_name_lists_known_ones() -> None:
    clips = make_clips(generator=lambda label, *_: "tts 1" if label == "ai" else "")
    with pytest.raises(ManifestError, match="tts 9") as error:
        split(clips, SplitPlan(hold_out=(("generator", "tts 9"),)))
    assert "tts 1" in error.value.hint
    for text in ("speaker", "speaker=", "colour=red"):
        with pytest.raises(UsageError):
            parse_hold_out([text])


def test_the_split_is_repeatable_and_depends_on_the_seed_only() -> None:
    clips = make_clips()
    first = {clip.path: clip.split for clip in split(clips, SplitPlan()).clips}
    again = {clip.path: clip.split for clip in split(clips[::-1], SplitPlan()).clips}
    other = {clip.path: clip.split for clip in split(clips, SplitPlan(seed=1)).clips}
    assert first == again
    assert first != other


def test_corpora_are_spread_over_the_splits() -> None:
    clips = make_clips(extra=lambda _, source, __: {"corpus": "A" if source < 10 else "B"})
    done = split(clips, SplitPlan())
    found = {(clip.split, clip.extra["corpus"], clip.label) for clip in done.clips}
    assert len(found) == 12


def test_noise_rows_keep_their_split_and_one_class_is_refused() -> None:
    noise = Clip(Path("n.wav"), "noise", split="noise", source="ai0")
    assert split([*make_clips(), noise], SplitPlan()).clips[-1] == noise
    with pytest.raises(ManifestError, match="no human"):
        split([clip for clip in make_clips() if clip.label == "ai"], SplitPlan())
    with pytest.raises(UsageError):
        split(make_clips(), SplitPlan(shares=(0.0, 0.5, 0.5)))


def test_given_splits_stay_where_others_have_none() -> None:
    clips = [replace(c, split="dev") if c.source in ("ai3", "human3", "human4") else c for c in make_clips()]
    clips[0] = replace(clips[0], speaker="the same")
    clips[16] = replace(clips[16], speaker="the same")
    done = split(clips, SplitPlan())
    assert {c.split for c in done.clips if c.source in ("ai0", "ai3", "human3", "human4")} == {"dev"}
    again = split(done.clips, SplitPlan(seed=5))
    assert any(a.split != b.split for a, b in zip(done.clips, again.clips, strict=True))


def test_two_splits_only_when_test_gets_nothing() -> None:
    done = split(make_clips(), SplitPlan(shares=(8, 2, 0)))
    assert {clip.split for clip in done.clips} == {"train", "dev"}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.lists(st.integers(1, 30), min_size=12, max_size=40))
def test_groups_of_any_size_never_break(seed: int, sizes: list[int]) -> None:
    clips = [
        Clip(Path(f"{label}{s}_{i}"), label, source=f"{label}{s}")
        for label in ("ai", "human")
        for s, size in enumerate(sizes)
        for i in range(size)
    ]
    done = split(clips, SplitPlan(seed=seed))
    assert all(len(names) == 1 for names in splits_by(done.clips, "source").values())
    assert not find_leaks(done.clips, [Print(str(i)) for i in range(len(clips))]).leaks


def leaky(**kwargs: Any) -> tuple[list[Clip], list[Print]]:
    a = Clip(Path("a.wav"), "ai", split="train", source="s1")
    b = replace(Clip(Path("b.wav"), "ai", split="dev", source="s2"), **kwargs)
    return [a, b], [Print("1", 3.0), Print("2", 3.0)]


def test_every_kind_of_leak_is_found() -> None:
    clips, prints = leaky()
    assert find_leaks(clips, prints).leaks == ()
    shape = np.array([0.6, 0.8], np.float32)
    cases = {
        PATH: leaky(path=Path("a.wav")),
        "source": leaky(source="s1"),
        CONTENT: (clips, [Print("1", 3.0), Print("1", 3.0)]),
        NEAR: (clips, [Print("1", 3.0, shape), Print("2", 3.1, shape)]),
    }
    for kind, (rows, seen) in cases.items():
        report = find_leaks(rows, seen)
        assert [leak.kind for leak in report.leaks] == [kind]
        with pytest.raises(LeakError, match=kind):
            report.raise_if_any()


def test_what_is_in_one_split_or_no_class_is_no_leak() -> None:
    clips, prints = leaky(path=Path("a.wav"), source="s1")
    for change in ({"split": "train"}, {"split": ""}, {"label": "noise"}):
        assert find_leaks([clips[0], replace(clips[1], **change)], prints).leaks == ()


def test_only_named_columns_are_compared() -> None:
    clips, prints = leaky(speaker="x")
    clips[0] = replace(clips[0], speaker="x")
    assert find_leaks(clips, prints).leaks == ()
    assert [leak.kind for leak in find_leaks(clips, prints, ("source", "speaker")).leaks] == ["speaker"]
