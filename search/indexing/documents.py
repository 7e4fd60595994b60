"""Reads products as the search sees them: their text by field, their facet values, what lists sort by.

Reads only. A product that shoppers cannot see has no document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from shop.models import Category, Product

PATH_STEP = Category.steplen
REVIEW_LETTERS = 2000
MOST_ASKED = 200
EMBEDDED_LETTERS = 420
"""Some 110 tokens: what comes after them adds no rank (docs/adr/0006), and the encoder is most of the work of an index."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """A value that lists can be narrowed to, as FacetValue stores it."""

    code: str
    value: str
    label: str = ""
    name: str = ""
    kind: str = "choice"
    unit: str = ""
    swatch: str = ""
    number: Decimal | None = None
    facet_position: int = 0
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Source:
    """A published product before it is turned into numbers; `texts` has a text for each of bm25.FIELDS."""

    product_id: int
    texts: Mapping[str, str]
    facets: tuple[Facet, ...]
    price: Decimal
    in_stock: bool
    on_offer: bool
    rating: Decimal | None
    well_rated: float
    popularity: int
    published_at: datetime

    @property
    def heading(self) -> str:
        """What stands over the product's page."""
        return f"{self.texts['title']} {self.texts['subtitle']}".strip()

    @property
    def passage(self) -> str:
        """What the encoder reads: title first, then what tells most."""
        texts = self.texts
        parts = (self.heading, texts["category"], texts["attributes"][:300], texts["description"])
        return ". ".join(filter(None, parts))[:EMBEDDED_LETTERS]


STATEMENT = """
SELECT product.id, product.title, product.subtitle, product.description, product.price_from, product.popularity,
    product.published_at, category.path, brand.slug AS brand_slug, brand.name AS brand_name, rating.average,
    (coalesce(rating.total, 0) + 17.5) / (coalesce(rating.count, 0) + 5) AS well_rated,
    sale.in_stock, sale.on_offer, sale.skus,
    (SELECT json_agg(json_build_array(attribute.code, attribute.name, attribute.kind, attribute.unit, attribute.position,
            attribute.is_facet, choice.value, choice.swatch, choice.position, value.number::text, value.boolean, value.text)
        ORDER BY attribute.position, value.id)
     FROM shop_attributevalue AS value JOIN shop_attribute AS attribute ON attribute.id = value.attribute_id
     LEFT JOIN shop_attributechoice AS choice ON choice.id = value.choice_id WHERE value.product_id = product.id) AS traits,
    (SELECT json_agg(DISTINCT jsonb_build_array(attribute.code, attribute.name, attribute.kind, attribute.unit,
            attribute.position, attribute.is_facet, choice.value, choice.swatch, choice.position, NULL, NULL, NULL))
     FROM shop_variant AS variant JOIN shop_variantoption AS option ON option.variant_id = variant.id
     JOIN shop_attribute AS attribute ON attribute.id = option.attribute_id
     JOIN shop_attributechoice AS choice ON choice.id = option.choice_id
     WHERE variant.product_id = product.id AND variant.is_active) AS options,
    (SELECT left(string_agg(review.title || '. ' || review.text, ' ' ORDER BY review.created_at DESC), %(letters)s)
     FROM shop_review AS review WHERE review.product_id = product.id AND review.status = 'published') AS reviews,
    (SELECT string_agg(text, ' ') FROM (
        SELECT query.text FROM search_click AS click JOIN search_loggedquery AS query ON query.id = click.query_id
        WHERE click.product_id = product.id ORDER BY click.at DESC LIMIT %(asked)s
    ) AS lately) AS asked
FROM shop_product AS product
LEFT JOIN shop_brand AS brand ON brand.id = product.brand_id
LEFT JOIN shop_category AS category ON category.id = product.category_id
LEFT JOIN shop_ratingsummary AS rating ON rating.product_id = product.id
LEFT JOIN LATERAL (
    SELECT bool_or(stock.on_hand > stock.reserved) AS in_stock, bool_or(variant.list_price IS NOT NULL) AS on_offer,
        string_agg(variant.sku, ' ') AS skus
    FROM shop_variant AS variant LEFT JOIN shop_stock AS stock ON stock.variant_id = variant.id
    WHERE variant.product_id = product.id AND variant.is_active
) AS sale ON true
WHERE product.id = ANY(%(ids)s) AND product.status = 'published' AND product.price_from IS NOT NULL
ORDER BY product.id
"""


