"""The only writer of Address. Invariant: an account that has addresses has exactly one default, the first it saved or chose."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from shop import checkout
from shop.models import Address, User


def of(user: User) -> list[Address]:
    """The default first. One query."""
    return list(Address.objects.filter(user=user))


@transaction.atomic
def save(
    user: User, lines: checkout.AddressLines, *, address: Address | None = None, is_default: bool = False
) -> Address:
    """Add an address, or change the one given. An address that is there already is not added twice."""
    _lock(user)
    mine = Address.objects.filter(user=user)
    found = address or mine.filter(**asdict(lines)).first() or Address(user=user)
    for name, value in asdict(lines).items():
        setattr(found, name, value)
    others_default = mine.filter(is_default=True).exclude(pk=found.pk)
    if is_default or not others_default.exists():
        others_default.update(is_default=False)
        found.is_default = True
    found.save()
    return found


@transaction.atomic
def make_default(address: Address) -> None:
    _lock(address.user)
    Address.objects.filter(user=address.user, is_default=True).update(is_default=False)
    Address.objects.filter(pk=address.pk).update(is_default=True)


@transaction.atomic
def delete(address: Address) -> None:
    """Orders keep the address they went to. The newest of the others becomes the default where the default goes."""
    _lock(address.user)
    address.delete()
    others = Address.objects.filter(user=address.user)
    if not others.filter(is_default=True).exists():
        newest = others.order_by("-pk").first()
        if newest is not None:
            Address.objects.filter(pk=newest.pk).update(is_default=True)


def _lock(user: User) -> None:
    """Two changes of one account's addresses follow each other."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
