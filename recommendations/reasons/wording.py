"""Sentences of a writer for evidence: asked for in queue `writer`, checked against the facts, kept for everybody with that evidence.

Invariant: a sentence is kept only when the verifier has nothing against it, it says one of the facts, and it is one short sentence;
nobody waits for it, and while it is not there a template speaks. The only writer of Reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from language import prompting, verifier, writer
from language.verifier import Fact
from language.weights import WeightsMissing
from language.writer import Writer, WriterMissing
from recommendations.models import Reason
from recommendations.reasons.evidence import Evidence
from shop import broker

log = logging.getLogger(__name__)
S = Reason.State
MOST_TOKENS, LONGEST, MOST_ASKED, KEPT = 60, 160, 200, timedelta(days=60)
TOLD_BEFORE = timedelta(days=1)
"""A request that a killed worker or a lost queue left unanswered is made again after this time."""
Provider = Callable[[], Writer | None]
_provider: list[Provider] = []


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    written_by: str


def register(provider: Provider) -> None:
    """Who knows a writer that was found fit to reword what stands already; answers None where none was. An app above registers it."""
    _provider[:] = [provider]


def fit() -> Writer | None:
    """The writer in use, if it may reword templates; nothing is loaded before it writes."""
    if not settings.WRITER:
        return None
    try:
        if _provider:
            return _provider[0]()
        found = writer.load(settings.WRITER, key=settings.WRITER_KEY)
        return found if _shipped().get("writer") == found.name and _shipped().get("may_polish") else None
    except (WriterMissing, WeightsMissing, OSError):
        return None


def _shipped() -> Mapping[str, Any]:
    """What was measured of the shop's own writer before it was shipped."""
    import json

    path = Path(writer.SHIPPED) / "report.json"
    return dict(json.loads(path.read_text(encoding="utf-8")).get("after", {})) if path.exists() else {}


MOST_FACTS = 2
"""Small writers manage two facts well and three badly."""
RELATIONS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (
        re.compile(r"\bmade (?:from|of|with|out of)\b"),
        re.compile(r"material|fabric|filling|wood|wax|fibre|upper|glass"),
    ),
    (re.compile(r"\bmade (?:in|at)\b|\bcomes? from\b|\bis from\b"), re.compile(r"made in|origin|country")),
    (re.compile(r"\bholds?\b|\bfits? (?:up to )?\d"), re.compile(r"capacity|volume|size")),
    (re.compile(r"\bweighs?\b"), re.compile(r"weight")),
    (re.compile(r"\bfor\b|\byour?\b(?! because)|\bperfect\b|\bbest\b"), re.compile(r"(?!)")),
)
"""What a sentence claims, and the name of a fact that can bear it out: words alone do not say how they belong together."""


def facts_of(evidence: Evidence) -> list[Fact]:
    """What the sentence may say: properties that both share, as the writer was taught them. Brand, shelf and how to care for it
    are left to templates."""
    facts = [Fact("product", "product")]
    for one in evidence.shared:
        if one.code in {"category", "brand"} or "care" in one.code or len(facts) > MOST_FACTS:
            continue
        name = one.name.lower() if one.name else one.code
        facts.append(Fact(name, one.label) if one.label else Fact(name, True, kind="flag"))
    return facts


def can_be_worded(evidence: Evidence) -> bool:
    """Whether there is a trait to speak of; templates say the rest, and all of it in other languages than English."""
    return evidence.ground in {"item", "page", "cart", "order"} and len(facts_of(evidence)) > 1


def ready(evidence: Sequence[Evidence]) -> Mapping[str, Sentence]:
    """Sentences that stand ready, by digest; what is missing is asked for. A query, and one more where something is missing."""
    if not settings.WRITER or not (get_language() or "en").startswith("en"):
        return {}
    wanted = {one.digest: one for one in evidence if can_be_worded(one)}
    if not wanted:
        return {}
    rows = {row.digest: row for row in Reason.objects.filter(digest__in=wanted)}
    missing = [one for digest, one in wanted.items() if digest not in rows]
    if missing and _is_quiet():
        ask(missing)
    return {
        digest: Sentence(row.sentence, row.written_by)
        for digest, row in rows.items()
        if row.state == S.WRITTEN
    }


