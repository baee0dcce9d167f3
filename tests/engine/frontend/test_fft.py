"""The transform is SciPy's, bit for bit, whichever way it was loaded."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import scipy.fft

from engine.frontend import fft


@pytest.mark.parametrize("shape", [(1, 512), (301, 512), (94, 2048), (5, 30)])
def test_it_is_the_transform_of_scipy(shape: tuple[int, int]) -> None:
    rows = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    found = fft.rfft_rows(rows)
    assert found.dtype == np.complex64
    assert np.array_equal(found, scipy.fft.rfft(rows, axis=1))


def test_without_the_compiled_part_scipy_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fft, "_folders", list)
    monkeypatch.setattr(fft, "_transform", None)
    assert fft._compiled() is None
    rows = np.random.default_rng(1).standard_normal((3, 64)).astype(np.float32)
    assert np.array_equal(fft.rfft_rows(rows), scipy.fft.rfft(rows, axis=1))


def test_the_front_ends_do_not_import_scipy() -> None:
    code = (
        "import sys, numpy as np\n"
        "from engine.frontend import make_front_end\n"
        "make_front_end('log_spectrogram', {})(np.ones((1, 48000), np.float32))\n"
        "print([name for name in sys.modules if name.startswith('scipy')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
