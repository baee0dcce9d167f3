"""The voice-activity network in torch, how it is fitted, and its ONNX file."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from engine.audio.speech import COLUMNS_PER_FRAME, INPUT, N_BANDS, OUTPUT
from trainer.speech_material import Pool

log = logging.getLogger(__name__)

CHANNELS = 40
DILATIONS = (1, 2, 4, 1, 2, 4, 8, 1)
KERNEL = 5


class ConvNorm(nn.Module):
    """Convolution over time and batch normalisation, which become one convolution in the file."""

    def __init__(
        self, n_in: int, n_out: int, kernel: int, *, dilation: int = 1, stride: int = 1, groups: int = 1
    ) -> None:
        super().__init__()
        padding = dilation * (kernel - 1) // 2
        self.conv = nn.Conv1d(n_in, n_out, kernel, stride, padding, dilation, groups, bias=False)
        self.norm = nn.BatchNorm1d(n_out)

    def forward(self, x: Tensor) -> Tensor:
        """Filter; shapes as `nn.Conv1d`."""
        result: Tensor = self.norm(self.conv(x))
        return result


class Block(nn.Module):
    """Residual separable convolution: over time within a channel, then across channels."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.over_time = ConvNorm(CHANNELS, CHANNELS, KERNEL, dilation=dilation, groups=CHANNELS)
        self.across = ConvNorm(CHANNELS, CHANNELS, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Refine; same shape."""
        return functional.relu(x + self.across(functional.relu(self.over_time(x))))


class SpeechNet(nn.Module):
    """Bands to one speech logit a frame; hears about 1.5 s to either side at most, 0.3 s mostly."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = ConvNorm(N_BANDS, CHANNELS, 3 * COLUMNS_PER_FRAME, stride=COLUMNS_PER_FRAME)
        self.blocks = nn.ModuleList(Block(dilation) for dilation in DILATIONS)
        self.head = nn.Conv1d(CHANNELS, 1, 1)

    def forward(self, bands: Tensor) -> Tensor:
        """Judge.

        Shape:
            bands: ``(batch, N_BANDS, 2 * frames)``; result: ``(batch, frames)``.
        """
        x = functional.relu(self.stem(bands))
        for block in self.blocks:
            x = block(x)
        logits: Tensor = self.head(x)[:, 0]
        return logits


def fit(pool: Pool, *, epochs: int, seed: int, batch: int = 64, learning_rate: float = 3e-3) -> SpeechNet:
    """Fit a new network to the teacher's probabilities; cross-entropy, AdamW, cosine decay.

    Args:
        pool: Training windows.
        epochs: Rounds over the pool.
        seed: Seed of the initial weights and the order.
        batch: Windows a step.
        learning_rate: At the start.
    """
    torch.manual_seed(seed)
    net = SpeechNet()
    optimiser = torch.optim.AdamW(net.parameters(), learning_rate, weight_decay=1e-3)
    steps = epochs * (len(pool.bands) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, learning_rate, total_steps=max(steps, 2), pct_start=0.05)
    total = 0.0
    for step, rows in enumerate(_batches(len(pool.bands), batch, epochs, np.random.default_rng(seed)), start=1):
        bands, targets, weights = (torch.from_numpy(x[rows]).float() for x in (pool.bands, pool.targets, pool.weights))
        losses = functional.binary_cross_entropy_with_logits(net(bands), targets, weights, reduction="sum")
        loss = losses / weights.sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if step % 500 == 0:
            log.info("Step %d of %d: loss %.4f", step, steps, total / 500)
            total = 0.0
    return net.eval()


def _batches(n: int, batch: int, epochs: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n - batch + 1, batch):
            yield np.sort(order[start : start + batch])


class _Graph:
    """Collects ONNX nodes. Convolutions get a height of 1: ONNX Runtime's fast kernels are the two-dimensional ones."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def conv(self, layer: ConvNorm | nn.Conv1d, source: str, output: str) -> str:
        conv = layer if isinstance(layer, nn.Conv1d) else fuse_conv_bn_eval(layer.conv, layer.norm)
        assert conv.bias is not None
        weight = self.constant(f"{output}.w", conv.weight.detach().numpy()[:, :, None])
        bias = self.constant(f"{output}.b", conv.bias.detach().numpy())
        padding, stride, dilation = int(conv.padding[0]), conv.stride[0], conv.dilation[0]
        pads = [0, padding, 0, padding]
        shape = {"pads": pads, "strides": [1, stride], "dilations": [1, dilation], "group": conv.groups}
        return self.add("Conv", [source, weight, bias], output, **shape)


def to_onnx(net: SpeechNet, path: Path) -> None:
    """Write a fitted network, probabilities out, for any number of windows and frames.

    Written node by node: torch's exporter leaves traces of the machine in the file and is four times the size.
    """
    graph = _Graph()
    height = graph.constant("height", np.array([2], dtype=np.int64))
    x = graph.add("Unsqueeze", [INPUT, height], "tall")
    x = graph.add("Relu", [graph.conv(net.stem, x, "stem")], "stem.r")
    for i, block in enumerate(net.blocks):
        assert isinstance(block, Block)
        y = graph.add("Relu", [graph.conv(block.over_time, x, f"t{i}")], f"t{i}.r")
        y = graph.conv(block.across, y, f"a{i}")
        x = graph.add("Relu", [graph.add("Add", [x, y], f"s{i}")], f"s{i}.r")
    logits = graph.conv(net.head, x, "logits")
    axes = graph.constant("axes", np.array([1, 2], dtype=np.int64))
    graph.add("Sigmoid", [graph.add("Squeeze", [logits, axes], "flat")], OUTPUT)
    made = helper.make_graph(
        graph.nodes,
        "speech",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["windows", N_BANDS, "columns"])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["windows", "frames"])],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8, producer_name="veravox")
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())
