"""What the engine says, in the user's language: its English sentences are known by their templates.

Results and errors travel as sentences, also those of last year in the history. Taking them apart by the templates of
`gui.engine_texts` gives them in any language without a second record of the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from gui.engine_texts import sentences, values
from gui.template import Template

_FIELD = re.compile(r"\\\{(\w+?)(\d*)\\\}")
FIELDS = {"n": r"[\d.,]+", "rate": r"none|fewer than 1|about \d+", "times": r"[\d:,\- ]+(?:and \d[\d:-]*(?: more)?)?"}
"""How a field looks, by its name without the number behind it; any other field holds what is left as it is."""
_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z\d])")
_ONE_WINDOW = re.compile(r"\bwindow(?= points?\b|\))")


def in_words(text: str) -> str:
    """Give sentences of the engine in the user's language; what is not known stays English.

    Args:
        text: Sentences, also on several lines; file names in them stay as they are.
    """
    return _said(text, QCoreApplication.translate("Engine", "none"))


def list_in_words(text: str) -> str:
    """The same for short words with commas between, such as "44.1 kHz, 6 channels"."""
    return ", ".join(in_words(part) for part in text.split(", "))


def times_in_words(text: str) -> str:
    """Moments of `engine.clock.spans_in_words`."""
    return _value("times", text)


@lru_cache(maxsize=4096)
def _said(text: str, _language: str) -> str:
    """Remembered: ten thousand skipped files have the same few reasons. The language is told by one of its words."""
    known = [each for each in sentences() if each.words != each.source]
    return "\n".join(_line(line, known) for line in text.split("\n")) if known else text


def _line(line: str, known: Sequence[Template]) -> str:
    whole = _translated(line, known)
    if whole is not None:
        return whole
    parts = _SENTENCE_END.split(line)
    return line if len(parts) < 2 else " ".join(_translated(part, known) or part for part in parts)


def _translated(text: str, known: Sequence[Template]) -> str | None:
    stop = "." if text.endswith(".") and not text.endswith("..") else ""
    bare = _ONE_WINDOW.sub("windows", text.removesuffix(stop))
    for template in known:
        found = _pattern(template.source).fullmatch(bare)
        if found is not None:
            put_in = {name: _value(name.rstrip("0123456789"), value) for name, value in found.groupdict().items()}
            return template.words.format(**put_in) + stop
    return None


def _value(name: str, value: str) -> str:
    if name == "reason":
        return in_words(value)
    for template in values().get(name, ()):
        found = _pattern(template.source).fullmatch(value)
        if found is not None:
            return template.words.format(**found.groupdict())
    return value


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(_FIELD.sub(_group, re.escape(source)), re.IGNORECASE if "{rate" in source else 0)


def _group(field: re.Match[str]) -> str:
    name, number = field.groups()
    return f"(?P<{name}{number}>{FIELDS.get(name, '.+?')})"
