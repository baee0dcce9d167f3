"""The chain: blind to the label, repeatable, in the right order, off at strength 0."""

from __future__ import annotations

import inspect
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from engine.errors import TrainingError
from trainer.augment.chain import CHANCES, Chain, check_chances, default_chain, make_transforms

Wave = npt.NDArray[np.float32]


def voice() -> Wave:
    """A tone with breaks."""
    t = np.arange(16_000) / 16_000
    return (0.3 * np.sin(2 * np.pi * 220 * t) * (np.sin(2 * np.pi * 3 * t) > 0)).astype(np.float32)


def materials() -> tuple[list[Wave], list[Wave]]:
    rng = np.random.default_rng(9)
    response = np.zeros(800, np.float32)
    response[[0, 300]] = 1.0, 0.5
    return [rng.standard_normal(20_000).astype(np.float32)], [response]


@dataclass(frozen=True)
class Note:
    """A transform that writes down that it was called."""

    name: str
    log: list[str]

    def sample(self, rng: np.random.Generator) -> float:
        return float(rng.random())

    def apply(self, wave: Wave, params: float) -> Wave:
        self.log.append(self.name)
        return wave + np.float32(params)


def test_the_same_seed_gives_the_same_clip_and_the_label_is_no_argument() -> None:
    chain = default_chain(*materials())
    for seed in range(12):
        first, second = (chain(voice(), np.random.default_rng(seed), 1.0) for _ in range(2))
        assert np.array_equal(first, second)
        assert first.shape == voice().shape
        assert np.isfinite(first).all()
    assert list(inspect.signature(Chain.__call__).parameters) == ["self", "wave", "rng", "strength"]


def test_strength_zero_changes_nothing() -> None:
    chain = default_chain(*materials())
    for seed in range(12):
        assert np.array_equal(chain(voice(), np.random.default_rng(seed), 0.0), voice())


def test_seeds_differ() -> None:
    chain = default_chain(*materials())
    made = {chain(voice(), np.random.default_rng(seed), 1.0).tobytes() for seed in range(20)}
    assert len(made) > 15


def test_steps_come_in_their_order_as_often_as_their_chance() -> None:
    log: list[str] = []
    chain = Chain(((1.0, Note("room", log)), (0.5, Note("noise", log)), (1.0, Note("gain", log))))
    rng = np.random.default_rng(0)
    for _ in range(400):
        chain(voice(), rng, 1.0)
    assert log.count("room") == log.count("gain") == 400
    assert log.count("noise") == pytest.approx(200, abs=40)
    text = " ".join(log).replace(" noise", "")
    assert text == " ".join(["room gain"] * 400)


def test_strength_scales_the_chances() -> None:
    log: list[str] = []
    chain = Chain(((0.8, Note("step", log)),))
    rng = np.random.default_rng(0)
    for _ in range(1000):
        chain(voice(), rng, 0.5)
    assert len(log) == pytest.approx(400, abs=50)


def test_the_recipe_puts_the_room_before_the_noise_and_the_band_after_both() -> None:
    names = [type(step).__name__ for _, step in default_chain(*materials()).steps]
    assert names == ["Gate", "Room", "Noise", "Hiss", "BandShape", "Gain"]
    without = [type(step).__name__ for _, step in default_chain([], []).steps]
    assert without == ["Gate", "Room", "Hiss", "BandShape", "Gain"]


def test_a_run_that_asks_for_nothing_hears_what_it_always_heard() -> None:
    plain = default_chain(*materials())
    assert [chance for chance, _ in plain.steps] == [0.2, 0.25, 0.4, 0.45, 0.5, 0.5]
    spelled_out = default_chain(*materials(), {"rawboost": 0.0, "noise": 0.4})
    for seed in range(8):
        first, second = (chain(voice(), np.random.default_rng(seed)) for chain in (plain, spelled_out))
        assert np.array_equal(first, second)


def test_the_others_come_in_their_place_with_the_chance_asked_for() -> None:
    asked = {"rawboost": 0.3, "denoise": 0.1, "pitch_tempo": 0.05, "shoebox": 0.2, "gate": 0.0}
    steps = default_chain(*materials(), asked).steps
    found = [(type(step).__name__, chance) for chance, step in steps]
    assert found == [
        ("PitchTempo", 0.05),
        ("SpectralSubtraction", 0.1),
        ("Room", 0.25),
        ("Shoebox", 0.2),
        ("Noise", 0.4),
        ("Hiss", 0.45),
        ("RawBoost", 0.3),
        ("BandShape", 0.5),
        ("Gain", 0.5),
    ]
    assert set(make_transforms(*materials())) == set(CHANCES)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(TrainingError, match="rawbost") as caught:
        default_chain([], [], {"rawbost": 0.3})
    assert "'rawboost'" in caught.value.hint
    with pytest.raises(TrainingError, match="zzz") as caught:
        check_chances({"zzz": 0.3})
    assert "gate" in caught.value.hint


@pytest.mark.parametrize(("name", "chance"), [("gate", 1.5), ("gate", -0.1), ("pitch_tempo", 0.2)])
def test_a_chance_out_of_range_is_refused(name: str, chance: float) -> None:
    with pytest.raises(TrainingError, match=name) as caught:
        check_chances({name: chance})
    assert "Choose from 0 to" in caught.value.hint


def test_all_at_once_stays_finite_and_keeps_its_length() -> None:
    chain = default_chain(*materials(), {**dict.fromkeys(CHANCES, 1.0), "pitch_tempo": 0.1})
    for seed in range(5):
        result = chain(voice(), np.random.default_rng(seed))
        assert result.shape == voice().shape
        assert result.dtype == np.float32
        assert np.isfinite(result).all()
