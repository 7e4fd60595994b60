"""What shoppers say of recommendations: the only writer of Feedback. The last word on a product counts, and counts at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from recommendations.models import Feedback, Version
from recommendations.shoppers.history import whose
from shop.activity import Shopper

Kind = Feedback.Kind
MOST = 1000


class Unknown(Exception):
    """There is no such word to say."""


@transaction.atomic
def say(
    shopper: Shopper, *, product_id: int, kind: str, shelf: str = "", version_id: int | None = None
) -> None:
    """Note a thumb or "less like this". Raises Unknown. Three queries; beyond MOST words the oldest are forgotten."""
    if kind not in Kind.values:
        raise Unknown(kind)
    mine = Feedback.objects.filter(whose(shopper))
    mine.filter(product_id=product_id).delete()
    known = version_id if version_id and Version.objects.filter(pk=version_id).exists() else None
    Feedback.objects.create(
        user_id=shopper.user_id,
        visitor=shopper.visitor,
        product_id=product_id,
        kind=kind,
        shelf=shelf[:20],
        version_id=known,
        at=timezone.now(),
    )
    extra = list(mine.order_by("-at", "-pk").values_list("pk", flat=True)[MOST : MOST + 50])
    if extra:
        Feedback.objects.filter(pk__in=extra).delete()


def take_back(shopper: Shopper, *, product_id: int) -> int:
    """As if nothing had been said of the product."""
    return Feedback.objects.filter(whose(shopper), product_id=product_id).delete()[0]
