"""Looks at many reasons as shoppers get them: is what they say so, who wrote them, and does what they cite matter.

The checks read the shop's own tables, not what reasons were made from; so a fault there is found here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from recommendations import explain, serve
from recommendations.explain import Reason
from recommendations.ranking import knowledge, scoring
from recommendations.reasons import together, wording
from recommendations.reasons.evidence import Evidence, Shared
from recommendations.shoppers import profiles
from shop.activity import Shopper
from shop.models import AttributeValue, Category, Product, Review, ShopperEvent, VariantOption

DEEDS = {"view", "cart", "purchase", "rating"}


@dataclass(kw_only=True)
class Counted:
    """`unsupported` has each sentence that says what is not so. `counterfactual` counts cases and those where the cited product
    mattered most of the history."""

    reasons: int = 0
    written_by: Counter[str] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    sentences: set[str] = field(default_factory=set)
    unsupported: list[str] = field(default_factory=list)
    refused: int = 0
    tried: int = 0
    cases: int = 0
    mattered: int = 0


def measure(*, reasons: int, most_written: int = 0) -> Counted:
    """Up to `reasons` of them over the shoppers who did most. `most_written` sentences are asked of the writer on the spot, as a
    worker would later."""
    counted = Counted()
    for shopper, reason in islice(_told(counted, most_written), reasons):
        counted.reasons += 1
        counted.written_by["template" if reason.written_by == "template" else "writer"] += 1
        counted.grounds[reason.evidence.ground] += 1
        counted.sentences.add(reason.text)
        if wrong := objection(reason, shopper):
            counted.unsupported.append(f"{reason.text} ({wrong})")
    return counted


def _told(counted: Counted, most_written: int) -> Iterator[tuple[Shopper, Reason]]:
    active = (
        ShopperEvent.objects.exclude(user=None).values("user").annotate(n=Count("pk")).order_by("-n", "user")
    )
    for row in active.filter(user__uses_history=True).iterator():
        shopper = Shopper(user_id=row["user"], visitor=None)
        shelves = serve.page("home", shopper=shopper)
        evidence = [item.reason.evidence for shelf in shelves for item in shelf.items]
        if counted.tried < most_written:
            _write(evidence, counted)
        counterfactual(shopper, counted)
        for reason in explain.reasons(evidence):
            yield shopper, reason


def _write(evidence: list[Evidence], counted: Counted) -> None:
    """What workers would do a moment later."""
    wanted = [one for one in evidence if wording.can_be_worded(one)]
    wording.note(wanted)
    for one in wanted:
        row = wording.write(one.digest)
        if row is not None and row.state != wording.S.ASKED:
            counted.tried += 1
            counted.refused += row.state == wording.S.REFUSED


def objection(reason: Reason, shopper: Shopper) -> str:
    """What of the reason is not so, by the shop's own tables; empty when all of it is."""
    one = reason.evidence
    return _deed(one, shopper) or _traits(one) or _counts(one) or _newness(one) or _words(reason)


def _traits(one: Evidence) -> str:
    for shared in one.shared if one.item_id else ():
        for product in (one.product_id, one.item_id or 0):
            if not has(product, shared):
                return f"{product} has no {shared.code} {shared.label}"
    return ""


def _counts(one: Evidence) -> str:
    if one.both and one.both != bought_both(one.product_id, one.item_id or 0):
        return "that many did not buy both"
    if one.category and not _stands_in(one.product_id, one.category):
        return "it stands in another category"
    return ""


def _newness(one: Evidence) -> str:
    since = timezone.now() - timedelta(days=settings.RECOMMENDATIONS_NEW_DAYS)
    if one.is_new and not Product.objects.filter(pk=one.product_id, published_at__gte=since).exists():
        return "it is not new"
    return ""


def _words(reason: Reason) -> str:
    one = reason.evidence
    title = Product.objects.get(pk=one.product_id).title.casefold()
    if any(word.casefold()[:3] not in title for word in one.matched):
        return "its name has no such word"
    if reason.written_by != "template":
        return wording.objection_to(reason.sentence, wording.facts_of(one))
    return ""


