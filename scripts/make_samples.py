"""Make the short clips of resources/samples that `make demo` checks: all synthetic, small, the same on every run.

Nobody's recording is in them: espeak-ng speaks, numpy plays. Needs espeak-ng; run it with `make samples`.
"""

from __future__ import annotations

import argparse
import io
import subprocess
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

Wave = npt.NDArray[np.float64]

RATE = 16_000
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples"
STORY = (
    "The ferry left the harbour at half past six. Nobody on the pier had noticed that the man in the grey coat "
    "had stayed behind, reading a letter that was not addressed to him."
)
NOTICE = "Please listen carefully. The bank will never ask for your password, and neither will this recording."


def speak(text: str, voice: str, words_per_minute: int) -> Wave:
    """Synthesise speech with espeak-ng, at `RATE`, peak 0.5."""
    command = ["espeak-ng", "--stdout", "-v", voice, "-s", str(words_per_minute), text]
    done = subprocess.run(command, capture_output=True, check=True)
    wave, rate = soundfile.read(io.BytesIO(done.stdout), dtype="float64")
    return at_peak(soxr.resample(wave, rate, RATE), 0.5)


def play_music(n_samples: int) -> Wave:
    """Four soft chords with decaying harmonics over a bass note, peak 1."""
    seconds = np.arange(n_samples) / RATE
    beat_s = 1.5
    roots_hz = (110.0, 87.31, 130.81, 98.0)
    music = np.zeros(n_samples)
    for beat in range(int(n_samples / RATE / beat_s) + 1):
        since_s = seconds - beat * beat_s
        envelope = np.where(since_s >= 0, np.exp(-1.8 * np.maximum(since_s, 0)), 0)
        for ratio in (1.0, 2.0, 2.5, 3.0):
            for harmonic in (1, 2, 3, 4):
                pitch_hz = roots_hz[beat % len(roots_hz)] * ratio * harmonic
                music += envelope * np.sin(2 * np.pi * pitch_hz * since_s) / (harmonic**2 * ratio)
    return at_peak(music, 1.0)


def make_noise(n_samples: int, seed: int) -> Wave:
    """Pink noise, as of distant traffic: power falling 3 dB an octave, peak 1."""
    white = np.random.default_rng(seed).standard_normal(n_samples)
    spectrum = np.fft.rfft(white)
    frequency_hz = np.maximum(np.fft.rfftfreq(n_samples, 1 / RATE), 20.0)
    return at_peak(np.fft.irfft(spectrum / np.sqrt(frequency_hz), n_samples), 1.0)


def at_peak(wave: Wave, peak: float) -> Wave:
    """Scale to that peak."""
    scaled: Wave = wave * (peak / np.abs(wave).max())
    return scaled


def mix(speech: Wave, background: Wave, snr_db: float) -> Wave:
    """Lay a background under speech at that ratio of mean powers, peak 0.7."""
    gain = np.sqrt(np.mean(speech**2) / np.mean(background**2) / 10 ** (snr_db / 10))
    return at_peak(speech + gain * background, 0.7)


def cut_m4a(wave: Wave, kept: float) -> bytes:
    """AAC in MP4 as an interrupted download leaves it: the index stands at the end, so that no player can read it.

    Args:
        wave: At `RATE`, peak below 1.
        kept: Share of the bytes to keep, 0..1.
    """
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        frame = av.AudioFrame.from_ndarray(wave.astype(np.float32)[np.newaxis], format="fltp", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    whole = buffer.getvalue()
    return whole[: int(len(whole) * kept)]


def make_samples(folder: Path) -> None:
    """Write every sample into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    story = speak(STORY, "en-us", 165)
    notice = speak(NOTICE, "en-gb+f3", 150)
    seconds = np.arange(4 * RATE) / RATE
    flac = {
        "voice.flac": notice,
        "tone.flac": 0.3 * np.sin(2 * np.pi * 440 * seconds),
        "silence.flac": np.zeros(4 * RATE),
    }
    mp3 = {
        "voice-under-music.mp3": mix(story, play_music(len(story)), 8),
        "voice-under-noise.mp3": mix(story, make_noise(len(story), 1), 10),
        "noise-only.mp3": 0.3 * make_noise(5 * RATE, 2),
    }
    for name, wave in flac.items():
        soundfile.write(folder / name, wave, RATE, subtype="PCM_16")
    for name, wave in mp3.items():
        soundfile.write(folder / name, wave, RATE, bitrate_mode="CONSTANT", compression_level=0.6)
    (folder / "interrupted-download.m4a").write_bytes(cut_m4a(notice, 0.6))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write (default: %(default)s)")
    make_samples(parser.parse_args().folder)


if __name__ == "__main__":
    main()
