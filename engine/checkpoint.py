"""Detectors on disk: safetensors with metadata, ONNX beside it, both verified; no pickle is ever loaded.

``weights/<name>.safetensors`` holds the tensors and, as JSON in its header under the key ``veravox``, a
`CheckpointMeta`. ``weights/<name>.onnx`` is the same network for ONNX Runtime; its sha256 stands in the
metadata's ``onnx_sha256``. ``weights/<name>.int8.onnx``, where ``int8_sha256`` names it, is the network in 8-bit
integers: about twice as fast on a CPU and close to the float32 one, but not equal to it (docs/decisions/0013). The
sha256 of the safetensors file is the detector's identity.

    write(folder / "name", tensors, meta, onnx_bytes) -> Checkpoint
    read(folder / "name.safetensors") -> Checkpoint        verified; no tensor is unpacked
    load_tensors(checkpoint) -> dict[str, ndarray]         for the torch runtime and for training
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.calibration import Calibration
from engine.errors import CheckpointError

FORMAT_VERSION = 1
META_KEY = "veravox"
KNOWN_ARCHITECTURES = ("cnn", "seresnet", "duo", "whisper", "vit", "vit-small", "mel-cnn", "wave-cnn-1s", "wave-cnn-2s")
"""Names in `engine.models.registry`, listed here so that a checkpoint is checked without importing torch."""
INT8_SUFFIX = ".int8.onnx"
MAX_HEADER_BYTES = 16 * 2**20
PICKLE_SUFFIXES = (".pth", ".pt", ".ckpt", ".pkl", ".bin")

Tensors = Mapping[str, npt.NDArray[Any]]


class FrontEndMeta(BaseModel):
    """Name and arguments of one front end, as `engine.frontend.make_front_end` takes them."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    args: dict[str, float | int | str] = Field(default_factory=dict)


class CheckpointMeta(BaseModel):
    """Everything about a detector besides its tensors.

    Attributes:
        name: Detector name, unique in weights/.
        architecture: Name in `engine.models.registry`.
        model_args: Arguments of the architecture.
        front_ends: One per network input, in order; the ONNX inputs are named ``x0``, ``x1``, ...
        metrics: Measured figures, by evaluation column ("dev clean", "dev mp3_32k", ...).
        manifest_sha256: Fingerprint of the training manifest.
        int8_sha256: Of the 8-bit network; empty where there is none.
        content_sha256: Fingerprint of the tensors and of all other fields; `write` sets it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    format_version: int = FORMAT_VERSION
    name: str
    architecture: str
    model_args: dict[str, Any] = Field(default_factory=dict)
    sample_rate: int = 16_000
    window_s: float = 3.0
    front_ends: tuple[FrontEndMeta, ...]
    calibration: Calibration = Calibration()
    labels: tuple[str, str] = ("human", "ai")
    n_parameters: int = 0
    metrics: dict[str, dict[str, float]] = Field(default_factory=dict)
    manifest_sha256: str = ""
    onnx_sha256: str = ""
    int8_sha256: str = ""
    content_sha256: str = ""
    app_version: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A verified detector on disk.

    Attributes:
        path: The safetensors file.
        onnx_path: The network for ONNX Runtime beside it.
        meta: What its header says.
        sha256: Of the safetensors file; the detector's identity.
        int8_path: The 8-bit network; None where there is none.
    """

    path: Path
    onnx_path: Path
    meta: CheckpointMeta
    sha256: str
    int8_path: Path | None = None


def write(
    path_without_suffix: Path, tensors: Tensors, meta: CheckpointMeta, onnx_bytes: bytes, int8_bytes: bytes = b""
) -> Checkpoint:
    """Write the files of a detector and read them back.

    Args:
        path_without_suffix: Folder and name; the suffixes are added.
        tensors: The network's state, contiguous arrays.
        meta: Its fingerprints are filled in here.
        onnx_bytes: The exported network, inputs ``x0``, ``x1``, ..., output ``logit``.
        int8_bytes: The same in 8-bit integers; empty for none.

    Raises:
        CheckpointError: What was written cannot be read back (an unknown architecture, for example).
    """
    from safetensors.numpy import save

    arrays = {key: np.array(value, order="C") for key, value in tensors.items()}
    path = with_suffix(path_without_suffix, ".safetensors")
    onnx_path = with_suffix(path_without_suffix, ".onnx")
    fingerprints = {"onnx_sha256": _sha256(onnx_bytes), "int8_sha256": _sha256(int8_bytes) if int8_bytes else ""}
    meta = meta.model_copy(update=fingerprints)
    data = _data_section(save(arrays))
    meta = meta.model_copy(update={"content_sha256": _content_sha256(meta, data)})
    path.parent.mkdir(parents=True, exist_ok=True)
    _replace(onnx_path, onnx_bytes)
    int8_path = with_suffix(path_without_suffix, INT8_SUFFIX)
    if int8_bytes:
        _replace(int8_path, int8_bytes)
    else:
        int8_path.unlink(missing_ok=True)
    _replace(path, save(arrays, metadata={META_KEY: meta.model_dump_json()}))
    return read(path)


