"""The demonstration store's searches: what its shoppers and its passers-by typed, found, clicked and bought; and what its
merchant made of it. Deterministic for one day, in bulk, and a second run changes nothing.

Every text is searched in the shop's own index, so totals, corrections and places are those of the search as it is. Accounts
search what their events say and click what they viewed next; passers-by click what fits, sooner the higher it stands.
"""

from __future__ import annotations

import random
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from django.utils import timezone

from search import demo_words, placements, query, steering
from search.models import Click, LoggedQuery, Placement, Synonym
from shop.activity import NAMESPACE
from shop.demo import catalogue, people
from shop.demo.seeded import chance
from shop.facets import Selection
from shop.models import Product, ShopperEvent, StoreProfile, User

Kind = ShopperEvent.Kind
PASSERS_BY, BATCH = 5000, 2000
SOON, LATER = timedelta(minutes=30), timedelta(days=7)
SLIPS, IN_VAIN, AGAIN, UNFOLLOWED = 0.07, 0.06, 0.3, 0.05
LONGEST_LOOK, OPENED = 8, 0.13
UNKNOWN = (
    "fishing rod",
    "barbecue",
    "vitamins",
    "aspirin",
    "dvd",
    "umbrella",
    "curtains",
    "gift card",
    "wine glasses",
    "ironing board",
    "phone case",
)
SYNONYMS = (
    ("couch, sofa, settee", ""),
    ("torch, flashlight", ""),
    ("jumper, sweater, pullover", ""),
    ("trainers, sneakers", ""),
    ("rug, carpet", ""),
    ("cafetiere", "coffee press"),
)
PINNED = "blanket"
Tick = Callable[[int, int], object]


@dataclass(frozen=True)
class Found:
    """What the shop's search answers to a text; `places` are product ids in their order."""

    normalised: str
    corrected: str
    results: int
    step: str
    places: dict[int, int]


def steer() -> None:
    """Synonyms, Chinese words among them, and the best blanket pinned for the season by whoever keeps the catalogue.

    Needs the products and no index, so that a shop answers Chinese from its first open minute; again changes nothing.
    """
    for words, leads_to in (*SYNONYMS, *demo_words.synonyms()):
        Synonym.objects.get_or_create(words=words, leads_to=leads_to)
    keys = {entry.key: entry.appeal for entry in catalogue.products() if PINNED in entry.kind.queries}
    blankets = Product.objects.filter(external_id__in=keys)
    product = max(blankets, key=lambda row: (keys[str(row.external_id)], row.pk), default=None)
    merchant = User.objects.filter(is_staff=True, groups__name="Catalogue").first()
    if product and merchant and not placements.of_query(PINNED).exists():
        row = Placement(
            query=PINNED,
            product=product,
            note="Our best blanket, for the cold months",
            ends_at=timezone.now() + timedelta(days=60),
        )
        placements.keep(row, by=merchant)


def is_wanted() -> bool:
    """Whether this is a demonstration whose searches were not written yet. Two queries at most."""
    return StoreProfile.objects.filter(is_demo=True).exists() and not is_written()


def is_written() -> bool:
    return LoggedQuery.objects.filter(key=_key_of(0)).exists()


def write(*, tick: Tick = lambda done, total: None) -> int:
    """Half a year of searches; answers how many, 0 where they are there already. Needs the index."""
    if is_written():
        return 0
    _found.cache_clear()
    _fitting.cache_clear()
    made = [*_of_accounts(), *_of_passers_by(timezone.now())]
    made.sort(key=lambda entry: (entry[0].at, entry[0].key))
    for start in range(0, len(made), BATCH):
        part = made[start : start + BATCH]
        LoggedQuery.objects.bulk_create([row for row, _clicks in part])
        Click.objects.bulk_create([click for _row, clicks in part for click in clicks])
        tick(start + len(part), len(made))
    return len(made)


Made = tuple[LoggedQuery, list[Click]]


def _of_accounts() -> Iterator[Made]:
    """Searches that events tell of, each with the product viewed next, put into the cart and bought."""
    events = ShopperEvent.objects.filter(
        user__isnull=False, kind__in=(Kind.SEARCH, Kind.VIEW, Kind.CART, Kind.PURCHASE)
    )
    told: dict[int, list[ShopperEvent]] = defaultdict(list)
    for event in events.order_by("at", "key"):
        told[event.user_id or 0].append(event)
    for mine in told.values():
        for place, event in enumerate(mine):
            if event.kind == Kind.SEARCH and event.query:
                yield from _with_slips(
                    event.query, event.at, key=event.key, user=event.user_id, later=mine[place + 1 :]
                )


def _with_slips(
    text: str, at: datetime, *, key: UUID, user: int | None, later: Iterable[ShopperEvent]
) -> Iterator[Made]:
    """The search, sometimes with a slip of the finger; sometimes others led nowhere before it."""
    rng = chance("search", key)
    if rng.random() < IN_VAIN:
        yield (
            _row(
                rng.choice(UNKNOWN),
                at - timedelta(minutes=rng.uniform(1, 9)),
                key=uuid5(key, "in vain"),
                rng=rng,
                user=user,
            ),
            [],
        )
    if rng.random() < AGAIN:
        before = at - timedelta(minutes=rng.uniform(0.4, 3))
        yield _row(rng.choice(_others(text)), before, key=uuid5(key, "before"), rng=rng, user=user), []
    typed = slip(text) if rng.random() < SLIPS else text
    row = _row(typed, at, key=uuid5(key, "search"), rng=rng, user=user)
    yield row, _click_of(row, at, later)


