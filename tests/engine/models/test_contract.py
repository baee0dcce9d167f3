"""Every registered architecture goes through the same checks; a new one is picked up by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from engine.errors import UnknownModelError
from engine.frontend import make_front_end
from engine.models.registry import ARCHITECTURES, architecture, build

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")
PARAMETERS = {
    "cnn": 636_585,
    "seresnet": 791_721,
    "duo": 1_428_306,
    "whisper": 7_746_502,
    "vit": 25_796_609,
    "vit-small": 2_898_985,
    "mel-cnn": 2_572,
    "wave-cnn-1s": 2_071_665,
    "wave-cnn-2s": 2_149_345,
}
SMALL = {"vit": {"dim": 64, "heads": 2, "layers": 2, "hidden": 64}, "whisper": {"layers": 1, "stride": 4}}
"""Arguments with which large networks are as quick as the others, where size does not matter."""
every_architecture = pytest.mark.parametrize("name", list(ARCHITECTURES))


@pytest.fixture(autouse=True)
def _one_seed_and_one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    torch.set_num_threads(threads)


def inputs(name: str, batch: int, seconds: float = 3.0, seed: int = 0) -> list[Any]:
    """Random spectrograms of that length, one for each front end."""
    generator = torch.Generator().manual_seed(seed)
    made = []
    for each in architecture(name).front_ends:
        front_end = make_front_end(each, {"window_samples": round(seconds * 16_000)})
        made.append(torch.randn(batch, 1, *front_end.shape, generator=generator))
    return made


def network(name: str, **args: Any) -> Any:
    """A small untrained network."""
    return build(name, {**SMALL.get(name, {}), **args})


@every_architecture
def test_a_batch_gives_one_finite_logit_each(name: str) -> None:
    net = build(name).eval()
    with torch.no_grad():
        logits = net(*inputs(name, 3))
    assert logits.shape == (3,)
    assert torch.isfinite(logits).all()
    assert logits.std() > 0


@every_architecture
def test_the_size_is_the_documented_one(name: str) -> None:
    assert sum(p.numel() for p in build(name).parameters()) == PARAMETERS[name]


@every_architecture
def test_every_parameter_learns(name: str) -> None:
    net = network(name).train()
    net(*inputs(name, 4)).square().sum().backward()
    idle = [key for key, p in net.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


@every_architecture
def test_steps_on_a_separable_problem_lower_the_loss(name: str) -> None:
    net = network(name).train()
    targets = torch.tensor([0.0, 1.0] * 4)
    data = [0.3 * x + 2.0 * (targets - 0.5)[:, None, None, None] for x in inputs(name, 8, seconds=1.0)]
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    losses = []
    for _ in range(12):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(net(*data), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    assert min(losses[-2:]) < 0.8 * losses[0]


@every_architecture
def test_a_logit_does_not_depend_on_the_batch(name: str) -> None:
    net = network(name).eval()
    data = inputs(name, 3)
    with torch.no_grad():
        together = net(*data)
        alone = torch.cat([net(*(x[i : i + 1] for x in data)) for i in range(3)])
    assert together.numpy() == pytest.approx(alone.numpy(), abs=1e-5)


@every_architecture
def test_a_crop_shorter_than_a_window_works_in_training_and_after(name: str) -> None:
    net = network(name)
    for seconds in (1.6, 0.5):
        data = inputs(name, 2, seconds)
        net.train()(*data).sum().backward()
        assert torch.isfinite(net.eval()(*data)).all()


@pytest.mark.parametrize("name", ["cnn", "duo"])
def test_a_stride_in_the_stem_keeps_the_weights_that_fit_and_what_they_mean(name: str) -> None:
    net, strided = build(name).eval(), build(name, {"stem_stride": [4, 2]}).eval()
    strided.load_state_dict(net.state_dict())
    data = inputs(name, 3)
    with torch.no_grad():
        assert strided(*data).numpy() != pytest.approx(net(*data).numpy(), abs=1e-6)  # fewer places are looked at
        # Where all places look the same, pooling the few or the many gives the same.
        flat = [torch.full_like(x, 0.5) for x in data]
        wide, few = (each.cnn if name == "duo" else each for each in (net, strided))
        middle = slice(2, -2)
        seen = [each.features[:2](flat[0])[:, :, middle, middle] for each in (wide, few)]
    assert abs(seen[0].shape[2] - seen[1].shape[2]) <= 1
    assert seen[0][0, :, 0, 0].numpy() == pytest.approx(seen[1][0, :, 0, 0].numpy(), abs=1e-6)


@pytest.mark.parametrize("name", ["seresnet", "duo"])
def test_a_longer_step_in_time_keeps_the_weights_that_fit_and_costs_half(name: str) -> None:
    net, strided = build(name).eval(), build(name, {"time_stride": 4}).eval()
    strided.load_state_dict(net.state_dict())
    fine, coarse = (each.seresnet if name == "duo" else each for each in (net, strided))
    *_, data = inputs(name, 2)
    with torch.no_grad():
        maps, fewer = fine.stem(data), coarse.stem(data)
    assert (maps.shape[3], fewer.shape[3]) == (151, 76)
    # The same numbers, at every second place.
    assert fewer.numpy() == pytest.approx(maps[..., ::2].numpy(), abs=1e-5)


@every_architecture
def test_the_logit_itself_is_never_dropped(name: str) -> None:
    net = network(name).train()
    last = [module for module in net.modules() if not list(module.children())][-1]
    assert isinstance(last, torch.nn.Linear)
    with torch.no_grad():
        draws = torch.stack([net(*inputs(name, 2)) for _ in range(8)])
    assert (draws != 0.0).all()


@every_architecture
def test_it_runs_under_bf16_autocast(name: str) -> None:
    net = network(name).train()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = net(*inputs(name, 2, seconds=1.0))
    logits.float().sum().backward()
    assert torch.isfinite(logits).all()


@every_architecture
def test_the_exported_network_gives_the_same_logits_for_any_batch(name: str) -> None:
    from trainer.onnx_export import check_equal, to_onnx

    net = network(name).eval()
    exported = to_onnx(net, [make_front_end(each, {}).shape for each in architecture(name).front_ends])
    for batch in (1, 2, 5):
        data = [x.numpy() for x in inputs(name, batch)]
        assert check_equal(exported, net, data, 1e-4) <= 1e-4


def changed(net: Callable[[Any], Any], data: Any, place: tuple[Any, ...]) -> float:
    """How far the logit moves when a part of the input changes."""
    other = data.clone()
    other[place] += 3.0
    with torch.no_grad():
        return float((net(other) - net(data)).abs().max())


@pytest.mark.parametrize("row", [0, 1023, 1024])
def test_vit_sees_the_first_and_the_last_bin(row: int) -> None:
    (data,) = inputs("vit", 1)
    assert changed(network("vit").eval(), data, (slice(None), slice(None), row)) > 1e-4


@pytest.mark.parametrize("frame", [0, 63, 64, 93])
def test_vit_sees_the_frames_that_the_seed_cut_off(frame: int) -> None:
    (data,) = inputs("vit", 1)
    assert changed(network("vit").eval(), data, (..., frame)) > 1e-4


@pytest.mark.parametrize("frame", [0, 150, 300])
def test_vit_small_sees_every_end_of_the_window(frame: int) -> None:
    (data,) = inputs("vit-small", 1)
    assert changed(network("vit-small").eval(), data, (..., frame)) > 1e-5


def test_vit_masks_15_percent_of_the_tokens_of_every_sample_each_its_own() -> None:
    hidden = network("vit", mask_share=0.15).masked(16, 99)
    assert hidden.sum(1).tolist() == [15] * 16
    assert len({tuple(row.tolist()) for row in hidden}) == 16


def test_vit_masks_in_training_only() -> None:
    net = network("vit", mask_share=0.15, dropout=0.0)
    (data,) = inputs("vit", 2)
    with torch.no_grad():
        assert not torch.equal(net.train()(data), net(data))
        assert torch.equal(net.eval()(data), net(data))
    plain = network("vit", dropout=0.0).train()
    with torch.no_grad():
        assert torch.equal(plain(data), plain(data))


def test_vit_small_keeps_50_to_70_percent_of_the_tokens_each_sample_its_own() -> None:
    net = network("vit-small")
    counts = set()
    for _ in range(30):
        kept = net.kept(8, 152)
        counts.add(kept.shape[1])
        assert all(len(set(row.tolist())) == kept.shape[1] for row in kept)
        assert len({tuple(sorted(row.tolist())) for row in kept}) == 8
    assert 0.5 * 152 - 1 <= min(counts) < max(counts) <= 0.7 * 152 + 1


@pytest.mark.parametrize(("name", "seconds"), [("vit", 3.2), ("vit-small", 3.2)])
def test_an_input_longer_than_a_window_is_refused(name: str, seconds: float) -> None:
    with pytest.raises(ValueError, match="patches"):
        network(name)(*inputs(name, 1, seconds))


def test_stochastic_depth_drops_whole_samples_and_keeps_the_mean() -> None:
    from engine.models.transformer import DropPath

    drop = DropPath(0.25).train()
    out = drop(torch.ones(4000, 3, 2)).flatten(1)
    assert torch.equal(out.amin(1), out.amax(1))
    assert float((out[:, 0] == 0).float().mean()) == pytest.approx(0.25, abs=0.03)
    assert float(out.mean()) == pytest.approx(1.0, abs=0.03)
    assert torch.equal(drop.eval()(torch.ones(2, 3, 2)), torch.ones(2, 3, 2))


def test_duo_is_the_weighted_sum_of_its_branches() -> None:
    net: Any = build("duo").eval()
    net.mix.copy_(torch.tensor([0.25, 2.0]))
    data = inputs("duo", 2)
    with torch.no_grad():
        branches = net.branches(*data)
        assert branches.shape == (2, 2)
        assert branches[:, 0].numpy() == pytest.approx(net.cnn(data[0]).numpy(), abs=1e-6)
        assert branches[:, 1].numpy() == pytest.approx(net.seresnet(data[1]).numpy(), abs=1e-6)
        expected = branches @ torch.tensor([0.25, 2.0])
        assert net(*data).numpy() == pytest.approx(expected.numpy(), abs=1e-5)


def test_unknown_names_and_arguments_are_refused_by_name() -> None:
    with pytest.raises(UnknownModelError, match="cnn"):
        build("resnet9000")
    with pytest.raises(UnknownModelError, match="colour"):
        build("cnn", {"colour": 3})


@pytest.mark.parametrize(("name", "pieces", "samples"), [("wave-cnn-1s", 5, 16_000), ("wave-cnn-2s", 2, 32_000)])
def test_wave_cnn_takes_the_mean_over_overlapping_pieces(name: str, pieces: int, samples: int) -> None:
    net = network(name).eval()
    (data,) = inputs(name, 2)
    cut = net.pieces(data[:, 0, 0])
    assert cut.shape == (2, pieces, samples)
    assert torch.equal(cut[:, -1], data[:, 0, 0, -samples:])  # the last piece ends where the window ends
    with torch.no_grad():
        alone = torch.stack([net(piece[:, None, None]) for piece in cut.unbind(1)])
        assert net(data).numpy() == pytest.approx(alone.mean(0).numpy(), abs=1e-5)


@pytest.mark.parametrize(("name", "samples"), [("wave-cnn-1s", 16_000), ("wave-cnn-2s", 32_000)])
def test_wave_cnn_repeats_a_crop_that_is_shorter_than_a_piece(name: str, samples: int) -> None:
    (data,) = inputs(name, 1, seconds=0.5)
    (piece,) = network(name).pieces(data[:, 0, 0])[0]
    assert torch.equal(piece, data[0, 0, 0].repeat(samples // 8_000))


def test_wave_cnn_knows_pieces_of_one_and_two_seconds_only() -> None:
    with pytest.raises(UnknownModelError, match="seconds must be one of 1, 2"):
        build("wave-cnn-1s", {"seconds": 3})


@pytest.mark.parametrize("place", [(0, 0), (127, 40), (64, 79)])
def test_mel_cnn_sees_every_corner_of_the_window(place: tuple[int, int]) -> None:
    (data,) = inputs("mel-cnn", 1)
    other = data.clone()
    other[..., place[0], place[1]] += 30.0
    with torch.no_grad():
        net = network("mel-cnn").eval()
        assert float((net(other) - net(data)).abs().max()) > 1e-6


def test_mel_cnn_refuses_an_input_longer_than_a_window() -> None:
    with pytest.raises(ValueError, match="knows 40"):
        network("mel-cnn")(*inputs("mel-cnn", 1, 3.2))
