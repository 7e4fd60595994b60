"""Sentences of a writer for evidence: asked for in queue `writer`, checked against the facts, kept for everybody with that evidence.

Invariant: a sentence is kept only when the verifier has nothing against it, it says one of the facts, and it is one short sentence;
what it leaves out a template says. Nobody waits for it, and while it is not there templates say all. The only writer of Reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
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
from recommendations.memory import Memory
from recommendations.models import Reason
from recommendations.ranking import knowledge
from recommendations.reasons.evidence import Evidence, Shared
from shop import broker

log = logging.getLogger(__name__)
S = Reason.State
MOST_TOKENS, LONGEST, MOST_ASKED, KEPT = 60, 160, 200, timedelta(days=60)
TOLD_BEFORE = timedelta(days=1)
"""A request that a killed worker or a lost queue left unanswered is made again after this time."""


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    written_by: str


_known: Memory[str, Sentence | None] = Memory(most=20_000, seconds=120)
Provider = Callable[[], Writer | None]
_provider: list[Provider] = []


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
    (re.compile(r"\bsuits? (?!you\b)|\bsuitable\b|\bright\b|\blike an?\b"), re.compile(r"(?!)")),
    (re.compile(r"\bfor\b|\byour?\b(?! because)|\bperfect\b|\bbest\b"), re.compile(r"(?!)")),
)
"""What a sentence claims, and the name of a fact that can bear it out: words alone do not say how they belong together."""
PLAIN, NUMBER = re.compile(r"colou?r|material|fabric"), re.compile(r"\d")
MEASURES = re.compile(r"^(?:size|weight|length|width|height|capacity|volume)$")
"""Numbers that say by their unit what they measure; of others the sentence has to name it: "it is 95 °C" is no word on a tea."""


def facts_of(evidence: Evidence) -> list[Fact]:
    """What the sentence may say: the product's name, and properties that both share, as the writer was taught them. Reads the name
    unless the process knows it."""
    known = knowledge.of([evidence.product_id]).get(evidence.product_id)
    name = Fact("product", known.title if known else "product", kind="name")
    return [name, *map(_fact, _told(evidence))]


def _told(evidence: Evidence) -> list[Shared]:
    """Brand, shelf and how to care for it are left to templates."""
    told = [
        one for one in evidence.shared if one.code not in {"category", "brand"} and "care" not in one.code
    ]
    return told[:MOST_FACTS]


def _fact(shared: Shared) -> Fact:
    name = shared.name.lower() if shared.name else shared.code
    return Fact(name, shared.label) if shared.label else Fact(name, True, kind="flag")


def unsaid(sentence: str, evidence: Evidence) -> tuple[Shared, ...]:
    """What both share and the sentence does not say; templates do."""
    told = _told(evidence)
    return tuple(one for one in evidence.shared if one not in told or not _says(sentence, _fact(one)))


@lru_cache(maxsize=20_000)
def _says(sentence: str, fact: Fact) -> bool:
    return verifier.mentions(sentence, fact)


def can_be_worded(evidence: Evidence) -> bool:
    """Whether there is a trait to speak of; templates say the rest, and all of it in other languages than English."""
    return evidence.ground in {"item", "page", "cart", "order"} and bool(_told(evidence))


def ready(evidence: Sequence[Evidence]) -> Mapping[str, Sentence]:
    """Sentences that stand ready, by digest; what is missing is asked for. A query, and one more where something is missing; none
    for what this process asked of late."""
    if not settings.WRITER or not (get_language() or "en").startswith("en"):
        return {}
    wanted = {one.digest: one for one in evidence if can_be_worded(one)}
    if not wanted:
        return {}

    def read(digests: list[str]) -> dict[str, Sentence | None]:
        rows = {row.digest: row for row in Reason.objects.filter(digest__in=digests)}
        missing = [wanted[digest] for digest in digests if digest not in rows]
        if missing and _is_quiet():
            ask(missing)
        return dict.fromkeys(digests) | {
            digest: Sentence(row.sentence, row.written_by)
            for digest, row in rows.items()
            if row.state == S.WRITTEN
        }

    return {digest: sentence for digest, sentence in _known.of(wanted, read).items() if sentence}


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
            facts=[[fact.key, fact.value, fact.kind] for fact in facts_of(one)],
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
    product, *traits = [Fact(key, value, kind=kind) for key, value, kind in row.facts]
    text, objection = "", "nothing to say"
    for told in [traits, *([one] for one in traits if len(traits) > 1)]:
        text, objection = _attempt(known, [product, *told])
        if not objection:
            break
    row.sentence = "" if objection else text
    row.objection = objection[:200]
    row.written_by = known.name[:200]
    row.state = S.REFUSED if objection else S.WRITTEN
    row.at = timezone.now()
    row.save(update_fields=["sentence", "objection", "written_by", "state", "at"])
    _known.put({digest: None if objection else Sentence(row.sentence, row.written_by)})
    return row


def _attempt(known: Writer, facts: Sequence[Fact]) -> tuple[str, str]:
    """A sentence and what is against it. What is wanted is put as the writer's lessons put it."""
    about = facts[1]
    wanted = f"in {str(about.value).lower()}" if PLAIN.search(about.key) else f"with the right {about.key}"
    asked = prompting.reason(facts, f"something {wanted}")
    text = "".join(known.stream(asked, max_tokens=MOST_TOKENS, stop=("\n",))).strip()
    return text, objection_to(text, facts)


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
    said = [fact for fact in traits if _says(text, fact)]
    return _not_borne_out(text, traits, said) if said else "says nothing of it"


def _not_borne_out(text: str, traits: Sequence[Fact], said: Sequence[Fact]) -> str:
    """What facts do not say of each other, though all words are theirs."""
    for fact in said:
        if NUMBER.search(str(fact.value)) and not _names(text, fact):
            return f"does not say of what: {fact.value}"
    plain = text.lower().replace("suits you because", "").replace("suits you:", "")
    for claim, bearing in RELATIONS:
        found = claim.search(plain)
        if found and not any(bearing.search(fact.key) for fact in traits):
            return f"claims: {found[0]}"
    return ""


def _names(text: str, fact: Fact) -> bool:
    """Whether the sentence says what a number is of."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return bool(MEASURES.search(fact.key)) or bool(words & set(fact.key.split()))


def prune() -> int:
    """Forget sentences after two months, and requests that nobody answered after a day."""
    now = timezone.now()
    old = Reason.objects.filter(at__lt=now - KEPT).delete()[0]
    return old + Reason.objects.filter(state=S.ASKED, at__lt=now - TOLD_BEFORE).delete()[0]
