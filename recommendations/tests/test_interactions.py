"""What shoppers did is cleaned before anything is learned from it, and the report says what was left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from recommendations.models import Version
from recommendations.pipeline import interactions, material, words
from recommendations.pipeline.interactions import Event, Gathered
from recommendations.tests import shop as small
from shop.activity import Shopper
from shop.models import Product, ShopperEvent, User
from shop.tests import factories
from shop.tests.conftest import *  # noqa: F403 - the cast

NOW = datetime(2026, 5, 1, tzinfo=UTC)
TODAY = NOW.timestamp()
ANN, BEN = (1, None), (None, UUID(int=7))


def of(*events: Event | None) -> Gathered:
    return interactions.cleaned(events, now=NOW)


def rows(found: Gathered) -> list[tuple[int, int, float]]:
    kept = found.interactions
    return [
        (int(shopper), int(found.product_ids[item]), float(stars))
        for shopper, item, stars in zip(kept.shoppers, kept.items, kept.ratings, strict=True)
    ]


def test_one_row_for_a_shopper_and_a_product() -> None:
    found = of(
        Event(ANN, 5, "view", None, TODAY - 9),
        Event(ANN, 5, "view", None, TODAY - 3),
        Event(ANN, 5, "purchase", None, TODAY - 5),
        Event(BEN, 5, "cart", None, TODAY),
    )
    assert rows(found) == [(0, 5, 3.5), (1, 5, 4.0)]
    assert list(found.interactions.times) == [TODAY, TODAY - 3]
    assert list(found.is_bought) == [False, True]
    assert (found.report.read, found.report.repeated, found.report.kept) == (4, 2, 2)
    assert found.shoppers[1] == Shopper(user_id=1, visitor=None)


def test_the_latest_stars_count_and_dislikes_are_left_out() -> None:
    found = of(
        Event(ANN, 5, "rating", 1, TODAY - 9),
        Event(ANN, 5, "rating", 5, TODAY - 3),
        Event(ANN, 6, "rating", 2, TODAY),
        Event(ANN, 6, "purchase", None, TODAY - 1),
    )
    assert rows(found) == [(0, 5, 5.0)]
    assert found.report.disliked == 1


@pytest.mark.parametrize(
    "event",
    [
        Event(ANN, 5, "rating", 0, TODAY),
        Event(ANN, 5, "rating", 6, TODAY),
        Event(ANN, 5, "rating", None, TODAY),
        Event((None, None), 5, "view", None, TODAY),
        Event(ANN, 5, "stare", None, TODAY),
        Event(ANN, 5, "view", None, -1.0),
        Event(ANN, 5, "view", None, float("nan")),
        Event(ANN, 5, "view", None, float("inf")),
    ],
)
def test_what_cannot_be_is_left_out_and_counted(event: Event) -> None:
    found = of(event, Event(ANN, 6, "view", None, TODAY))
    assert [product for _, product, _ in rows(found)] == [6]
    assert found.report.impossible == 1


def test_the_future_becomes_now() -> None:
    found = of(Event(ANN, 5, "view", None, TODAY + 86_400), Event(ANN, 6, "view", None, TODAY + 60))
    assert list(found.interactions.times) == [TODAY, TODAY]
    assert found.report.in_future == 1


def test_deleted_products_are_counted() -> None:
    assert of(None, None).report.without_product == 2


def test_nobody_counts_for_more_than_the_most() -> None:
    burst = [Event(ANN, product, "view", None, TODAY - product) for product in range(50_000)]
    found = of(*burst, Event(BEN, 3, "view", None, TODAY))
    assert len(found.interactions) == interactions.MOST_OF_ONE + 1
    assert found.report.capped_shoppers == 1
    assert found.report.capped == 50_000 - interactions.MOST_OF_ONE
    assert max(found.product_ids) < interactions.MOST_OF_ONE


def test_nothing_at_all() -> None:
    found = of()
    assert len(found.interactions) == len(found.product_ids) == len(found.shoppers) == 0


@pytest.mark.django_db
def test_who_objects_is_not_read(alice: User) -> None:
    mug = factories.product()
    small.event(mug, user=alice)
    small.event(mug, visitor=uuid4())
    assert len(interactions.gather().shoppers) == 2
    alice.uses_history = False
    alice.save()
    assert [who.user_id for who in interactions.gather().shoppers] == [None]


@pytest.mark.django_db
def test_orders_count_without_an_event_and_not_unless_paid(alice: User) -> None:
    order = factories.paid_order(alice)
    bought = {line.product_id for line in order.lines.all()}
    ShopperEvent.objects.all().delete()
    found = interactions.gather()
    assert {int(product) for product in found.product_ids} == bought
    assert found.is_bought.all()
    order.status = order.Status.CANCELLED
    order.save()
    assert len(interactions.gather().interactions) == 0


@pytest.mark.django_db
def test_old_events_are_not_read() -> None:
    small.event(factories.product(), visitor=uuid4(), at=timezone.now() - timedelta(days=10_000))
    assert len(interactions.gather().interactions) == 0


@pytest.mark.django_db
def test_what_is_not_sold_any_more_tells_of_taste_and_is_not_shown() -> None:
    things = small.products(4)
    small.crowd(things, shoppers=6, taken=2)
    things[0].status = Product.Status.ARCHIVED
    things[0].save()
    learned, _report = material.gather()
    place = int(learned.catalogue.places([things[0].pk])[0])
    assert learned.interactions.support()[place] > 0
    assert not learned.catalogue.is_sold[place]


@pytest.mark.django_db
def test_material_survives_the_way_to_another_machine() -> None:
    things = small.products(6)
    small.crowd(things, shoppers=6, taken=3)
    learned, _report = material.gather()
    version = Version.objects.create()
    from recommendations.pipeline import pieces

    pieces.finish(version, material.NAME, material.packed(learned))
    material.of.cache_clear()
    again = material.of(version.pk)
    assert again.shoppers == learned.shoppers
    for name in ("shoppers", "items", "ratings", "times"):
        assert list(getattr(again.interactions, name)) == list(getattr(learned.interactions, name))
    assert list(again.catalogue.product_ids) == [thing.pk for thing in things]
    assert list(again.is_bought) == list(learned.is_bought)
    assert again.is_bought.sum() == 6


@pytest.mark.django_db
def test_words_of_searches_and_their_sums(alice: User) -> None:
    for query in ("Blue kettles", "blue kettle", "lamp"):
        small.event(None, user=alice, kind=ShopperEvent.Kind.SEARCH, query=query)
    found = words.of(Shopper(user_id=alice.pk, visitor=None))
    assert found.searched["blue"] == 2
    assert words.counted() == {"texts": 3, "repeated_texts": 0, "tokens": 5, "terms": 3}
    alice.uses_history = False
    alice.save()
    assert not words.of(Shopper(user_id=alice.pk, visitor=None)).searched
    assert words.counted()["texts"] == 0
