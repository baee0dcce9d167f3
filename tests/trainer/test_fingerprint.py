"""Fingerprints: a copy is found through codec, gain and telephone; another sentence is not taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr

from trainer.augment.codec import CODECS, CodecRoundTrip
from trainer.datasets.manifest import Clip
from trainer.fingerprint import SAME, fingerprint, print_clips, same_recordings

RATE = 16_000


@pytest.mark.parametrize("codec", CODECS[::4], ids=lambda codec: f"{codec.name}{codec.bit_rate}")
def test_a_copy_through_a_codec_at_another_level_is_the_same(speech_wave: Any, codec: Any) -> None:
    wave = speech_wave[: 4 * RATE]
    copy = 0.25 * CodecRoundTrip().apply(wave, codec)
    assert float(fingerprint(wave) @ fingerprint(copy)) > SAME


def test_a_telephone_copy_is_the_same(speech_wave: Any) -> None:
    wave = speech_wave[: 4 * RATE]
    phone = soxr.resample(soxr.resample(wave, RATE, 8000), 8000, RATE)
    assert float(fingerprint(wave) @ fingerprint(phone)) > SAME


def test_other_words_of_one_voice_are_not_the_same(speech_wave: Any) -> None:
    pieces = [fingerprint(speech_wave[start : start + 2 * RATE]) for start in range(0, 7 * RATE, RATE)]
    likeness = [float(a @ b) for i, a in enumerate(pieces) for b in pieces[i + 1 :]]
    assert max(likeness) < 0.8


def test_even_or_short_sounds_have_none(synth: Any) -> None:
    assert fingerprint(synth.tone(3.0)) is None
    assert fingerprint(synth.noise(3.0)) is None
    assert fingerprint(synth.silence(3.0)) is None
    assert fingerprint(synth.human_voice(0.3)) is None


def test_pairs_are_found_by_content_and_by_likeness(
    tmp_path: Path, speech_wave: Any, synth: Any, write_wav: Any
) -> None:
    speech = speech_wave[: 3 * RATE]
    waves = [speech, speech_wave[3 * RATE : 6 * RATE], speech, 0.5 * speech, speech_wave[: 4 * RATE], synth.tone(3.0)]
    clips = [Clip(write_wav(tmp_path / f"{i}.wav", wave), "human") for i, wave in enumerate(waves)]
    (tmp_path / "broken.wav").write_text("no sound")
    prints = print_clips([*clips, Clip(tmp_path / "broken.wav", "ai"), Clip(tmp_path / "absent", "ai")], workers=2)
    pairs = {tuple(sorted((a, b))) for a, b, _ in same_recordings(prints)}
    assert pairs == {(0, 2), (0, 3), (2, 3)}
    assert [bool(each.reason) for each in prints] == [False] * 6 + [True, True]
    assert [round(each.seconds) for each in prints[:6]] == [3, 3, 3, 3, 4, 3]


def test_many_clips_are_compared_in_blocks_like_few(monkeypatch: pytest.MonkeyPatch) -> None:
    import trainer.fingerprint as module

    rng = np.random.default_rng(0)
    shapes = rng.standard_normal((40, 20)).astype(np.float32)
    shapes[31] = shapes[4]
    shapes /= np.linalg.norm(shapes, axis=1, keepdims=True)
    prints = [module.Print(str(i), 3.0 + 0.001 * i, shape) for i, shape in enumerate(shapes)]
    monkeypatch.setattr(module, "_BLOCK", 7)
    assert [(a, b) for a, b, _ in same_recordings(prints)] == [(4, 31)]
    prints[31] = module.Print("31", 9.0, shapes[31])
    assert list(same_recordings(prints)) == []
