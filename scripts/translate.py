"""Keeps resources/translations up to date: python scripts/translate.py [LANGUAGE...].

Collects every text of gui/ that is shown through `tr`, writes it into veravox_<language>.ts with the translations that
are there already, and compiles these to .qm with Qt's lrelease. Edit the .ts file (by hand or in Qt Linguist), run
this again, and commit both files.

Texts are found in the syntax tree and not by Qt's lupdate, which does not follow a short name such as
``tr = QCoreApplication.translate``.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de",)


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate.

    Attributes:
        context: Name of the class it stands in, or the one that is given to `QCoreApplication.translate`.
    """

    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """A call of `tr` that cannot be collected.

    Attributes:
        why: What is wrong with it.
    """

    path: Path
    line: int
    why: str


class _Finder(ast.NodeVisitor):
    """Walks through one file."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.path = path
        self.texts: list[Text] = []
        self.problems: list[Place] = []
        self._classes: list[str] = []
        self._short = {name for node in ast.walk(tree) if (name := _short_name(node))}
        self._helpers = dict(helper for node in tree.body if (helper := _helper(node, self._short)))
        self._own = {node for helper in tree.body if _helper(helper, self._short) for node in ast.walk(helper)}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        if node in self._own:
            return
        called = node.func
        if isinstance(called, ast.Attribute) and called.attr == "tr":
            if isinstance(called.value, ast.Name) and called.value.id == "self" and self._classes:
                self._take(node, self._classes[-1], 0)
            else:
                self._problem(node, "the text belongs to no class that is known here; use QCoreApplication.translate")
        elif _is_translate(called, self._short):
            context = node.args[0] if node.args else None
            if isinstance(context, ast.Constant) and isinstance(context.value, str):
                self._take(node, context.value, 1)
            else:
                self._problem(node, "the context is not a plain text")
        elif isinstance(called, ast.Name) and called.id in self._helpers:
            self._take(node, self._helpers[called.id], 0)

    def _take(self, node: ast.Call, context: str, place: int) -> None:
        argument = node.args[place] if len(node.args) > place else None
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            self.texts.append(Text(context, argument.value))
        else:
            self._problem(node, "the text is not a plain one; put values in with .format() after tr()")

    def _problem(self, node: ast.Call, why: str) -> None:
        self.problems.append(Place(self.path, node.lineno, why))


def collect(folder: Path = ROOT / "gui") -> tuple[list[Text], list[Place]]:
    """All texts below a folder, sorted, and what could not be collected."""
    texts: set[Text] = set()
    problems: list[Place] = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        finder = _Finder(path, tree)
        finder.visit(tree)
        texts.update(finder.texts)
        problems += finder.problems
    return sorted(texts), problems


def read_ts(path: Path) -> dict[Text, str]:
    """Translations of a .ts file; those that are not finished are empty."""
    if not path.exists():
        return {}
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            is_finished = translation is not None and translation.get("type") is None
            text = translation.text or "" if translation is not None and is_finished else ""
            found[Text(name, message.findtext("source", ""))] = text
    return found


def write_ts(path: Path, language: str, texts: list[Text], known: dict[Text, str]) -> None:
    """Write a .ts file; a text that is no longer used is left out."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.source
        translation = ET.SubElement(message, "translation")
        if known.get(text):
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(f"{head}{body}\n", encoding="utf-8", newline="\n")


def compile_qm(source: Path, target: Path) -> None:
    """Compile with the lrelease that comes with PySide6.

    Raises:
        RuntimeError: It failed.
    """
    import PySide6

    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    program = Path(next(iter(PySide6.__path__))) / name
    done = subprocess.run(
        [program, "-silent", "-nounfinished", source, "-qm", target], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"lrelease failed: {done.stderr.strip() or done.stdout.strip()}")


def main() -> int:
    """Run from the command line; 1 where a text cannot be collected."""
    texts, problems = collect()
    for place in problems:
        sys.stdout.write(f"{place.path.relative_to(ROOT)}:{place.line}: {place.why}\n")
    for language in sys.argv[1:] or LANGUAGES:
        source = FOLDER / f"veravox_{language}.ts"
        known = read_ts(source)
        write_ts(source, language, texts, known)
        compile_qm(source, source.with_suffix(".qm"))
        missing = sum(not known.get(text) for text in texts)
        sys.stdout.write(f"{source.name}: {len(texts)} texts, {missing} not translated\n")
    return int(bool(problems))


def _short_name(node: ast.AST) -> str:
    """``tr`` in ``tr = QCoreApplication.translate``; else empty."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        value = node.value
        if isinstance(value, ast.Attribute) and value.attr == "translate":
            return node.targets[0].id
    return ""


def _is_translate(called: ast.expr, short: set[str]) -> bool:
    if isinstance(called, ast.Attribute) and called.attr == "translate":
        return isinstance(called.value, ast.Name) and called.value.id in ("QCoreApplication", "QApplication")
    return isinstance(called, ast.Name) and called.id in short


def _helper(node: ast.AST, short: set[str]) -> tuple[str, str] | None:
    """Name and context of ``def _tr(text): return QCoreApplication.translate("Context", text)``."""
    if not isinstance(node, ast.FunctionDef) or len(node.args.args) != 1:
        return None
    for inner in _returned_calls(node):
        if _is_translate(inner.func, short) and len(inner.args) == 2:
            context, text = inner.args
            is_own = isinstance(text, ast.Name) and text.id == node.args.args[0].arg
            if is_own and isinstance(context, ast.Constant) and isinstance(context.value, str):
                return node.name, context.value
    return None


def _returned_calls(node: ast.FunctionDef) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Return) and isinstance(inner.value, ast.Call):
            yield from (each for each in ast.walk(inner.value) if isinstance(each, ast.Call))


if __name__ == "__main__":
    raise SystemExit(main())
