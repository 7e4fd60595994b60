"""What shoppers do is noted only of those who agree, and fades."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from shop import activity, reviews
from shop.middleware import Visitor, identify
from shop.models import Product, ShopperEvent, User
from shop.tests import factories

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


def request(user=None, *, agent=BROWSER, **headers):
    from django.contrib.auth.models import AnonymousUser

    made = RequestFactory().get("/", headers={"User-Agent": agent, **headers})
    made.user, made.visitor = user or AnonymousUser(), identify(made)
    return made


def test_a_view_within_half_an_hour_is_the_same_view(alice):
    shopper, product = activity.shopper_of(request(alice)), factories.product()
    for _ in range(2):
        activity.record(shopper, "view", product=product)
    assert ShopperEvent.objects.count() == 1
    ShopperEvent.objects.update(at=timezone.now() - timedelta(hours=1))
    activity.record(shopper, "view", product=product)
    assert ShopperEvent.objects.count() == 2
    assert activity.recently_viewed(shopper) == [product.pk]


@pytest.mark.parametrize(
    "headers", [{"Sec-GPC": "1"}, {"DNT": "1"}, {"agent": "Googlebot/2.1"}, {"agent": "curl/8"}]
)
def test_who_objects_and_robots_are_not_followed(headers):
    assert activity.shopper_of(request()) is not None
    assert activity.shopper_of(request(**headers)) is None


def test_an_account_that_keeps_its_history_to_itself(alice):
    User.objects.filter(pk=alice.pk).update(uses_history=False)
    alice.refresh_from_db()
    assert activity.shopper_of(request(alice)) is None


def test_popularity_fades_and_purchases_weigh_more(alice):
    bought, seen, old = (factories.product() for _ in range(3))
    shopper = activity.Shopper(user_id=alice.pk, visitor=None)
    activity.record(shopper, "purchase", product=bought)
    activity.record(shopper, "view", product=seen)
    activity.record(shopper, "purchase", product=old)
    ShopperEvent.objects.filter(product=old).update(at=timezone.now() - timedelta(days=365))
    activity.refresh_popularity()
    scores = dict(Product.objects.values_list("pk", "popularity"))
    assert scores[bought.pk] > scores[seen.pk] > scores[old.pk]
    assert activity.refresh_popularity() == 0


def test_old_events_are_forgotten(alice, settings):
    shopper = activity.Shopper(user_id=None, visitor=uuid.uuid4())
    activity.record(shopper, "search", query="mug\0")
    assert activity.prune() == 0
    ShopperEvent.objects.update(at=timezone.now() - timedelta(days=settings.ACTIVITY_DAYS + 1))
    assert activity.prune() == 1


def test_a_new_visitor_gets_an_id_and_keeps_it():
    made = request()
    assert made.visitor.is_new
    made.COOKIES["visitor"] = str(made.visitor.id)
    assert identify(made) == Visitor(id=made.visitor.id, is_new=False)
    made.COOKIES["visitor"] = "nonsense"
    assert identify(made).is_new


def test_a_paid_order_and_a_review_are_noted_once(alice):
    order = factories.delivered_order(alice)
    product = order.lines.get().product
    review = reviews.write(alice, product=product, rating=4, title="", text="", author_name="A")
    for _ in range(2):
        activity.note_purchase(order_id=order.pk)
        activity.note_rating(review_id=review.pk)
    events = ShopperEvent.objects.order_by("kind").values_list("kind", "product", "value")
    assert list(events) == [("purchase", product.pk, 2), ("rating", product.pk, 4)]


def test_a_guests_order_is_nobodys_history():
    activity.note_purchase(order_id=factories.paid_order().pk)
    assert not ShopperEvent.objects.exists()
