"""Every format people have, and the broken files among them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import scipy.signal
import soundfile

import engine.errors
from engine.audio.decode import decode_all, open_audio
from engine.audio.sniff import looks_like_audio, skip_reason
from engine.errors import AudioError
from tests.mixed_files import GOOD, Expectation, make_mixed_files

RATE = 16000
Mixed = tuple[Path, np.ndarray, dict[str, Expectation]]
BROKEN = (
    "empty.wav",
    "noise.mp3",
    "text.wav",
    "cut off.m4a",
    "protected.m4p",
    "no sound.mp4",
    "not a number.wav",
)
PYAV_ONLY = {".m4a", ".aac", ".mp4", ".mov", ".mkv", ".webm", ".wma", ".amr", ".3gp"}


def speech_like(seconds: float = 6.0) -> np.ndarray:
    """A gliding voice in syllables, with some breath: something codecs for speech keep."""
    rng, t = np.random.default_rng(0), np.arange(int(seconds * RATE)) / RATE
    pitch = 2 * np.pi * np.cumsum(120 + 25 * np.sin(2 * np.pi * 0.7 * t)) / RATE
    voice = sum(np.sin(k * pitch + k) / k for k in range(1, 24))
    envelope = np.clip(np.sin(2 * np.pi * 2.3 * t), 0, 1) ** 0.5
    return (0.12 * voice * envelope + 0.001 * rng.standard_normal(len(t))).astype(np.float32)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Mixed:
    folder, wave = tmp_path_factory.mktemp("mixed"), speech_like()
    return folder, wave, make_mixed_files(folder, wave, RATE)


def likeness(original: np.ndarray, decoded: np.ndarray, bandwidth_hz: int) -> float:
    """Highest correlation over small delays, in the band that the format keeps."""
    sos = scipy.signal.butter(6, min(bandwidth_hz, 7000) * 0.85, fs=RATE, output="sos")
    a, b = (scipy.signal.sosfiltfilt(sos, x) for x in (original, decoded))
    correlation = scipy.signal.correlate(b, a, mode="full", method="fft")
    middle = len(a) - 1
    near = correlation[middle - 2400 : middle + 2400]
    return float(near.max() / np.sqrt((a @ a) * (b @ b)))


def spectral_likeness(original: np.ndarray, decoded: np.ndarray) -> float:
    """Correlation of magnitudes below 3.4 kHz in 64 ms frames."""
    n = min(len(original), len(decoded))
    a, b = (np.abs(scipy.signal.stft(x[:n], RATE, nperseg=1024)[2][:218]) ** 0.5 for x in (original, decoded))
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def test_there_are_40_files_and_32_good_ones(mixed: Mixed) -> None:
    folder, _, expected = mixed
    assert len(GOOD) == 32
    missing = set(GOOD) - set(expected)
    assert missing <= {"phone.amr"}, "only AMR may lack an encoder here"
    assert len(list(folder.iterdir())) == len(expected) == 40 - len(missing)


@pytest.mark.parametrize("name", GOOD)
def test_every_format_gives_the_same_wave(mixed: Mixed, name: str) -> None:
    folder, wave, expected = mixed
    if name not in expected:
        pytest.skip(f"nothing here can encode {name}; apt-get install ffmpeg brings an encoder")
    with open_audio(folder / name) as stream:
        decoded = np.concatenate(list(stream))
        info, warnings = stream.info, stream.warnings
    assert warnings == []
    assert len(decoded) / RATE == pytest.approx(len(wave) / RATE, abs=0.15)
    if name == "phone.amr":  # keeps the sound, not the wave
        assert spectral_likeness(wave, decoded) > 0.9
    else:
        assert likeness(wave, decoded, expected[name].bandwidth_hz) > 0.97
    assert np.sqrt(np.mean(decoded**2)) == pytest.approx(np.sqrt(np.mean(wave**2)), rel=0.12)
    assert info.decoder == ("pyav" if Path(name).suffix in PYAV_ONLY or "m4a" in name else "soundfile")
    assert info.container
    assert info.codec
    assert info.sample_rate >= 8000
    assert info.channels >= 1
    assert info.bit_rate > 4000
    assert stream.expected_duration_s == pytest.approx(len(wave) / RATE, abs=0.3)
    assert looks_like_audio(folder / name)


@pytest.mark.parametrize("name", BROKEN)
def test_every_broken_file_gives_its_error_and_a_hint(mixed: Mixed, name: str) -> None:
    folder, _, expected = mixed
    with pytest.raises(AudioError) as caught:
        decode_all(folder / name)
    assert type(caught.value) is getattr(engine.errors, expected[name].error)
    assert name in str(caught.value)
    assert len(caught.value.hint) > 20
    assert skip_reason(folder / name) == "", "an audio extension must be listed, broken or not"


def test_a_file_that_ends_early_is_read_with_a_warning(mixed: Mixed) -> None:
    folder, wave, _ = mixed
    with open_audio(folder / "ends early.wav") as stream:
        seconds = sum(map(len, stream)) / RATE
    assert seconds == pytest.approx(0.6 * len(wave) / RATE, abs=0.05)
    assert stream.warnings == [f"The file is damaged or ends early: {seconds:.1f} s of 6.0 s could be read."]


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 6 // 10]


def _scratch(data: bytes) -> bytes:
    middle, length = len(data) // 3, max(2000, len(data) // 10)
    return data[:middle] + np.random.default_rng(3).bytes(length) + data[middle + length :]


DAMAGED = (
    *("cbr.mp3", "vbr.mp3", "stereo.flac", "vorbis.ogg", "opus.opus", "video.mkv", "windows.wma", "adts.aac"),
    *("apple.caf", "apple.aiff"),
)


@pytest.mark.parametrize("damage", [_cut, _scratch])
@pytest.mark.parametrize("name", DAMAGED)
def test_damage_leaves_the_readable_part_with_a_warning(
    mixed: Mixed, tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    folder, wave, _ = mixed
    path = tmp_path / name
    path.write_bytes(damage((folder / name).read_bytes()))
    with open_audio(path) as stream:
        seconds = sum(map(len, stream)) / RATE
    whole = len(wave) / RATE
    assert 0.4 * whole < seconds < whole + 0.3
    # in plain samples damage is noise that nobody can tell
    is_hidden = name.startswith("apple") and damage is _scratch
    assert bool(stream.warnings) is not is_hidden
    assert len(stream.warnings) < 2


def test_decoders_write_nothing_to_stderr(mixed: Mixed, tmp_path: Path) -> None:
    folder, _, expected = mixed
    for name in ("cbr.mp3", "vbr.mp3", "vorbis.ogg", "windows.wma", "video.mkv", "stereo.flac"):
        (tmp_path / f"cut {name}").write_bytes(_cut((folder / name).read_bytes()))
        (tmp_path / f"bad {name}").write_bytes(_scratch((folder / name).read_bytes()))
    paths = [*map(str, tmp_path.iterdir()), *(str(folder / name) for name in expected)]
    code = (
        "import sys\nfrom engine.audio.decode import decode_all\nfrom engine.errors import AudioError\n"
        "for p in sys.argv[1:]:\n    try: print(len(decode_all(p)))\n    except AudioError as e: print(repr(e))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *paths], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == len(paths)
    assert done.stderr == ""


def test_the_best_sound_track_of_a_video_is_taken(mixed: Mixed, tmp_path: Path) -> None:
    import av

    _, wave, _ = mixed
    path = tmp_path / "two tracks.mkv"
    pcm = (np.clip(wave, -1, 1) * 32767).astype(np.int16)
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream("pcm_s16le", rate=RATE, layout=layout) for layout in ("mono", "stereo")]
        for track, sound in zip(tracks, (np.zeros_like(pcm), np.repeat(pcm, 2)), strict=True):
            layout = track.codec_context.layout.name
            frame = av.AudioFrame.from_ndarray(sound[None], format="s16", layout=layout)
            frame.sample_rate, frame.pts = RATE, 0
            out.mux(track.encode(frame))
            out.mux(track.encode(None))
    with open_audio(path) as stream:
        decoded = np.concatenate(list(stream))
    assert stream.info.channels == 2
    assert likeness(wave, decoded, 7000) > 0.99


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux file systems take names that are no UTF-8")
@pytest.mark.parametrize("source", ["16 bit stereo.wav", "aac.m4a", "cbr.mp3", "text.wav"])
def test_names_that_are_no_utf8_work(mixed: Mixed, tmp_path: Path, source: str) -> None:
    folder, wave, expected = mixed
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9\xff" + os.fsencode(Path(source).suffix)))
    path.write_bytes((folder / source).read_bytes())
    if expected[source].is_readable:
        assert len(decode_all(path)) == pytest.approx(len(wave), abs=3000)
    else:
        with pytest.raises(AudioError) as caught:
            decode_all(path)
        assert str(caught.value).encode("utf-8")


def test_corpus_clips_are_heard_as_plain_soundfile_reads_them() -> None:
    clips = Path(__file__).parents[4] / "shared" / "corpus" / "clips" / "dev"
    if not clips.is_dir():
        pytest.skip("the corpus (../shared/corpus) is not here")
    for suffix in ("flac", "mp3", "ogg", "opus"):
        for path in sorted(clips.rglob(f"*.{suffix}"))[:5]:
            plain, rate = soundfile.read(path, dtype="float32")
            assert rate == RATE
            # libmpg123 differs from run to run in the last bit
            np.testing.assert_allclose(decode_all(path), plain, rtol=0, atol=1e-6, err_msg=path.name)
