"""Shelves show what may be shown, each product once, and change with the next click."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache as redis_cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import serve
from recommendations.models import Version
from recommendations.ranking import knowledge
from recommendations.serve import Shelf
from recommendations.shelves import Context
from recommendations.shoppers import feedback, interests, profiles
from recommendations.shoppers.history import BOUGHT_LATELY
from recommendations.tests.conftest import did, listed, sell_out, teach
from search import index
from search.indexing import rebuild
from shop.activity import Shopper
from shop.models import Order, Product, ShopperEvent, User
from shop.tests import factories

pytestmark = pytest.mark.django_db


def visitor() -> Shopper:
    return Shopper(user_id=None, visitor=uuid4())


def of(user: User) -> Shopper:
    return Shopper(user_id=user.pk, visitor=None)


def ids(shelves: tuple[Shelf, ...]) -> list[int]:
    return [item.card.id for shelf in shelves for item in shelf.items]


def named(shelves: tuple[Shelf, ...], name: str) -> Shelf:
    return next(shelf for shelf in shelves if shelf.name == name)


def test_a_click_changes_the_next_list_without_training(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", taught[0])
    before = serve.page("home", shopper=someone)
    did(someone, "view", taught[15])
    after = serve.page("home", shopper=someone)
    assert named(before, "because").title == f"Because you looked at {taught[0].title}"
    assert named(after, "because").title == f"Because you looked at {taught[15].title}"
    near = {product.pk for product in taught[16:21]}
    assert len(near & set(ids((named(after, "for_you"),)))) > len(
        near & set(ids((named(before, "for_you"),)))
    )


def test_two_shoppers_get_different_lists(taught: list[Product]) -> None:
    one, other = visitor(), visitor()
    did(one, "view", taught[0], taught[5])
    did(other, "view", taught[16], taught[21])
    lists = [{*ids((named(serve.page("home", shopper=each), "for_you"),))} for each in (one, other)]
    assert lists[0] != lists[1]


def test_each_product_stands_on_a_page_once(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", *taught[:6])
    shelves = serve.page("home", shopper=someone)
    assert len(shelves) >= 2
    assert len(ids(shelves)) == len(set(ids(shelves)))
    shown = frozenset(ids(shelves)[:4])
    assert not shown & {*ids(serve.page("home", shopper=someone, context=Context(shown=shown)))}


@pytest.mark.parametrize("why", ["sold out", "unpublished", "hidden", "in the cart"])
def test_what_may_not_be_shown_is_not(taught: list[Product], why: str) -> None:
    someone = visitor()
    did(someone, "view", taught[0])
    wanted = ids(serve.page("home", shopper=someone))[0]
    product, context = Product.objects.get(pk=wanted), Context()
    if why == "sold out":
        sell_out(product)
    elif why == "unpublished":
        Product.objects.filter(pk=wanted).update(status=Product.Status.ARCHIVED)
    elif why == "hidden":
        feedback.say(someone, product_id=wanted, kind="down")
    else:
        context = Context(in_cart=frozenset({wanted}))
    assert wanted not in ids(serve.page("home", shopper=someone, context=context))


def test_what_was_bought_lately_is_not_shown_and_comes_back_later(taught: list[Product], alice: User) -> None:
    someone = of(alice)
    did(someone, "view", taught[0])
    wanted = ids(serve.page("home", shopper=someone))[0]
    order = factories.paid_order(alice, variants=[Product.objects.get(pk=wanted).variants.first()])
    assert wanted not in ids(serve.page("home", shopper=someone))
    ShopperEvent.objects.filter(kind="purchase").delete()
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - BOUGHT_LATELY - timedelta(days=1))
    assert wanted in ids(serve.page("home", shopper=someone))


def test_without_any_version_what_is_popular_and_near_is_shown(full: list[Product]) -> None:
    Product.objects.filter(pk=full[7].pk).update(popularity=500)
    strangers = serve.page("home", shopper=None)
    assert ids(strangers)[0] == full[7].pk
    assert all(not item.reason.evidence.is_personal for shelf in strangers for item in shelf.items)
    someone = visitor()
    did(someone, "view", full[0])
    assert named(serve.page("home", shopper=someone), "because").items


def test_the_list_of_the_version_counts_until_something_is_forgotten(
    full: list[Product], alice: User
) -> None:
    version, someone = teach(full), of(alice)
    Version.objects.filter(pk=version.pk).update(gathered_at=timezone.now())
    did(someone, "view", full[0])
    without = ids((named(serve.page("home", shopper=someone), "for_you"),))
    listed(version, someone, full[20:28])
    with_list = ids((named(serve.page("home", shopper=someone), "for_you"),))
    far = {product.pk for product in full[20:28]}
    assert len(far & {*with_list}) > len(far & {*without})
    interests.forget_item(someone, product_id=full[1].pk)
    assert ids((named(serve.page("home", shopper=someone), "for_you"),)) == without


def test_less_like_this_pushes_back_what_is_like_it(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", taught[0], taught[1])
    before = ids(serve.page("home", shopper=someone))
    mugs = {product.pk for product in taught if "mug" in product.title}
    feedback.say(someone, product_id=next(iter(mugs - {taught[0].pk})), kind="less")
    after = ids(serve.page("home", shopper=someone))
    assert sum(pk in mugs for pk in after[:6]) < sum(pk in mugs for pk in before[:6])


def test_an_interest_that_was_named_or_taken_away_counts_at_once(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", taught[0])
    label = interests.like(someone, words="haldorf")
    assert label == "Haldorf"
    haldorf = {product.pk for product in taught if product.brand.name == "Haldorf"}
    liked = ids((named(serve.page("home", shopper=someone), "for_you"),))
    interests.set_interest(someone, code="brand", value=taught[1].brand.slug, kind="dislikes")
    disliked = ids((named(serve.page("home", shopper=someone), "for_you"),))
    assert sum(pk in haldorf for pk in liked[:5]) > sum(pk in haldorf for pk in disliked[:5])


@pytest.mark.parametrize("seen", [2, 30])
def test_the_queries_of_a_page_do_not_depend_on_the_history(
    taught: list[Product], seen: int, alice: User
) -> None:
    someone = of(alice)
    did(someone, "view", *taught[:seen])
    serve.page("home", shopper=someone)
    with CaptureQueriesContext(connection) as queries:
        assert serve.page("home", shopper=someone)
    assert len(queries) <= 4, "\n".join(query["sql"][:120] for query in queries)


def test_fifty_thousand_events_are_read_like_two_hundred(taught: list[Product], alice: User) -> None:
    now = timezone.now()
    ShopperEvent.objects.bulk_create(
        ShopperEvent(
            kind="view",
            user=alice,
            product=taught[number % len(taught)],
            at=now - timedelta(seconds=number),
        )
        for number in range(50_000)
    )
    shelves = serve.page("home", shopper=of(alice))
    assert all(shelf.items for shelf in shelves)
    from recommendations.shoppers import history

    assert len(history.of(of(alice)).deeds) == history.MOST_EVENTS


def test_deleted_products_and_future_events_in_the_history(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", taught[0], taught[1])
    ShopperEvent.objects.filter(product=taught[1]).update(at=timezone.now() + timedelta(days=3))
    Product.objects.filter(pk=taught[2].pk).update(status="archived")
    shelves = serve.page("home", shopper=someone)
    assert named(shelves, "because").title.endswith(taught[0].title)


def test_page_shelves_speak_of_the_page(taught: list[Product]) -> None:
    shelves = serve.page("product", shopper=visitor(), context=Context(product_ids=(taught[0].pk,)))
    assert [shelf.name for shelf in shelves] == ["together", "similar"]
    assert taught[0].pk not in ids(shelves)
    grounds = {item.reason.evidence.ground for shelf in shelves for item in shelf.items}
    assert grounds == {"beside", "page"}
    together = {product.pk for product in taught[6:11]}
    assert {*ids((shelves[0],))} <= together


def test_a_search_that_found_nothing_gets_what_is_near_in_meaning(full: list[Product]) -> None:
    [shelf] = serve.page("search", shopper=None, context=Context(words="navy mug"))
    assert shelf.items
    assert all(item.reason.evidence.words == "navy mug" for item in shelf.items)


def test_a_profile_fades(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", taught[0])
    ShopperEvent.objects.update(at=timezone.now() - timedelta(days=60))
    did(someone, "view", taught[1])
    from recommendations.shoppers import history

    heavy, light = profiles.of(history.of(someone)).items
    assert (heavy.product_id, light.product_id) == (taught[1].pk, taught[0].pk)
    assert light.weight < heavy.weight / 2


def test_different_things_stand_side_by_side() -> None:
    class Thing:
        def __init__(self, category_id: int) -> None:
            self.category_id = category_id

    things = [Thing(number) for number in (1, 1, 1, 1, 2, 2, 3, 3)]
    found = [thing.category_id for thing in serve._mixed(things)]  # type: ignore[arg-type]
    assert found == [1, 1, 2, 2, 3, 1, 1, 3]
    assert sorted(found) == sorted(thing.category_id for thing in things)


def test_an_index_that_was_replaced_meanwhile_breaks_no_shelf(taught: list[Product]) -> None:
    """A process keeps the number of the index for a while; the index may be gone sooner."""
    [vector] = profiles.vectors_of_words(["navy mug"])
    assert vector is not None
    assert knowledge.nearest(vector, limit=3)
    gone = knowledge.build()
    rebuild.run()
    knowledge._kept.build = (time.monotonic(), gone + 1000)
    assert knowledge.nearest(vector, limit=3) == []
    assert knowledge.having("colour", "navy", limit=3) == []
    profiles._ENCODERS.clear()
    redis_cache.clear()
    assert profiles.vectors_of_words(["navy mug"])[0] is not None
    assert knowledge.build() == index.active().pk
    assert knowledge.nearest(vector, limit=3)
