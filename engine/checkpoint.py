"""Detectors on disk: safetensors with metadata, ONNX beside it, both verified; no pickle is ever loaded.

``weights/<name>.safetensors`` holds the tensors and, as JSON in its header under the key ``veravox``, a
`CheckpointMeta`. ``weights/<name>.onnx`` is the same network for ONNX Runtime; its sha256 stands in the
metadata's ``onnx_sha256``. The sha256 of the safetensors file is the detector's identity.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from engine.calibration import Calibration

FORMAT_VERSION = 1
META_KEY = "veravox"


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
    app_version: str = ""
    created: str = ""