def read(product_ids: Sequence[int]) -> list[Source]:
    """Those of the products that are for sale, by id. Two queries."""
    if not product_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"ids": list(product_ids), "letters": REVIEW_LETTERS, "asked": MOST_ASKED})
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    shelves = _shelves({row["path"] for row in rows if row["path"]})
    return [_source(row, shelves) for row in rows]


def published_after(product_id: int, *, limit: int) -> list[int]:
    """Ids of products for sale above an id, ascending. One query."""
    rows = Product.objects.published().filter(pk__gt=product_id).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _shelves(paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Slug and name of every category on the paths, by path."""
    wanted = {path[:end] for path in paths for end in range(PATH_STEP, len(path) + 1, PATH_STEP)}
    rows = Category.objects.filter(path__in=wanted).values_list("path", "slug", "name")
    return {path: (slug, name) for path, slug, name in rows}


def _source(row: Mapping[str, Any], shelves: Mapping[str, tuple[str, str]]) -> Source:
    path = row["path"] or ""
    above = [shelves[path[:end]] for end in range(PATH_STEP, len(path) + 1, PATH_STEP)]
    traits = _merged(row["traits"] or [], row["options"] or [])
    return Source(
        product_id=row["id"],
        texts={
            "title": row["title"],
            "subtitle": row["subtitle"],
            "brand": row["brand_name"] or "",
            "category": " > ".join(name for _slug, name in above),
            "attributes": _attribute_text(traits, row["skus"] or ""),
            "description": row["description"],
            "reviews": row["reviews"] or "",
            "asked": row["asked"] or "",
        },
        facets=(*_places(row, above), *_facets(traits)),
        price=row["price_from"],
        in_stock=bool(row["in_stock"]),
        on_offer=bool(row["on_offer"]),
        rating=row["average"],
        well_rated=float(row["well_rated"]),
        popularity=row["popularity"],
        published_at=row["published_at"],
    )


def _places(row: Mapping[str, Any], above: Sequence[tuple[str, str]]) -> Iterable[Facet]:
    if row["brand_slug"]:
        yield Facet(code="brand", value=row["brand_slug"], label=row["brand_name"], kind="place")
    if above:
        yield Facet(code="department", value=above[0][0], label=above[0][1], kind="place")
    for slug, name in above:
        yield Facet(code="category", value=slug, label=name, kind="place")


Trait = Sequence[Any]


def _merged(traits: Sequence[Trait], options: Sequence[Trait]) -> list[Trait]:
    """Values and options, each once."""
    return list({(trait[0], *map(str, trait[6:])): trait for trait in (*options, *traits)}.values())


def _facets(traits: Iterable[Trait]) -> Iterable[Facet]:
    for code, name, kind, unit, place, is_facet, choice, swatch, position, number, boolean, _text in traits:
        shared = {"code": code, "name": name, "kind": kind, "unit": unit, "facet_position": place}
        if not is_facet:
            continue
        if choice is not None:
            yield Facet(**shared, value=choice, label=choice, swatch=swatch, position=position)
        elif number is not None:
            amount = Decimal(number)
            plain = format(amount.normalize(), "f")
            yield Facet(**shared, value=plain, label=plain, number=amount)
        elif boolean is not None:
            yield Facet(**shared, value="yes" if boolean else "no", position=int(not boolean))


def _attribute_text(traits: Iterable[Trait], skus: str) -> str:
    """Values as people would ask for them: "750 ml", "stainless steel", and the name of what is true."""
    told: dict[str, list[str]] = defaultdict(list)
    for _code, name, _kind, unit, _place, _facet, choice, _swatch, _position, number, boolean, text in traits:
        if choice is not None or text is not None:
            told[name].append(choice if choice is not None else text)
        elif number is not None:
            told[name].append(f"{Decimal(number).normalize():f} {unit}".strip())
        elif boolean:
            told[name] = []
    parts = [f"{name} {', '.join(values)}".strip() for name, values in told.items()]
    return "; ".join([*parts, skus] if skus else parts)
