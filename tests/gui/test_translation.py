"""Which language the window speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from gui import translation
from gui.translation import chosen_language, install_translation


class System:
    """A system set to certain languages."""

    def __init__(self, *names: str) -> None:
        self._names = list(names)

    def uiLanguages(self) -> list[str]:  # noqa: N802 - the name of QLocale
        return self._names


@pytest.mark.parametrize(
    ("names", "expected"),
    [(("de-AT", "en"), "de"), (("en-GB", "de"), "en"), (("fi-FI", "de"), "de"), (("fi-FI",), "en"), ((), "en")],
)
def test_the_system_s_first_language_that_there_is(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], expected: str
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: System(*names))
    assert chosen_language("") == expected


def test_a_chosen_language_wins_and_an_unknown_one_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: System("de"))
    assert chosen_language("en") == "en"
    assert chosen_language("xx") == "en"


def test_a_missing_file_leaves_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: QCoreApplication) -> None:
    monkeypatch.setattr(translation, "resource", lambda _name: tmp_path)
    assert install_translation(qapp, "de") == "en"
