"""A sentence of the engine or the trainer with fields in braces, and what it is in the user's language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One sentence without its full stop.

    Attributes:
        source: As the engine says it; see `gui.engine_words.FIELDS` for the names in braces.
        words: In the user's language.
    """

    source: str
    words: str
