"""Texts of the window: all can be collected, and each language has all of them."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)

from PySide6.QtCore import QTranslator

from gui.translation import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FIELD = re.compile(r"\{(\w+)[^{}]*\}")
"""By name: how a number is written is the language's own affair."""

ACCESS_KEY = re.compile(r"(?<!&)&(\w)")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "scripts" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module
    spec.loader.exec_module(module)
    return module


def found(script: ModuleType, folder: Path, code: str) -> tuple[list[tuple[str, str]], list[str]]:
    (folder / "code.py").write_text(code, encoding="utf-8")
    texts, problems = script.collect(folder)
    return [(text.context, text.source) for text in texts], [place.why for place in problems]


def test_texts_are_found_in_every_way_that_the_window_uses(script: ModuleType, tmp_path: Path) -> None:
    code = """
tr = QCoreApplication.translate

def _tr(text):
    return QCoreApplication.translate("Helper", text)

class Page(QWidget):
    def __init__(self):
        a = self.tr("joined " "from two")
        b = f"{self.tr('in an f-string')}"

tr("Short", "short name")
QCoreApplication.translate("Long", "long name")
_tr("helper")
"""
    assert found(script, tmp_path, code) == (
        [
            ("Helper", "helper"),
            ("Long", "long name"),
            ("Page", "in an f-string"),
            ("Page", "joined from two"),
            ("Short", "short name"),
        ],
        [],
    )


@pytest.mark.parametrize(
    "line",
    ['self.tr(f"{n} files")', "self.tr(text)", 'other.tr("text")', 'QCoreApplication.translate(name, "text")'],
)
def test_what_cannot_be_collected_is_told(script: ModuleType, tmp_path: Path, line: str) -> None:
    texts, problems = found(script, tmp_path, f"class Page:\n    def show(self):\n        {line}\n")
    assert texts == []
    assert len(problems) == 1


def test_every_text_of_the_window_can_be_collected(script: ModuleType) -> None:
    texts, problems = script.collect()
    assert [f"{place.path.name}:{place.line} {place.why}" for place in problems] == []
    assert len(texts) > 300


def test_translations_survive_the_next_collection(script: ModuleType, tmp_path: Path) -> None:
    text, new = script.Text("Page", "{n} files & <more>"), script.Text("Page", "new")
    path = tmp_path / "x.ts"
    script.write_ts(path, "de", [text], {text: "{n} Dateien & <mehr>"})
    assert script.read_ts(path) == {text: "{n} Dateien & <mehr>"}
    script.write_ts(path, "de", [new, text], script.read_ts(path))
    assert script.read_ts(path) == {text: "{n} Dateien & <mehr>", new: ""}
    script.compile_qm(path, tmp_path / "x.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "x.qm"))
    assert translator.translate("Page", "{n} files & <more>") == "{n} Dateien & <mehr>"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_the_file_of_a_language_lists_the_texts_of_today(script: ModuleType, language: str) -> None:
    known = script.read_ts(script.FOLDER / f"veravox_{language}.ts")
    assert set(known) == set(script.collect()[0]), "run: python scripts/translate.py"


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_text_is_translated_with_its_fields(script: ModuleType, language: str) -> None:
    known = script.read_ts(script.FOLDER / f"veravox_{language}.ts")
    assert [text.source for text in known if not known[text]] == []
    wrong = [
        text.source
        for text, words in known.items()
        if sorted(FIELD.findall(text.source)) != sorted(FIELD.findall(words))
    ]
    assert wrong == []


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_access_keys_differ_within_a_card_where_they_do_in_english(script: ModuleType, language: str) -> None:
    known = script.read_ts(script.FOLDER / f"veravox_{language}.ts")
    cards: dict[str, list[tuple[str, str]]] = {}
    for text, words in known.items():
        if english := ACCESS_KEY.search(text.source):
            found = ACCESS_KEY.search(words)
            assert found is not None, f"{words!r} has no access key"
            cards.setdefault(text.context, []).append((english[1].lower(), found[1].lower()))
    for context, keys in cards.items():
        assert len({own for _, own in keys}) >= len({english for english, _ in keys}), context


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_the_compiled_file_says_what_the_text_file_says(script: ModuleType, language: str) -> None:
    path = script.FOLDER / f"veravox_{language}.ts"
    translator = QTranslator()
    assert translator.load(str(path.with_suffix(".qm")))
    known = {text: words for text, words in script.read_ts(path).items() if words}
    assert {text: translator.translate(text.context, text.source) for text in known} == known
