"""One spelling for what looks the same: compatibility forms, hidden characters, quotation marks and dashes. Pure."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

import Stemmer

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[^\W\d_{HAN}]+(?:'[^\W\d_{HAN}]+)*")
HAN_RUN = re.compile(f"[{HAN}]+")
_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x"}
)
_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "feet": "foot", "people": "person", "shelves": "shelf",
    "color": "colour", "colors": "colour", "gray": "grey", "aluminum": "aluminium", "center": "centre", "fiber": "fibre",
    "liter": "litre", "liters": "litre", "meter": "metre", "meters": "metre", "favorite": "favourite", "canceled": "cancelled",
    "sent": "send", "paid": "pay", "held": "hold", "kept": "keep", "sold": "sell", "left": "leave",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "made": "make", "came": "come", "meant": "mean", "ran": "run", "bought": "buy", "woven": "weave", "worn": "wear",
}  # fmt: skip
_FOLDABLE = 8
_engines = threading.local()


def normal(text: str) -> str:
    """NFKC without format characters (zero width, direction marks), which would hide words from the checks."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return "".join(" " if c.isspace() else c for c in folded if unicodedata.category(c) not in {"Cf", "Cs"})


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """The stem of a word in lower case; Snowball's engine must not be shared by threads, so each has its own."""
    word = word.removesuffix("'s").replace("'", "")
    word = _IRREGULAR.get(word, word)
    if len(word) < 3 or not word.isascii():
        return word
    if len(word) >= _FOLDABLE and word.endswith("able"):
        word = word.removesuffix("able")  # what is foldable can be folded
    engine: Any = getattr(_engines, "english", None)
    if engine is None:
        engine = _engines.english = Stemmer.Stemmer("english", 0)
    return str(engine.stemWord(word))


def words(text: str) -> list[str]:
    """The Latin, Cyrillic, ... words of a normal text, as they are written; Chinese has HAN_RUN."""
    return WORD.findall(text)


def stems(text: str) -> list[str]:
    return [stem(word.lower()) for word in words(text)]


def blank(text: str, start: int, end: int) -> str:
    """The text with a span that was understood taken out, every other character in its place."""
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"
