"""A folder of 40 files as people have them: 32 good ones in all formats, 8 broken ones. Made here, never stored."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

FloatArray = npt.NDArray[np.float32]
Maker = Callable[[Path, FloatArray, int], None]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What reading a file must lead to.

    Attributes:
        error: Name of the error class; empty for a readable file.
        warns: Whether the readable part comes with a warning.
        bandwidth_hz: What the format keeps of the sound.
    """

    error: str = ""
    warns: bool = False
    bandwidth_hz: int = 7000

    @property
    def is_readable(self) -> bool:
        return not self.error


def _by_soundfile(path: Path, wave: FloatArray, rate: int, *, to: int, channels: int = 1, **options: Any) -> None:
    sound = soxr.resample(wave, rate, to) if to != rate else wave
    soundfile.write(path, np.repeat(sound[:, None], channels, axis=1), to, **options)


def _by_pyav(
    path: Path,
    wave: FloatArray,
    rate: int,
    *,
    codec: str,
    to: int,
    layout: str = "mono",
    container: str | None = None,
    bit_rate: int | None = None,
    video: str = "",
    sound: bool = True,
) -> None:
    """Encode with FFmpeg; several channels all carry the same sound."""
    pcm = np.clip(soxr.resample(wave, rate, to) * 32767, -32767, 32767).astype(np.int16)
    with av.open(str(path), "w", format=container) as out:
        picture = out.add_stream(video, rate=5) if video else None
        if picture is not None:
            picture.width = picture.height = 64
            picture.pix_fmt = "yuv420p"
        audio = out.add_stream(codec, rate=to, layout=layout) if sound else None
        if audio is not None and bit_rate:
            audio.bit_rate = bit_rate
        for index in range(round(len(wave) / rate * 5) if picture else 0):
            image = av.VideoFrame.from_ndarray(np.full((64, 64, 3), index * 4 % 256, np.uint8), format="rgb24")
            image.pts = index
            out.mux(picture.encode(image))
        for start in range(0, len(pcm) if audio else 0, to):
            piece = pcm[start : start + to]
            n_channels = audio.codec_context.layout.nb_channels
            frame = av.AudioFrame.from_ndarray(np.repeat(piece, n_channels)[None], format="s16", layout=layout)
            frame.sample_rate, frame.pts = to, start
            out.mux(audio.encode(frame))
        for stream in (picture, audio):
            if stream is not None:
                out.mux(stream.encode(None))


def _amr(path: Path, wave: FloatArray, rate: int) -> None:
    """AMR narrow band; where this FFmpeg build cannot encode it, the ffmpeg program may."""
    try:
        _by_pyav(path, wave, rate, codec="libopencore_amrnb", to=8000, bit_rate=12200)
    except (av.error.FFmpegError, av.codec.codec.UnknownCodecError, ValueError):
        path.unlink(missing_ok=True)
        if shutil.which("ffmpeg") is None:
            return
        source = path.with_suffix(".source.wav")
        soundfile.write(source, wave, rate)
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(source), "-ar", "8000", "-ac", "1", str(path)]
        subprocess.run(command, check=False, timeout=60)
        source.unlink()


def _mp3_with_picture(path: Path, wave: FloatArray, rate: int) -> None:
    """An ID3v2 tag with 300 kB of cover picture before the sound, as podcasts have."""
    _by_soundfile(path, wave, rate, to=44100, channels=2, format="MP3")
    picture = b"\x00image/jpeg\x00\x03\x00" + b"\xff\xd8\xff" + np.random.default_rng(1).bytes(300_000)
    frame = b"APIC" + len(picture).to_bytes(4) + b"\x00\x00" + picture
    size = len(frame)
    syncsafe = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\x00\x00" + syncsafe + frame + path.read_bytes())


def _wrong_extension(path: Path, wave: FloatArray, rate: int) -> None:
    _by_pyav(path, wave, rate, codec="aac", to=44100, container="ipod")


