"""Facts of one product: its attributes, price, stock and reviews first, then its description and what shoppers wrote.

Invariant: what none of these says is not answered; the shop says that it does not know and offers a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assistant import guard, passages, retrieval
from assistant.answers import Answer, Draft, Measure
from assistant.asked import Asked
from assistant.events import Card
from assistant.shopper import Shopper
from assistant.tools import finding
from shop import amounts, detail, images
from shop.models import Product, Review

TRAIT, QUOTE = 0.33, 0.36
_PERSONAL = re.compile(r"\b(?:ORDER|EMAIL|PHONE|CARD)_\d+\b")
REVIEWS = 12


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something the shop knows of a product; `passage` is what a question is compared with."""

    kind: Literal["trait", "price", "stock", "rating", "options", "description", "review"]
    passage: str
    name: str = ""
    value: str | bool | Decimal | int = ""
    unit: str = ""
    author: str = ""


def question(shopper: Shopper, asked: Asked) -> Answer:
    """Answers from the sources with the source named."""
    product = finding.named(asked.text) or finding.shown(asked.said, asked.memory)
    if product is None:
        return _which(asked)
    return about(product, asked)


def about(product: Product, asked: Asked) -> Answer:
    page = detail.read(product.slug)
    known = sources(page)
    asked_for = _without_title(_PERSONAL.sub(" ", guard.hide(asked.text).text), product.title)
    found = retrieval.best(asked_for, [source.passage for source in known], most=4)
    draft = Draft()
    draft.know("product", product.title, kind="name", source=product.get_absolute_url())
    near = [(known[one.place], one) for one in found]
    told = _tell(draft, page, near)
    draft.link(product.title, product.get_absolute_url())
    if not told:
        draft.say(_("The shop does not know that about the %(product)s."), product=product.title)
        draft.say(_("A person can find out for you."))
        draft.offer("person", _("Ask a person"))
    return draft.answer(
        card=card(
            page, [source for source, one in near if source.kind == "trait" and one.score >= TRAIT][:3]
        ),
        remembers={"product": product.pk, "order": None},
        is_open=told,
    )


def sources(page: detail.Detail) -> list[Source]:
    """Everything that may be said of the product. One query for the reviews."""
    product = page.product
    found = [
        Source(
            kind="trait",
            passage=_passage(trait),
            name=trait.name,
            value=trait.value,
            unit=trait.unit,
        )
        for trait in page.traits
    ]
    found.append(Source(kind="price", passage="price, how much does it cost", value=page.variant.price))
    found.append(Source(kind="stock", passage="in stock, available to buy now", value=page.available))
    if page.options:
        found += [
            Source(
                kind="options",
                passage=f"{option.name}: which {option.name} does it come in",
                name=option.name,
                value=", ".join(value.label for value in option.values),
            )
            for option in page.options
        ]
    if page.rating_count:
        found.append(Source(kind="rating", passage="rating, stars, what do shoppers think, is it any good"))
    found += [
        Source(kind="description", passage=text)
        for text in passages.of_text(f"{product.subtitle}. {product.description}".strip(". "))
    ]
    rows = Review.objects.published().filter(product=product).order_by("-created_at")[:REVIEWS]
    found += [
        Source(kind="review", passage=text, author=review.author_name)
        for review in rows
        for text in passages.of_text(review.text)
    ]
    return found


def _traits_first(
    found: list[tuple[Source, retrieval.Found]],
) -> list[tuple[Source, retrieval.Found]]:
    """What the shop states stands before what texts say, where both answer about as well."""
    return sorted(found, key=lambda pair: -pair[1].score * (0.85 if pair[0].kind in _TEXTS else 1.0))


_TEXTS = frozenset({"description", "review"})


def _tell(draft: Draft, page: detail.Detail, found: list[tuple[Source, retrieval.Found]]) -> bool:
    """The best source, and a second one that is about as good. Says whether anything was told."""
    good = [
        (source, one)
        for source, one in _traits_first(found)
        if one.score >= (QUOTE if source.kind in {"description", "review"} else TRAIT)
    ]
    for source, one in good[:2]:
        if one.score >= 0.85 * good[0][1].score:
            _say(draft, page, source)
    return bool(good)


