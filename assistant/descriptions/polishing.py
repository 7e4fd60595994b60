"""A right text, sentence by sentence in the writer's words: small writers manage two facts well and ten badly. Pure.

Invariant: a sentence is replaced only by one that tells the same facts, is supported by them, and is no longer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.descriptions import checking, claims, english_words, nouns, slots
from assistant.descriptions.plan import Plan
from assistant.descriptions.traits import Trait
from assistant.descriptions.wording import Realised, Sentence
from language import prompting, verifier
from language.messages import WritingFailed
from language.verifier import Fact
from language.writer import Writer

MOST_TOKENS, MOST_SENTENCES, LONGER, ROOM = 70, 2, 1.5, 30


def polish(realised: Realised, planned: Plan, writer: Writer) -> Realised | None:
    """The text with the sentences that the writer said well; None where it said none. English only."""
    facts = checking.known(planned.source, language="en")
    found = {
        sentence: reply
        for sentence, reply in replies(realised, planned, writer)
        if _is_as_good(reply, sentence, planned, facts)
    }
    return _replaced(realised, found) if found else None


def replies(realised: Realised, planned: Plan, writer: Writer) -> Iterator[tuple[Sentence, str]]:
    """What the writer makes of each sentence that it is asked for, unchecked; nothing in other languages than English."""
    if planned.brief.language != "en":
        return
    noun = nouns.called(planned.source.title, planned.source.categories).text
    for sentence in realised.sentences:
        told = _told(sentence, planned)
        if told is None:
            continue
        asked = prompting.description([Fact("product", noun), *_facts(told)])
        with contextlib.suppress(WritingFailed):
            seed = planned.brief.attempt
            pieces = writer.stream(asked, max_tokens=MOST_TOKENS, stop=("\n",), seed=seed)
            yield sentence, "".join(pieces).strip()


def narrowed(planned: Plan, sentence: Sentence) -> Plan:
    """The plan of that sentence alone."""
    return replace(planned, must=tuple(trait for trait in planned.must if trait.code in sentence.keys))


def _replaced(realised: Realised, found: Mapping[Sentence, str]) -> Realised:
    paragraphs = tuple(
        tuple(replace(one, text=found.get(one, one.text)) for one in paragraph)
        for paragraph in realised.paragraphs
    )
    return replace(realised, paragraphs=paragraphs)


def _told(sentence: Sentence, planned: Plan) -> tuple[Trait, ...] | None:
    """What the sentence tells; None for sentences that name the product, deny, or tell nothing: those stay."""
    told = narrowed(planned, sentence).must
    if len(told) != len(sentence.keys) or not told or any(trait.is_option for trait in told):
        return None
    return told


def _facts(told: Sequence[Trait]) -> Iterator[Fact]:
    for trait in told:
        for value in trait.values:
            if isinstance(value, bool):
                yield Fact(trait.name, value, kind="flag")
            else:
                yield Fact(trait.name, english_words.shown(trait, value).replace("\N{NO-BREAK SPACE}", " "))


def _is_as_good(reply: str, sentence: Sentence, planned: Plan, facts: tuple[Fact, ...]) -> bool:
    parts = verifier.sentences(reply, language="en")
    if (
        not 0 < len(parts) <= MOST_SENTENCES
        or len(reply) > LONGER * len(sentence.text) + ROOM
        or claims.banned(reply)
    ):
        return False
    if not (reply[:1].isupper() and reply.endswith(".")) or any(
        verifier.objections(one, facts) for one in parts
    ):
        return False
    told = narrowed(planned, sentence).must
    others = [trait for trait in planned.must if trait not in told]
    return not slots.missing(reply, told, language="en") and not any(
        slots.tells(reply, trait, language="en") for trait in others
    )
