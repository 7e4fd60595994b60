"""Only what was delivered is reviewed, once; the summary equals what is published."""

from __future__ import annotations

import pytest

from shop import orders, reviews
from shop.models import RatingSummary, Review
from shop.tests import factories

pytestmark = pytest.mark.django_db
WORDS = {"title": "Good", "text": "Holds\x00 a lot.\nEvery day.", "author_name": "Alice"}


@pytest.fixture
def product(alice):
    return factories.delivered_order(alice).lines.get().product


def write(user, product, rating=4):
    return reviews.write(user, product=product, rating=rating, **WORDS)


def test_only_who_got_it_may_review_it(alice, bob, product):
    with pytest.raises(reviews.NotDelivered):
        write(bob, product)
    review = write(alice, product)
    assert (review.status, review.text) == ("pending", "Holds a lot.\nEvery day.")
    with pytest.raises(reviews.AlreadyReviewed):
        write(alice, product)
    assert Review.objects.count() == 1


def test_an_order_on_its_way_is_not_delivered(alice):
    order = factories.paid_order(alice)
    orders.ship(order, actor=orders.SYSTEM)
    with pytest.raises(reviews.NotDelivered):
        write(alice, order.lines.get().product)


def test_what_is_shown_and_counted_was_published(alice, bob, product):
    first = write(alice, product, rating=5)
    line = product.variants.get()
    second = write(bob, factories.delivered_order(bob, variants=[line]).lines.get().product, rating=2)
    assert RatingSummary.objects.get(product=product).count == 0
    for review in (first, second):
        reviews.moderate(review, is_published=True)
    summary = RatingSummary.objects.get(product=product)
    assert (summary.count, str(summary.average), summary.histogram[0]) == (2, "3.50", (5, 1))
    reviews.edit(first, rating=1, **WORDS)
    summary.refresh_from_db()
    assert (summary.count, str(summary.average)) == (1, "2.00")
    reviews.withdraw(second)
    summary.refresh_from_db()
    assert (summary.count, summary.average) == (0, None)


def test_a_withdrawn_review_cannot_be_published_but_taken_up_again(alice, product):
    review = write(alice, product)
    reviews.withdraw(review)
    assert reviews.moderate(review, is_published=True).status == "withdrawn"
    assert write(alice, product, rating=3) == review
    review.refresh_from_db()
    assert (review.rating, review.status) == (3, "pending")


def test_shown_in_the_order_that_was_asked_for(alice, bob, product):
    for user, rating in ((alice, 2), (bob, 5)):
        if user is bob:
            factories.delivered_order(bob, variants=[product.variants.get()])
        reviews.moderate(write(user, product, rating=rating), is_published=True)
    assert [review.rating for review in reviews.shown(product, sort="highest")] == [5, 2]
    assert [review.rating for review in reviews.shown(product, sort="lowest")] == [2, 5]
    assert [review.rating for review in reviews.shown(product, sort="'; DROP")] == [5, 2]
    assert [review.rating for review in reviews.shown(product, stars=2)] == [2]
