"""Lists of products with facets: one candidate set, judged once, counted and paged in one SQL statement.

Facets are disjunctive: the count beside a value says how many products there would be with that value and everything
chosen in the *other* facets. `missed` holds the facets a product fails; a value of facet f counts a product whose
`missed` is empty or just f, so one pass over the candidates counts all facets.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import FloatField, QuerySet, Value

from shop import cards, conditions
from shop.conditions import Conditions
from shop.facets import Range, Selection
from shop.listing_sql import ORDERS, STATEMENT
from shop.models import Attribute, Product

PAGE_SIZE = 24
COLUMNS = ("pk", "price_from", "brand_id", "category__path", "published_at", "popularity", "relevance")
MOST_FACETS, LEAST_COVERAGE, MOST_NUMBERS = 9, Decimal("0.12"), 8


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    value: str
    label: str
    count: int
    is_chosen: bool
    swatch: str = ""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """Either `values` to tick, or for a number with many values `low` and `high` to choose between."""

    code: str
    name: str
    unit: str = ""
    values: tuple[FacetValue, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    chosen: Range = field(default_factory=Range)

    @property
    def is_range(self) -> bool:
        return self.low is not None

    @property
    def is_chosen(self) -> bool:
        return self.chosen != Range() or any(value.is_chosen for value in self.values)


@dataclass(frozen=True, kw_only=True)
class Listing:
    selection: Selection
    cards: list[cards.Card]
    page: Page[int]
    facets: tuple[Facet, ...]
    price: Facet
    in_stock: int
    on_offer: int
    ratings: tuple[FacetValue, ...]

    @property
    def total(self) -> int:
        return self.page.paginator.count


def read(products: QuerySet[Product], selection: Selection, *, default_sort: str = "popular") -> Listing:
    """One page of the products that fit the selection. Four queries, three when no facet is chosen.

    `products` may carry an annotation `relevance` (greater is better) for the order of that name.
    """
    order = ORDERS[selection.sort or default_sort]
    found = _run(products, conditions.of(selection), order, page=selection.page)
    return assemble(selection, found, found["ids"])


def _run(products: QuerySet[Product], chosen: Conditions, order: str, *, page: int) -> dict[str, Any]:
    base_sql, base_parameters = base(products)
    missed_sql, missed_parameters = chosen.missed()
    sql = STATEMENT.format(base=base_sql, missed=missed_sql, order=order, size=PAGE_SIZE)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*base_parameters, *missed_parameters, page - 1])
        [value] = cursor.fetchone()
    return json.loads(value, parse_float=Decimal)


def base(products: QuerySet[Product]) -> tuple[str, tuple[Any, ...]]:
    """What `base` of the statements is, and its parameters."""
    if "relevance" not in products.query.annotations:
        products = products.annotate(relevance=Value(0.0, output_field=FloatField()))
    return products.order_by().values_list(*COLUMNS).query.sql_with_params()


def assemble(selection: Selection, found: dict[str, Any], ids: Sequence[int]) -> Listing:
    """A listing from what a statement counted (its keys are those of STATEMENT) and the ids of its page. Two queries."""
    pages = Paginator(range(found["total"]), PAGE_SIZE)
    return Listing(
        selection=selection,
        cards=cards.by_ids(ids),
        page=pages.get_page(selection.page),
        facets=tuple(_facets(selection, found)),
        price=_price(selection, found),
        in_stock=found["in_stock"],
        on_offer=found["on_offer"],
        ratings=tuple(
            FacetValue(
                value=str(stars),
                label=str(stars),
                count=found[f"rating{stars}"],
                is_chosen=selection.rating == stars,
            )
            for stars in (4, 3)
        ),
    )


def _price(selection: Selection, found: dict[str, Any]) -> Facet:
    low, high = found["price"] or (None, None)
    return Facet(
        code="price",
        name="",
        low=Decimal(low) if low is not None else None,
        high=Decimal(high) if high is not None else None,
        chosen=selection.ranges.get("price", Range()),
    )


def _facets(selection: Selection, found: dict[str, Any]) -> list[Facet]:
    """Facets worth showing: those that cover enough of the candidates and tell them apart, and those in use."""
    whole = [_ticked(selection, code, "", found[f"{code}s"]) for code in ("department", "brand")]
    typed = [_of_attribute(selection, row) for row in found["attributes"]]
    least = LEAST_COVERAGE * found["candidates"]
    covering = sorted(found["attributes"], key=lambda row: -row["covered"])[:MOST_FACETS]
    worth = {row["code"] for row in covering if row["covered"] >= least}
    return [
        facet
        for facet in [*whole, *typed]
        if facet.is_chosen
        or (facet.is_range and facet.low != facet.high and facet.code in worth)
        or (len(facet.values) > 1 and (facet.code in worth or facet in whole))
    ]


def _of_attribute(selection: Selection, row: dict[str, Any]) -> Facet:
    if row["kind"] != Attribute.Kind.NUMBER or row["distinct"] <= MOST_NUMBERS:
        return _ticked(selection, row["code"], row["name"], row["values"], unit=row["unit"])
    return Facet(
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        low=Decimal(row["low"]).normalize(),
        high=Decimal(row["high"]).normalize(),
        chosen=selection.ranges.get(row["code"], Range()),
    )


def _ticked(selection: Selection, code: str, name: str, rows: list[list[Any]], *, unit: str = "") -> Facet:
    values = tuple(
        FacetValue(value=value, label=label, swatch=swatch, count=count, is_chosen=selection.has(code, value))
        for value, label, swatch, count in rows
        if count or selection.has(code, value)
    )
    return Facet(code=code, name=name, unit=unit, values=values, chosen=selection.ranges.get(code, Range()))
