"""What we think a shopper likes, to read and to change: the only writer of ProfileEdit.

Invariant: what a shopper changed counts for the very next list, and outweighs whatever their deeds say. What they have forgotten
is deleted, not hidden: its events are gone, and lists learned from them are not used any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from recommendations.models import Feedback, ProfileEdit, Showing
from recommendations.ranking.knowledge import Known
from recommendations.shoppers import history, profiles
from recommendations.shoppers.history import History, whose
from recommendations.shoppers.profiles import Band, Profile
from search import log
from search.models import FacetValue
from shop import accounts, activity, middleware
from shop.activity import Shopper

Kind = ProfileEdit.Kind
MOST_TOLD, MOST_EDITS = {"brand": 6, "category": 6, "trait": 10}, 200


class Unknown(Exception):
    """No brand, category or property has this name."""


class BadBand(Exception):
    """The price band ends before it begins."""


@dataclass(frozen=True, kw_only=True)
class Interest:
    """`strength` is of the strongest, from 0 to 1; `is_named` by the shopper themselves."""

    code: str
    value: str
    label: str
    strength: float
    is_named: bool = False

    @property
    def percent(self) -> int:
        return max(6, round(100 * self.strength))


@dataclass(frozen=True, kw_only=True)
class Met:
    """A product of their history and what they did with it."""

    product: Known
    deed: str
    at: datetime
    stars: int


@dataclass(frozen=True, kw_only=True)
class Liked:
    """Everything the lists of this shopper are made from."""

    brands: tuple[Interest, ...]
    categories: tuple[Interest, ...]
    traits: tuple[Interest, ...]
    removed: tuple[Interest, ...]
    band: Band | None
    met: tuple[Met, ...]
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.brands or self.categories or self.traits or self.met or self.words or self.removed)


def of(shopper: Shopper | None) -> Liked:
    """Four queries at most."""
    found = history.of(shopper)
    profile = profiles.of(found)
    named = {(edit.code, edit.value): edit for edit in found.edits if edit.likes}
    told = _told(profile, named)
    return Liked(
        brands=tuple(one for one in told if one.code == "brand")[: MOST_TOLD["brand"] + len(named)],
        categories=tuple(one for one in told if one.code == "category")[: MOST_TOLD["category"] + len(named)],
        traits=tuple(one for one in told if one.code not in {"brand", "category"})[
            : MOST_TOLD["trait"] + len(named)
        ],
        removed=tuple(
            Interest(code=edit.code, value=edit.value, label=edit.label, strength=0)
            for edit in found.edits
            if not edit.likes
        ),
        band=profile.band,
        met=_met(profile),
        words=_words(found),
    )


def _told(profile: Profile, named: dict[tuple[str, str], history.Edit]) -> list[Interest]:
    """Named ones first, then the strongest. A property is told with its name, a yes by its name alone."""
    tastes = [
        (trait, weight)
        for trait, weight in profile.tastes
        if trait.code != "department" and not (trait.kind == "boolean" and trait.value != "yes")
    ]
    most = max((weight for _trait, weight in tastes), default=1.0)
    found = [
        Interest(code=edit.code, value=edit.value, label=edit.label, strength=1.0, is_named=True)
        for edit in named.values()
    ]
    for trait, weight in tastes:
        if (trait.code, trait.value) not in named:
            label = trait.label if trait.is_place else f"{trait.name} {trait.label}".strip()
            found.append(Interest(code=trait.code, value=trait.value, label=label, strength=weight / most))
    return found


def _met(profile: Profile) -> tuple[Met, ...]:
    found = [
        Met(product=profile.known[one.product_id or 0], deed=one.deed, at=one.at, stars=one.stars)
        for one in profile.items
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _words(found: History) -> tuple[str, ...]:
    said = (deed.words for deed in found.deeds if deed.kind == "search" and deed.words)
    return tuple(dict.fromkeys(said))[:10]


@transaction.atomic
def like(shopper: Shopper, *, words: str) -> str:
    """Add an interest by its name, such as a brand, a category or a colour; answers the label. Raises Unknown."""
    wanted = words.strip()
    rows = FacetValue.objects.filter(label__iexact=wanted) if wanted else FacetValue.objects.none()
    found = sorted(
        rows.exclude(code="department")[:50],
        key=lambda row: ({"brand": 0, "category": 1}.get(row.code, 2), row.pk),
    )
    if not found:
        raise Unknown(wanted)
    row = found[0]
    label = row.label if row.kind == "place" else f"{row.name} {row.label} {row.unit}".strip()
    _edit(shopper, Kind.LIKES, code=row.code, value=row.value, label=label)
    return label


@transaction.atomic
def set_interest(shopper: Shopper, *, code: str, value: str, kind: str) -> None:
    """Take an interest away (`dislikes`), or take that back (an empty kind). Raises Unknown."""
    row = FacetValue.objects.filter(code=code, value=value).first()
    if row is None or kind not in {Kind.DISLIKES, ""}:
        raise Unknown(value)
    label = row.label if row.kind == "place" else f"{row.name} {row.label} {row.unit}".strip()
    if kind:
        _edit(shopper, kind, code=code, value=value, label=label)
    else:
        _mine(shopper).filter(code=code, value=value).delete()


@transaction.atomic
def set_prices(shopper: Shopper, *, low: Decimal | None, high: Decimal | None) -> None:
    """Without a band it is worked out from their deeds again. Raises BadBand."""
    if low is not None and high is not None and low > high:
        raise BadBand
    _mine(shopper).filter(kind=Kind.PRICES).delete()
    if low is not None or high is not None:
        _create(shopper, kind=Kind.PRICES, low=low, high=high)


@transaction.atomic
def forget_item(shopper: Shopper, *, product_id: int) -> int:
    """Delete every event with the product, and what was said of it; how many events. Orders and reviews stay what they are."""
    gone = activity.forget(shopper, product_id=product_id)
    Feedback.objects.filter(whose(shopper), product_id=product_id).delete()
    _mark_forgotten(shopper)
    return gone


@transaction.atomic
def forget_words(shopper: Shopper, *, words: str) -> int:
    """Delete searches with these words, in the shop's events and in the search's log."""
    gone = activity.forget(shopper, words=words) + log.forget(shopper, words=words)
    _mark_forgotten(shopper)
    return gone


@transaction.atomic
def forget_all(shopper: Shopper) -> None:
    """Begin anew: events, searches, what was shown, what was said and changed. Orders and reviews stay."""
    erase(shopper)
    activity.forget(shopper)
    log.forget(shopper)
    _mark_forgotten(shopper)


def erase(shopper: Shopper) -> int:
    """What these tables hold of the shopper; how many rows."""
    mine = whose(shopper)
    return sum(model.objects.filter(mine).delete()[0] for model in (Showing, Feedback, ProfileEdit))


def use_history(request: HttpRequest, response: HttpResponse, *, wanted: bool) -> None:
    """An account keeps the wish; a browser without one keeps it in a cookie, and what is known of it is deleted at once."""
    if request.user.is_authenticated:
        accounts.use_history(request.user, wanted=wanted)
        return
    shopper = activity.shopper_of(request)
    if not wanted and shopper is not None:
        forget_all(shopper)
        erase(shopper)
    middleware.follow(response, wanted=wanted)


def _mine(shopper: Shopper) -> QuerySet[ProfileEdit]:
    return ProfileEdit.objects.filter(whose(shopper))


def _edit(shopper: Shopper, kind: str, *, code: str, value: str, label: str) -> None:
    _mine(shopper).filter(code=code, value=value).delete()
    _create(shopper, kind=kind, code=code, value=value, label=label[:500])
    extra = list(_mine(shopper).order_by("-at", "-pk").values_list("pk", flat=True)[MOST_EDITS:])
    ProfileEdit.objects.filter(pk__in=extra).delete()


def _mark_forgotten(shopper: Shopper) -> None:
    """One row remembers when; earlier ones say nothing more."""
    _mine(shopper).filter(kind=Kind.FORGET).delete()
    _create(shopper, kind=Kind.FORGET)


def _create(shopper: Shopper, **values: object) -> None:
    ProfileEdit.objects.create(user_id=shopper.user_id, visitor=shopper.visitor, at=timezone.now(), **values)
