"""Lets a writer word an answer, when one was found fit for it and is quick; nobody waits for it longer than WRITER_PATIENCE.

Invariant: a sentence leaves this module only when the verifier has nothing against it; the first one that it objects to ends
the writer's turn. The writer is shown facts and the question with placeholders for personal data, never a row or a right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from assistant import evaluations, guard, queueing, writers
from assistant.answers import Answer
from assistant.asked import Asked
from language.prompting import answer as asked_to_answer
from language.verifier import Fact, objections, sentences
from language.weights import WeightsMissing
from language.writer import WriterMissing

LEFT_OUT = frozenset({"wording", "address", "offer", "hand_off"})
MOST_FACTS, MOST_SENTENCES, MOST_TOKENS = 12, 4, 120


def worded(asked: Asked, answer: Answer) -> Iterator[str]:
    """Verified sentences of the writer; none where the templates are to answer."""
    facts = [fact for fact in answer.facts if fact.key not in LEFT_OUT][:MOST_FACTS]
    if not facts or not _is_fit():
        return
    hidden = guard.hide(asked.text)
    shown_facts, values = _hidden(facts, hidden.values)
    pieces = queueing.ask(
        asked_to_answer(shown_facts, hidden.text),
        max_tokens=MOST_TOKENS,
        patience=settings.WRITER_PATIENCE,
    )
    said = 0
    try:
        with closing(pieces):
            for sentence in _whole(pieces, asked.language):
                shown = guard.show(sentence, values)
                if said >= MOST_SENTENCES or not _stands(shown, answer, asked, is_first=not said):
                    return
                said += 1
                yield shown
    except queueing.Unavailable:
        return


def _is_fit() -> bool:
    return bool(settings.WRITER) and evaluations.may("answer", writer=name())


def _hidden(facts: list[Fact], values: Mapping[str, str]) -> tuple[list[Fact], Mapping[str, str]]:
    """Facts with placeholders for personal data, and what all placeholders stand for."""
    found = []
    for fact in facts:
        if isinstance(fact.value, str):
            hidden = guard.hide(fact.value, known=values)
            fact, values = replace(fact, value=hidden.text), hidden.values  # noqa: PLW2901
        found.append(fact)
    return found, values


def _whole(pieces: Iterator[str], language: str) -> Iterator[str]:
    """Sentences as soon as they are whole."""
    text = ""
    for piece in pieces:
        text += piece
        found = sentences(text, language=language)
        if len(found) > 1:
            yield from found[:-1]
            text = found[-1]
    yield from sentences(text, language=language)


def _stands(sentence: str, answer: Answer, asked: Asked, *, is_first: bool) -> bool:
    """Supported by the facts; the first sentence also has to say one of the values that answer."""
    language = "zh" if asked.language.startswith("zh") else "en"
    if objections(sentence, answer.facts, language=language, hosts=_hosts()):
        return False
    return not is_first or any(str(value).casefold() in sentence.casefold() for value in _values(answer))


def _values(answer: Answer) -> list[object]:
    """What a useful answer says at least one of."""
    return [
        fact.value
        for fact in answer.facts
        if fact.key not in LEFT_OUT | {"product", "first", "second", "title"}
        and not isinstance(fact.value, bool)
    ]


def _hosts() -> frozenset[str]:
    return frozenset({urlsplit(settings.SITE_URL).netloc.lower()})


def name() -> str:
    """The writer's name; asking for it loads nothing."""
    try:
        known = writers.current()
    except (WriterMissing, WeightsMissing, OSError):
        return ""
    return known.name if known else ""
