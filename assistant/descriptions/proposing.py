"""From a product and a brief to a proposal: templates, the writer's candidates where there is one, checks, ranking.

Invariant: a proposal has no slot error. Where a candidate has one it is dropped; where a sentence of the template has one,
that sentence is.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.descriptions import checking, chinese, english, lines, plan, polishing, prompts, ranking, slots
from assistant.descriptions.brief import Brief
from assistant.descriptions.checking import Verdict
from assistant.descriptions.plan import Plan
from assistant.descriptions.traits import Source
from assistant.descriptions.wording import Realised, Sentence
from language import verifier
from language.messages import WritingFailed
from language.writer import Writer

TEMPLATES, CANDIDATES = 3, 2
TEMPERATURES = (0.0, 0.7)
BY_TEMPLATE, LONGEST_REPLY = "template", 4000


class NothingToSay(Exception):
    """No right text can be made of what is known of the product; the message says what to add."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`written_by` is "template" or the writer's name; `left_out` names facts that the language has no words for."""

    text: str
    seo_title: str
    meta: str
    evidence: tuple[Sentence, ...]
    verdict: Verdict
    written_by: str
    left_out: tuple[str, ...] = ()
    tried: int = 0
    refused: int = 0

    @property
    def is_template(self) -> bool:
        return self.written_by == BY_TEMPLATE


@dataclass(frozen=True)
class _Candidate:
    text: str
    evidence: tuple[Sentence, ...]
    written_by: str
    verdict: Verdict


def propose(source: Source, brief: Brief, *, writer: Writer | None = None) -> Proposal:
    """The best right text. Milliseconds without a writer. Raises NothingToSay."""
    planned = planned_for(source, brief)
    candidates = [*_from_templates(planned)]
    if writer is not None and candidates:
        candidates += _from_writer(planned, candidates[0].text, writer)
    right = [one for one in candidates if one.verdict.is_clean]
    if not right:
        raise NothingToSay(
            "Too little is known of this product to write about it: add attributes, or a category and a brand."
        )
    best = max(
        right, key=lambda one: (round(ranking.score(one.text, planned), 1), one.written_by != BY_TEMPLATE)
    )
    return _proposal(planned, best, tried=len(candidates), refused=len(candidates) - len(right))


def planned_for(source: Source, brief: Brief) -> Plan:
    sentences = verifier.sentences(source.text, language=brief.language)
    kept = tuple(one for one in sentences if checking.is_fair(one, source, language=brief.language))
    return plan.make(source, brief, kept=kept)


def evidence_of(text: str, planned: Plan) -> tuple[Sentence, ...]:
    """Each sentence of any text with the facts that it tells."""
    found = []
    for paragraph in text.splitlines():
        for sentence in verifier.sentences(paragraph, language=planned.brief.language):
            told = tuple(
                trait.code
                for trait in planned.source.traits
                if not trait.is_false and slots.tells(sentence, trait, language=planned.brief.language)
            )
            named = ("title",) if planned.source.title.casefold() in sentence.casefold() else ()
            found.append(Sentence(sentence, (*named, *told)))
    return tuple(found)


def _proposal(planned: Plan, best: _Candidate, *, tried: int, refused: int) -> Proposal:
    source, language = planned.source, planned.brief.language
    spoken = checking.told(planned)
    return Proposal(
        text=best.text,
        seo_title=lines.title(source, language=language),
        meta=lines.meta(source, language=language),
        evidence=best.evidence,
        verdict=best.verdict,
        written_by=best.written_by,
        left_out=tuple(trait.name for trait in planned.must if trait not in spoken),
        tried=tried,
        refused=refused,
    )


def _from_templates(planned: Plan) -> Iterator[_Candidate]:
    for number in range(TEMPLATES):
        draft = realised(_varied(planned, number))
        verdict = checking.check(draft.text, planned)
        if not verdict.is_clean:
            draft = _without(draft, verdict)
            verdict = checking.check(draft.text, planned)
        yield _Candidate(draft.text, draft.sentences, BY_TEMPLATE, verdict)


def _varied(planned: Plan, number: int) -> Plan:
    attempt = planned.brief.attempt * TEMPLATES + number
    return replace(planned, brief=replace(planned.brief, attempt=attempt))


def realised(planned: Plan) -> Realised:
    """The template's text of that plan, unchecked."""
    return chinese.realise(planned) if planned.brief.language == "zh-hans" else english.realise(planned)


def _without(draft: Realised, verdict: Verdict) -> Realised:
    """The text without the sentences that somebody objects to."""
    wrong = {remark.sentence for remark in verdict.remarks if remark.sentence}
    paragraphs = (
        tuple(one for one in paragraph if not any(part in one.text or one.text in part for part in wrong))
        for paragraph in draft.paragraphs
    )
    return replace(draft, paragraphs=tuple(filter(None, paragraphs)))


def _from_writer(planned: Plan, draft: str, writer: Writer) -> Iterator[_Candidate]:
    """What the writer makes of it, sentence by sentence and as a whole; one that fails has nothing to add."""
    polished = polishing.polish(realised(_varied(planned, 0)), planned, writer)
    if polished is not None:
        verdict = checking.check(polished.text, planned)
        yield _Candidate(polished.text, polished.sentences, writer.name, verdict)
    for number in range(CANDIDATES):
        if text := whole(planned, draft, writer, number=number):
            verdict = checking.check(text, planned)
            yield _Candidate(text, evidence_of(text, planned), writer.name, verdict)


def whole(planned: Plan, draft: str, writer: Writer, *, number: int) -> str:
    """The writer's text of that candidate; empty where it failed."""
    with contextlib.suppress(WritingFailed):
        pieces = writer.stream(
            prompts.messages(planned, draft),
            max_tokens=prompts.TOKENS[planned.brief.length],
            temperature=TEMPERATURES[number],
            seed=planned.brief.attempt * CANDIDATES + number,
        )
        parts = (part.strip() for part in "".join(pieces)[:LONGEST_REPLY].splitlines())
        return "\n\n".join(filter(None, parts))
    return ""
