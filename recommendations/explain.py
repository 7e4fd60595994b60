"""From what was measured to a sentence: chooses the evidence, counts who bought both, words it in the language of the page.

Invariant: a sentence of a template says values of its evidence and approved words; a sentence of the writer is shown only as
`wording` let it through. Every card has a sentence at once, without a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from recommendations.memory import Memory
from recommendations.ranking import knowledge
from recommendations.ranking.knowledge import Known
from recommendations.ranking.scoring import Scored
from recommendations.reasons import together, wording
from recommendations.reasons.evidence import MOST_SHARED, Evidence, Ground, Shared
from recommendations.shoppers import profiles
from recommendations.shoppers.profiles import Profile, Signal

LEAST_SHARE = 0.02
PAGES: dict[str, Ground] = {"page": "page", "beside": "beside", "in_cart": "cart", "in_order": "order"}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """`lead` tells the deed and `detail` what speaks for the product, with a writer's `sentence` where there is one; `written_by` is
    "template" or a writer's name."""

    evidence: Evidence
    lead: str
    detail: str
    sentence: str = ""
    written_by: str = "template"

    @property
    def text(self) -> str:
        return f"{self.lead} {self.detail}".strip()


def evidence_of(
    scored: Scored,
    place: int,
    *,
    profile: Profile,
    found: Mapping[int, Known],
    fallback: Evidence | None = None,
) -> Evidence | None:
    """The signal that gave most to the candidate's score; `fallback` where none gave anything to speak of."""
    column = scored.shares[:, place] if len(scored.signals) else np.zeros(0)
    best = int(np.argmax(column)) if len(column) else -1
    if best < 0 or column[best] < LEAST_SHARE:
        return replace(fallback, product_id=scored.known[place].product_id) if fallback else None
    signal, product = scored.signals[best], scored.known[place]
    share = round(float(column[best]), 4)
    return _of_signal(signal, product, profile=profile, found=found, share=share)


def _of_signal(
    signal: Signal, product: Known, *, profile: Profile, found: Mapping[int, Known], share: float
) -> Evidence | None:
    if signal.interest is not None:
        shared = (Shared(signal.interest.code, "", signal.interest.label),)
        return Evidence(product_id=product.product_id, ground="named", shared=shared, share=share)
    if signal.words:
        matched = profiles.named_in(signal.words, product)[1]
        return Evidence(
            product_id=product.product_id,
            ground="words",
            deed=signal.deed,
            words=signal.words,
            matched=matched,
            share=share,
        )
    item = found.get(signal.product_id or 0)
    if item is None:
        return None
    return Evidence(
        product_id=product.product_id,
        ground=PAGES.get(signal.deed, "item"),
        deed=signal.deed,
        item_id=item.product_id,
        item=item.title,
        item_url=item.address,
        stars=signal.stars,
        shared=shared_traits(item, product, without=profiles.disliked(profile.history.edits)),
        share=share,
    )


def shared_traits(
    item: Known, product: Known, *, without: frozenset[tuple[str, str]] = frozenset()
) -> tuple[Shared, ...]:
    """Brand, innermost category and attributes that both have, the rarest first, because it tells most. A size tells nothing of
    products of other kinds."""
    common = item.trait_set & product.trait_set
    same_shelf = item.category if item.category == product.category else ""
    many = knowledge.frequencies() if common else {}
    found = []
    for trait in product.traits:
        if trait.id not in common or (trait.code, trait.value) in without or trait.code == "department":
            continue
        if trait.code == "category" and trait.label != same_shelf:
            continue
        if trait.kind == "boolean" and trait.value != "yes":
            continue
        if trait.code == profiles.SIZE and not same_shelf:
            continue
        found.append((many.get(trait.id, 0), Shared(trait.code, trait.name, trait.label)))
    return tuple(shared for _count, shared in sorted(found, key=lambda pair: pair[0])[:MOST_SHARED])


def reasons(evidence: Sequence[Evidence]) -> list[Reason]:
    """A sentence for each, in the language of the page; writers' sentences where they stand ready. Two queries at most."""
    counts = together.counts([(one.item_id, one.product_id) for one in evidence if one.item_id])
    counted = [one.counted(counts.get((one.item_id or 0, one.product_id), 0)) for one in evidence]
    written = wording.ready(counted)
    language = get_language()
    keys = [(one, written.get(one.digest) if written else None, language) for one in counted]
    said = _said.of(keys, lambda missing: {key: _worded(key[0], key[1]) for key in missing})
    return [replace(said[key], evidence=key[0]) for key in keys]


Key = tuple[Evidence, wording.Sentence | None, str | None]
_said: Memory[Key, Reason] = Memory(most=8192, seconds=3600)
"""A sentence depends on these three and on nothing else. Evidence that is the same may have another share of a score."""