def _is_quiet() -> bool:
    """Whether a writer is fit and few sentences are waited for. At most a query in ten seconds."""
    held = cache.get("reasons:quiet")
    if held is None:
        since = timezone.now() - TOLD_BEFORE
        waiting = Reason.objects.filter(state=S.ASKED, at__gt=since).count()
        held = waiting < MOST_ASKED and fit() is not None
        cache.set("reasons:quiet", held, 10)
    return bool(held)


def note(evidence: Sequence[Evidence]) -> list[Reason]:
    """That a sentence is wanted for each. One query; what is known already is left alone."""
    now = timezone.now()
    rows = [
        Reason(
            digest=one.digest,
            at=now,
            facts=[[fact.key, fact.value, fact.kind] for fact in facts_of(one)]
            + [["wanted", one.item, "name"]],
        )
        for one in evidence
    ]
    Reason.objects.bulk_create(rows, ignore_conflicts=True)
    return rows


def ask(evidence: Sequence[Evidence]) -> int:
    """Have a worker word them; how many were asked for. One query. Without a broker the templates go on speaking."""
    asked = 0
    for row in note(evidence):
        try:
            broker.send(
                "recommendations.tasks.write_reason",
                {"digest": row.digest},
                queue="writer",
                expires=TOLD_BEFORE.total_seconds(),
            )
            asked += 1
        except broker.NoWorker as error:
            log.warning("Reasons wait for the broker: %s", error)
            break
    return asked


def write(digest: str, *, by: Writer | None = None) -> Reason | None:
    """What the worker does; a sentence that is there, or refused, is left alone. Raises WritingFailed."""
    row = Reason.objects.filter(digest=digest, state=S.ASKED).first()
    known = by or fit()
    if row is None or known is None:
        return row
    *told, (_wanted, item, _kind) = row.facts
    facts = [Fact(key, value, kind=kind) for key, value, kind in told]
    asked = prompting.reason(facts, f"something like the {item}")
    text = "".join(known.stream(asked, max_tokens=MOST_TOKENS, stop=("\n",))).strip()
    objection = objection_to(text, facts)
    row.sentence = "" if objection else text
    row.objection = objection[:200]
    row.written_by = known.name[:200]
    row.state = S.REFUSED if objection else S.WRITTEN
    row.at = timezone.now()
    row.save(update_fields=["sentence", "objection", "written_by", "state", "at"])
    return row


def objection_to(text: str, facts: Sequence[Fact]) -> str:
    """Why a sentence is not shown; empty for one that may be. Facts are those that were given to the writer."""
    if not text or len(text) > LONGEST or not text[:1].isupper() or not text.endswith("."):
        return "shape"
    if len(verifier.sentences(text, language="en")) != 1:
        return "sentences"
    against = verifier.objections(text, facts)
    if against:
        return f"{against[0].reason}: {against[0].words}"
    traits = [fact for fact in facts if fact.key != "product"]
    if not all(verifier.mentions(text, fact) for fact in traits):
        return "leaves something out"
    for claim, bearing in RELATIONS:
        said = claim.search(text.lower().replace("suits you because", "").replace("suits you:", ""))
        if said and not any(bearing.search(fact.key) for fact in traits):
            return f"claims: {said[0]}"
    return ""


def prune() -> int:
    """Forget sentences after two months, and requests that nobody answered after a day."""
    now = timezone.now()
    old = Reason.objects.filter(at__lt=now - KEPT).delete()[0]
    return old + Reason.objects.filter(state=S.ASKED, at__lt=now - TOLD_BEFORE).delete()[0]
