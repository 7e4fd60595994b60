"""Compares one sentence with the evidence, kind by kind. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from language.verifier import lexicon, links, polarity, values, wording
from language.verifier.evidence import Evidence, gather
from language.verifier.facts import Fact, Objection
from language.verifier.promises import MEANING, promises
from language.verifier.sentence import Sentence, read


def objections(
    sentence: str, facts: Sequence[Fact], *, language: str = "en", hosts: frozenset[str] = frozenset()
) -> tuple[Objection, ...]:
    """Why the facts do not support the sentence; empty when they do. `hosts` are the shop's own, in lower case, with a
    port where there is one. About a millisecond."""
    said, evidence = read(sentence, language=language), gather(facts)
    found = [*_foreign_links(said, evidence, hosts)]
    for check in _CHECKS:
        found += check(said, evidence)
    return tuple(dict.fromkeys(found))


def _foreign_links(read: Sentence, evidence: Evidence, hosts: frozenset[str]) -> Iterator[Objection]:
    for link in read.links:
        if link.lower() not in evidence.links and not links.is_inside(link, hosts=hosts):
            yield Objection("link", link)


def _negations(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for claim in polarity.claims(read.claiming):
        for word in sorted(claim.contradicts(evidence.polarities)):
            yield Objection("negation", word)


def _promises(read: Sentence, evidence: Evidence) -> Iterator[Objection]:
    for promise in promises(read.whole):
        deeds = {promise.deed, MEANING.get(promise.deed, promise.deed)}
        backed = deeds & evidence.deeds or any(
            promise.deed in deed for deed in evidence.deeds if not deed.isascii()
        )
        approved = any(known.deed in deeds and known.kind == promise.kind for known in evidence.promises)
        states = {"done": evidence.states, "sure": evidence.stems}.get(promise.kind, set())
        stated = deeds & states or any(promise.deed in state for state in states if not state.isascii())
        if not (backed or approved or stated):
            yield Objection("promise", promise.words)


_CHECKS: tuple[Callable[[Sentence, Evidence], Iterator[Objection]], ...] = (
    values.days, values.measures, wording.codes, wording.looks("colour", lexicon.COLOUR_NAMES),
    wording.looks("material", lexicon.MATERIAL_NAMES), wording.imitations, _negations, _promises, wording.words,
)  # fmt: skip
