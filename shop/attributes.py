"""What products are: attributes offered for a category, and their typed values on a product.

Invariant: a value stands in the column of its attribute's kind. A product that names a property in which its variants
differ, such as its colours, names those of its variants for sale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from shop.models import Attribute, AttributeChoice, AttributeValue, Category, Product, Variant, VariantOption

Value = Decimal | bool | str | int
COLUMNS = {
    Attribute.Kind.NUMBER: "number",
    Attribute.Kind.CHOICE: "choice_id",
    Attribute.Kind.BOOLEAN: "boolean",
    Attribute.Kind.TEXT: "text",
}


def offered(category: Category | None) -> QuerySet[Attribute]:
    """Attributes of the category and of those above it, with their choices. Two queries when read."""
    if category is None:
        return Attribute.objects.none()
    step = Category.steplen
    paths = [category.path[:end] for end in range(step, len(category.path) + 1, step)]
    rows = Attribute.objects.filter(
        pk__in=Attribute.categories.through.objects.filter(category__path__in=paths).values("attribute")
    )
    return rows.prefetch_related("choices")


def values_of(product: Product) -> dict[int, list[Value]]:
    """The values by attribute id; a choice is the id of its row. One query."""
    found: dict[int, list[Value]] = {}
    for row in product.attribute_values.select_related("attribute"):
        found.setdefault(row.attribute_id, []).append(
            getattr(row, COLUMNS[Attribute.Kind(row.attribute.kind)])
        )
    return found


def describe(product: Product, values: Mapping[Attribute, Iterable[Value]]) -> bool:
    """Bring the attributes named to exactly the values; none removes it. Says whether anything changed.

    In the caller's transaction; at most three queries. The caller tells `catalog.changed`.
    """
    present = {
        (row.attribute_id, _key(row)): row for row in product.attribute_values.filter(attribute__in=values)
    }
    wanted = {
        (attribute.pk, value): AttributeValue(
            product=product, attribute=attribute, **{COLUMNS[Attribute.Kind(attribute.kind)]: value}
        )
        for attribute, given in values.items()
        for value in given
    }
    gone = [row.pk for key, row in present.items() if key not in wanted]
    if gone:
        AttributeValue.objects.filter(pk__in=gone).delete()
    fresh = [row for key, row in wanted.items() if key not in present]
    AttributeValue.objects.bulk_create(fresh)
    return bool(gone or fresh)


def choose(variant: Variant, options: Mapping[int, int]) -> bool:
    """Let the variant stand for the choices (by attribute id); attributes that are not named go. Says whether it changed.

    In the caller's transaction.
    """
    present = dict(variant.options.values_list("attribute_id", "choice_id"))
    if present == dict(options):
        return False
    variant.options.exclude(attribute__in=options).delete()
    for attribute_id, choice_id in options.items():
        VariantOption.objects.update_or_create(
            variant=variant, attribute_id=attribute_id, defaults={"choice_id": choice_id}
        )
    return True


def label_of(choice_ids: Iterable[int]) -> str:
    """The choices in words, such as "Navy, L", in the order of their attributes. One query."""
    rows = AttributeChoice.objects.filter(pk__in=list(choice_ids)).order_by(
        "attribute__position", "attribute_id"
    )
    return ", ".join(rows.values_list("value", flat=True))


def follow_variants(product: Product) -> None:
    """Bring what the product says of its colours and sizes to those of its variants for sale, where it says anything.

    In the caller's transaction.
    """
    named = Attribute.objects.filter(is_option=True, values__product=product).distinct()
    options = VariantOption.objects.filter(variant__product=product, variant__is_active=True)
    wanted: dict[Attribute, list[Value]] = {}
    for attribute in named:
        choices = options.filter(attribute=attribute).values_list("choice_id", flat=True).distinct()
        if choices:
            wanted[attribute] = list(choices)
    describe(product, wanted)


def described_with(attribute: Attribute) -> QuerySet[Product]:
    """Products that have a value of the attribute, or a variant that stands for one."""
    values = AttributeValue.objects.filter(attribute=attribute).values("product")
    options = VariantOption.objects.filter(attribute=attribute).values("variant__product")
    return Product.objects.filter(Q(pk__in=values) | Q(pk__in=options))


def _key(row: AttributeValue) -> Any:
    """What makes a value the same as another one of its attribute."""
    for value in (row.choice_id, row.number, row.boolean):
        if value is not None:
            return value
    return row.text
