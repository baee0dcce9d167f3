"""Every value of every column gets its own figures; a column that is not there is answered with the nearest one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.calibration import Calibration, OperatingPoint
from engine.errors import UsageError
from engine.results import Verdict
from trainer.datasets.manifest import Clip
from trainer.scored import Scored
from trainer.slices import NOT_TOLD, choose_columns, columns_of, duration_word, slice_by, values_of
from trainer.window_table import ClipScores

CALIBRATION = Calibration(
    operating_points=(OperatingPoint(name="balanced", threshold=0.0, false_alarm_rate=0.1, miss_rate=0.1),)
)


def clip(label: str, source: str, **given: str) -> Clip:
    own = {key: given.pop(key) for key in ("generator", "kind") if key in given}
    return Clip(Path(f"{source}.mp3"), label, source=source, seconds=float(given.pop("seconds", 5)), extra=given, **own)


def scored(rows: list[tuple[Clip, float]]) -> Scored:
    scores = np.array([score for _, score in rows])
    return Scored.of([c for c, _ in rows], ClipScores(scores, (Verdict.AI,) * len(rows)), CALIBRATION)


SEED_TAXONOMY = {"is_pure": "1", "sound domain": "podcast", "compression": "mp3", "model": "XTTS"}


def test_the_seed_taxonomy_works_as_columns() -> None:
    clips = [clip("ai", "a", **SEED_TAXONOMY), clip("human", "b", **{**SEED_TAXONOMY, "model": ""})]
    assert {"is_pure", "sound domain", "compression", "model"} <= set(choose_columns(clips))
    assert choose_columns(clips, ["Sound-Domain", "model"]) == ("sound domain", "model")
    assert values_of(clips, "model") == ["XTTS", NOT_TOLD]


def test_an_unknown_column_is_answered_with_the_nearest() -> None:
    clips = [clip("ai", "a", language="pl", generator="G")]
    assert {"language", "generator", "codec", "duration"} <= set(columns_of(clips))
    with pytest.raises(UsageError, match="no column 'langauge'") as caught:
        choose_columns(clips, ["langauge"])
    assert "Did you mean 'language'?" in caught.value.hint
    with pytest.raises(UsageError) as caught:
        choose_columns(clips, ["zzz"])
    assert "Did you mean" not in caught.value.hint
    assert "generator" in caught.value.hint


def test_rates_by_hand() -> None:
    rows = [(clip("ai", f"s{i % 3}", language="pl"), 1.0 if i else -1.0) for i in range(4)]
    rows += [(clip("human", f"t{i % 3}", language="pl"), -2.0 + 3.0 * (i < 2)) for i in range(4)]
    rows += [(clip("ai", "x", language="ja"), 2.0), (clip("human", "x"), -1.0)]
    found = {g.name: g for g in slice_by(scored(rows), "language", scored(rows).draws(200))}
    pl, ja, gap = found["pl"], found["ja"], found[NOT_TOLD]
    assert (pl.truth, pl.n_ai, pl.n_human, pl.n_sources) == ("both", 4, 4, 6)
    assert (pl.miss, pl.false_alarm, pl.wrong) == (0.25, 0.5, 0.375)
    assert pl.low is not None
    assert pl.high is not None
    assert pl.low <= pl.wrong <= pl.high
    assert pl.high > 0.0
    # AI 1, 1, 1, -1 against human 1, 1, -2, -2: by pairs, ties half.
    assert pl.auc == pytest.approx((3 * (2 + 2 * 0.5) + 2) / 16)
    assert (ja.truth, ja.miss, ja.false_alarm, ja.low) == ("ai", 0.0, None, None)
    assert (gap.truth, gap.wrong) == ("human", 0.0)
    assert next(iter(found)) == "pl"  # the worst first


def test_human_clips_have_no_generator_and_are_in_no_group() -> None:
    rows = [(clip("ai", "a", generator="G"), 1.0), (clip("ai", "b"), 1.0), (clip("human", "c"), -1.0)]
    assert [g.name for g in slice_by(scored(rows), "generator")] == ["G", NOT_TOLD]


def test_the_codec_is_that_of_the_name_where_the_data_does_not_tell() -> None:
    clips = [clip("ai", "a", codec="opus"), clip("human", "b")]
    assert values_of(clips, "codec") == ["opus", "mp3"]


@pytest.mark.parametrize(
    ("seconds", "word"),
    [
        (0.0, ""),
        (0.5, "under 3 s"),
        (3.0, "3-10 s"),
        (29.9, "10-30 s"),
        (60.0, "1 min and more"),
        (9e4, "1 min and more"),
    ],
)
def test_lengths_fall_into_buckets(seconds: float, word: str) -> None:
    assert duration_word(seconds) == word
