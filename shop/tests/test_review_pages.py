"""Reviews by their writers: from delivered lines of their own only, one for each product, changed and withdrawn."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop import reviews
from shop.models import Order, Review, User
from shop.tests import factories

pytestmark = pytest.mark.django_db
TYPED = {"rating": "4", "title": "Sturdy", "text": "Survived a fall.", "author_name": "Alice"}


@pytest.fixture
def order(alice: User, client: Client) -> Order:
    client.force_login(alice)
    return factories.delivered_order(alice)


def path(order: Order) -> str:
    return f"/account/reviews/write/{order.lines.get().pk}/"


def test_a_delivered_line_is_reviewed_and_waits_for_moderation(
    client: Client, order: Order, alice: User
) -> None:
    page = client.get(path(order)).text
    assert page.count('type="radio" name="rating"') == 5
    assert 'value="Alice"' in page
    done = client.post(path(order), TYPED, follow=True)
    assert "then it is published" in done.text
    assert "Waiting for moderation" in done.text
    review = Review.objects.get()
    assert (review.user, review.rating, review.status) == (alice, 4, Review.Status.PENDING)


def test_stars_are_needed_and_what_was_written_stays(client: Client, order: Order) -> None:
    answer = client.post(path(order), {**TYPED, "rating": ""})
    assert answer.status_code == 422
    assert "Choose one to five stars." in answer.text
    assert "Survived a fall." in answer.text
    for wrong in ("0", "6", "five"):
        assert client.post(path(order), {**TYPED, "rating": wrong}).status_code == 422
    assert not Review.objects.exists()


def test_only_delivered_lines_of_ones_own_can_be_reviewed(
    client: Client, alice: User, mallory: User, order: Order
) -> None:
    unpaid = factories.placed_order(alice)
    assert client.get(path(unpaid)).status_code == 404
    client.force_login(mallory)
    for ask in (client.get, client.post):
        assert ask(path(order), TYPED).status_code == 404
    assert not Review.objects.exists()


def test_a_second_review_of_a_product_is_the_first_one_changed(client: Client, order: Order) -> None:
    client.post(path(order), TYPED)
    review = Review.objects.get()
    assert client.get(path(order))["Location"] == f"/account/reviews/{review.pk}/"
    reviews.moderate(review, is_published=True)
    assert "Survived a fall." in client.get(f"/account/reviews/{review.pk}/").text
    client.post(f"/account/reviews/{review.pk}/", {**TYPED, "rating": "2"})
    review.refresh_from_db()
    assert (review.rating, review.status) == (2, Review.Status.PENDING)


def test_a_review_is_withdrawn_after_a_question_and_can_be_written_anew(client: Client, order: Order) -> None:
    client.post(path(order), TYPED)
    review = Review.objects.get()
    assert "Withdraw this review?" in client.get(f"/account/reviews/{review.pk}/withdraw/").text
    client.post(f"/account/reviews/{review.pk}/withdraw/")
    review.refresh_from_db()
    assert review.status == Review.Status.WITHDRAWN
    client.post(path(order), {**TYPED, "rating": "5"})
    review.refresh_from_db()
    assert (review.rating, review.status) == (5, Review.Status.PENDING)


def test_reviews_of_others_do_not_exist(client: Client, order: Order, mallory: User) -> None:
    client.post(path(order), TYPED)
    review = Review.objects.get()
    client.force_login(mallory)
    for page in (f"/account/reviews/{review.pk}/", f"/account/reviews/{review.pk}/withdraw/"):
        for ask in (client.get, client.post):
            assert ask(page, TYPED).status_code == 404
    assert "Sturdy" not in client.get("/account/reviews/").text
    review.refresh_from_db()
    assert review.status == Review.Status.PENDING


def test_visitors_sign_in_first_and_writes_want_a_token(client: Client, order: Order, alice: User) -> None:
    assert Client().get(path(order)).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(path(order), TYPED).status_code == 403


def test_what_is_written_is_shown_as_text(client: Client, order: Order) -> None:
    client.post(
        path(order), {**TYPED, "title": "<script>alert(1)</script>", "text": "<img src=x onerror=alert(1)>"}
    )
    page = client.get("/account/reviews/").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_the_list_costs_the_same_however_long_it_is(client: Client, alice: User, order: Order) -> None:
    counts = {}
    for wanted in (2, 20):
        while Review.objects.count() < wanted:
            line = factories.delivered_order(alice).lines.get()
            reviews.write(alice, product=line.product, rating=3, title="", text="", author_name="A")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/account/reviews/").text.count("rating__stars") == wanted
        counts[wanted] = len(asked)
    assert counts[2] == counts[20]
