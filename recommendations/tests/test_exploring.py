"""What is new gets one place before those it suits, and no more than that: chance decides between several, and the shopper's word
stands above it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import memory, serve, showings
from recommendations.measuring import reasons
from recommendations.models import Choice, Neighbours, Showing, Version
from recommendations.ranking import exploring
from recommendations.serve import Shelf
from recommendations.shelves import Context
from recommendations.shoppers import feedback, interests
from recommendations.tests.conftest import BROWSER, did, sell_out
from search.tests.conftest import reindex
from shop.activity import Shopper
from shop.models import Category, Product, Stock, User
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db
MUGS, SEEN = 18, 3


@pytest.fixture
def mugs(db: None) -> list[Product]:
    """Old ones; whoever looked at some took the others, too, so that there is no place left by merit."""
    kitchen = factories.category("Kitchen")
    names = ["Clay mug"] * SEEN + ["Earthen mug"] * (MUGS - SEEN)
    made = [
        factories.product(f"{name} number {number}", category=kitchen) for number, name in enumerate(names)
    ]
    ids = [product.pk for product in made]
    version = Version.objects.create(status=Version.Status.LIVE, has_lists=True)
    Neighbours.objects.bulk_create(
        Neighbours(
            version=version,
            role="similar",
            product_id=pk,
            product_ids=ids[SEEN:],
            scores=[1.0] * (MUGS - SEEN),
        )
        for pk in ids[:SEEN]
    )
    Product.objects.update(published_at=timezone.now() - timedelta(days=200))
    reindex(*made)
    return made


def published(title: str, *, days_ago: float = 3, **fields: object) -> Product:
    product = factories.product(title, category=Category.objects.get(), **fields)
    Product.objects.filter(pk=product.pk).update(published_at=timezone.now() - timedelta(days=days_ago))
    reindex(product)
    return product


@pytest.fixture
def someone(mugs: list[Product], alice: User) -> Shopper:
    shopper = Shopper(user_id=alice.pk, visitor=None)
    did(shopper, "view", *mugs[:SEEN])
    return shopper


def for_you(shopper: Shopper, context: Context = serve.NOWHERE, place: str = "home") -> Shelf:
    memory.forget()
    shelf = serve.shelf("for_you", shopper=shopper, context=context, place=place)
    assert shelf is not None
    assert len(shelf.items) == serve.ON_A_SHELF
    return shelf


def ids(shelf: Shelf) -> list[int]:
    return [item.card.id for item in shelf.items]


def test_a_new_product_that_suits_is_shown_in_its_place_with_a_true_reason(
    someone: Shopper, settings: LazySettings
) -> None:
    settings.RECOMMENDATIONS_VARIETY = 0
    before = for_you(someone)
    new = published("Clay mug number 90")
    shelf = for_you(someone)
    assert before.explored is None
    assert shelf.explored == new.pk
    assert exploring.FIRST - 1 <= ids(shelf).index(new.pk) < exploring.LAST
    assert [one for one in ids(shelf) if one != new.pk] == ids(before)[:-1], "the others keep their order"
    reason = next(item.reason for item in shelf.items if item.card.id == new.pk)
    assert reason.text.startswith("New in Kitchen. You looked at Clay mug number ")
    assert reasons.objection(reason, someone) == ""
    Product.objects.filter(pk=new.pk).update(published_at=timezone.now() - timedelta(days=90))
    assert reasons.objection(reason, someone) == "it is not new"


def test_without_its_place_it_is_not_shown(someone: Shopper, settings: LazySettings) -> None:
    new = published("Clay mug number 90")
    assert new.pk in ids(for_you(someone))
    settings.RECOMMENDATIONS_NEW_DAYS = 0
    shelf = for_you(someone)
    assert shelf.explored is None
    assert new.pk not in ids(shelf)


@pytest.mark.parametrize("why", ["unlike", "old", "met"])
def test_what_is_unlike_or_old_or_met_by_many_gets_no_place(someone: Shopper, why: str) -> None:
    new = published("Zeppelin tow rope" if why == "unlike" else "Clay mug number 90")
    if why == "old":
        assert for_you(someone).explored == new.pk
        Product.objects.filter(pk=new.pk).update(published_at=timezone.now() - timedelta(days=31))
    elif why == "met":
        for number in range(20):
            assert for_you(someone).explored == new.pk, f"met by {number}"
            did(Shopper(user_id=None, visitor=uuid4()), "view", new)
    assert for_you(someone).explored is None
    assert new.pk not in ids(for_you(someone))


RULES = (
    "sold out",
    "unpublished",
    "hidden",
    "in the cart",
    "on the page",
    "bought",
    "looked at",
    "taken away",
)


@pytest.mark.parametrize("why", RULES)
def test_its_place_is_no_way_around_the_rules(someone: Shopper, alice: User, why: str) -> None:
    new, context = published("Clay mug number 90", brand=shelves.brand("Haldorf")), serve.NOWHERE
    assert for_you(someone).explored == new.pk
    match why:
        case "sold out":
            sell_out(new)
        case "unpublished":
            Product.objects.filter(pk=new.pk).update(status=Product.Status.ARCHIVED)
        case "hidden":
            feedback.say(someone, product_id=new.pk, kind="down")
        case "in the cart":
            context = Context(in_cart=frozenset({new.pk}))
        case "on the page":
            context = Context(shown=frozenset({new.pk}))
        case "bought":
            Stock.objects.update(on_hand=10)
            factories.paid_order(alice, variants=[new.variants.first()])
        case "looked at":
            did(someone, "view", new)
        case "taken away":
            interests.set_interest(someone, code="brand", value="haldorf", kind="dislikes")
    shelf = for_you(someone, context)
    assert shelf.explored is None
    assert new.pk not in ids(shelf)


def test_a_page_has_it_once_and_strangers_and_letters_have_none(someone: Shopper) -> None:
    new = published("Clay mug number 90")
    memory.forget()
    page = [item.card.id for shelf in serve.page("home", shopper=someone) for item in shelf.items]
    assert page.count(new.pk) == 1
    assert for_you(someone, place="mail").explored is None
    for stranger in (None, Shopper(user_id=None, visitor=uuid4())):
        assert all(shelf.explored is None for shelf in serve.page("home", shopper=stranger))


def test_several_take_turns(someone: Shopper) -> None:
    new = {published(f"Clay mug number 9{number}").pk for number in range(4)}
    found = Counter(for_you(someone).explored for _ in range(60))
    assert set(found) == new


def test_one_that_is_shown_and_never_opened_gives_way(someone: Shopper) -> None:
    dull, liked = (published(f"Clay mug number {name}") for name in (91, 92))
    for product, opened in ((dull, 0), (liked, 60)):
        rows = Showing.objects.bulk_create(
            Showing(
                shelf="for_you",
                user_id=someone.user_id,
                product_ids=[product.pk],
                explored=product.pk,
                at=timezone.now(),
            )
            for _ in range(120)
        )
        Choice.objects.bulk_create(
            Choice(showing=row, product=product, position=1, at=timezone.now()) for row in rows[:opened]
        )
    assert {for_you(someone).explored for _ in range(30)} == {liked.pk}
    Showing.objects.all().delete()
    assert {for_you(someone).explored for _ in range(30)} == {liked.pk, dull.pk}


def test_the_page_notes_it_and_its_choice_and_asks_nothing_more(
    client: Client, alice: User, someone: Shopper, settings: LazySettings
) -> None:
    client.force_login(alice)
    new = published("Clay mug number 90")

    def asked() -> int:
        client.get("/for-you/shelves/home/", headers={"user-agent": BROWSER})
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/for-you/shelves/home/", headers={"user-agent": BROWSER})
        assert (f"pick-for_you-{new.pk}" in answer.content.decode()) == (
            settings.RECOMMENDATIONS_NEW_DAYS > 0
        )
        return len(queries)

    memory.forget()
    with_it = asked()
    row = Showing.objects.exclude(explored=None).first()
    assert row is not None
    assert (row.shelf, row.explored, row.explored in row.product_ids) == ("for_you", new.pk, True)
    client.get(f"/p/{new.slug}/?shelf={row.key.hex}", headers={"user-agent": BROWSER})
    since = timezone.now() - timedelta(days=1)
    assert showings.tried(since=since) == {new.pk: showings.Tried(shown=2, opened=1)}
    assert showings.beside(since=since) == showings.Tried(shown=18, opened=0)
    other = next(product for product in row.product_ids if product != new.pk)
    slug = Product.objects.get(pk=other).slug
    client.get(f"/p/{slug}/?shelf={row.key.hex}", headers={"user-agent": BROWSER})
    assert showings.beside(since=since) == showings.Tried(shown=18, opened=1)
    settings.RECOMMENDATIONS_NEW_DAYS = 0
    assert asked() == with_it


def test_the_administration_tells_how_they_do(client: Client, someone: Shopper, owner: User) -> None:
    Version.objects.update(metrics={"models": {"hybrid": {"ndcg@10": 0.5}}})
    address = "/admin/recommendations/learning/"
    assert "The other places" not in client.get(address).content.decode()
    for explored in (7, None):
        Showing.objects.create(
            shelf="for_you",
            user_id=someone.user_id,
            product_ids=[5, 6, 7],
            explored=explored,
            at=timezone.now(),
        )
    text = client.get(address).content.decode()
    assert "One new product stood in its place" in text
    assert "The other places" in text
