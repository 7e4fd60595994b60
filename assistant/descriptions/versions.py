"""Versions of descriptions: the only writer of Description.

Invariants: nothing reaches the page that nobody accepted; what a person wrote is replaced only where that was asked, and is
kept as a version first; a product has one live text and one open proposal in each language (constraints). The text in the
shop's own language stands on the product, that in another one is shown from here.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from assistant.descriptions import checking, proposing, reading
from assistant.descriptions.brief import LANGUAGES, Brief, Language
from assistant.descriptions.checking import Remark
from assistant.descriptions.lines import META, TITLE
from assistant.descriptions.proposing import Proposal
from assistant.descriptions.traits import Source
from assistant.models import Description
from language.writer import Writer
from shop import catalog
from shop.models import Product, User

S = Description.State
PERSON = "person"
MOST_REMARKS = 40


class Decided(Exception):
    """Somebody else decided on this proposal, or a newer one took its place."""


class WrittenByPerson(Exception):
    """A person wrote the text on the page; say that it may be replaced."""


class Empty(Exception):
    """There is no text to put on the page."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What an editor makes of a proposal."""

    text: str
    seo_title: str
    seo_description: str


def main_language() -> Language:
    """The language of the texts on the products themselves."""
    code = settings.LANGUAGE_CODE.lower()
    return next(
        (language for language in LANGUAGES if code == language or code.startswith(f"{language}-")), "en"
    )


def live_text(product: Product, language: Language) -> str:
    """What shoppers who read this language see now."""
    if language == main_language():
        return product.description
    row = Description.objects.live().filter(product=product, language=language).first()
    return row.text if row else ""


def is_by_person(product: Product, language: Language) -> bool:
    """Whether a person wrote or changed what is on the page. One query."""
    live = Description.objects.live().filter(product=product, language=language).first()
    if language != main_language():
        return live is not None and live.is_by_person
    if not product.description.strip():
        return False
    return live is None or live.is_by_person or live.text != product.description


def propose(product: Product, brief: Brief, *, by: User | None, writer: Writer | None = None) -> Description:
    """A new proposal in the place of an open one, which counts as rejected. Raises proposing.NothingToSay."""
    source = reading.source(product)
    made = proposing.propose(source, brief, writer=writer)
    with transaction.atomic():
        _lock(product)
        _open(product, brief.language).update(state=S.REJECTED, decided_by=by, decided_at=timezone.now())
        return Description.objects.create(
            product=product,
            language=brief.language,
            asked_by=by,
            brief=asdict(brief),
            **_columns(made, source),
        )


def refine(description: Description, writer: Writer) -> bool:
    """Let the writer try while the proposal is open; whether it did better than the template."""
    source = reading.source(description.product)
    made = proposing.propose(source, brief_of(description), writer=writer)
    if made.is_template:
        return False
    rows = Description.objects.open().filter(pk=description.pk, is_edited=False, text=description.text)
    return bool(rows.update(**_columns(made, source)))


@transaction.atomic
def accept(
    description: Description, *, by: User | None, words: Words | None = None, overwrite: bool = False
) -> Description:
    """Put it on the page, as it is or as the editor changed it. Raises Decided, WrittenByPerson, Empty."""
    product = _lock(description.product)
    row = Description.objects.select_for_update().get(pk=description.pk)
    if row.state != S.PROPOSED:
        raise Decided
    language: Language = row.language  # type: ignore[assignment]
    if not overwrite and is_by_person(product, language):
        raise WrittenByPerson
    if words is not None:
        _edit(row, product, words)
    _publish(row, product, by=by)
    return row


@transaction.atomic
def reject(description: Description, *, by: User | None) -> None:
    """Raises Decided."""
    rows = Description.objects.open().filter(pk=description.pk)
    if not rows.update(state=S.REJECTED, decided_by=by, decided_at=timezone.now()):
        raise Decided


@transaction.atomic
def revert(description: Description, *, by: User | None) -> Description:
    """Put an earlier version on the page again, as a version of its own. Raises Empty."""
    product = _lock(description.product)
    source = reading.source(product)
    row = Description(
        product=product,
        language=description.language,
        text=description.text,
        seo_title=description.seo_title,
        seo_description=description.seo_description,
        written_by=description.written_by,
        is_edited=description.is_edited,
        brief=description.brief,
        evidence=description.evidence,
        fingerprint=description.fingerprint,
        is_stale=description.fingerprint != source.fingerprint,
        asked_by=by,
    )
    row.remarks = [asdict(remark) for remark in remarks(product, row.text, brief_of(row))]
    _publish(row, product, by=by)
    return row


