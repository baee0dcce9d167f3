"""Lossy codecs in process: what messengers, phones, podcasts and video sites do to a voice."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import cast

import av
import numpy as np
import numpy.typing as npt
import soundfile
import soxr

Wave = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Codec:
    """One codec setting.

    Attributes:
        name: FFmpeg's encoder name; ``vorbis`` and ``gsm`` for libsndfile's.
        container: FFmpeg's container name, one that keeps the encoder delay, where there is one; ``soundfile`` for
            libsndfile.
        sample_rate: Rate in Hz at which the codec runs.
        bit_rate: Bits a second, or 0 where the codec has one fixed rate.
    """

    name: str
    container: str
    sample_rate: int
    bit_rate: int = 0
    delay: int = 0
    """Samples (at ``sample_rate``) by which the decoded signal comes late."""


CODECS: tuple[Codec, ...] = (
    *(Codec("libmp3lame", "mp3", 16_000, kbit * 1000) for kbit in (16, 24, 32, 48, 64)),
    *(Codec("libmp3lame", "mp3", 44_100, kbit * 1000) for kbit in (64, 96, 128)),
    *(Codec("libopus", "ogg", 48_000, kbit * 1000) for kbit in (8, 12, 16, 24, 32, 64)),
    *(Codec("vorbis", "soundfile", 16_000, kbit * 1000) for kbit in (24, 32, 48)),
    *(Codec("aac", "ipod", 16_000, kbit * 1000) for kbit in (16, 24, 32, 48)),
    *(Codec("aac", "ipod", 44_100, kbit * 1000) for kbit in (64, 96)),
    Codec("g722", "wav", 16_000, delay=22),
    Codec("pcm_mulaw", "wav", 8_000),
    Codec("pcm_alaw", "wav", 8_000),
)
"""What a training clip may pass through; every entry is drawn without looking at the label."""

PHONE_CODECS: tuple[Codec, ...] = (
    Codec("gsm", "soundfile", 8_000),
    *(Codec("g726", "wav", 8_000, kbit * 1000) for kbit in (16, 24, 32)),
    Codec("g723_1", "wav", 8_000, 6_300, delay=60),
    *(Codec("libopencore_amrnb", "amr", 8_000, bits, delay=40) for bits in (4_750, 7_400, 12_200)),
)
"""Codecs of mobile phones, cordless phones and early internet calls. Of Speex no encoder comes with PyAV."""

ALL_CODECS = CODECS + PHONE_CODECS


@dataclass(frozen=True, slots=True)
class CodecRoundTrip:
    """Encode and decode a waveform, keeping its length and its timing."""

    choices: tuple[Codec, ...] = CODECS

    def sample(self, rng: np.random.Generator) -> Codec:
        """Draw one codec setting."""
        return self.choices[int(rng.integers(len(self.choices)))]

    def apply(self, wave: Wave, params: Codec, sample_rate: int = 16_000) -> Wave:
        """Encode and decode.

        Args:
            wave: Mono samples, -1..1.
            params: The codec.
            sample_rate: Rate of ``wave`` in Hz.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        if len(wave) == 0:
            return wave.copy()
        source = soxr.resample(wave, sample_rate, params.sample_rate) if sample_rate != params.sample_rate else wave
        source = np.clip(source, -1.0, 1.0)
        in_sndfile = params.container == "soundfile"
        decoded, rate = _through_sndfile(source, params) if in_sndfile else _decode(_encode(source, params))
        decoded = decoded[params.delay :]
        if rate != sample_rate:
            decoded = soxr.resample(decoded, rate, sample_rate)
        result = np.zeros(len(wave), dtype=np.float32)
        n = min(len(wave), len(decoded))
        result[:n] = decoded[:n]
        return result


def _through_sndfile(wave: Wave, codec: Codec) -> tuple[Wave, int]:
    """Vorbis and GSM 06.10 go through libsndfile: PyAV's wheels carry no encoder for them."""
    buffer = io.BytesIO()
    if codec.name == "gsm":
        soundfile.write(buffer, wave, codec.sample_rate, format="WAV", subtype="GSM610")
    else:
        level = vorbis_level(codec.bit_rate)
        soundfile.write(buffer, wave, codec.sample_rate, format="OGG", subtype="VORBIS", compression_level=level)
    buffer.seek(0)
    decoded, rate = soundfile.read(buffer, dtype="float32")
    return decoded, rate


def vorbis_level(bit_rate: int) -> float:
    """Compression level of libsndfile, 0..1, that gives about this bit rate for mono at 16 kHz; bits a second."""
    return float(np.interp(bit_rate, [16_000, 48_000], [1.0, 0.5]))


def _encode(wave: Wave, codec: Codec) -> io.BytesIO:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=codec.container) as out:
        stream = cast("av.AudioStream", out.add_stream(codec.name, rate=codec.sample_rate, layout="mono"))
        if codec.bit_rate:
            stream.bit_rate = codec.bit_rate
        pcm = np.ascontiguousarray((wave * 32767.0).astype(np.int16)[None])
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = codec.sample_rate
        frame.pts = 0
        fifo_format = av.AudioResampler(format=stream.codec_context.format, layout="mono", rate=codec.sample_rate)
        for piece in fifo_format.resample(frame):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    buffer.seek(0)
    return buffer


def _decode(buffer: io.BytesIO) -> tuple[Wave, int]:
    blocks: list[Wave] = []
    with av.open(buffer, "r") as source:
        stream = source.streams.audio[0]
        rate = stream.rate
        to_float = av.AudioResampler(format="flt", layout="mono", rate=rate)
        for frame in source.decode(stream):
            blocks.extend(piece.to_ndarray()[0] for piece in to_float.resample(frame))
        blocks.extend(piece.to_ndarray()[0] for piece in to_float.resample(None))
    return (np.concatenate(blocks).astype(np.float32) if blocks else np.zeros(0, np.float32)), rate
