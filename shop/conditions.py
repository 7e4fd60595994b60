"""What a shopper chose, as SQL conditions over `base`, `traits`, `sale` and `rating` of listing_sql. Values travel as parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shop import facets
from shop.facets import Range, Selection
from shop.models import Attribute

IN_TRAITS = {
    column: f"base.id IN (SELECT product_id FROM traits WHERE attribute_id = %s AND {condition})"  # noqa: S608 - our own words
    for column, condition in {
        "number": "number = ANY(%s)",
        "boolean": "boolean = ANY(%s)",
        "choice": "choice_id IN (SELECT id FROM shop_attributechoice WHERE value = ANY(%s))",
    }.items()
}


def of(selection: Selection) -> Conditions:
    """One query where an attribute is chosen, none otherwise."""
    known = _attributes(selection)
    conditions = Conditions()
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


class Conditions:
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

    def held(self) -> tuple[str, list[Any]]:
        """An SQL condition that products fulfil which fail nothing, and its parameters in order."""
        parts = [sql for conditions in self.parts.values() for sql in conditions]
        parameters = [
            one
            for code in self.parts
            for owner, several in self.parameters
            if owner == code
            for one in several
        ]
        return " AND ".join(f"({part})" for part in parts) or "true", parameters

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
    return "choice", list(values)
