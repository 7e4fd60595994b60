"""The three staff roles and what each may do. Pure; a migration gives the rights."""

from __future__ import annotations

CATALOGUE = (
    "attribute",
    "attributechoice",
    "attributevalue",
    "brand",
    "category",
    "collection",
    "collectionitem",
    "product",
    "productimage",
    "variant",
    "variantoption",
)
ALL = ("add", "change", "delete", "view")


def _rights(models: tuple[str, ...], verbs: tuple[str, ...] = ALL) -> frozenset[str]:
    return frozenset(f"{verb}_{model}" for model in models for verb in verbs)


ROLES: dict[str, frozenset[str]] = {
    "Catalogue": _rights(CATALOGUE)
    | _rights(("helparticle", "coupon"))
    | _rights(("stock",), ("change", "view"))
    | _rights(("stockmovement", "pricerecord", "storeprofile"), ("view",)),
    "Orders": frozenset({"fulfil_order", "cancel_order", "refund_order"})
    | _rights(
        (
            "order",
            "orderline",
            "orderevent",
            "fulfilment",
            "payment",
            "paymentevent",
            "refund",
            "reservation",
            "stock",
            "stockmovement",
            "variant",
            "product",
        ),
        ("view",),
    ),
    "Support": frozenset({"moderate_review", "cancel_order"})
    | _rights(
        (
            "order",
            "orderline",
            "orderevent",
            "fulfilment",
            "payment",
            "refund",
            "review",
            "user",
            "product",
            "variant",
        ),
        ("view",),
    )
    | _rights(("helparticle",), ("add", "change", "view")),
}