def _worded(evidence: Evidence, sentence: wording.Sentence | None) -> Reason:
    return Reason(
        evidence=evidence,
        lead=_lead(evidence),
        detail=_beside(sentence.text, evidence) if sentence else _detail(evidence),
        sentence=sentence.text if sentence else "",
        written_by=sentence.written_by if sentence else "template",
    )


def _lead(evidence: Evidence) -> str:
    """What the shopper did, or what the shop counted; before it, that the product is new, where it stands there for that."""
    if not evidence.is_new:
        return _grounded(evidence)
    text = _("New in %(category)s.") if evidence.category else _("New in the shop.")
    return f"{text % {'category': evidence.category}} {_grounded(evidence)}"


def _grounded(evidence: Evidence) -> str:
    if evidence.ground == "item":
        return _deed(evidence)
    if evidence.ground == "words":
        if evidence.deed == "review":
            return _("It is near to what you praised in a review.")
        return _("You searched for “%(words)s”.") % {"words": evidence.words}
    if evidence.ground == "named":
        return _("You told us that you like %(interest)s.") % {
            "interest": evidence.shared[0].label if evidence.shared else ""
        }
    return _of_place(evidence)


def _of_place(evidence: Evidence) -> str:
    """Of the page, or what the shop counted; only the sentence that is said is looked up in the catalogue."""
    values = {"item": evidence.item, "category": evidence.category, "words": evidence.words}
    match evidence.ground:
        case "page":
            text = pgettext("recommendation", "Like %(item)s.")
        case "beside":
            text = pgettext("recommendation", "Goes with %(item)s.")
        case "cart":
            text = pgettext("recommendation", "Goes with %(item)s in your cart.")
        case "order":
            text = pgettext("recommendation", "Goes with %(item)s, which you just ordered.")
        case "popular" if evidence.category:
            text = _("Much chosen of late in %(category)s.")
        case "popular":
            text = _("Much chosen of late in the whole shop.")
        case "season":
            text = _("Much chosen at this time last year.")
        case "near":
            text = _("Near in meaning to “%(words)s”.")
        case _:
            raise ValueError(f"There are no words for the ground {evidence.ground}.")
    return text % values


def _deed(evidence: Evidence) -> str:
    values = {"item": evidence.item, "stars": evidence.stars}
    match evidence.deed:
        case "rating":
            text = ngettext(
                "You gave %(item)s %(stars)d star.", "You gave %(item)s %(stars)d stars.", evidence.stars
            )
        case "view":
            text = _("You looked at %(item)s.")
        case "cart":
            text = _("You put %(item)s into your cart.")
        case "purchase":
            text = _("You bought %(item)s.")
        case "liked":
            text = _("You liked our suggestion of %(item)s.")
        case _:
            raise ValueError(f"There are no words for the deed {evidence.deed}.")
    return text % values


def _detail(evidence: Evidence) -> str:
    parts = []
    if evidence.shared and evidence.ground != "named":
        parts.append(_("In common: %(shared)s.") % {"shared": listed(evidence.shared)})
    if told := bought_both(evidence):
        parts.append(told)
    if evidence.matched and evidence.ground == "words":
        parts.append(
            _("Its name has %(words)s.") % {"words": ", ".join(f"“{one}”" for one in evidence.matched)}
        )
    return " ".join(parts)


def _beside(sentence: str, evidence: Evidence) -> str:
    """A writer's sentence, and what it left out."""
    parts = [sentence]
    if left := wording.unsaid(sentence, evidence):
        parts.append(_("Also in common: %(shared)s.") % {"shared": listed(left)})
    if told := bought_both(evidence):
        parts.append(told)
    return " ".join(parts)


def bought_both(evidence: Evidence) -> str:
    """How many bought both, in the language of the page; empty where too few did."""
    if not evidence.both:
        return ""
    text = ngettext("%(count)d shopper bought both.", "%(count)d shoppers bought both.", evidence.both)
    return text % {"count": evidence.both}


def listed(shared: Iterable[Shared]) -> str:
    """ "by Haldorf, colour navy, handmade" in the language of the page."""
    return ", ".join(in_words(one) for one in shared)


def in_words(shared: Shared) -> str:
    if shared.code == "brand":
        return _("by %(brand)s") % {"brand": shared.label}
    if shared.code == "category":
        return _("in %(category)s") % {"category": shared.label}
    if not shared.label:
        return shared.name[:1].lower() + shared.name[1:]
    name = shared.name[:1].lower() + shared.name[1:]
    return f"{name} {shared.label}"


def heading(evidence: Evidence) -> str:
    return capfirst(_lead(evidence))
