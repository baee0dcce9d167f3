"""The settings file: read field by field, written atomically; a broken one never stops the start."""

from __future__ import annotations

import json
import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import UsageError
from gui.settings.model import SCHEMA_VERSION, Settings

logger = logging.getLogger(__name__)

Migration = Callable[[dict[str, Any]], dict[str, Any]]
MIGRATIONS: dict[int, Migration] = {}
"""Entry n turns the values of version n into those of version n + 1. Only ever add."""


def default_settings_path() -> Path:
    """The user's own settings file."""
    from platformdirs import user_config_path

    return user_config_path("veravox", appauthor=False) / "settings.toml"


class SettingsStore:
    """Holds the current settings and keeps them on disk."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the file; what cannot be read falls back to its default.

        Args:
            path: None for the user's own.
        """
        self.path = path or default_settings_path()
        self.problem = ""
        """What was wrong with the file, in words for the user; empty where nothing was."""
        self.value = self._read()

    def update(self, **changes: Any) -> Settings:
        """Check and save changed fields.

        Args:
            **changes: Fields of `Settings` with their new values.

        Raises:
            UsageError: A value is not allowed, or the file cannot be written; in the second case the change holds
                until the program ends.
        """
        try:
            value = Settings.model_validate(self.value.model_dump() | changes)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"{name}: {first['msg']}", "Choose another value.") from None
        self.value = value
        self._write()
        return value

    def _read(self) -> Settings:
        try:
            values = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.problem = f"The settings file {self.path} cannot be read ({error}). The defaults are used."
            self._keep_broken()
            return Settings()
        return self._checked(_migrated(values))

    def _checked(self, values: dict[str, Any]) -> Settings:
        """Settings from those values that are allowed."""
        bad: list[str] = []
        good: dict[str, Any] = {}
        for name, value in values.items():
            if name == "schema_version":
                continue
            try:
                Settings.model_validate({name: value})
            except ValidationError:
                bad.append(name)
            else:
                good[name] = value
        if bad:
            self.problem = f"These settings were not usable and have their default again: {', '.join(sorted(bad))}."
            self._keep_broken()
        return Settings.model_validate(good)

    def _keep_broken(self) -> None:
        """The next change would overwrite what somebody wrote by hand."""
        try:
            self.path.with_suffix(".broken.toml").write_bytes(self.path.read_bytes())
        except OSError as error:
            logger.warning("The broken settings file could not be kept: %s", error)

    def _write(self) -> None:
        partial = self.path.with_name(self.path.name + ".partial")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(_to_toml(self.value), encoding="utf-8")
            partial.replace(self.path)
        except OSError as error:
            raise UsageError(
                f"The settings cannot be saved in {self.path}: {error.strerror}",
                "They hold until you close the window. Check that the folder exists and that you may write there.",
            ) from None


def _migrated(values: dict[str, Any]) -> dict[str, Any]:
    version = values.get("schema_version", SCHEMA_VERSION)
    while isinstance(version, int) and version < SCHEMA_VERSION and version in MIGRATIONS:
        values = MIGRATIONS[version](values)
        version += 1
    return values


def _to_toml(value: Settings) -> str:
    """Flat TOML; only what differs from the defaults, so that better defaults reach existing users."""
    default = Settings().model_dump()
    changed = {name: each for name, each in value.model_dump().items() if each != default[name]}
    lines = [f"schema_version = {SCHEMA_VERSION}", *(f"{name} = {_scalar(each)}" for name, each in changed.items())]
    return "\n".join(lines) + "\n"


def _scalar(value: str | float | bool) -> str:  # noqa: FBT001 - a value of a field, not a switch
    if isinstance(value, str):
        # A path that is no UTF-8 (Linux) would not be writable; DEL is the one character that JSON leaves bare.
        clean = value.encode("utf-8", "replace").decode("utf-8")
        return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007F")
    return str(value).lower() if isinstance(value, bool) else repr(value)
