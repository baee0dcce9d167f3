"""Detector files: what is written comes back, everything else is refused with a clear sentence."""

from __future__ import annotations

import json
import pickle
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import KNOWN_ARCHITECTURES, META_KEY, CheckpointMeta, FrontEndMeta, load_tensors, read, write
from engine.errors import CheckpointError
from engine.models.registry import ARCHITECTURES


@pytest.fixture
def copy(tiny_checkpoint: Path, tmp_path: Path) -> Path:
    for suffix in (".safetensors", ".onnx"):
        shutil.copy(tiny_checkpoint.with_suffix(suffix), tmp_path)
    return tmp_path / "tiny.safetensors"


def rewrite_header(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    content = path.read_bytes()
    end = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:end])
    meta = json.loads(header["__metadata__"][META_KEY])
    change(meta)
    header["__metadata__"][META_KEY] = json.dumps(meta)
    packed = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(packed)) + packed + content[end:])


def test_what_is_written_comes_back(copy: Path) -> None:
    checkpoint = read(copy)
    assert checkpoint.meta.name == "tiny"
    assert len(checkpoint.sha256) == len(checkpoint.meta.onnx_sha256) == 64
    tensors = load_tensors(checkpoint)
    assert set(tensors) == {"weight", "bias"}
    assert read(copy.with_suffix(".onnx")) == checkpoint


def test_the_identity_is_the_same_for_the_same_content(tmp_path: Path) -> None:
    meta = CheckpointMeta(name="a", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    tensors = {"b": np.ones(3, np.float32), "a": np.zeros((2, 2), np.float32)}
    first = write(tmp_path / "one" / "a", tensors, meta, b"net")
    second = write(tmp_path / "two" / "a", tensors, meta, b"net")
    other = write(tmp_path / "three" / "a", {**tensors, "b": np.full(3, 2, np.float32)}, meta, b"net")
    assert first.sha256 == second.sha256 != other.sha256


def test_a_name_with_a_dot_keeps_it(tmp_path: Path) -> None:
    meta = CheckpointMeta(name="net-1.2", architecture="cnn", front_ends=())
    checkpoint = write(tmp_path / "net-1.2", {"a": np.ones(1)}, meta, b"net")
    assert checkpoint.onnx_path.name == "net-1.2.onnx"
    assert checkpoint.onnx_path.is_file()


def set_field(name: str, value: object) -> Callable[[Path], None]:
    return lambda path: rewrite_header(path, lambda meta: meta.update({name: value}))


def damage(path: Path, position: int) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(lambda p: damage(p, -1), "changed or damaged", id="a tensor changed"),
        pytest.param(lambda p: damage(p.with_suffix(".onnx"), 10), "not the network", id="the network changed"),
        pytest.param(lambda p: p.with_suffix(".onnx").unlink(), "missing", id="no network"),
        pytest.param(lambda p: p.unlink(), "missing", id="no file"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes()[:100]), "damaged", id="cut short"),
        pytest.param(lambda p: p.write_bytes(b""), "damaged", id="empty"),
        pytest.param(lambda p: p.write_bytes(b"\xff" * 64), "damaged", id="absurd header length"),
        pytest.param(lambda p: p.write_bytes(pickle.dumps({"a": 1})), "not a Veravox detector", id="pickle inside"),
        pytest.param(set_field("format_version", 2), "format version 2", id="newer format"),
        pytest.param(set_field("architecture", "gpt"), "'gpt'", id="unknown network"),
        pytest.param(set_field("calibration", {"a": 5.0}), "changed or damaged", id="calibration changed by hand"),
        pytest.param(set_field("surprise", 1), "surprise", id="unknown field"),
        pytest.param(
            lambda p: rewrite_header(p, lambda meta: meta.pop("front_ends")), "front_ends", id="missing field"
        ),
    ],
)
def test_tampered_and_foreign_files_are_refused(copy: Path, change: Callable[[Path], None], sentence: str) -> None:
    change(copy)
    with pytest.raises(CheckpointError, match=sentence) as caught:
        read(copy)
    assert caught.value.hint


def test_a_safetensors_file_of_another_program_is_refused(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"a": np.ones(3, np.float32)}, tmp_path / "other.safetensors", metadata={"format": "pt"})
    with pytest.raises(CheckpointError, match="not a Veravox detector"):
        read(tmp_path / "other.safetensors")


class Bomb:
    def __reduce__(self) -> tuple[Any, ...]:
        return (Path("exploded").write_text, ("x",))


@pytest.mark.parametrize("suffix", [".pth", ".pt", ".ckpt", ".PTH"])
def test_a_pickle_is_never_opened(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"bomb{suffix}"
    path.write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(CheckpointError, match="can run code"):
        read(path)
    assert not (tmp_path / "exploded").exists()


def test_a_change_between_verification_and_loading_is_seen(copy: Path) -> None:
    checkpoint = read(copy)
    damage(copy, -1)
    with pytest.raises(CheckpointError, match="changed while"):
        load_tensors(checkpoint)


def test_the_list_of_architectures_is_the_registry_s() -> None:
    assert set(KNOWN_ARCHITECTURES) == set(ARCHITECTURES)


def test_an_8_bit_network_is_verified_like_the_others(tmp_path: Path) -> None:
    meta = CheckpointMeta(name="a", architecture="cnn", front_ends=(FrontEndMeta(name="log_spectrogram"),))
    tensors = {"a": np.ones(3, np.float32)}
    plain = write(tmp_path / "a", tensors, meta, b"net")
    assert plain.int8_path is None
    small = write(tmp_path / "a", tensors, meta, b"net", b"small net")
    assert small.int8_path == tmp_path / "a.int8.onnx"
    assert read(small.int8_path) == read(small.onnx_path) == small
    assert small.sha256 != plain.sha256
    small.int8_path.write_bytes(b"another net")
    with pytest.raises(CheckpointError, match=r"a\.int8\.onnx is not the network"):
        read(small.path)
    small.int8_path.unlink()
    with pytest.raises(CheckpointError, match=r"a\.int8\.onnx is missing"):
        read(small.path)
    again = write(tmp_path / "a", tensors, meta, b"net")
    assert again.sha256 == plain.sha256


def test_detectors_made_before_8_bit_networks_keep_their_fingerprint(copy: Path) -> None:
    rewrite_header(copy, lambda meta: meta.pop("int8_sha256"))
    assert read(copy).int8_path is None