GOOD: dict[str, tuple[Maker, int]] = {
    "8 bit.wav": (partial(_by_soundfile, to=16000, subtype="PCM_U8"), 7000),
    "16 bit stereo.wav": (partial(_by_soundfile, to=44100, channels=2, subtype="PCM_16"), 7000),
    "24 bit 96 kHz.wav": (partial(_by_soundfile, to=96000, channels=2, subtype="PCM_24"), 7000),
    "32 bit.wav": (partial(_by_soundfile, to=48000, subtype="PCM_32"), 7000),
    "float 192 kHz.wav": (partial(_by_soundfile, to=192000, subtype="FLOAT"), 7000),
    "double 22 kHz.wav": (partial(_by_soundfile, to=22050, subtype="DOUBLE"), 7000),
    "mu-law 8 kHz.wav": (partial(_by_soundfile, to=8000, subtype="ULAW"), 3600),
    "a-law 11 kHz.wav": (partial(_by_soundfile, to=11025, subtype="ALAW"), 5000),
    "5.1.wav": (partial(_by_soundfile, to=48000, channels=6, subtype="PCM_16", format="WAVEX"), 7000),
    "7.1.wav": (partial(_by_soundfile, to=48000, channels=8, subtype="PCM_16", format="WAVEX"), 7000),
    "adpcm.wav": (partial(_by_pyav, codec="adpcm_ms", to=22050), 7000),
    "stereo.flac": (partial(_by_soundfile, to=48000, channels=2), 7000),
    "cbr.mp3": (partial(_by_pyav, codec="libmp3lame", to=44100, layout="stereo", bit_rate=128_000), 7000),
    "vbr.mp3": (partial(_by_soundfile, to=44100, channels=2, bitrate_mode="VARIABLE"), 7000),
    "voice memo 16 kHz.mp3": (partial(_by_pyav, codec="libmp3lame", to=16000, bit_rate=48_000), 7000),
    "cover picture.mp3": (_mp3_with_picture, 7000),
    "vorbis.ogg": (partial(_by_soundfile, to=44100, channels=2, format="OGG", subtype="VORBIS"), 7000),
    "opus.opus": (partial(_by_pyav, codec="libopus", to=48000, container="ogg", bit_rate=48_000), 7000),
    "aac.m4a": (partial(_by_pyav, codec="aac", to=44100, layout="stereo", bit_rate=128_000), 7000),
    "lossless.m4a": (partial(_by_pyav, codec="alac", to=44100, container="ipod"), 7000),
    "adts.aac": (partial(_by_pyav, codec="aac", to=44100, container="adts", bit_rate=96_000), 7000),
    "video.mp4": (partial(_by_pyav, codec="aac", to=48000, layout="stereo", video="mpeg4", bit_rate=128_000), 7000),
    "video.mov": (partial(_by_pyav, codec="pcm_s16le", to=48000, layout="stereo", video="mpeg4"), 7000),
    "video.mkv": (partial(_by_pyav, codec="flac", to=48000, layout="5.1", video="mpeg4"), 7000),
    "video.webm": (partial(_by_pyav, codec="libopus", to=48000, video="libvpx", bit_rate=64_000), 7000),
    "windows.wma": (partial(_by_pyav, codec="wmav2", to=44100, layout="stereo", bit_rate=128_000), 7000),
    "phone.amr": (_amr, 3000),
    "phone.3gp": (partial(_by_pyav, codec="aac", to=16000, container="3gp", video="mpeg4", bit_rate=48_000), 7000),
    "apple.aiff": (partial(_by_soundfile, to=44100, channels=2), 7000),
    "apple.caf": (partial(_by_soundfile, to=48000), 7000),
    "sun.au": (partial(_by_soundfile, to=32000), 7000),
    "Gespräch é 日本 (an m4a).wav": (_wrong_extension, 7000),
}


def make_mixed_files(folder: Path, speech_wave: FloatArray, rate: int = 16000) -> dict[str, Expectation]:
    """Write 32 good and 8 broken files.

    Args:
        folder: An existing folder.
        speech_wave: Some seconds of mono sound that every good file carries.
        rate: Its sample rate, Hz.

    Returns:
        What to expect, by file name. A format that nothing on this machine can encode is left out.
    """
    expected = {}
    for name, (maker, bandwidth_hz) in GOOD.items():
        maker(folder / name, speech_wave, rate)
        if (folder / name).exists():
            expected[name] = Expectation(bandwidth_hz=bandwidth_hz)
    return expected | _make_broken(folder, speech_wave, rate)


def _make_broken(folder: Path, wave: FloatArray, rate: int) -> dict[str, Expectation]:
    (folder / "empty.wav").touch()
    (folder / "noise.mp3").write_bytes(np.random.default_rng(2).bytes(200_000))
    (folder / "text.wav").write_text("This is no sound.\n" * 50)
    whole = folder / "whole.m4a"
    _by_pyav(whole, wave, rate, codec="aac", to=44100, container="ipod")
    movie = whole.read_bytes()
    whole.unlink()
    (folder / "cut off.m4a").write_bytes(movie[: len(movie) // 2])
    (folder / "protected.m4p").write_bytes(movie.replace(b"mp4a", b"drms", 1))
    _by_pyav(folder / "no sound.mp4", wave, rate, codec="aac", to=44100, video="mpeg4", sound=False)
    soundfile.write(folder / "not a number.wav", np.full_like(wave, np.nan), rate, subtype="FLOAT")
    _by_soundfile(folder / "ends early.wav", wave, rate, to=44100)
    cut = (folder / "ends early.wav").read_bytes()
    (folder / "ends early.wav").write_bytes(cut[: len(cut) * 6 // 10])
    return {
        "empty.wav": Expectation("AudioOpenError"),
        "noise.mp3": Expectation("AudioDecodeError"),
        "text.wav": Expectation("AudioDecodeError"),
        "cut off.m4a": Expectation("AudioDecodeError"),
        "protected.m4p": Expectation("ProtectedAudioError"),
        "no sound.mp4": Expectation("NoAudioStreamError"),
        "not a number.wav": Expectation("AudioDecodeError"),
        "ends early.wav": Expectation(warns=True),
    }
