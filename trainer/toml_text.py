"""Settings as TOML text, written and read."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import TrainingError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of settings.

    Raises:
        TrainingError: It cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TrainingError(f"Cannot read {path}: {reason}", "Check its name.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TrainingError(f"Cannot read {path.name}: {error}", "Check the file's TOML syntax.") from None


def to_toml(values: Mapping[str, Any], comment: str = "") -> str:
    """Write settings so that `tomllib` reads the same values back.

    Args:
        values: Numbers, texts, truth values, lists of these, and tables of all of it; None is left out.
        comment: Lines for the top of the file, without the number sign.

    Raises:
        TypeError: A value is of another type.
    """
    head = [f"# {line}".rstrip() for line in comment.splitlines()]
    return "\n".join([*head, *_table(values, "")]) + "\n"


def _table(values: Mapping[str, Any], path: str) -> list[str]:
    plain = {key: value for key, value in values.items() if value is not None and not isinstance(value, Mapping)}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in plain.items()]
    for key, value in values.items():
        if isinstance(value, Mapping):
            name = f"{path}.{_key(key)}" if path else _key(key)
            lines += ["", f"[{name}]", *_table(value, name)]
    return lines


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value)  # TOML's basic strings have JSON's escapes
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(each) for each in value)}]"
    raise TypeError(f"TOML has no place for a {type(value).__name__}")
