"""The examples that intents are learned from, and folders of examples that others bring. Pure.

A malformed line is refused with file, line and what was expected; nothing is half read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from language.classifier import OUT_OF_SCOPE

EXAMPLES = Path(__file__).parent / "examples"
HELD_OUT = Path(__file__).parent / "held_out.tsv"
LANGUAGES = ("en", "zh")
FOLDS = 5
KIN = 0.5  # texts of one intent that share more of their words of content than this are one family
BORDER = {
    "en": 5,
    "zh": 3,
}  # one of so many families draws the border of the scope, and teaches the encoder nothing
ONLY = "only"  # the family of what has no paraphrase: a lone word, a greeting in another language
INTENTS = (
    "track_order", "cancel_order", "change_order", "change_address", "delivery_options", "delivery_period", "return_policy",
    "request_return", "track_refund", "payment_methods", "payment_issue", "invoice", "account_create", "account_edit",
    "account_delete", "account_recover", "place_order", "review", "newsletter", "complaint", "human_agent", "product_search",
    "product_question", "compare", "recommendation", "greeting", "thanks", OUT_OF_SCOPE,
)  # fmt: skip
NEAR = "near_"  # families out of scope that only sound like business of the shop
_LABEL = re.compile(r"[A-Za-z0-9_.:/-]+")


class BadFolder(Exception):
    """A file of examples is missing or malformed; the message names file and line."""


@dataclass(frozen=True)
class Example:
    label: str
    language: str
    group: str
    text: str

    @property
    def family(self) -> str:
        return f"{self.label}/{self.language}/{self.group}"

    @property
    def draws_border(self) -> bool:
        """Whether its family is one of those that the encoder was never taught, so that it can say how far a message may be."""
        digest = hashlib.sha256(self.family.encode("utf-8")).digest()
        return self.group != ONLY and int.from_bytes(digest[:4]) % BORDER[self.language] == 0


@cache
def examples() -> tuple[Example, ...]:
    """All of the shop's own that are learned, in the order of INTENTS. Raises BadFolder."""
    return tuple(
        example for label in INTENTS for example in _of_file(EXAMPLES / f"{label}.tsv", frozenset({label}))
    )


@cache
def held_out() -> tuple[Example, ...]:
    """Messages that are never learned and are kin to none that is: written after the recipes were chosen, for measuring alone."""
    return tuple(_of_file(HELD_OUT, frozenset(INTENTS)))


def _of_file(path: Path, labels: frozenset[str]) -> Iterator[Example]:
    for number, columns in _lines(path, 4, "label, language, group, text"):
        example = Example(*columns)
        if example.label not in labels or example.language not in LANGUAGES:
            raise BadFolder(
                f"{path}, line {number}: expected a label of {', '.join(sorted(labels))} and a language of "
                f"{', '.join(LANGUAGES)}, found {example.label} and {example.language}"
            )
        yield example


@cache
def fingerprint() -> str:
    """Names the bytes of all examples."""
    digest = hashlib.sha256()
    for label in INTENTS:
        digest.update((EXAMPLES / f"{label}.tsv").read_bytes())
    return digest.hexdigest()[:16]


def split(found: Sequence[Example], *, fold: int) -> tuple[list[Example], list[Example]]:
    """(learned, tested): every FOLDSth family of each intent and language, counted in the order of the file, is tested; what
    has no paraphrase is always learned."""
    places: dict[str, dict[str, int]] = {}
    tested: list[Example] = []
    learned: list[Example] = []
    for example in found:
        families = places.setdefault(f"{example.label}/{example.language}", {})
        place = families.setdefault(example.group, len(families))
        is_tested = place % FOLDS == fold and example.group != ONLY
        (tested if is_tested else learned).append(example)
    return learned, tested


def labelled(path: Path) -> tuple[list[str], list[str]]:
    """(texts, labels) of a file whose columns are label and text. Raises BadFolder."""
    texts, labels = [], []
    for number, (label, text) in _lines(path, 2, "label, text"):
        if not _LABEL.fullmatch(label):
            raise BadFolder(
                f"{path}, line {number}: expected a label of letters, digits and _, found {label!r}"
            )
        texts.append(text)
        labels.append(label)
    if not texts:
        raise BadFolder(f"{path}: expected at least one line with a label, a tab and a text")
    return texts, labels


def _lines(path: Path, count: int, meaning: str) -> Iterator[tuple[int, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise BadFolder(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFolder(f"{path}: not UTF-8 ({error})") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) != count or not all(columns):
            raise BadFolder(f"{path}, line {number}: expected {count} columns separated by tabs ({meaning})")
        yield number, columns


_STOP = frozenset(
    re.findall(
        r"[\w']+",
    "a an the i i'm i'd i've my me mine we our you your it its it's this that these those is are was were be been am do does did have has had can "
    "could would will shall should may might must to of in on at for from by with and or if as so not no don't doesn't didn't can't there "
    "here what what's which who when where where's how why please any some one get got want like need",
    )
)  # fmt: skip
_TOKEN = re.compile(r"[a-z0-9'-]+|[\u3400-\u9fff]+")


def kinship(one: str, other: str) -> float:
    """0 to 1: the share of words of content that two texts have in common (Jaccard); of pairs of characters in Chinese."""
    first, second = content(one), content(other)
    return len(first & second) / len(first | second)


@cache
def content(text: str) -> frozenset[str]:
    """What a text is about: its words without those that every question has, or all where there are no others."""
    tokens = _TOKEN.findall(text.casefold().replace("’", "'"))
    telling = [token for token in tokens if token not in _STOP] or tokens
    words: list[str] = []
    for token in telling:
        pairs = [token[at : at + 2] for at in range(len(token) - 1)] or [token]
        words.extend([token.removesuffix("s")] if token[0] < "\u3400" else pairs)
    return frozenset(words) or frozenset({text})