def _click_of(row: LoggedQuery, at: datetime, later: Iterable[ShopperEvent]) -> list[Click]:
    """The first view soon after the search, if the search had found the product, and what became of it."""
    soon = [event for event in later if event.at <= at + LATER]
    view = next((event for event in soon if event.kind == Kind.VIEW and event.at <= at + SOON), None)
    if view is None or view.product_id not in _found(row.text).places:
        return []
    then = {
        event.kind: event.at
        for event in reversed(soon)
        if event.product_id == view.product_id and event.at >= view.at
    }
    place = _found(row.text).places[view.product_id]
    return [
        Click(
            query=row,
            product_id=view.product_id,
            position=place,
            at=view.at,
            carted_at=then.get(Kind.CART),
            bought_at=then.get(Kind.PURCHASE),
        )
    ]


def _of_passers_by(now: datetime) -> Iterator[Made]:
    """People without an account; some kinds are wanted more than others, evenings are busier than mornings."""
    stocked = set(Product.objects.values_list("external_id", flat=True))
    sold = {entry.kind.code: entry.kind for entry in catalogue.products() if entry.key in stocked}
    kinds = [sold[code] for code in sorted(sold)]
    rng = chance("what passers-by want")
    wanted = [rng.paretovariate(2) for _kind in kinds]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for number in range(PASSERS_BY):
        rng = chance("passer-by", number)
        at = midnight - timedelta(
            days=int(people.DAYS * rng.random() ** 1.3), hours=-rng.triangular(7, 23.9, 20)
        )
        if at >= now:
            at -= timedelta(days=1)
        visitor = None if rng.random() < UNFOLLOWED else uuid5(NAMESPACE, f"demo passer-by {number}")
        [kind] = rng.choices(kinds, wanted)
        text = rng.choice(UNKNOWN) if rng.random() < IN_VAIN else rng.choice(kind.queries)
        typed = slip(text) if rng.random() < SLIPS else text
        row = _row(typed, at, key=_key_of(number), rng=rng, visitor=visitor)
        yield row, _click_by_chance(row, text, rng) if visitor else []


def _key_of(number: int) -> UUID:
    return uuid5(NAMESPACE, f"demo search {number}")


def _click_by_chance(row: LoggedQuery, meant: str, rng: random.Random) -> list[Click]:
    """Eyes go down the list and stop sooner than later; what does not fit is passed over."""
    fitting = _fitting(meant)
    at = row.at + timedelta(seconds=rng.uniform(4, 70))
    for product_id, place in list(_found(row.text).places.items())[:LONGEST_LOOK]:
        if product_id in fitting and rng.random() < OPENED:
            carted = at + timedelta(minutes=rng.uniform(1, 20)) if rng.random() < 0.2 else None
            bought = (
                carted + timedelta(minutes=rng.uniform(2, 60)) if carted and rng.random() < 0.45 else None
            )
            return [
                Click(
                    query=row,
                    product_id=product_id,
                    position=place,
                    at=at,
                    carted_at=carted,
                    bought_at=bought,
                )
            ]
    return []


def _row(
    text: str,
    at: datetime,
    *,
    key: UUID,
    rng: random.Random,
    user: int | None = None,
    visitor: UUID | None = None,
) -> LoggedQuery:
    found = _found(text)
    return LoggedQuery(
        key=key,
        text=text,
        normalised=found.normalised,
        corrected=found.corrected,
        results=found.results,
        step=found.step,
        milliseconds=round(min(rng.lognormvariate(3.1, 0.35), 180), 2),
        user_id=user,
        visitor=visitor,
        at=at,
    )


@cache
def _found(text: str) -> Found:
    """Searched once in a process."""
    result = query.run(Selection(words=text))
    shown = [hit.product_id for hit in result.hits] or [card.id for card in result.listing.cards]
    return Found(
        normalised=steering.normalised(text),
        corrected=result.reading.corrected,
        results=result.listing.total,
        step=result.step,
        places={product_id: place for place, product_id in enumerate(shown, start=1)},
    )


@cache
def _fitting(text: str) -> frozenset[int]:
    """Products of the kind that people mean by a text."""
    keys = [entry.key for entry in catalogue.products() if text in entry.kind.queries]
    return frozenset(Product.objects.filter(external_id__in=keys).values_list("pk", flat=True))


@cache
def _others(text: str) -> tuple[str, ...]:
    """Other ways to ask for the same kind; the text itself where there is none."""
    kinds = {entry.kind.code: entry.kind for entry in catalogue.products() if text in entry.kind.queries}
    return tuple(other for kind in kinds.values() for other in kind.queries if other != text) or (text,)


def slip(text: str) -> str:
    """One letter of the longest word changes place, doubles, or is another one; the same text always slips alike."""
    rng = chance("slip", text)
    word = max(text.split(), key=len)
    if len(word) < 5:
        return text
    at = rng.randrange(1, len(word) - 2)
    ways = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + rng.choice(string.ascii_lowercase) + word[at + 1 :],
    )
    return text.replace(word, rng.choice(ways), 1)
