"""Pins and burials: the only writer of Placement.

Invariant: of a product there is one placement in a query, however the query is written; so nobody pins what a colleague
buries without being told.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from search import steering
from search.models import Placement
from search.models.steering import PlacementQuerySet
from shop.models import User


class NothingAsked(Exception):
    """The query holds no word that is searched for."""


class AlreadyPlaced(Exception):
    """`placement` holds this product in this query already."""

    def __init__(self, placement: Placement) -> None:
        super().__init__(f"{placement.product_id} in {placement.normalised!r}")
        self.placement = placement


def of_query(text: str) -> PlacementQuerySet:
    """Those that mean this query, in force or not, in their order; with products and makers."""
    found = Placement.objects.filter(normalised=steering.normalised(text)).order_by("kind", "position", "pk")
    return found.select_related("product", "made_by")


def other(placement: Placement) -> Placement | None:
    """What keeps this one from being written. One query."""
    same = of_query(placement.query).filter(product_id=placement.product_id)
    return same.exclude(pk=placement.pk).first()


def keep(placement: Placement, *, by: User) -> None:
    """Write one that is new or changed; whoever made it first stays its maker. Raises NothingAsked, AlreadyPlaced."""
    placement.normalised = steering.normalised(placement.query)
    if not placement.normalised:
        raise NothingAsked
    if placement.pk is None:
        placement.made_by = by
    try:
        with transaction.atomic():
            placement.save()
    except IntegrityError:
        if found := other(placement):
            raise AlreadyPlaced(found) from None
        raise


def rivals(placement: Placement) -> list[Placement]:
    """Other pins that want the same place of the query at a time when this one stands there. One query."""
    if placement.kind != Placement.Kind.PIN:
        return []
    pins = of_query(placement.query).filter(kind=Placement.Kind.PIN, position=placement.position)
    if placement.ends_at:
        pins = pins.filter(Q(starts_at__isnull=True) | Q(starts_at__lt=placement.ends_at))
    begins = max(placement.starts_at or timezone.now(), timezone.now())
    return list(pins.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=begins)).exclude(pk=placement.pk))


def place(text: str, *, product_id: int, kind: str, by: User) -> Placement:
    """Pin or bury at once and without an end; a pin goes below those in force. What was said before is replaced."""
    placement = of_query(text).filter(product_id=product_id).first() or Placement(product_id=product_id)
    pins = of_query(text).in_force().filter(kind=Placement.Kind.PIN).exclude(product_id=product_id)
    last = pins.order_by("position").last()
    placement.query = text[:200]
    placement.kind = kind
    placement.position = last.position + 1 if last and kind == Placement.Kind.PIN else 1
    placement.starts_at = placement.ends_at = None
    keep(placement, by=by)
    return placement


def take_away(chosen: PlacementQuerySet) -> int:
    """From now on they place nothing; answers how many there were."""
    return chosen.delete()[0]
