"""Words for everything that can be drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from trainer.augment.chain import CHANCES, make_transforms
from trainer.augment.codec import ALL_CODECS
from trainer.augment.copy_synthesis import EVERY
from trainer.augment.gain import GainParams
from trainer.augment.rawboost import RawBoost
from trainer.augment.words import CODEC_NAMES, TITLES, in_words

NOISE = (np.ones(100, np.float32),)


def test_every_draw_of_every_transform_has_its_words() -> None:
    transforms = {**make_transforms(NOISE, NOISE), **EVERY}
    for name, transform in transforms.items():
        told = {in_words(transform.sample(np.random.default_rng(seed))) for seed in range(20)}
        assert len(told) > 3, name
        assert all(10 < len(words) < 220 and "Params" not in words for words in told)
    assert set(TITLES) == {*CHANCES, *EVERY}


def test_every_codec_has_a_name() -> None:
    assert {codec.name for codec in ALL_CODECS} == set(CODEC_NAMES)
    assert "12.2 kbit/s" in in_words(ALL_CODECS[-1])


def test_the_words_say_what_was_drawn() -> None:
    assert (
        in_words(GainParams(-6.0, 0.01, 2.5))
        == "-6.0 dB, clipped softly, driven 2.5 times, offset +1.0 % of full scale"
    )
    drawn = RawBoost().sample(np.random.default_rng(0))
    assert "coloured noise" not in in_words(replace(drawn, algorithm=5))
    assert "coloured noise" in in_words(replace(drawn, algorithm=4))


def test_what_has_no_words_is_an_error() -> None:
    with pytest.raises(TypeError, match="int"):
        in_words(3)
