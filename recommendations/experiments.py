"""Which of two versions a shopper gets while they are compared: the only writer of Experiment.

Invariant: a shopper stays with one version as long as a comparison runs, whichever machine answers, and nothing has to be
remembered for it: a hash of who they are decides. Another comparison deals them anew.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from recommendations.memory import Memory
from recommendations.models import Experiment, Version
from shop.activity import Shopper

CHOICE = "recommendations-choice"
SECONDS_KEPT = 60
Choice = tuple[int | None, int | None, int | None, int]
_held: Memory[str, Choice] = Memory(most=1, seconds=5)


class Running(Exception):
    """Two versions are compared already."""


class NotComparable(Exception):
    """The versions cannot be compared; the message says why."""


def choice() -> Choice:
    """The version in use, the running experiment, its challenger and percent. A trip to the cache in five seconds, and a query a
    minute."""
    return _held.of([CHOICE], lambda _keys: {CHOICE: _shared()})[CHOICE]


def _shared() -> Choice:
    kept: Choice | None = cache.get(CHOICE)
    if kept is None:
        kept = _read()
        cache.set(CHOICE, kept, SECONDS_KEPT)
    return kept


def forget_choice() -> None:
    """After anything of it changed, once the change is committed; other processes hear of it within five seconds."""

    def forget() -> None:
        cache.delete(CHOICE)
        _held.forget()

    transaction.on_commit(forget)


def _read() -> Choice:
    live = Version.objects.live().values_list("pk", flat=True).first()
    running = Experiment.objects.filter(ended_at=None, challenger__has_lists=True).first()
    if running is None or live is None or running.control_id != live:
        return live, None, None, 0
    return live, running.pk, running.challenger_id, running.percent


def assigned(shopper: Shopper | None) -> int | None:
    """The id of the version for this shopper; None while nothing was learned. Who may not be followed gets the one in use."""
    live, experiment, challenger, percent = choice()
    if experiment is None or shopper is None:
        return live
    return challenger if share(shopper, experiment=experiment) < percent / 100 else live


def share(shopper: Shopper, *, experiment: int) -> float:
    """Where a shopper stands from 0 to 1 in one experiment."""
    who = f"{experiment} {shopper.user_id or shopper.visitor}"
    return int.from_bytes(hashlib.sha256(who.encode()).digest()[:8]) / 2**64


def start(*, challenger: Version, percent: int) -> Experiment:
    """Give some shoppers another version than the one in use. Raises Running, NotComparable."""
    control = Version.objects.live().first()
    if control is None:
        raise NotComparable(_("No version is in use yet, so there is nothing to compare with."))
    if challenger.pk == control.pk:
        raise NotComparable(_("This is the version in use: choose another to compare it with."))
    if not Version.objects.usable().filter(pk=challenger.pk).exists():
        raise NotComparable(_("The lists of this version were cleared away: choose a newer one."))
    if not 1 <= percent <= 99:
        raise NotComparable(_("The share of shoppers is a number from 1 to 99."))
    try:
        with transaction.atomic():
            begun = Experiment.objects.create(control=control, challenger=challenger, percent=percent)
    except IntegrityError as error:
        raise Running("Two versions are compared already: end that first.") from error
    forget_choice()
    return begun


def compared() -> set[int]:
    """Ids of the versions that are compared at present. One query."""
    return {
        pk
        for pair in Experiment.objects.filter(ended_at=None).values_list("control", "challenger")
        for pk in pair
    }


def end() -> int:
    """Everybody gets the version in use again; how many comparisons ended, 0 or 1."""
    ended = Experiment.objects.filter(ended_at=None).update(ended_at=timezone.now())
    forget_choice()
    return ended
