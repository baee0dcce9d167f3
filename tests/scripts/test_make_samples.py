from __future__ import annotations

import importlib.metadata
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
CLIPS = {path.name: path for path in SAMPLES.iterdir() if path.suffix != ".md"}


@pytest.fixture(scope="module")
def made_anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    told = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True, check=True).stdout
    wanted = re.search(r"espeak-ng ([\d.]+) spoke", (SAMPLES / "README.md").read_text(encoding="utf-8"))
    assert wanted is not None
    if f": {wanted[1]} " not in told:
        pytest.skip(f"another espeak-ng speaks differently; {wanted[1]} is needed")
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        pytest.skip("rounding differs between processors; the samples were made on x86-64 Linux")
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, ROOT / "scripts" / "make_samples.py", "--folder", folder], check=True)
    return folder


def test_the_script_makes_the_committed_files_again(made_anew: Path) -> None:
    assert {path.name for path in made_anew.iterdir()} == set(CLIPS)
    different = [name for name, path in CLIPS.items() if (made_anew / name).read_bytes() != path.read_bytes()]
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ("soundfile", "av", "numpy", "soxr")]
    assert different == [], f"made with {versions}"


def test_samples_are_small_and_each_is_described() -> None:
    assert sum(path.stat().st_size for path in CLIPS.values()) < 400_000
    described = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in CLIPS if f"| {name} |" not in described] == []


@pytest.mark.parametrize("name", sorted(name for name in CLIPS if not name.endswith(".m4a")))
def test_sound_clips_are_short_mono_and_not_clipped(name: str) -> None:
    wave, rate = soundfile.read(CLIPS[name])
    assert rate == 16_000
    assert wave.ndim == 1
    assert 3 <= len(wave) / rate <= 15
    assert np.abs(wave).max() < 1.0


def test_the_tone_is_a_tone_and_silence_is_silent() -> None:
    tone, rate = soundfile.read(CLIPS["tone.flac"])
    spectrum = np.abs(np.fft.rfft(tone * np.hanning(len(tone))))
    assert np.argmax(spectrum) * rate / len(tone) == pytest.approx(440, abs=0.5)
    assert not soundfile.read(CLIPS["silence.flac"])[0].any()


def test_the_interrupted_download_has_no_index() -> None:
    content = CLIPS["interrupted-download.m4a"].read_bytes()
    assert content[4:8] == b"ftyp"
    assert b"moov" not in content
    with pytest.raises(av.error.InvalidDataError):
        av.open(str(CLIPS["interrupted-download.m4a"]))


@pytest.mark.parametrize("name", sorted(CLIPS))
def test_reading_a_sample_says_nothing_on_the_terminal(name: str) -> None:
    code = "import sys, contextlib, pathlib, engine.audio.decode as d, engine.errors as e\n"
    code += "with contextlib.suppress(e.AudioError): print(len(d.decode_all(pathlib.Path(sys.argv[1]))))"
    done = subprocess.run(
        [sys.executable, "-c", code, CLIPS[name]], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert done.stdout.strip().isdigit() or name.endswith(".m4a")
