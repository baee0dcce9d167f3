"""Training hears what inference hears: the torch front ends give the numbers of the numpy ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from engine.errors import CheckpointError
from engine.frontend import make_front_end, make_torch_front_end
from engine.frontend.log_mel import SCALE
from engine.models.registry import build

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
Waves = dict[str, npt.NDArray[np.float32]]
SPECTROGRAMS = ("log_spectrogram", "peak_spectrogram", "mel_spectrogram")
NAMES = (*SPECTROGRAMS, "log_mel", "waveform")
NETWORKS = {
    "log_spectrogram": "seresnet",
    "peak_spectrogram": "cnn",
    "mel_spectrogram": "mel-cnn",
    "log_mel": "whisper",
    "waveform": "wave-cnn-1s",
}


def twins(name: str, wave: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """The same window through both."""
    expected = make_front_end(name, {})(wave[None])
    found = make_torch_front_end(name, {})(torch.from_numpy(wave[None])).numpy()
    assert found.shape == expected.shape
    return expected, found


def heard_depth(name: str) -> float:
    """50 dB in units of the values; a waveform has no decibels, so every sample counts."""
    if name == "log_mel":
        return 50.0 / 10.0 / SCALE
    front_end: Any = make_front_end(name, {})
    return 50.0 / front_end.std if name in SPECTROGRAMS else np.inf


def assert_same(name: str, expected: npt.NDArray[np.float32], found: npt.NDArray[np.float32]) -> None:
    """Equal to 1e-4; 50 dB below the loudest the rounding of float32 shows, up to hundredths of a decibel."""
    heard = expected > expected.max() - heard_depth(name)
    difference = np.abs(found - expected)
    assert difference[heard].max() <= 1e-4
    assert difference.max() < 2e-3


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["speech", "tone", "silence", "clipped", "click"])
def test_both_give_the_same_numbers(waves: Waves, name: str, kind: str) -> None:
    assert_same(name, *twins(name, waves[kind]))


@pytest.mark.parametrize(("name", "network"), NETWORKS.items())
def test_a_network_gives_the_same_logit_after_either(waves: Waves, name: str, network: str) -> None:
    torch.manual_seed(0)
    net = build(network).eval()
    with torch.no_grad():
        expected, found = (net(torch.from_numpy(made)).numpy() for made in twins(name, waves["speech"]))
    assert found == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", NAMES)
def test_a_row_does_not_depend_on_its_batch(waves: Waves, name: str) -> None:
    front_end = make_torch_front_end(name, {})
    together = front_end(torch.from_numpy(np.stack(list(waves.values()))))
    alone = front_end(torch.from_numpy(waves["speech"][None]))[0]
    assert_same(name, alone.numpy(), together[0].numpy())


@pytest.mark.parametrize("name", SPECTROGRAMS)
def test_a_shorter_crop_for_training_gives_the_first_columns_of_its_window(waves: Waves, name: str) -> None:
    tone = torch.from_numpy(waves["tone"][None])
    front_end = make_torch_front_end(name, {})
    whole, crop = front_end(tone).numpy(), front_end(tone[:, :25_600]).numpy()
    columns = crop.shape[3] - 3
    assert crop.shape == (1, 1, whole.shape[2], 1 + 25_600 // front_end.config.hop)
    heard = whole[..., :columns] > whole.max() - heard_depth(name)
    assert np.abs(crop[..., :columns] - whole[..., :columns])[heard].max() < 1e-2


def test_an_unknown_front_end_is_refused_by_both() -> None:
    with pytest.raises(CheckpointError, match="mel"):
        make_front_end("mel", {})
    with pytest.raises(CheckpointError, match="mel"):
        make_torch_front_end("mel", {})
    with pytest.raises(CheckpointError, match="other settings"):
        make_front_end("log_spectrogram", {"colour": 1})
