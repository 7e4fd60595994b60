"""What the shop's own descriptions teach a writer: sentences that say nothing but what the product's attributes say. Reads only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from language.lessons import Lesson
from language.verifier import Fact, mentions, objections, sentences
from shop.models import AttributeValue, Product

_CHUNK = 200
_FOREIGN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0400-\u04ff]"
)  # the bundled writer reads English
_KINDS = {"color": "colour", "colour": "colour", "material": "material", "fabric": "material"}


def lessons(most: int) -> list[Lesson]:
    """At most so many, each of one product: its facts that the supported sentences of its description mention, and these
    sentences. Two queries for 200 products."""
    found: list[Lesson] = []
    products = Product.objects.published().exclude(description="").select_related("brand").order_by("pk")
    ids = list(products.values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        for lesson in _of(products.filter(pk__in=ids[start : start + _CHUNK])):
            found.append(lesson)
            if len(found) == most:
                return found
    return found


def _of(products: object) -> Iterator[Lesson]:
    rows = list(products)  # type: ignore[call-overload]
    values: dict[int, list[AttributeValue]] = {}
    wanted = (
        AttributeValue.objects.filter(product__in=rows).select_related("attribute", "choice").order_by("pk")
    )
    for value in wanted:
        values.setdefault(value.product_id, []).append(value)
    for product in rows:
        lesson = _lesson(product, [_fact(value) for value in values.get(product.pk, [])])
        if lesson:
            yield lesson


def _lesson(product: Product, facts: list[Fact]) -> Lesson | None:
    known = [Fact("product", product.title, kind="name"), *facts]
    if product.brand:
        known.append(Fact("brand", product.brand.name, kind="name"))
    said = [
        text
        for text in sentences(product.description)
        if not _FOREIGN.search(text) and not objections(text, known)
    ]
    text = " ".join(said[:2])
    must = tuple(fact for fact in known if mentions(text, fact)) if text else ()
    if len(must) < 2:
        return None
    return Lesson("description", must, "", text, must)


def _fact(value: AttributeValue) -> Fact:
    attribute = value.attribute
    if value.boolean is not None:
        return Fact(attribute.name, value.boolean, kind="flag")
    if value.number is not None:
        return Fact(attribute.name, value.number.normalize(), attribute.unit, kind="number")
    kind = _KINDS.get(attribute.name.casefold(), "text")
    return Fact(attribute.name, str(value.choice or value.text), kind=kind)  # type: ignore[arg-type]
