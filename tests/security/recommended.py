"""What the recommendations keep of Alice: a shelf she was shown, what she said of it, and the address of its evidence."""

from __future__ import annotations

import uuid
from decimal import Decimal

from recommendations import showings
from recommendations.models import Version
from recommendations.reasons import tokens
from recommendations.reasons.evidence import Evidence
from recommendations.shoppers import feedback, interests
from shop.activity import Shopper
from shop.models import Product, User

OLD = 77
"""A version that the pages of the office show, and that no address of their table names."""


def build(product: Product, *, shopper: User) -> dict[str, str]:
    """Evidence that was shown to nobody in particular, and evidence that was shown to Alice."""
    alice = Shopper(user_id=shopper.pk, visitor=None)
    Version.objects.create(pk=OLD, status=Version.Status.RETIRED)
    showings.note(
        alice,
        [showings.Shown(key=uuid.uuid4(), shelf="for_you", version_id=None, product_ids=(product.pk,))],
    )
    feedback.say(alice, product_id=product.pk, kind="up", shelf="for_you")
    interests.set_prices(alice, low=Decimal(5), high=Decimal(50))
    shown = tokens.Shown(
        shelf="popular", version_id=None, evidence=Evidence(product_id=product.pk, ground="popular")
    )
    return {
        "why": tokens.sign(shown, shopper=None),
        "alices_why": tokens.sign(shown, shopper=alice),
    }
