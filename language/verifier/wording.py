"""Codes, colours, materials, names and content words of a sentence against those of the facts. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from language.verifier import lexicon
from language.verifier.evidence import Evidence, imitated
from language.verifier.facts import Objection
from language.verifier.normal import HAN_RUN, WORD, stem
from language.verifier.sentence import Sentence

_DOWN_TO = re.compile(r"\bdown(?= (?:to|for|by|on|below)\b)")  # no feathers


def codes(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for code in read.codes:
        if code not in evidence.codes:
            yield Objection("name", code)


def looks(reason: str, names: dict[str, str]) -> Callable[[Sentence, Evidence], Iterator[Objection]]:
    chinese = re.compile(
        "|".join(
            sorted(
                (name for name in names if HAN_RUN.fullmatch(name) and len(name) > 1), key=len, reverse=True
            )
        )
    )

    def check(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
        known = {names[word] for word in evidence.stems if word in names}
        known |= {
            name
            for word, name in names.items()
            if HAN_RUN.fullmatch(word) and word.removesuffix("色") in evidence.chinese
        }
        known |= {general for name in known for general in lexicon.INCLUDING[name]}
        text = _DOWN_TO.sub(" ", read.rest)
        for word in [*WORD.findall(text), *chinese.findall(text)]:
            name = names.get(word if HAN_RUN.fullmatch(word) else stem(word.lower()))
            if name and name not in known and stem(word.lower()) not in evidence.stems:
                yield Objection(reason, word)

    return check


def imitations(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for name in imitated(read.rest):
        if name.endswith("!") and name[:-1] in evidence.imitations and name not in evidence.imitations:
            yield Objection("material", name[:-1])


def words(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    first = WORD.search(read.whole)
    for match in WORD.finditer(read.claiming_rest):
        root = stem(match[0].lower())
        if root in lexicon.NEUTRAL or root in evidence.stems or match[0].lower() in {"s", "x"}:
            continue
        if root in lexicon.COLOUR_NAMES or root in lexicon.MATERIAL_NAMES:
            continue  # compared by what they mean
        named = (
            match[0][0].isupper() and (first is None or match.start() != first.start())
        ) or read.language.startswith("zh")
        yield Objection("name" if named else "unsupported", match[0])
    for run in HAN_RUN.findall(read.claiming_rest):
        for part in _uncovered(run, evidence.chinese):
            yield Objection("unsupported", part)


def _uncovered(run: str, known: str) -> list[str]:
    """Parts of a Chinese run that are neither neutral nor, in pairs of characters, in the facts."""
    covered = [False] * len(run)
    for word in (*lexicon.NEUTRAL_CHINESE, *lexicon.COLOUR_NAMES, *lexicon.MATERIAL_NAMES):
        start = run.find(word)
        while start >= 0:
            covered[start : start + len(word)] = [True] * len(word)
            start = run.find(word, start + 1)
    for at in range(len(run) - 1):
        if run[at : at + 2] in known:
            covered[at] = covered[at + 1] = True
    covered = [done or f" {c} " in f"{known} " for done, c in zip(covered, run, strict=True)]
    marked = "".join(" " if done else c for done, c in zip(covered, run, strict=True))
    return marked.split()
