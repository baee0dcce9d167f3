"""Drawn parameters in words, for the listening page."""

from __future__ import annotations

import math
from functools import singledispatch
from typing import Any

from trainer.augment.band import KNOTS_HZ, BandParams
from trainer.augment.codec import Codec
from trainer.augment.copy_griffin_lim import GriffinLimParams
from trainer.augment.copy_hifigan import HifiganParams
from trainer.augment.copy_lpc import LpcParams
from trainer.augment.copy_world import WorldParams
from trainer.augment.denoise import SubtractionParams
from trainer.augment.gain import GainParams
from trainer.augment.noise import NoiseParams
from trainer.augment.noise_floor import GateParams, HissParams
from trainer.augment.pitch_tempo import PitchTempoParams
from trainer.augment.rawboost import CONVOLUTIVE, IMPULSIVE, STATIONARY, RawBoostParams
from trainer.augment.room import RoomParams
from trainer.augment.shoebox import ShoeboxParams

CODEC_NAMES = {
    "libmp3lame": "MP3",
    "libopus": "Opus",
    "vorbis": "Vorbis",
    "aac": "AAC",
    "g722": "G.722",
    "pcm_mulaw": "G.711 mu-law",
    "pcm_alaw": "G.711 A-law",
    "gsm": "GSM 06.10",
    "g726": "G.726",
    "g723_1": "G.723.1",
    "libopencore_amrnb": "AMR narrow band",
}

TITLES = {
    "pitch_tempo": ("Pitch and tempo", "Higher or lower, faster or slower. Seldom, and for both classes alike."),
    "gate": ("Noise gate", "Turns down what lies between the words, as call software and editors do."),
    "denoise": ("Spectral subtraction", "Takes the noise of the pauses out of every frame, as noise filters do."),
    "room": ("Room", "An echo that dies away, or a measured room of the data."),
    "shoebox": ("Shoebox room", "Early reflections by geometry, then an echo that dies away."),
    "noise": ("Noise", "Street, music or babble from the data's noise recordings."),
    "hiss": ("Hiss", "A steady noise floor, whatever the voice: clean studio speech must not mean AI."),
    "rawboost": ("RawBoost", "Notches, distortion, crackle and coloured noise of bad lines and interfaces."),
    "band": ("Band and equaliser", "What telephones, cheap microphones and boomy rooms leave of the spectrum."),
    "gain": ("Gain", "Level, soft clipping, offset."),
    "griffin-lim": ("Copy by Griffin-Lim", "Mel bands and guessed phases: the plainest vocoder after a network."),
    "world": ("Copy by WORLD", "Pitch, envelope and aperiodicity, analysed and synthesised again."),
    "lpc": ("Copy by linear prediction", "A buzz or a hiss through the filter of the mouth."),
    "hifigan": ("Copy by HiFi-GAN", "Mel bands spoken by a neural vocoder that learned many voices."),
    "hifigan-lj": ("Copy by HiFi-GAN of one voice", "The same by a neural vocoder that learned a single speaker."),
}
"""Title of every transform by name, and what it stands for."""


@singledispatch
def in_words(params: Any) -> str:
    """What was drawn, in one line for a person."""
    raise TypeError(f"no words for {type(params).__name__}")


@in_words.register
def _(params: BandParams) -> str:
    low = f"from {params.low_hz:.0f} Hz" if params.low_hz else "from 0 Hz"
    high = f"up to {params.high_hz / 1000:.1f} kHz" if params.high_hz < 8000 else "no upper limit"
    if not any(params.gains_db):
        return f"{low}, {high}, {6 * params.order} dB an octave, no equaliser"
    gains = (f"{round(gain):+d} dB at {_hz(knot)}" for knot, gain in zip(KNOTS_HZ, params.gains_db, strict=True))
    knots = ", ".join(gains)
    return f"{low}, {high}, {6 * params.order} dB an octave; {knots}"