def read(path: Path) -> Checkpoint:
    """Read and verify a detector: header, fields, tensors' fingerprint, and the ONNX beside it.

    Args:
        path: The ``.safetensors`` file, or the ``.onnx`` beside it.

    Raises:
        CheckpointError: A file is missing, damaged, changed, of a newer version, or not a detector of ours.
    """
    if path.suffix.lower() == ".onnx":
        path = path.with_name(path.name.removesuffix(".onnx").removesuffix(".int8") + ".safetensors")
    if path.suffix.lower() in PICKLE_SUFFIXES:
        raise CheckpointError(
            f"{path.name} is a pickle file, which can run code when it is opened; it is not loaded",
            "Use a detector made by `veravox export`, which is a .safetensors file.",
        )
    content = _read_bytes(path)
    meta = _parse_meta(path, content)
    if meta.content_sha256 != _content_sha256(meta, _data_section(content)):
        raise CheckpointError(f"{path.name} was changed or damaged after it was made: its fingerprint does not fit")
    onnx_path, int8_path = path.with_name(path.stem + ".onnx"), path.with_name(path.stem + INT8_SUFFIX)
    networks = [(onnx_path, meta.onnx_sha256)] + ([(int8_path, meta.int8_sha256)] if meta.int8_sha256 else [])
    for network, expected in networks:
        if _sha256(_read_bytes(network)) != expected:
            raise CheckpointError(f"{network.name} is not the network that {path.name} was made with")
    return Checkpoint(path, onnx_path, meta, _sha256(content), int8_path if meta.int8_sha256 else None)


def load_tensors(checkpoint: Checkpoint) -> dict[str, npt.NDArray[Any]]:
    """The network's state as numpy arrays.

    Raises:
        CheckpointError: The file changed since it was verified.
    """
    from safetensors.numpy import load

    content = _read_bytes(checkpoint.path)
    if _sha256(content) != checkpoint.sha256:
        raise CheckpointError(f"{checkpoint.path.name} changed while it was in use")
    tensors: dict[str, npt.NDArray[Any]] = load(content)
    return tensors


def with_suffix(path_without_suffix: Path, suffix: str) -> Path:
    """Add a suffix; a dot inside the name ("seresnet-1.2") is not taken for one."""
    return path_without_suffix.with_name(path_without_suffix.name + suffix)


def _replace(path: Path, content: bytes) -> None:
    """Write through a temporary file, so that a stopped export leaves no half detector."""
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise CheckpointError(f"The detector file {path.name} is missing in {path.parent}") from None
    except OSError as error:
        raise CheckpointError(f"Cannot read {path.name}: {error.strerror}") from None


def _header_end(content: bytes) -> int:
    """Where the data section starts; 0 where this cannot be a safetensors file."""
    if len(content) < 8:
        return 0
    length: int = struct.unpack("<Q", content[:8])[0]
    return 8 + length if length <= min(MAX_HEADER_BYTES, len(content) - 8) else 0


def _data_section(content: bytes) -> memoryview:
    return memoryview(content)[_header_end(content) :]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content_sha256(meta: CheckpointMeta, data: memoryview) -> str:
    # Detectors made before there were 8-bit networks do not know the field, and keep their fingerprint.
    unknown = None if meta.int8_sha256 else {"int8_sha256"}
    digest = hashlib.sha256(meta.model_copy(update={"content_sha256": ""}).model_dump_json(exclude=unknown).encode())
    digest.update(data)
    return digest.hexdigest()


def _parse_meta(path: Path, content: bytes) -> CheckpointMeta:
    end = _header_end(content)
    try:
        header = json.loads(content[8:end])
        fields = json.loads(header["__metadata__"][META_KEY])
    except (ValueError, KeyError, TypeError):
        raise CheckpointError(f"{path.name} is not a Veravox detector, or it is cut short or damaged") from None
    version = fields.get("format_version") if isinstance(fields, dict) else None
    if version != FORMAT_VERSION:
        raise CheckpointError(
            f"{path.name} has format version {version}; this program reads version {FORMAT_VERSION}",
            "Update Veravox, or export the detector again with this version.",
        )
    try:
        meta = CheckpointMeta.model_validate(fields)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise CheckpointError(f"{path.name} has a missing or unusable field: {where}") from None
    if meta.architecture not in KNOWN_ARCHITECTURES:
        known = ", ".join(KNOWN_ARCHITECTURES)
        raise CheckpointError(f"{path.name} needs the network {meta.architecture!r}; this version has {known}")
    return meta