def _deed(one: Evidence, shopper: Shopper) -> str:
    account = shopper.user_id or 0
    mine = ShopperEvent.objects.filter(user_id=account)
    if one.ground == "item" and one.deed in DEEDS:
        events = mine.filter(kind=one.deed, product_id=one.item_id or 0)
        if one.stars:
            events = events.filter(value=one.stars)
        if not events.exists() or not Product.objects.filter(pk=one.item_id or 0, title=one.item).exists():
            return "the shopper never did"
    if one.ground == "words" and one.deed == "search" and not mine.filter(query=one.words).exists():
        return "the shopper never searched that"
    if one.ground == "words" and one.deed == "review":
        texts = Review.objects.filter(user_id=account, rating__gte=4).values_list("text", flat=True)
        if not any(" ".join(text[:200].split()) == one.words for text in texts):
            return "the shopper never wrote that"
    return ""


def has(product_id: int, shared: Shared) -> bool:
    """Whether a product has the trait, by brand, category tree, attributes and options."""
    product = Product.objects.select_related("brand", "category").get(pk=product_id)
    if shared.code == "brand":
        return product.brand is not None and product.brand.name == shared.label
    if shared.code == "category":
        return product.category is not None and product.category.name == shared.label
    values = AttributeValue.objects.filter(product=product, attribute__code=shared.code)
    held = {_plain(value) for value in values.select_related("attribute", "choice")}
    options = VariantOption.objects.filter(
        variant__product=product, variant__is_active=True, attribute__code=shared.code
    )
    held |= set(options.values_list("choice__value", flat=True))
    return (shared.label or "yes") in held


def _plain(value: AttributeValue) -> str:
    if value.choice is not None:
        return value.choice.value
    if value.number is not None:
        return f"{value.number.normalize():f} {value.attribute.unit}".strip()
    if value.boolean is not None:
        return "yes" if value.boolean else "no"
    return value.text or ""


def bought_both(one: int, other: int) -> int:
    buyers = [
        set(
            ShopperEvent.objects.filter(kind="purchase", product_id=product)
            .exclude(user=None)
            .values_list("user_id", flat=True)
        )
        for product in (one, other)
    ]
    count = len(buyers[0] & buyers[1])
    return count if count >= together.LEAST else 0


def _stands_in(product_id: int, category: str) -> bool:
    product = Product.objects.select_related("category").get(pk=product_id)
    if product.category is None:
        return False
    path = product.category.path
    above = [path[:end] for end in range(Category.steplen, len(path) + 1, Category.steplen)]
    return Category.objects.filter(path__in=above, name=category).exists()


def counterfactual(shopper: Shopper, counted: Counted) -> None:
    """For each reason that cites a product: would the score fall most without that product, of all in the history?"""
    from recommendations.shelves import Context, Maker

    maker = Maker(shopper, Context())
    draft = maker.for_you()
    if draft is None or not draft.scored.known:
        return
    profile, scored, whole = maker.profile, draft.scored, maker.profile.history
    items = [one.product_id for one in profile.items if one.product_id is not None and one.weight > 0]
    if len(items) < 2:
        return
    ids = [one.product_id for one in scored.known]
    found = knowledge.of(items)
    fallen = {}
    base = scoring.score(ids, signals=(), profile=profile, lists=maker.own_lists)
    for item in items:
        fewer = profiles.of(whole.without(item))
        fresh = scoring.score(ids, signals=(), profile=fewer, lists=maker.own_lists)
        fallen[item] = base.totals - fresh.totals
    best = sorted(range(len(ids)), key=lambda place: -scored.totals[place])[: serve.ON_A_SHELF]
    for place in best:
        told = explain.evidence_of(scored, place, profile=profile, found=found)
        if told is None or told.item_id not in fallen:
            continue
        counted.cases += 1
        most = max(drop[place] for item, drop in fallen.items() if item != told.item_id)
        counted.mattered += fallen[told.item_id][place] > most
