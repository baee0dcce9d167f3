"""Writing audio: length, timing, bit rate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from engine.audio.decode import decode_all
from engine.errors import UsageError
from trainer.prepare.encode import FORMATS, check_format, open_writer

RATE = 16_000


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("n_samples", [48_000, 20_001])
def test_what_is_written_comes_back_with_its_length_and_timing(
    tmp_path: Path, synth: Any, name: str, n_samples: int
) -> None:
    wave = synth.ai_voice(3.0)[:n_samples]
    path = tmp_path / f"a.{name}"
    with open_writer(path, name, 48) as out:
        for start in range(0, n_samples, 7000):
            out.write(wave[start : start + 7000])
    back = decode_all(path)
    assert len(back) == n_samples
    matches = np.correlate(back[8000:16_000], wave[7000:17_000], "valid")
    assert np.argmax(matches) == 1000
    assert np.corrcoef(back, wave)[0, 1] > 0.98


@pytest.mark.parametrize(("name", "kbits"), [("mp3", 32), ("mp3", 64)])
def test_the_bit_rate_is_kept(tmp_path: Path, synth: Any, name: str, kbits: int) -> None:
    path = tmp_path / "a"
    with open_writer(path, name, kbits) as out:
        out.write(synth.noise(10.0, 0.1))
    assert path.stat().st_size * 8 / 10 == pytest.approx(kbits * 1000, rel=0.1)


def test_wav_is_16_bit_mono_at_16_khz(tmp_path: Path, synth: Any) -> None:
    with open_writer(tmp_path / "a.wav", "wav", 48) as out:
        out.write(3.0 * synth.tone(0.5))
    info = soundfile.info(tmp_path / "a.wav")
    assert (info.samplerate, info.channels, info.subtype, info.frames) == (RATE, 1, "PCM_16", 8000)


@pytest.mark.parametrize(("name", "kbits"), [("aiff", 48), ("mp3", 4), ("opus", 1000)])
def test_an_impossible_format_is_refused_at_once(name: str, kbits: int) -> None:
    with pytest.raises(UsageError):
        check_format(name, kbits)


def test_opus_grows_with_its_bit_rate(tmp_path: Path, synth: Any) -> None:
    sizes = []
    for kbits in (12, 24, 48):  # a variable rate: about what was asked for, less where little is to be said
        with open_writer(tmp_path / "a", "opus", kbits) as out:
            out.write(synth.noise(10.0, 0.1))
        sizes.append((tmp_path / "a").stat().st_size)
    assert sizes == sorted(sizes)
    assert sizes[2] > 2.5 * sizes[0]
