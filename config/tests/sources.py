"""Reads the texts that are marked for translation out of templates and Python files, without gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {".venv", "var", "tests", "locale", "__pycache__"}
MARKS = {
    f"{plain}{suffix}"
    for plain in ("gettext", "ngettext", "pgettext", "npgettext")
    for suffix in ("", "_lazy", "_noop")
} | {"_"}
TEXT = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b({'|'.join(sorted(MARKS))})\(((?:\s*{TEXT}\s*,?)+)", re.DOTALL)


@dataclass(frozen=True, order=True)
class Text:
    """What a translator sees: the context (empty for none), the text and its plural (empty for none)."""

    context: str
    text: str
    plural: str


def of_project(root: Path = ROOT) -> set[Text]:
    """Every text of our templates and Python files but the tests'."""
    files = [path for path in root.rglob("*") if not LEFT_OUT & set(path.relative_to(root).parts)]
    return set(of_files(files))


def of_files(paths: Iterable[Path]) -> Iterator[Text]:
    for path in paths:
        if path.suffix == ".py":
            yield from of_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"}:
            yield from of_template(path.read_text(encoding="utf-8"))


def of_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if name in MARKS and words and isinstance(words[0], str):
            yield _text(name, [word for word in words if isinstance(word, str)])


def of_template(source: str) -> Iterator[Text]:
    """From Django's own reading of the template, which leaves calls of gettext between blanks."""
    for name, words in CALL.findall(templatize(source)):
        yield _text(name, list(ast.literal_eval(f"({words.rstrip().rstrip(',')},)")))


def _text(name: str, words: list[str]) -> Text:
    context = words.pop(0) if "pgettext" in name else ""
    return Text(context, words[0], words[1] if name.lstrip("_").startswith("n") else "")
