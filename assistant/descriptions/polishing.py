"""A right text, sentence by sentence in the writer's words: small writers manage two facts well and ten badly. Pure.

Invariant: a sentence is replaced only by one that tells the same facts, is supported by them, and is no longer.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
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
    if planned.brief.language != "en":
        return None
    noun = nouns.called(planned.source.title, planned.source.categories).text
    facts = checking.known(planned.source, language="en")
    found = {
        sentence: better
        for sentence in realised.sentences
        if (better := _better(sentence, planned, writer, noun=noun, facts=facts))
    }
    if not found:
        return None
    paragraphs = tuple(
        tuple(replace(one, text=found.get(one, one.text)) for one in paragraph)
        for paragraph in realised.paragraphs
    )
    return replace(realised, paragraphs=paragraphs)


def _better(
    sentence: Sentence, planned: Plan, writer: Writer, *, noun: str, facts: tuple[Fact, ...]
) -> str | None:
    """Another way to say it; none for sentences that name the product, deny, or tell nothing."""
    told = [trait for trait in planned.must if trait.code in sentence.keys]
    if len(told) != len(sentence.keys) or not told or any(trait.is_option for trait in told):
        return None
    asked = prompting.description([Fact("product", noun), *_facts(told)])
    seed = planned.brief.attempt
    with contextlib.suppress(WritingFailed):
        reply = "".join(writer.stream(asked, max_tokens=MOST_TOKENS, stop=("\n",), seed=seed)).strip()
        others = [trait for trait in planned.must if trait not in told]
        if _is_as_good(reply, sentence, told, facts) and not any(
            slots.tells(reply, trait, language="en") for trait in others
        ):
            return reply
    return None


def _facts(told: list[Trait]) -> Iterator[Fact]:
    for trait in told:
        for value in trait.values:
            if isinstance(value, bool):
                yield Fact(trait.name, value, kind="flag")
            else:
                yield Fact(trait.name, english_words.shown(trait, value).replace("\N{NO-BREAK SPACE}", " "))


def _is_as_good(reply: str, sentence: Sentence, told: list[Trait], facts: tuple[Fact, ...]) -> bool:
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
    return not slots.missing(reply, tuple(told), language="en")
