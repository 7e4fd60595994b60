"""What shoppers see and can say: fragments, "Why this?", interests; with HTMX and without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recommendations import serve, showings
from recommendations.models import Choice, Feedback, ProfileEdit, Showing
from recommendations.shoppers import history
from recommendations.tests.conftest import BROWSER, did
from shop import accounts, activity, afterwards, cart
from shop.activity import Shopper
from shop.models import Product, ShopperEvent, User

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/"}


def browser(user: User | None = None, **headers: str) -> Client:
    made = Client(headers={"User-Agent": BROWSER, **headers})
    if user:
        made.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return made


def looked(client: Client, *products: Product) -> None:
    for product in products:
        assert client.get(product.get_absolute_url()).status_code == 200


def why(client: Client) -> str:
    page = client.get("/for-you/").content.decode()
    found = re.search(r'href="(/for-you/why/[^"]+)"', page)
    assert found
    return found[1]


def test_pages_keep_room_for_shelves_and_work_without_javascript(taught: list[Product]) -> None:
    client = browser()
    home = client.get("/").content.decode()
    assert 'hx-get="/for-you/shelves/home/' in home
    assert 'href="/for-you/"' in home
    page = client.get(taught[0].get_absolute_url()).content.decode()
    assert f'hx-get="/for-you/shelves/product/?of={taught[0].pk}"' in page
    assert "From the same shelf" in page
    assert 'hx-get="/for-you/shelves/search/"' in client.get("/search/").content.decode()


def test_a_click_changes_the_next_response(taught: list[Product]) -> None:
    client = browser()
    looked(client, taught[0])
    before = client.get("/for-you/shelves/home/", headers=HTMX).content.decode()
    looked(client, taught[15])
    after = client.get("/for-you/shelves/home/", headers=HTMX).content.decode()
    assert f"Because you looked at {taught[0].title}" in before
    assert f"Because you looked at {taught[15].title}" in after


def test_a_fragment_is_nobody_elses_to_keep(taught: list[Product]) -> None:
    response = browser().get("/for-you/shelves/home/")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("query", ["of=x", "of=1,,2", "of=" + "9" * 40, "shown=-1", "of=%00", "q=%00%ff"])
def test_odd_addresses_are_read_as_far_as_they_make_sense(taught: list[Product], query: str) -> None:
    for place in ("product", "home", "search", "order"):
        assert browser().get(f"/for-you/shelves/{place}/?{query}").status_code == 200


def test_what_was_shown_and_chosen_is_noted_of_those_who_agree(taught: list[Product]) -> None:
    client = browser()
    looked(client, taught[0])
    page = client.get("/for-you/shelves/home/", headers=HTMX).content.decode()
    shown = Showing.objects.filter(shelf="for_you").get()
    assert str(shown.visitor) == client.cookies["visitor"].value
    found = re.search(r'href="(/p/[^"?]+/\?shelf=' + shown.key.hex + ')"', page)
    assert found
    for _ in range(2):
        assert client.get(found[1]).status_code == 200
    choice = Choice.objects.get()
    assert choice.showing == shown
    assert choice.product_id == shown.product_ids[choice.position - 1]
    browser().get(found[1])
    assert Choice.objects.count() == 1, "somebody else's click is none from this shelf"
    ShopperEvent.objects.create(
        kind="cart", visitor=shown.visitor, product_id=choice.product_id, at=timezone.now()
    )
    assert showings.follow_up() == 1
    [figures] = [one for one in showings.figures(since=shown.at) if one.shelf == "for_you"]
    assert (figures.showings, figures.clicks, figures.carts, figures.orders) == (1, 1, 1, 0)


@pytest.mark.parametrize("headers", [{"Sec-GPC": "1"}, {"DNT": "1"}, {"User-Agent": "Googlebot/2.1"}])
def test_nothing_is_noted_of_who_objects_and_of_robots(
    taught: list[Product], headers: dict[str, str]
) -> None:
    client = Client(headers={"User-Agent": BROWSER, **headers})
    looked(client, taught[0])
    page = client.get("/for-you/shelves/home/").content.decode()
    assert "pick-popular" in page
    assert "Because you looked" not in page
    client.post(why(client) + "say/", {"kind": "less"})
    assert not Showing.objects.exists()
    assert not Feedback.objects.exists()
    looked(friend := browser(), taught[0])
    friend.get("/for-you/shelves/home/")
    assert Showing.objects.exists()


def test_a_page_of_shelves_asks_three_times_and_notes_once(taught: list[Product], alice: User) -> None:
    """Who it is, what they did with what is in their cart, what may be sold."""
    client = browser(alice)
    looked(client, *taught[:3])
    cart.add(cart.Owner(alice.pk, None), variant_id=taught[4].variants.get().pk)
    for place in ("home", "cart"):
        client.get(f"/for-you/shelves/{place}/", headers=HTMX)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/for-you/shelves/{place}/", headers=HTMX).content.decode()
        assert f"pick-{'add' if place == 'cart' else 'for_you'}-" in page
        assert f'-{taught[4].pk}"' not in page, "it lies in the cart"
        asked = [query["sql"] for query in queries if "SELECT" in query["sql"]]
        assert len(asked) == 4, "\n".join(sql[:120] for sql in asked)
        assert [sql for sql in asked if "INSERT INTO recommendations_showing" in sql] == asked[-1:]


def test_shelves_are_noted_after_the_answer_and_not_of_who_objected_meanwhile(
    taught: list[Product], alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = [showings.Shown(key=uuid4(), shelf="for_you", version_id=999_999, product_ids=(taught[0].pk,))]
    monkeypatch.setattr(afterwards, "connection", SimpleNamespace(in_atomic_block=False))  # as in a server
    with afterwards.collected() as left:
        for someone in (Shopper(user_id=alice.pk, visitor=None), Shopper(user_id=None, visitor=uuid4())):
            showings.note(someone, [replace(one, key=uuid4()) for one in shown])
        showings.note(Shopper(user_id=bob.pk, visitor=None), shown)
    monkeypatch.undo()
    assert not Showing.objects.exists()
    accounts.use_history(bob, wanted=False)
    monkeypatch.setattr(afterwards, "close_old_connections", lambda: None)  # the test's own transaction
    afterwards.finish(left)
    assert {(one.user_id, one.version_id) for one in Showing.objects.all()} == {
        (alice.pk, None),
        (None, None),
    }
    accounts.use_history(bob, wanted=True)
    afterwards.finish(left[-1:])
    assert Showing.objects.filter(user=bob).exists(), "only the objection kept it away"


def test_old_showings_go(taught: list[Product], settings) -> None:  # type: ignore[no-untyped-def]
    browser().get("/for-you/")
    assert Showing.objects.exists()
    assert showings.prune() == 0
    Showing.objects.update(at=timezone.now() - timedelta(days=settings.SHELF_DAYS + 1))
    assert showings.prune() > 0
    assert not Showing.objects.exists()


def test_why_opens_the_evidence_as_a_page_and_as_a_dialog(taught: list[Product]) -> None:
    client = browser()
    looked(client, taught[0])
    address = why(client)
    assert taught[0].title in client.get(address).content.decode()
    dialog = client.get(address, headers=HTMX).content.decode()
    assert "<dialog" in dialog
    assert "<html" not in dialog
    assert browser().get(address).status_code == 404


def test_less_like_this_acts_at_once(taught: list[Product]) -> None:
    client = browser()
    looked(client, taught[0])
    address = why(client)
    answer = client.post(address + "say/", {"kind": "less"}, headers=HTMX).content.decode()
    gone = Feedback.objects.get()
    assert f'id="pick-{gone.shelf}-{gone.product_id}" hx-swap-oob="delete"' in answer
    assert f'-{gone.product_id}"' not in client.get("/for-you/").content.decode()
    assert client.post(address + "say/", {"kind": "undo"}).status_code == 302
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_going_back_leads_nowhere_else(taught: list[Product], following: str) -> None:
    client = browser()
    response = client.post(why(client) + "say/", {"kind": "up", "next": following})
    assert response["Location"] == "/for-you/"


def test_a_browser_that_asks_not_to_be_followed_is_forgotten(taught: list[Product]) -> None:
    client = browser()
    looked(client, taught[0])
    client.get("/for-you/")
    number = UUID(client.cookies["visitor"].value)
    assert ShopperEvent.objects.filter(visitor=number).exists()
    assert Showing.objects.exists()
    client.post("/for-you/history/", {"use": "no"})
    for model in (ShopperEvent, Showing, Feedback, ProfileEdit):
        assert not model.objects.filter(visitor=number).exists()
    looked(client, taught[1])
    assert client.cookies["visitor"].value == "off"
    assert not ShopperEvent.objects.exists()
    assert "Because you" not in client.get("/for-you/").content.decode()
    client.post("/for-you/history/", {"use": "yes"})
    looked(client, taught[1])
    assert ShopperEvent.objects.exists()


def test_an_account_that_asks_not_to_be_followed(taught: list[Product], alice: User) -> None:
    client = browser(alice)
    looked(client, taught[0])
    assert "Because you looked" in client.get("/for-you/").content.decode()
    client.post("/for-you/history/", {"use": "no"})
    page = client.get("/for-you/interests/").content.decode()
    assert "We do not use your history" in page
    assert "Because you looked" not in client.get("/for-you/").content.decode()
    client.post("/for-you/interests/change/", {"do": "forget_all"})
    assert not ShopperEvent.objects.filter(user=alice).exists()


def test_interests_can_be_read_and_changed(taught: list[Product], alice: User) -> None:
    client, someone = browser(alice), Shopper(user_id=alice.pk, visitor=None)
    looked(client, taught[0], taught[2])
    activity.record(someone, "search", query="warm blanket")
    page = client.get("/for-you/interests/").content.decode()
    brand = taught[0].brand
    assert brand.name in page
    assert taught[2].title in page
    assert "warm blanket" in page
    change = "/for-you/interests/change/"
    client.post(change, {"do": "remove", "interest": f"brand={brand.slug}"})
    assert [(edit.value, edit.likes) for edit in history.of(someone).edits] == [(brand.slug, False)]
    client.post(change, {"do": "restore", "interest": f"brand={brand.slug}"})
    assert history.of(someone).edits == ()
    client.post(change, {"do": "add", "words": "moss"})
    assert history.of(someone).edits[0].value.lower() == "moss"
    assert client.post(change, {"do": "add", "words": "no such thing"}).status_code == 422
    client.post(change, {"do": "prices", "low": "5", "high": "20"})
    assert history.of(someone).prices == (5, 20)
    assert client.post(change, {"do": "prices", "low": "30", "high": "20"}).status_code == 422
    client.post(change, {"do": "no_prices"})
    assert history.of(someone).prices is None
    client.post(change, {"do": "forget_item", "product": str(taught[2].pk)})
    client.post(change, {"do": "forget_words", "words": "warm blanket"})
    assert {deed.product_id for deed in history.of(someone).deeds} == {taught[0].pk}
    for odd in ({"do": "remove", "interest": "x"}, {"do": "forget_item", "product": "x"}, {"do": "?"}, {}):
        assert client.post(change, odd).status_code == 302
    client.post(change, {"do": "forget_all"})
    assert history.of(someone).deeds == ()


def test_one_shoppers_words_are_not_anothers(taught: list[Product], alice: User, bob: User) -> None:
    both = [Shopper(user_id=user.pk, visitor=None) for user in (alice, bob)]
    for someone in both:
        did(someone, "view", taught[0])
    client = browser(alice)
    client.post("/for-you/interests/change/", {"do": "forget_all"})
    assert not history.of(both[0]).deeds
    assert history.of(both[1]).deeds
    assert serve.page("home", shopper=Shopper(user_id=None, visitor=uuid4()))
