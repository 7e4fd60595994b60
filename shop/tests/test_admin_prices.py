"""Prices of many products are changed at once: shown first, written as shown, and never over somebody else's change."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shop import repricing
from shop.models import PriceRecord, Product, Variant
from shop.tests import factories
from shop.tests.merchant import noted

LIST = "/admin/shop/product/"
ADDRESS = "/admin/shop/product/prices/"
AMOUNTS = st.decimals(min_value=0, max_value=100_000, places=2)
ENDINGS = st.sampled_from([None, Decimal("0.00"), Decimal("0.95"), Decimal("0.99")])


@given(price=AMOUNTS, percent=st.decimals(min_value=-100, max_value=1000, places=2), ending=ENDINGS)
def test_a_new_price_is_an_amount_with_the_ending_and_near_the_exact_one(price, percent, ending):
    new = repricing.new_price(price, percent=percent, ending=ending)
    exact = price * (100 + percent) / 100
    assert new >= 0
    assert new == new.quantize(Decimal("0.01"))
    assert new <= price if percent < 0 else new >= price
    assert abs(new - exact) <= (Decimal("1.01") if ending is not None else Decimal("0.005"))
    if ending is not None and exact > 2 and abs(exact - price) > 2:
        assert new % 1 == ending


@pytest.mark.parametrize(
    ("price", "percent", "ending", "new"),
    [
        ("19.90", "-10", None, "17.91"),
        ("19.90", "-10", "0.95", "17.95"),
        ("20.00", "5", "0.00", "21.00"),
        ("20.00", "5", "0.99", "20.99"),
        ("0.40", "-50", "0.95", "0.20"),
        ("19.96", "-0.1", "0.99", "18.99"),
        ("20.00", "1", "0.00", "20.00"),
        ("10.00", "-100", "0.95", "0.00"),
    ],
)
def test_known_new_prices(price, percent, ending, new):
    found = repricing.new_price(
        Decimal(price), percent=Decimal(percent), ending=Decimal(ending) if ending else None
    )
    assert found == Decimal(new)


@pytest.fixture
def shelf(db):
    """A mug, a lamp that is on offer, and something that nobody chooses."""
    mug, lamp, other = (factories.product(name, price="20.00") for name in ("Mug", "Lamp", "Other"))
    Variant.objects.filter(product=lamp).update(list_price=Decimal("25.00"))
    return mug, lamp, other


def _prices(*products):
    return [
        tuple(Variant.objects.filter(product=p).values_list("price", "list_price").get()) for p in products
    ]


def _shown(client, products, **values):
    """The page that shows the outcome, and what its button would send."""
    posted = {"ids": ",".join(str(p.pk) for p in products), "way": "price", "ending": "", **values}
    page = client.post(ADDRESS, posted).content.decode()
    mark = re.search(r'name="confirmed" value="([0-9a-f]+)"', page)
    return page, {**posted, "confirmed": mark[1] if mark else ""}


def _do(client, products, **values):
    return client.post(ADDRESS, _shown(client, products, **values)[1], follow=True).content.decode()


def test_the_list_asks_shows_and_then_writes(client, staff, shelf):
    sam = staff("Catalogue")
    mug, lamp, other = shelf
    asked = client.post(
        LIST, {"action": "change_prices", "_selected_action": [mug.pk, lamp.pk]}
    ).content.decode()
    assert "2 products are chosen." in asked
    assert f'value="{mug.pk},{lamp.pk}"' in asked
    page, yes = _shown(client, (mug, lamp), percent="-10")
    assert "2 variants get a new price" in page
    assert page.count("€18.00") == 2
    assert _prices(mug, lamp) == [(20, None), (20, 25)]
    said = client.post(ADDRESS, yes, follow=True).content.decode()
    assert "2 variants have a new price." in said
    assert _prices(mug, lamp, other) == [(18, None), (18, 25), (20, None)]
    assert (noted(mug.pk), noted(lamp.pk), noted(other.pk)) == (1, 1, 0)
    mug.refresh_from_db()
    assert mug.price_from == 18
    assert PriceRecord.objects.filter(variant__product=mug).count() == 2
    assert LogEntry.objects.filter(user=sam, change_message__contains="-10").count() == 2
    assert "-10" in client.get(reverse("admin:shop_product_history", args=[mug.pk])).content.decode()


def test_an_offer_crosses_out_the_price_before_and_ends_again(client, staff, shelf):
    staff("Catalogue")
    mug, lamp, _ = shelf
    _do(client, (mug, lamp), way="offer", percent="-25", ending="0.95")
    assert _prices(mug, lamp) == [(Decimal("14.95"), 20), (Decimal("14.95"), 25)]
    _do(client, (mug, lamp), way="end")
    assert _prices(mug, lamp) == [(20, None), (25, None)]


def test_a_rise_above_the_list_price_takes_it_away(client, staff, shelf):
    staff("Catalogue")
    _, lamp, _ = shelf
    _do(client, (lamp,), percent="50")
    assert _prices(lamp) == [(30, None)]


def test_what_stays_as_it_is_is_said_and_not_told(client, staff, shelf):
    staff("Catalogue")
    mug, _, _ = shelf
    page, _ = _shown(client, (mug,), way="end")
    assert "0 variants get a new price" in page
    assert "1 variant stays as it is." in page
    assert "Write these prices" not in page
    _do(client, (mug,), way="end")
    assert noted(mug.pk) == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"percent": ""}, "Say by how many percent."),
        ({"percent": "0"}, "Say by how many percent."),
        ({"percent": "-101"}, "greater than or equal to -100"),
        ({"percent": "5000"}, "less than or equal to 1000"),
        ({"percent": "half"}, "Enter a number."),
        ({"percent": "NaN"}, "Enter a number."),
        ({"way": "offer", "percent": "5"}, "An offer makes things cheaper"),
        ({"way": "magic", "percent": "5"}, "Select a valid choice."),
        ({"percent": "5", "ending": "0.42"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_explained(client, staff, shelf, values, words):
    staff("Catalogue")
    page, yes = _shown(client, shelf, **values)
    assert words in page
    client.post(ADDRESS, yes)
    assert _prices(*shelf) == [(20, None), (20, 25), (20, None)]


@pytest.mark.parametrize("ids", ["", "x", "1;2", "-1", "9" * 40])
def test_a_choice_of_nothing_leads_back_to_the_list(client, staff, ids, db):
    staff("Catalogue")
    page = client.post(ADDRESS, {"ids": ids, "way": "price", "percent": "5"}, follow=True)
    assert "Choose products in the list first." in page.content.decode()
    assert client.get(ADDRESS).status_code == 302


def test_a_price_that_moved_between_the_two_yeses_is_shown_again(client, staff, shelf):
    staff("Catalogue")
    mug, lamp, _ = shelf
    _, yes = _shown(client, (mug, lamp), percent="-10")
    Variant.objects.filter(product=mug).update(price=Decimal("30.00"))
    page = client.post(ADDRESS, yes).content.decode()
    assert "A price has changed meanwhile" in page
    assert "€27.00" in page
    assert _prices(mug, lamp) == [(30, None), (20, 25)]


def test_a_price_that_moves_while_the_plan_is_written_stops_it(shelf):
    mug, lamp, _ = shelf
    chosen = Product.objects.filter(pk__in=[mug.pk, lamp.pk])
    changes = repricing.plan(chosen, repricing.Rule(way="price", percent=Decimal(-10)))
    Variant.objects.filter(product=lamp).update(list_price=Decimal("26.00"))
    with pytest.raises(repricing.Moved):
        repricing.apply(changes)
    assert _prices(mug, lamp) == [(20, None), (20, 26)]


def test_the_choice_can_be_changed_after_it_was_shown(client, staff, shelf):
    staff("Catalogue")
    _, yes = _shown(client, shelf, percent="-10")
    page = client.post(ADDRESS, {**yes, "change": "1"}).content.decode()
    assert 'value="-10"' in page
    assert "Show the new prices" in page
    assert _prices(*shelf)[0] == (20, None)


def test_hundreds_of_products_are_changed_at_once_in_few_queries(
    client, staff, django_assert_max_num_queries, db
):
    staff("Catalogue")
    products = Product.objects.bulk_create(
        Product(title=f"Thing {n}", slug=f"thing-{n}", status="draft") for n in range(700)
    )
    Variant.objects.bulk_create(
        Variant(product=product, sku=f"T-{n}", price=Decimal(10)) for n, product in enumerate(products)
    )
    page, yes = _shown(client, products, percent="10")
    assert "and 400 more" in page
    with django_assert_max_num_queries(60):
        said = client.post(ADDRESS, yes).status_code
    assert said == 302
    assert set(Variant.objects.values_list("price", flat=True)) == {Decimal("11.00")}


@pytest.mark.parametrize("role", ["Support", "Orders"])
def test_other_roles_change_no_price(client, staff, shelf, role):
    staff(role)
    mug = shelf[0]
    assert client.post(ADDRESS, {"ids": str(mug.pk), "way": "price", "percent": "-50"}).status_code == 403
    page = client.post(LIST, {"action": "change_prices", "_selected_action": [mug.pk]}, follow=True)
    assert "Change prices" not in page.content.decode()