def remarks(product: Product, text: str, brief: Brief) -> tuple[Remark, ...]:
    """What the checks say of any text; for an editor these are warnings."""
    planned = proposing.planned_for(reading.source(product), brief)
    return checking.check(text, planned).remarks[:MOST_REMARKS]


def product_changed(product_id: int) -> None:
    """Mark live and open texts made of other facts, and forget as live what is on the page no more. At most seven queries."""
    rows = list(Description.objects.filter(product=product_id, state__in=(S.PROPOSED, S.PUBLISHED)))
    found = reading.sources([product_id]) if rows else {}
    if product_id not in found:
        return
    source = found[product_id]
    for row in rows:
        if row.state == S.PUBLISHED and row.language == main_language() and row.text != source.text:
            Description.objects.filter(pk=row.pk).update(state=S.ACCEPTED)
        elif row.is_stale != (row.fingerprint != source.fingerprint):
            Description.objects.filter(pk=row.pk).update(is_stale=not row.is_stale)


def brief_of(description: Description) -> Brief:
    """What was asked for it; the common case where nothing was."""
    known: dict[str, Any] = {"language": description.language, **description.brief}
    known["keywords"] = tuple(known.get("keywords", ()))
    return Brief(**{name: value for name, value in known.items() if name in Brief.__dataclass_fields__})


def _publish(row: Description, product: Product, *, by: User | None) -> None:
    """In the caller's transaction, which holds the product's lock."""
    if not row.text.strip():
        raise Empty
    language: Language = row.language  # type: ignore[assignment]
    now = timezone.now()
    _keep_persons_text(product, language)
    Description.objects.live().filter(product=product, language=language).update(state=S.ACCEPTED)
    row.state, row.decided_by, row.decided_at = S.PUBLISHED, by, now
    row.save()
    if language == main_language():
        catalog.reword(
            product, description=row.text, seo_title=row.seo_title, seo_description=row.seo_description
        )


def _edit(row: Description, product: Product, words: Words) -> None:
    text = "\n".join(line.rstrip() for line in words.text.replace("\r\n", "\n").strip().splitlines())
    if text != row.text:
        planned = proposing.planned_for(reading.source(product), brief_of(row))
        row.text, row.is_edited = text, True
        row.evidence = [asdict(one) for one in proposing.evidence_of(text, planned)]
        row.remarks = [asdict(one) for one in checking.check(text, planned).remarks[:MOST_REMARKS]]
    row.seo_title, row.seo_description = words.seo_title.strip()[:TITLE], words.seo_description.strip()[:META]


def _keep_persons_text(product: Product, language: Language) -> None:
    """What a person wrote on the product's page becomes a version, so that it can be put back."""
    text = product.description
    if language != main_language() or not text.strip():
        return
    if (
        Description.objects.filter(product=product, language=language, text=text)
        .exclude(state=S.PROPOSED)
        .exists()
    ):
        return
    now = timezone.now()
    Description.objects.create(
        product=product,
        language=language,
        text=text,
        seo_title=product.seo_title,
        seo_description=product.seo_description,
        written_by=PERSON,
        state=S.ACCEPTED,
        fingerprint=reading.source(product).fingerprint,
        decided_at=now,
    )


def _columns(made: Proposal, source: Source) -> dict[str, Any]:
    return {
        "text": made.text,
        "seo_title": made.seo_title,
        "seo_description": made.meta,
        "written_by": made.written_by[:200],
        "evidence": [asdict(one) for one in made.evidence],
        "remarks": [asdict(one) for one in made.verdict.remarks],
        "fingerprint": source.fingerprint,
        "is_stale": False,
    }


def _open(product: Product, language: str) -> Any:
    return Description.objects.open().filter(product=product, language=language)


def _lock(product: Product) -> Product:
    """One decision on a product at a time."""
    return Product.objects.select_for_update().get(pk=product.pk)