@in_words.register
def _(params: Codec) -> str:
    name = CODEC_NAMES.get(params.name, params.name)
    rate = f"{params.bit_rate / 1000:g} kbit/s" if params.bit_rate else "its one bit rate"
    return f"{name}, {rate}, at {params.sample_rate / 1000:g} kHz"


@in_words.register
def _(params: GainParams) -> str:
    clip = f"clipped softly, driven {params.drive:.1f} times" if params.drive else "not clipped"
    offset = f"offset {100 * params.offset:+.1f} % of full scale" if params.offset else "no offset"
    return f"{params.gain_db:+.1f} dB, {clip}, {offset}"


@in_words.register
def _(params: NoiseParams) -> str:
    return f"recording number {params.index + 1}, {params.snr_db:.0f} dB below the voice"


@in_words.register
def _(params: GateParams) -> str:
    below = f"what is {params.threshold_db:.0f} dB below the clip's level"
    return f"{below} or quieter is turned down by {params.depth_db:.0f} dB"


@in_words.register
def _(params: HissParams) -> str:
    return f"at {params.level_dbfs:.0f} dBFS, {params.slope_db:+.1f} dB an octave"


@in_words.register
def _(params: RoomParams) -> str:
    if params.response >= 0:
        return f"measured room number {params.response + 1}"
    return f"echo dies away in {params.rt60_s:.2f} s, direct sound {params.direct_db:+.0f} dB over the echo"


@in_words.register
def _(params: ShoeboxParams) -> str:
    size = " x ".join(f"{side:.1f}" for side in params.size_m)
    apart = sum(((a - b) * s) ** 2 for a, b, s in zip(params.mouth, params.microphone, params.size_m, strict=True))
    return f"room of {size} m, microphone {apart**0.5:.1f} m away, echo dies away in {params.rt60_s:.2f} s"


@in_words.register
def _(params: SubtractionParams) -> str:
    return f"{params.factor:.1f} times the noise of the pauses is taken out, at most {-params.floor_db:.0f} dB"


@in_words.register
def _(params: PitchTempoParams) -> str:
    speed = 100.0 * (params.speed - 1.0)
    return f"pitch {params.semitones:+.1f} semitones, {abs(speed):.0f} % {'faster' if speed >= 0 else 'slower'}"


@in_words.register
def _(params: RawBoostParams) -> str:
    parts = []
    if params.algorithm in CONVOLUTIVE:
        parts.append(f"notch filters and distortion up to power {len(params.filters)}")
    if params.algorithm in IMPULSIVE:
        parts.append(f"impulses on {100 * params.impulse_share:.1f} % of the samples")
    if params.algorithm in STATIONARY:
        parts.append(f"coloured noise {params.snr_db:.0f} dB below the voice")
    return f"algorithm {params.algorithm}: {', '.join(parts)}"


@in_words.register
def _(params: GriffinLimParams) -> str:
    return f"{params.n_mels} mel bands, frames of {params.n_fft} samples, {params.iterations} rounds of phase search"


@in_words.register
def _(params: WorldParams) -> str:
    envelope = f"coded in {params.envelope_size} numbers" if params.envelope_size else "whole"
    return f"a frame every {params.frame_ms:g} ms, envelope {envelope}, pitch by {_pitch(params)}"


@in_words.register
def _(params: LpcParams) -> str:
    return (
        f"{params.order} coefficients every {params.hop / 16:g} ms, {100 * params.breath:.0f} % breath in voiced frames"
    )


@in_words.register
def _(params: HifiganParams) -> str:
    bands, frames = params.blur_bands, params.blur_frames
    blur = f"blurred by {bands:.1f} bands and {frames:.1f} frames" if bands or frames else "as they are"
    semitones = 12.0 * math.log2(params.shift)
    voice = f"pitch and formants {semitones:+.1f} semitones" if semitones else "the same voice"
    return f"mel bands {blur}, {voice}"


def _pitch(params: WorldParams) -> str:
    return "Harvest" if params.is_harvest else "DIO"


def _hz(value: float) -> str:
    return f"{value / 1000:g} kHz" if value >= 1000 else f"{value:g} Hz"
