"""Weights in 16 bits: smaller files, the same numbers."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")

import onnx  # noqa: E402

from engine.models.registry import build  # noqa: E402
from trainer.half import SMALLEST, compact, rounded, stored  # noqa: E402
from trainer.onnx_export import check_equal, to_onnx  # noqa: E402


def test_large_tensors_are_rounded_and_small_ones_stay() -> None:
    state = {
        "large": torch.randn(80, 80),
        "small": torch.randn(7),
        "count": torch.tensor(3),
        "wide": torch.full((80, 80), 1e6),
    }
    made = rounded(state)
    assert torch.equal(made["large"], state["large"].half().float())
    assert not torch.equal(made["large"], state["large"])
    assert all(torch.equal(made[key], state[key]) for key in ("small", "count", "wide"))
    assert (made["large"] - state["large"]).abs().max() < 2**-11 * state["large"].abs().max()


def test_only_what_fits_is_stored_in_16_bits() -> None:
    fits = np.ones(SMALLEST, np.float32)
    assert stored(fits).dtype == np.float16
    for other in (fits[1:], fits + np.float32(1e-6), fits * np.float32(1e6), np.arange(SMALLEST)):
        assert stored(other) is other


def test_a_compact_network_gives_the_same_logits() -> None:
    torch.manual_seed(0)
    net = build("whisper", {"layers": 1, "stride": 4}).eval()
    net.load_state_dict(rounded(net.state_dict()))
    plain = to_onnx(net, [(80, 300)])
    made = compact(plain)
    features = [np.random.default_rng(0).standard_normal((3, 1, 80, 300)).astype(np.float32)]
    assert len(made) < 0.52 * len(plain)
    assert check_equal(made, net, features) < 1e-5
    assert "Cast" in {each.op_type for each in onnx.load_from_string(made).graph.node}


def test_a_network_that_was_not_rounded_stays_as_it_is() -> None:
    torch.manual_seed(0)
    plain = to_onnx(build("seresnet", {"width": 4, "blocks": [1, 1, 1, 1]}).eval(), [(244, 301)])
    assert len(compact(plain)) == pytest.approx(len(plain), rel=0.02)
