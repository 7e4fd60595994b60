"""What the recommendations keep of an account: taken along, or erased. The shop's own export and erasure call this."""

from __future__ import annotations

from typing import Any

from recommendations.models import Feedback, ProfileEdit, ShopperList, Showing
from recommendations.shoppers import interests
from recommendations.shoppers.history import whose
from shop.activity import Shopper
from shop.models import Product, User

MOST_SHOWN = 1000


def export_of(user: User) -> dict[str, Any]:
    """What was shown, said and changed, and what we think they like; plain values. A dozen queries at most."""
    shopper = Shopper(user_id=user.pk, visitor=None)
    mine, liked = whose(shopper), interests.of(shopper)
    shown = list(Showing.objects.filter(mine)[:MOST_SHOWN])
    titles = dict(
        Product.objects.filter(pk__in={pk for row in shown for pk in row.product_ids}).values_list(
            "pk", "title"
        )
    )
    return {
        "what_we_think_you_like": [
            {"kind": one.code, "name": one.label, "strength": round(one.strength, 2), "named": one.is_named}
            for one in (*liked.brands, *liked.categories, *liked.traits)
        ],
        "said": [
            {"at": row.at.isoformat(), "product": row.product.title, "said": row.kind}
            for row in Feedback.objects.filter(mine).select_related("product")
        ],
        "changed": [
            {
                "at": row.at.isoformat(),
                "kind": row.kind,
                "name": row.label,
                "low": str(row.low) if row.low is not None else None,
                "high": str(row.high) if row.high is not None else None,
            }
            for row in ProfileEdit.objects.filter(mine)
        ],
        "shown": [
            {
                "at": row.at.isoformat(),
                "shelf": row.shelf,
                "products": [titles.get(pk, str(pk)) for pk in row.product_ids],
            }
            for row in shown
        ],
    }


def erase(user: User) -> int:
    """What was shown, said, changed and learned of the account; how many rows."""
    shopper = Shopper(user_id=user.pk, visitor=None)
    return interests.erase(shopper) + ShopperList.objects.filter(user=user).delete()[0]