def _say(draft: Draft, page: detail.Detail, source: Source) -> None:
    title, where = page.product.title, page.product.get_absolute_url()
    if source.kind == "trait":
        _say_trait(draft, title, source, where)
    elif source.kind == "price":
        draft.say(
            _("The %(product)s costs %(price)s."), product=title, price=page.variant.price, source=where
        )
    elif source.kind == "stock":
        if page.available:
            draft.say(_("The %(product)s is in stock."), product=title, source=where)
        else:
            draft.say(_("The %(product)s is sold out at the moment."), product=title, source=where)
    elif source.kind == "options":
        draft.say(
            _("The %(product)s comes in these choices of %(option)s: %(choices)s."),
            product=title,
            option=source.name.lower(),
            choices=str(source.value),
            source=where,
        )
    elif source.kind == "rating":
        _say_rating(draft, page, where)
    elif source.kind == "description":
        draft.know("product", title, kind="name", source=where)
        draft.say(_("From its description: “%(quotation)s”"), quotation=source.passage, source=where)
    else:
        draft.say(
            _("%(author)s writes in a review: “%(quotation)s”"),
            author=source.author,
            quotation=source.passage,
            source=where,
        )


def _say_trait(draft: Draft, title: str, source: Source, where: str) -> None:
    if isinstance(source.value, bool):
        draft.know(source.name, source.value, kind="flag", source=where)
        pattern = (
            _("%(trait)s of the %(product)s: yes.")
            if source.value
            else _("%(trait)s of the %(product)s: no.")
        )
        draft.say(pattern, trait=source.name, product=title, source=where)
        return
    value = f"{source.value} {source.unit}".strip()
    draft.know(source.name, value, source=where)
    draft.say(
        _("%(trait)s of the %(product)s: %(value)s."),
        trait=source.name,
        product=title,
        value=value,
        source=where,
    )


def _say_rating(draft: Draft, page: detail.Detail, where: str) -> None:
    pattern = ngettext(
        "%(count)d shopper gave the %(product)s %(stars)s of 5 stars.",
        "%(count)d shoppers gave the %(product)s %(stars)s of 5 stars on average.",
        page.rating_count,
    )
    draft.know("most_stars", 5, unit="stars", kind="number")
    draft.say(
        pattern,
        count=page.rating_count,
        product=page.product.title,
        stars=Measure(round(page.rating_average or Decimal(0), 1), "stars"),
        source=where,
    )


HINTS = {
    "material": "what is it made of, made from",
    "capacity": "how much does it hold, how big is it",
    "dimension": "how big is it, size",
    "width": "how big is it, size, how wide",
    "height": "how big is it, size, how tall",
    "length": "how big is it, size, how long",
    "diameter": "how big is it, size",
    "weight": "how heavy is it, how much does it weigh",
    "care": "how do I clean it, wash",
    "battery": "how long does the battery last",
    "warranty": "guarantee",
}
"""How people ask for what an attribute says."""


def _passage(trait: detail.Trait) -> str:
    said = f"{trait.name}: {_words(trait.value)} {trait.unit}".strip()
    hints = [hint for name, hint in HINTS.items() if name in trait.name.lower()]
    return ", ".join([said, *hints[:1]])


def _words(value: str | bool) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _without_title(text: str, title: str) -> str:
    """What is asked of the product, without the words that name it; all of the text where nothing else is left."""
    names = {word.casefold() for word in title.split()}
    rest = " ".join(word for word in text.split() if word.strip("?.,!’'“”\"").casefold() not in names)
    return rest if retrieval.words(rest) else text


def card(page: detail.Detail, traits: list[Source]) -> Card:
    return Card(kind="product", values=item(page) | {"traits": [_trait(source) for source in traits]})


def item(page: detail.Detail) -> dict[str, object]:
    picture = page.pictures[0] if page.pictures else None
    return {
        "title": page.product.title,
        "url": page.product.get_absolute_url(),
        "brand": page.product.brand.name if page.product.brand else "",
        "picture": images.url(picture.name, 320) if picture else "",
        "price": amounts.shown(page.variant.price, settings.CURRENCY),
        "rating": f"{page.rating_average:.1f}" if page.rating_average else "",
        "rating_count": page.rating_count,
        "is_available": page.available > 0,
    }


def _trait(source: Source) -> dict[str, str]:
    value = source.value
    if isinstance(value, bool):
        value = _("Yes") if value else _("No")
    return {"name": source.name, "value": f"{value} {source.unit}".strip()}


def _which(asked: Asked) -> Answer:
    """No product is named: ask, with what the search finds near the words."""
    near = finding.searched(asked.text, most=3)
    draft = Draft()
    draft.say(_("Which product do you mean? Tell me its name, or ask on its page."))
    for product in near:
        draft.know("product", product.title, kind="name", source=product.get_absolute_url())
    rows = [item(detail.read(product.slug)) for product in near]
    return draft.answer(
        card=Card(kind="products", values={"products": rows}) if rows else None,
        asks="product",
        remembers={"products": [product.pk for product in near]},
    )
