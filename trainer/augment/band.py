"""Band limits and colouration: telephone lines, old codecs, cheap microphones, boomy rooms."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfft, rfftfreq

from trainer.augment.base import Wave


@dataclass(frozen=True, slots=True)
class BandParams:
    """Drawn parameters of a `BandShape`.

    Attributes:
        low_hz: High-pass corner, 0 for none.
        high_hz: Low-pass corner, Hz.
        order: Slope; 2 is 12 dB an octave.
        gains_db: Gains at the equaliser's knots, dB.
    """

    low_hz: float
    high_hz: float
    order: int
    gains_db: tuple[float, ...]


KNOTS_HZ = (60.0, 200.0, 500.0, 1200.0, 2500.0, 4500.0, 7600.0)


@dataclass(frozen=True, slots=True)
class BandShape:
    """Band-pass with random corners and a smooth random equaliser, zero phase, in one pass.

    Drawn without looking at the label: otherwise bandwidth would tell the classes apart. A telephone line, about
    300 to 3400 Hz with steep sides (ITU-T G.712), is drawn on purpose: uniform corners hardly ever give one.
    """

    telephone_p: float = 0.2
    low_pass_p: float = 0.6
    low_hz: float = 3400.0
    high_hz: float = 7800.0
    high_pass_p: float = 0.3
    equaliser_db: float = 6.0
    sample_rate: int = 16_000

    def sample(self, rng: np.random.Generator) -> BandParams:
        """Draw corners, slope and equaliser."""
        if rng.random() < self.telephone_p:
            flat = (0.0,) * len(KNOTS_HZ)
            return BandParams(float(rng.uniform(200.0, 330.0)), float(rng.uniform(3300.0, 3800.0)), 32, flat)
        high = rng.uniform(self.low_hz, self.high_hz) if rng.random() < self.low_pass_p else 1e6
        low = rng.uniform(60.0, 350.0) if rng.random() < self.high_pass_p else 0.0
        gains = tuple(float(g) for g in rng.uniform(-self.equaliser_db, self.equaliser_db, len(KNOTS_HZ)))
        return BandParams(low, float(high), int(rng.choice([4, 8, 16, 32])), gains)

    def response(self, frequencies: npt.NDArray[np.float64], params: BandParams) -> npt.NDArray[np.float64]:
        """Amplitude response at these frequencies in Hz; -3 dB at the corners without the equaliser."""
        gain = np.interp(np.log(np.maximum(frequencies, 20.0)), np.log(KNOTS_HZ), params.gains_db)
        response = 10.0 ** (gain / 20.0) / np.sqrt(1.0 + (frequencies / params.high_hz) ** (2 * params.order))
        if params.low_hz:
            ratio = params.low_hz / np.maximum(frequencies, 1.0)
            response /= np.sqrt(1.0 + ratio**8)
        return np.asarray(response)

    def apply(self, wave: Wave, params: BandParams) -> Wave:
        """Filter a waveform.

        Shape:
            wave: ``(n,)``; result: ``(n,)``.
        """
        n = next_fast_len(len(wave) + 512, real=True)
        response = self.response(rfftfreq(n, 1.0 / self.sample_rate), params).astype(np.float32)
        filtered: Wave = irfft(rfft(wave, n) * response, n)[: len(wave)].astype(np.float32)
        return filtered
