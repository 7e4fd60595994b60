"""Two products side by side: what differs, in the shop's own attributes, prices and ratings."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from assistant.answers import Answer, Draft, Measure
from assistant.asked import Asked
from assistant.events import Card
from assistant.shopper import Shopper
from assistant.tools import finding, products
from shop import detail
from shop.models import Product

_BETWEEN = re.compile(
    r"\s+(?:and|vs\.?|versus|or|with|to|against|than)\s+|\s*(?:和|与|跟|还是|对比|比)\s*|[,，/]\s*",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^.*?\b(?:compare|comparison|difference|differ|better|between)\b[:\s]*(?:between\b)?|比较(?:一下)?|区别|对比(?:一下)?",
    re.IGNORECASE,
)
MOST_ROWS, TOLD = 10, 3


def compare(shopper: Shopper, asked: Asked) -> Answer:
    """The two that the message names, or the one spoken of and the one named, or the first two of a list."""
    found = _pair(asked)
    if len(found) < 2:
        draft = Draft()
        draft.say(_("Which two products shall I compare? Tell me both names."))
        return draft.answer(asks="compare", remembers={"product": found[0].pk} if found else {})
    pages = [detail.read(product.slug) for product in found[:2]]
    return _beside(*pages)


def _pair(asked: Asked) -> list[Product]:
    text = _LEADING.sub(" ", asked.text)
    found: dict[int, Product] = {}
    for part in _BETWEEN.split(text):
        if part.strip() and (product := finding.named(part)):
            found.setdefault(product.pk, product)
    listed = list(asked.memory.get("products") or [])
    spoken = asked.memory.get("product")
    for pk in ([spoken] if spoken else []) + listed:
        if len(found) < 2 and pk not in found and (product := finding.published(pk)):
            found[pk] = product
    return list(found.values())


def _beside(one: detail.Detail, other: detail.Detail) -> Answer:
    draft = Draft()
    names = one.product.title, other.product.title
    _prices(draft, one, other)
    _ratings(draft, one, other)
    rows = _rows(one, other)
    differing = [row for row in rows if row["one"] != row["other"] and row["one"] and row["other"]]
    for row in differing[:TOLD]:
        draft.say(
            _("%(trait)s: %(one)s for the %(first)s, %(other)s for the %(second)s."),
            trait=row["name"],
            one=row["one"],
            first=names[0],
            other=row["other"],
            second=names[1],
            source="attributes",
        )
    for page in (one, other):
        draft.link(page.product.title, page.product.get_absolute_url())
    card = Card(
        kind="comparison",
        values={"products": [products.item(one), products.item(other)], "rows": rows[:MOST_ROWS]},
    )
    pks = [one.product.pk, other.product.pk]
    return draft.answer(card=card, remembers={"products": pks, "product": None, "order": None}, is_open=True)


def _prices(draft: Draft, one: detail.Detail, other: detail.Detail) -> None:
    prices: list[Decimal] = [one.variant.price, other.variant.price]
    titles = one.product.title, other.product.title
    if prices[0] == prices[1]:
        draft.say(
            _("The %(first)s and the %(second)s both cost %(price)s."),
            first=titles[0],
            second=titles[1],
            price=prices[0],
            source="prices",
        )
        return
    cheap = int(prices[1] < prices[0])
    draft.say(
        _("The %(first)s costs %(price)s, the %(second)s %(other_price)s."),
        first=titles[cheap],
        price=prices[cheap],
        second=titles[1 - cheap],
        other_price=prices[1 - cheap],
        source="prices",
    )


def _ratings(draft: Draft, one: detail.Detail, other: detail.Detail) -> None:
    if not (one.rating_average and other.rating_average):
        return
    best, less = (one, other) if (one.rating_average or 0) >= (other.rating_average or 0) else (other, one)
    draft.say(
        _("Shoppers gave the %(first)s %(stars)s stars, the %(second)s %(other_stars)s."),
        first=best.product.title,
        stars=Measure(round(best.rating_average or Decimal(0), 1), "stars"),
        second=less.product.title,
        other_stars=Measure(round(less.rating_average or Decimal(0), 1), "stars"),
        source="reviews",
    )


def _rows(one: detail.Detail, other: detail.Detail) -> list[dict[str, str]]:
    """One for each attribute that either has: name and both values; what only one has stands last."""
    held = [{trait.name: _value(trait) for trait in page.traits} for page in (one, other)]
    rows = [
        {"name": name, "one": held[0].get(name, ""), "other": held[1].get(name, "")}
        for name in dict.fromkeys([*held[0], *held[1]])
    ]
    return sorted(rows, key=lambda row: not (row["one"] and row["other"]))


def _value(trait: detail.Trait) -> str:
    if isinstance(trait.value, bool):
        return _("Yes") if trait.value else _("No")
    return f"{trait.value} {trait.unit}".strip()
