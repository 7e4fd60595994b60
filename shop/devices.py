"""Devices that take push messages: the only writer of Device.

Invariant: an address for messages belongs to one device row; whoever signs in on the device takes it over, so that nobody gets
another person's messages.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from shop.models import Device, User

MOST = 20


def register(
    user: User | None, *, platform: str, token: str, app_version: str = "", language: str = ""
) -> tuple[Device, bool]:
    """The device with this address, as the asker's from now on; whether it is new. Three queries at most."""
    device, is_new = Device.objects.update_or_create(
        token=token,
        defaults={
            "user": user,
            "platform": platform,
            "app_version": app_version,
            "language": language,
            "seen_at": timezone.now(),
        },
        create_defaults={
            "key": uuid.uuid4(),
            "user": user,
            "platform": platform,
            "app_version": app_version,
            "language": language,
            "seen_at": timezone.now(),
        },
    )
    if user is not None:
        forget(Device.objects.filter(pk__in=_surplus(user)))
    return device, is_new


def of(user: User) -> QuerySet[Device]:
    return Device.objects.filter(user=user)


def forget(devices: QuerySet[Device]) -> int:
    return devices.delete()[0]


def _surplus(user: User) -> Sequence[int]:
    return list(of(user).values_list("pk", flat=True)[MOST:])
