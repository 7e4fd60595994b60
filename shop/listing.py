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

from shop import cards, facets
from shop.facets import Range, Selection
from shop.listing_sql import AFTER, ASCENDING, KEYS, ORDERS, STATEMENT
from shop.models import Attribute, Product

PAGE_SIZE = 24
IN_TRAITS = {
    column: f"base.id IN (SELECT product_id FROM traits WHERE attribute_id = %s AND {column} = ANY(%s))"  # noqa: S608 - our own words
    for column in ("number", "boolean", "choice_value")
}
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
    conditions = _conditions(selection)
    order = ORDERS[selection.sort or default_sort]
    found = _run(products, conditions, order, page=selection.page)
    return assemble(selection, found, found["ids"])


def after(
    products: QuerySet[Product],
    selection: Selection,
    *,
    place: Sequence[Any] | None,
    size: int,
    default_sort: str = "popular",
) -> tuple[list[cards.Card], list[Any] | None]:
    """The cards that follow a place in the list, and the place behind them, None at the end. Three queries, four with facets.

    A place is the values that the last card was in order by, so what appears before it meanwhile moves nothing.
    Raises ValueError for a place of another order.
    """
    sort = selection.sort or default_sort
    conditions, keys = _conditions(selection), KEYS[sort]
    missed_sql, parameters = conditions.missed()
    after_sql = "true"
    if place is not None:
        if len(place) != len(keys):
            raise ValueError("The place belongs to another order.")
        names = ", ".join(key.partition("::")[0] for key in keys)
        casts = ", ".join(f"%s::{key.partition('::')[2]}" for key in keys)
        after_sql = f"({names}) {'>' if sort in ASCENDING else '<'} ({casts})"
        parameters = [*parameters, *place]
    base_sql, base_parameters = _base(products)
    sql = AFTER.format(
        base=base_sql,
        missed=missed_sql,
        order=ORDERS[sort],
        after=after_sql,
        size=size + 1,
        keys=", ".join(f"{key}::text" for key in keys),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*base_parameters, *parameters])
        rows = cursor.fetchall()
    shown = cards.by_ids([pk for pk, _keys in rows[:size]])
    return shown, json.loads(rows[size - 1][1]) if len(rows) > size else None


def _conditions(selection: Selection) -> _Conditions:
    """One query where an attribute is chosen, none otherwise."""
    known = _attributes(selection)
    conditions = _Conditions()
    for code, values in selection.chosen.items():
        conditions.add_values(code, values, known.get(code))
    for code, held in selection.ranges.items():
        conditions.add_range(code, held, known.get(code))
    conditions.add_switches(selection)
    return conditions


def _attributes(selection: Selection) -> dict[str, Attribute]:
    codes = (set(selection.chosen) | set(selection.ranges)) - {"brand", "department", "price"}
    if not codes:
        return {}
    return {
        attribute.code: attribute for attribute in Attribute.objects.filter(code__in=codes, is_facet=True)
    }


class _Conditions:
    """SQL conditions over `base` and `traits`, each under the facet it belongs to."""

    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {}
        self.parameters: list[Any] = []

    def add(self, code: str, sql: str, *parameters: Any) -> None:
        self.parts.setdefault(code, []).append(sql)
        self.parameters.append((code, parameters))

    def add_values(self, code: str, values: Sequence[str], attribute: Attribute | None) -> None:
        if code == "brand":
            self.add(code, "base.brand_id IN (SELECT id FROM shop_brand WHERE slug = ANY(%s))", list(values))
        elif code == "department":
            self.add(
                code, "base.department IN (SELECT path FROM shop_category WHERE slug = ANY(%s))", list(values)
            )
        elif attribute is not None:
            column, wanted = _typed(attribute, values)
            sql = IN_TRAITS[column]
            self.add(code, sql, attribute.pk, wanted)

    def add_range(self, code: str, held: Range, attribute: Attribute | None) -> None:
        low = held.low if held.low is not None else -facets.HIGHEST
        high = held.high if held.high is not None else facets.HIGHEST
        if code == "price":
            self.add(code, "base.price BETWEEN %s AND %s", low, high)
        elif attribute is not None and attribute.kind == Attribute.Kind.NUMBER:
            sql = "base.id IN (SELECT product_id FROM traits WHERE attribute_id = %s AND number BETWEEN %s AND %s)"
            self.add(code, sql, attribute.pk, low, high)

    def add_switches(self, selection: Selection) -> None:
        if selection.in_stock:
            self.add("stock", "coalesce(sale.in_stock, false)")
        if selection.on_offer:
            self.add("offer", "coalesce(sale.on_offer, false)")
        if selection.rating:
            self.add("rating", "coalesce(rating.average, 0) >= %s", selection.rating)

    def missed(self) -> tuple[str, list[Any]]:
        """An SQL array of the facets a product fails, and its parameters in order."""
        cases, parameters = [], []
        for code, conditions in self.parts.items():
            cases.append(f"CASE WHEN (({') AND ('.join(conditions)})) IS NOT TRUE THEN %s END")
            parameters += [one for owner, several in self.parameters if owner == code for one in several] + [
                code
            ]
        return f"array_remove(ARRAY[{', '.join(cases)}]::text[], NULL)", parameters


def _typed(attribute: Attribute, values: Sequence[str]) -> tuple[str, list[Any]]:
    if attribute.kind == Attribute.Kind.NUMBER:
        return "number", [amount for value in values if (amount := facets.number(value)) is not None]
    if attribute.kind == Attribute.Kind.BOOLEAN:
        return "boolean", [value == "yes" for value in values if value in {"yes", "no"}]
    return "choice_value", list(values)


def _run(products: QuerySet[Product], conditions: _Conditions, order: str, *, page: int) -> dict[str, Any]:
    base_sql, base_parameters = _base(products)
    missed_sql, missed_parameters = conditions.missed()
    sql = STATEMENT.format(base=base_sql, missed=missed_sql, order=order, size=PAGE_SIZE)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*base_parameters, *missed_parameters, page - 1])
        [value] = cursor.fetchone()
    return json.loads(value, parse_float=Decimal)


def _base(products: QuerySet[Product]) -> tuple[str, tuple[Any, ...]]:
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
