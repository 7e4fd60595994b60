"""Reviews are read in the list, published and rejected in bulk with a reason, by those who may."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from shop import reviews
from shop.models import OutboxMessage, RatingSummary, Review
from shop.tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/shop/review/"
MODERATE = "/admin/shop/review/moderate/"


@pytest.fixture
def written(alice, bob):
    """Two reviews that wait, of different products."""
    found = []
    for shopper, text in ((alice, "Holds a lot."), (bob, "Buy at <b>cheap.example</b>!")):
        order = factories.delivered_order(shopper)
        product = order.lines.get().product
        found.append(
            reviews.write(shopper, product=product, rating=4, title="Well", text=text, author_name="A")
        )
    return found


def _states():
    return list(Review.objects.order_by("pk").values_list("status", flat=True))


def test_the_text_is_read_in_the_list_as_text(client, staff, written):
    staff("Support")
    page = client.get(f"{LIST}?status__exact=pending").content.decode()
    assert "Holds a lot." in page
    assert "<b>cheap" not in page
    assert "&lt;b&gt;cheap" in page
    assert "★★★★☆" in page
    assert "Holds a lot." not in client.get(f"{LIST}?status__exact=published").content.decode()
    assert "Holds a lot." in client.get(f"{LIST}?q=holds").content.decode()


def test_many_are_published_at_once(client, staff, written):
    sam = staff("Support")
    ids = [review.pk for review in written]
    page = client.post(LIST, {"action": "publish", "_selected_action": ids}, follow=True)
    assert "2 reviews were published." in page.content.decode()
    assert _states() == ["published", "published"]
    assert RatingSummary.objects.get(product=written[0].product).average == 4
    assert OutboxMessage.objects.filter(topic="review.published").count() == 2
    assert LogEntry.objects.filter(user=sam, change_message="Published").count() == 2


def test_many_are_rejected_once_the_reason_is_said(client, staff, written):
    staff("Support")
    ids = ",".join(str(review.pk) for review in written)
    asked = client.post(LIST, {"action": "reject", "_selected_action": ids.split(",")}).content.decode()
    assert "Reject 2 reviews" in asked
    assert "Holds a lot." in asked
    assert _states() == ["pending", "pending"]
    missing = client.post(MODERATE, {"ids": ids, "reason": "other", "words": " "}).content.decode()
    assert "Say which reason it is." in missing
    assert "Select a valid choice" in client.post(MODERATE, {"ids": ids, "reason": "mood"}).content.decode()
    assert _states() == ["pending", "pending"]
    page = client.post(MODERATE, {"ids": ids, "reason": "advertising", "words": "a shop"}, follow=True)
    assert "2 reviews were rejected." in page.content.decode()
    assert _states() == ["rejected", "rejected"]
    assert Review.objects.first().moderation_note == "It advertises something else: a shop"
    history = client.get(reverse("admin:shop_review_history", args=[written[0].pk])).content.decode()
    assert "It advertises something else: a shop" in history


def test_one_is_moderated_on_its_page(client, staff, written):
    staff("Support")
    review = written[0]
    address = reverse("admin:shop_review_change", args=[review.pk])
    page = client.get(address).content.decode()
    assert review.order_line.order.number in page
    assert 'name="publish"' in page
    client.post(MODERATE, {"ids": str(review.pk), "publish": "1"})
    assert _states() == ["published", "pending"]
    page = client.get(address).content.decode()
    assert 'name="publish"' not in page
    assert "Reject" in client.post(MODERATE, {"ids": str(review.pk)}).content.decode()
    client.post(MODERATE, {"ids": str(review.pk), "reason": "private"})
    assert _states() == ["rejected", "pending"]


def test_a_withdrawn_review_stays_withdrawn(client, staff, written):
    staff("Support")
    reviews.withdraw(written[0])
    client.post(LIST, {"action": "publish", "_selected_action": [review.pk for review in written]})
    assert _states() == ["withdrawn", "published"]
    page = client.get(reverse("admin:shop_review_change", args=[written[0].pk])).content.decode()
    assert 'name="publish"' not in page


@pytest.mark.parametrize("ids", ["", "x", "1;2", "9" * 40])
def test_a_choice_of_nothing_leads_back(client, staff, ids):
    staff("Support")
    page = client.post(MODERATE, {"ids": ids, "publish": "1"}, follow=True).content.decode()
    assert "Choose reviews in the list first." in page
    assert client.get(MODERATE).status_code == 302
    assert client.get(f"{LIST}999/change/").status_code == 302


@pytest.mark.parametrize("role", ["Catalogue", "Orders"])
def test_other_roles_moderate_nothing(client, staff, written, role):
    staff(role)
    assert client.get(LIST).status_code == 403
    assert client.post(MODERATE, {"ids": str(written[0].pk), "publish": "1"}).status_code == 403
    assert client.get(reverse("admin:shop_review_change", args=[written[0].pk])).status_code == 403
    assert _states() == ["pending", "pending"]


def test_the_list_asks_as_much_at_twenty_rows_as_at_two(client, owner, alice, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(40) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    def write(count):
        for _ in range(count):
            product = factories.delivered_order(alice).lines.get().product
            reviews.write(alice, product=product, rating=3, title="", text="So so", author_name="Alice")

    write(2)
    few = queries()
    write(18)
    assert queries() == few
