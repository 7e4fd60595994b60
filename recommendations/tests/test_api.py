"""Shelves for apps: the same as on the website, with their reasons, and feedback that counts at once."""

from __future__ import annotations

from typing import Any

import pytest

from recommendations.models import Choice, Feedback, Showing
from recommendations.tests.conftest import did
from shop.activity import Shopper
from shop.models import Product, User
from shop.tests.callers import App, kind_of

pytestmark = pytest.mark.django_db


def cards(answer: Any) -> list[dict[str, Any]]:
    return [card for shelf in answer.json()["shelves"] for card in shelf["items"]]


def met(user: User, *products: Product) -> None:
    did(Shopper(user_id=user.pk, visitor=None), "view", *products)


def test_a_home_is_made_of_what_the_shopper_met_and_says_so(alice: User, taught: list[Product]) -> None:
    met(alice, taught[0])
    answer = App(alice).get("recommendations/home/")
    assert answer.json()["is_personal"]
    personal = [card for card in cards(answer) if card["evidence"]["ground"] == "item"]
    assert {card["evidence"]["item_id"] for card in personal} == {taught[0].pk}
    assert all(taught[0].title in card["reason"]["text"] for card in personal)
    assert taught[0].pk not in {card["product"]["id"] for card in cards(answer)}


def test_a_click_changes_the_next_list(alice: User, taught: list[Product]) -> None:
    app = App(alice)
    met(alice, taught[0])
    before = [card["product"]["id"] for card in cards(app.get("recommendations/home/"))]
    met(alice, taught[20])
    after = [card["product"]["id"] for card in cards(app.get("recommendations/home/"))]
    assert before != after


def test_strangers_see_what_is_popular(taught: list[Product]) -> None:
    answer = App(visitor=False).get("recommendations/home/")
    assert not answer.json()["is_personal"]
    assert {card["evidence"]["ground"] for card in cards(answer)} <= {"popular", "season"}
    assert cards(answer)
    assert not Showing.objects.exists()


@pytest.mark.parametrize("place", ["product", "cart", "order"])
def test_other_places_start_from_their_products(alice: User, taught: list[Product], place: str) -> None:
    app = App(alice)
    if place == "cart":
        app.post("cart/lines/", {"sku": taught[0].variants.get().sku, "quantity": 1})
    found = cards(app.get(f"recommendations/{place}/?product={taught[0].pk}"))
    assert found
    assert taught[0].pk not in {card["product"]["id"] for card in found}


def test_what_is_not_for_somebody_is_gone_at_once_and_comes_back_when_taken_back(
    alice: User, taught: list[Product]
) -> None:
    met(alice, taught[0])
    app = App(alice)
    first = cards(app.get("recommendations/home/"))[0]
    assert app.post("recommendations/feedback/", {"token": first["token"], "say": "down"}).status_code == 204
    left = {card["product"]["id"] for card in cards(app.get("recommendations/home/"))}
    assert first["product"]["id"] not in left
    app.post("recommendations/feedback/", {"token": first["token"], "say": "undo"})
    back = {card["product"]["id"] for card in cards(app.get("recommendations/home/"))}
    assert first["product"]["id"] in back


def test_the_token_of_somebody_else_says_nothing(alice: User, bob: User, taught: list[Product]) -> None:
    met(alice, taught[0])
    token = cards(App(alice).get("recommendations/home/"))[0]["token"]
    answer = App(bob).post("recommendations/feedback/", {"token": token, "say": "down"})
    assert (answer.status_code, kind_of(answer)) == (422, "validation-failed")
    assert answer.json()["errors"][0]["pointer"] == "/token"
    assert not Feedback.objects.exists()


def test_a_choice_counts_only_for_whoever_saw_the_shelf(
    alice: User, bob: User, taught: list[Product]
) -> None:
    met(alice, taught[0])
    shelf = App(alice).get("recommendations/home/").json()["shelves"][0]
    told = {"shelf_id": shelf["id"], "product_slug": shelf["items"][0]["product"]["slug"]}
    assert App(bob).post("recommendations/choices/", told).status_code == 204
    assert not Choice.objects.exists()
    assert App(alice).post("recommendations/choices/", told).status_code == 204
    assert Choice.objects.count() == 1


def test_people_who_object_are_not_followed(alice: User, taught: list[Product]) -> None:
    met(alice, taught[0])
    answer = App(alice).get("recommendations/home/", Sec_GPC="1")
    assert not answer.json()["is_personal"]
    assert not Showing.objects.exists()


def test_places_that_do_not_exist_are_said_so(taught: list[Product]) -> None:
    assert kind_of(App().get("recommendations/attic/")) == "not-found"
    answer = App().get("recommendations/product/?product=chair")
    assert (answer.status_code, kind_of(answer)) == (400, "invalid-parameter")
