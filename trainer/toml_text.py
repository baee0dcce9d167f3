"""Settings as TOML text; the standard library only reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


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
