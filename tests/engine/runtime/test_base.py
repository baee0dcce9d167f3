"""Which device is taken, from what the computer shows; torch is never imported for the question."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.checkpoint import read
from engine.errors import DeviceError
from engine.runtime import base


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def pretend(gpu: str, *, torch: bool) -> None:
        monkeypatch.setattr(base, "gpu_in_sight", lambda: gpu)
        monkeypatch.setattr(base, "_is_apple_silicon", lambda: gpu == "mps")
        monkeypatch.setattr(base.importlib.util, "find_spec", lambda _name: object() if torch else None)

    return pretend


@pytest.mark.parametrize(
    ("gpu", "torch", "wanted", "chosen", "note"),
    [
        ("cpu", True, "auto", "cpu", ""),
        ("cuda", True, "auto", "cuda", ""),
        ("mps", True, "auto", "mps", ""),
        ("cuda", False, "auto", "cpu", "PyTorch"),
        ("cuda", True, "cpu", "cpu", ""),
        ("cuda", True, "cuda", "cuda", ""),
    ],
)
def test_the_device_follows_the_machine(
    machine: Any, gpu: str, torch: Any, wanted: str, chosen: str, note: str
) -> None:
    machine(gpu, torch=torch)
    device, said = base.choose_device(wanted)
    assert device == chosen
    assert note in said
    assert bool(said) == bool(note)


@pytest.mark.parametrize(
    ("gpu", "torch", "wanted", "sentence"),
    [
        ("cpu", True, "cuda", "no NVIDIA GPU"),
        ("cpu", True, "mps", "Apple"),
        ("cuda", False, "cuda", "PyTorch"),
        ("cuda", True, "tpu", "Unknown device"),
    ],
)
def test_a_device_that_was_asked_for_and_is_not_there_is_an_error(
    machine: Any, gpu: str, torch: Any, wanted: str, sentence: str
) -> None:
    machine(gpu, torch=torch)
    with pytest.raises(DeviceError, match=sentence) as caught:
        base.choose_device(wanted)
    assert "--device" in caught.value.hint


def test_auto_falls_back_with_a_message_when_torch_cannot_use_the_gpu(
    machine: Any, tiny_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch_runtime = pytest.importorskip("engine.runtime.torch", reason="torch is not installed")
    machine("cuda", torch=True)

    def refuse(*_args: object) -> None:
        raise DeviceError("the driver is too old.")

    monkeypatch.setattr(torch_runtime, "TorchRuntime", refuse)
    runtime, note = base.choose_runtime(read(tiny_checkpoint), "auto")
    assert runtime.device == "cpu"
    assert note == "Running on the CPU: the driver is too old."
    with pytest.raises(DeviceError, match="too old"):
        base.choose_runtime(read(tiny_checkpoint), "cuda")


def test_auto_does_not_import_torch_without_a_gpu(tiny_checkpoint: Path) -> None:
    if base.gpu_in_sight() != "cpu":
        pytest.skip("this computer has a GPU")
    code = (
        "import sys; from engine.detector import Detector; import numpy as np;"
        f"Detector.load({str(tiny_checkpoint)!r}).logits(np.zeros((1, 48000), np.float32));"
        "assert 'torch' not in sys.modules; print('fine')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "fine\n", done.stderr
