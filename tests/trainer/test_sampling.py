"""Crops: balanced, independent of the order in which they are asked for, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from trainer.datasets.manifest import Clip

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")

from trainer.augment.chain import default_chain  # noqa: E402 - needs torch
from trainer.augment.copy_synthesis import KIND  # noqa: E402
from trainer.sampling import CropPlan, CropSet, NumberSampler, balanced_weights, random_crop  # noqa: E402
from trainer.shards import Shards  # noqa: E402

SECOND = 16_000


def clip(label: str, source: str, generator: str = "") -> Clip:
    return Clip(Path(f"{label}-{source}-{generator}.wav"), label, "train", source, generator)


CLIPS = [
    *[clip("human", "big")] * 6,
    clip("human", "small"),
    *[clip("ai", "web", "loud-engine")] * 8,
    clip("ai", "web", "quiet-engine"),
]


def shards(lengths: list[int], variants: int = 1) -> Shards:
    """Clip i of variant v holds a constant of 1000 (i + 1) + 100 v and a little noise."""
    rng = np.random.default_rng(0)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    level = np.repeat(1000 * (1 + np.arange(len(lengths))), lengths)
    noise = rng.integers(-20, 20, sum(lengths))
    return Shards(starts, np.array(lengths), tuple((level + noise + 100 * v).astype(np.int16) for v in range(variants)))


def crop_set(seed: int = 1, variants: int = 1) -> CropSet:
    crops = CropSet(CLIPS, shards([2 * SECOND] * len(CLIPS), variants), default_chain([], []), seed)
    crops.plan = CropPlan(SECOND, 1.0)
    return crops


def test_half_of_the_draws_are_human_half_ai() -> None:
    weights = balanced_weights(CLIPS, [SECOND] * len(CLIPS))
    is_ai = np.array([c.label == "ai" for c in CLIPS])
    assert weights.sum() == pytest.approx(1.0)
    assert weights[is_ai].sum() == pytest.approx(0.5)
    assert weights[~is_ai].sum() == pytest.approx(0.5)


def test_without_halves_classes_come_as_often_as_they_have_seconds() -> None:
    weights = balanced_weights(CLIPS, [SECOND] * len(CLIPS), halves=False)
    is_ai = np.array([c.label == "ai" for c in CLIPS])
    assert weights[is_ai].sum() == pytest.approx(is_ai.mean())
    inside = weights[is_ai] / weights[is_ai].sum()
    assert inside == pytest.approx(2 * balanced_weights(CLIPS, [SECOND] * len(CLIPS))[is_ai])
    crops = CropSet(CLIPS, shards([SECOND] * len(CLIPS)), default_chain([], []), 0, halves=False)
    assert crops.ai_share == pytest.approx(is_ai.mean())


@pytest.mark.parametrize(("temper", "ratio"), [(1.0, 8.0), (0.5, np.sqrt(8.0)), (0.0, 1.0)])
def test_generators_are_tempered(temper: float, ratio: float) -> None:
    weights = balanced_weights(CLIPS, [SECOND] * len(CLIPS), temper)
    loud, quiet = weights[7:15].sum(), weights[15]
    assert loud / quiet == pytest.approx(ratio)


def test_both_classes_of_a_source_come_closer() -> None:
    clips = [
        *[clip("human", "both")] * 4,
        *[clip("human", "people")] * 4,
        *[clip("ai", "both", "e")],
        *[clip("ai", "web", "f")] * 7,
    ]
    lengths = [SECOND] * len(clips)
    is_ai = np.array([c.label == "ai" for c in clips])
    shared = np.array([c.source == "both" for c in clips])

    def ratio(weights: npt.NDArray[np.float64]) -> float:
        return float(weights[shared & ~is_ai].sum() / weights[shared & is_ai].sum())

    before, after = balanced_weights(clips, lengths), balanced_weights(clips, lengths, even_sources=True)
    assert ratio(before) > 1.5
    assert 1.0 <= ratio(after) < 1.35  # not exactly 1: the classes are made alike again over all sources
    assert after[is_ai].sum() == pytest.approx(0.5)
    alone = ~shared & is_ai
    assert after[alone] / after[alone].sum() == pytest.approx(before[alone] / before[alone].sum())


def test_a_long_clip_weighs_more_than_a_short_one_of_its_group() -> None:
    lengths = [SECOND] * len(CLIPS)
    lengths[0] = 5 * SECOND
    weights = balanced_weights(CLIPS, lengths)
    assert weights[0] == pytest.approx(5 * weights[1])


def test_an_unreadable_clip_is_never_drawn() -> None:
    lengths = [SECOND] * len(CLIPS)
    lengths[3] = lengths[15] = 0
    weights = balanced_weights(CLIPS, lengths)
    assert weights[3] == weights[15] == 0.0
    assert weights.sum() == pytest.approx(1.0)
    crops = CropSet(CLIPS, shards(lengths), default_chain([], []), 0)
    crops.plan = CropPlan(800, 0.0)
    heard = {round(float(crops[i][0].mean()) * 32.768) - 1 for i in range(400)}
    assert heard == set(range(16)) - {3, 15}


def test_draws_follow_the_weights_and_carry_the_right_target() -> None:
    crops = crop_set()
    crops.plan = CropPlan(800, 0.0)
    drawn = [crops[i] for i in range(600)]
    targets = np.array([float(target) for _, target, _ in drawn])
    assert targets.mean() == pytest.approx(0.5, abs=0.06)
    for wave, target, _ in drawn:
        index = round(float(wave.mean()) * 32.768) - 1
        assert float(target) == float(CLIPS[index].label == "ai")


def test_sample_i_does_not_depend_on_order_and_repeats_with_its_seed() -> None:
    forward = [crop_set()[i][0] for i in range(6)]
    again = crop_set()
    backward = [again[i][0] for i in reversed(range(6))][::-1]
    assert all(torch.equal(a, b) for a, b in zip(forward, backward, strict=True))
    other = crop_set(seed=2)
    assert not any(torch.equal(a, other[i][0]) for i, a in enumerate(forward))


def test_the_label_does_not_reach_the_augmentation() -> None:
    swapped = [Clip(c.path, "human" if c.label == "ai" else "ai", c.split, c.source, c.generator) for c in CLIPS]
    data = shards([2 * SECOND] * len(CLIPS))
    first, second = (CropSet(clips, data, default_chain([], []), 3) for clips in (CLIPS, swapped))
    second.cumulative = first.cumulative
    for crops in (first, second):
        crops.plan = CropPlan(SECOND, 1.0)
    for i in range(6):
        assert torch.equal(first[i][0], second[i][0])
        assert float(first[i][1]) == 1.0 - float(second[i][1])


def test_codec_variants_come_as_often_as_planned() -> None:
    crops = crop_set(variants=3)
    crops.plan = CropPlan(800, 0.0, variant_p=0.6)
    found = Counter(round(float(crops[i][0].mean()) * 327.68) % 10 for i in range(500))
    assert set(found) == {0, 1, 2}
    assert found[0] == pytest.approx(200, abs=40)
    assert found[1] == pytest.approx(150, abs=40)


def test_crops_have_their_length_short_clips_are_repeated_and_silence_is_avoided() -> None:
    rng = np.random.default_rng(0)
    ramp = np.arange(1000, 1100, dtype=np.int16)
    repeated = random_crop(ramp, 250, rng)
    assert repeated.shape == (250,)
    assert np.array_equal(repeated[:100], repeated[100:200])
    mostly_silent = np.zeros(40_000, np.int16)
    mostly_silent[:20_000] = 8000
    silent = sum(not random_crop(mostly_silent, 4_000, np.random.default_rng(seed)).any() for seed in range(200))
    assert silent < 200 * 0.45**3
    assert not random_crop(np.zeros(10, np.int16), 20, rng).any()


@pytest.mark.parametrize("world", [1, 2, 3])
def test_ranks_and_epochs_never_share_a_number(world: int) -> None:
    seen: list[int] = []
    for epoch in range(4):
        for rank in range(world):
            sampler = NumberSampler(5, rank, world)
            sampler.set_epoch(epoch)
            assert len(sampler) == len(list(sampler)) == 5
            seen += list(sampler)
    assert sorted(seen) == list(range(4 * world * 5))


def test_an_epoch_that_was_left_goes_on_with_its_next_number() -> None:
    done = 0
    sampler = NumberSampler(5, 1, 2, lambda: done)
    sampler.set_epoch(3)
    whole = list(sampler)
    done = 3
    assert list(sampler) == whole[3:]
    assert len(sampler) == 5


def test_vocoded_twins_get_the_share_that_is_asked_for() -> None:
    twin = Clip(Path("twin.flac"), "ai", "train", "big", "world", kind=KIND)
    clips = [*CLIPS, twin, twin]
    is_twin = np.array([c.kind == KIND for c in clips])
    is_ai = np.array([c.label == "ai" for c in clips])
    plain, asked = (balanced_weights(clips, [SECOND] * len(clips), copy_share=share) for share in (0.0, 0.6))
    assert asked.sum() == pytest.approx(1.0)
    assert asked[is_twin].sum() == pytest.approx(0.6 * 0.5)
    assert asked[is_ai].sum() == pytest.approx(0.5)
    assert plain[is_twin].sum() != pytest.approx(0.6 * 0.5, abs=0.02)
    others = is_ai & ~is_twin
    assert asked[others] / asked[others].sum() == pytest.approx(plain[others] / plain[others].sum())
    without = balanced_weights(CLIPS, [SECOND] * len(CLIPS), copy_share=0.3)
    assert without == pytest.approx(balanced_weights(CLIPS, [SECOND] * len(CLIPS)))


def test_no_detectors_opinion_is_asked_of_twins() -> None:
    twin = Clip(Path("twin.flac"), "ai", "train", "big", "world", kind=KIND)
    clips = [clip("human", "big"), clip("ai", "web", "engine"), twin]
    crops = CropSet(clips, shards([SECOND] * 3), default_chain([], []), 0, copy_share=0.5)
    crops.plan = CropPlan(SECOND, 0.0)
    seen = {(round(float(wave.mean()) * 32.768) - 1, float(known)) for wave, _, known in (crops[i] for i in range(60))}
    assert seen == {(0, 1.0), (1, 1.0), (2, 0.0)}


def test_a_twin_is_followed_by_its_original_cut_and_augmented_alike() -> None:
    human = [Clip(Path(f"h{i}.flac"), "human", "train", "s") for i in range(3)]
    twins = [
        Clip(Path(f"t{i}.flac"), "ai", "train", "s", "hifigan", kind=KIND, extra={"copy_of": f"h{i}.flac"})
        for i in range(4)
    ]
    clips = [*human, *twins]  # the last twin's original is not there, the second original cannot be read
    lengths = [2 * SECOND, 0, *[2 * SECOND] * 5]
    data = shards(lengths)
    ramp = np.tile(np.arange(2 * SECOND, dtype=np.int16) // 4, 6)
    data = Shards(data.starts, data.lengths, ((ramp + 1).astype(np.int16),))
    crops = CropSet(clips, data, default_chain([], []), 1, pair_twins=True)
    assert crops.originals == {3: 0, 5: 2}
    crops.plan = CropPlan(SECOND, 1.0)
    alone = CropSet(clips, data, default_chain([], []), 1)
    alone.plan = crops.plan
    pairs = 0
    for i in range(0, 80, 2):
        first, second = crops[i], crops[i + 1]
        assert torch.equal(first[0], alone[i][0])
        if crops._draw(i)[0] in crops.originals:
            pairs += 1
            assert torch.equal(first[0], second[0])  # all clips hold the same here
            assert (float(first[1]), float(second[1])) == (1.0, 0.0)
            assert (float(first[2]), float(second[2])) == (0.0, 1.0)
        else:
            assert torch.equal(second[0], alone[i + 1][0])
    assert pairs > 5
