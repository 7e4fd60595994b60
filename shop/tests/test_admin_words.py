"""Help articles with their preview, the store's profile, coupons, delivery, tax: what is wrong is explained, roles hold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from shop.models import Coupon, DeliveryMethod, HelpArticle, StoreProfile, TaxRate
from shop.tests import factories
from shop.tests.merchant import errors, save

pytestmark = pytest.mark.django_db
ARTICLE = {
    "title": "Returns",
    "slug": "returns",
    "topic": "returns",
    "body": "**Thirty** days",
    "position": "0",
}
PREVIEW = "/admin/shop/helparticle/preview/"


def test_an_article_is_written_previewed_and_read(client, staff):
    staff("Support")
    shown = client.post(
        PREVIEW, {"body": "**Thirty** days <script>alert(1)</script> [x](javascript:alert(1))"}
    )
    words = shown.content.decode()
    assert "<strong>Thirty</strong>" in words
    assert "<script>" not in words
    assert 'href="javascript' not in words
    page = save(client, "/admin/shop/helparticle/add/", **ARTICLE, is_published="on").content.decode()
    assert '<div id="help-preview"' in page
    assert "<strong>Thirty</strong> days" in page
    assert f'hx-post="{PREVIEW}"' in page
    article = HelpArticle.objects.get()
    assert "<strong>Thirty</strong>" in client.get(article.get_absolute_url()).content.decode()


def test_the_preview_is_for_those_who_write(client, staff, db):
    staff("Orders")
    assert client.post(PREVIEW, {"body": "x"}).status_code == 403
    client.logout()
    assert client.post(PREVIEW, {"body": "x"}).status_code == 302


def test_support_writes_articles_and_deletes_none(client, staff, db):
    staff("Support")
    article = HelpArticle.objects.create(**{**ARTICLE, "position": 0})
    assert (
        client.post(reverse("admin:shop_helparticle_delete", args=[article.pk]), {"post": "yes"}).status_code
        == 403
    )
    staff("Catalogue")
    client.post(reverse("admin:shop_helparticle_delete", args=[article.pk]), {"post": "yes"})
    assert not HelpArticle.objects.exists()


def test_the_profile_is_one_row_that_the_list_leads_to(client, owner):
    address = "/admin/shop/storeprofile/"
    assert client.get(address)["Location"].endswith("/add/")
    save(client, f"{address}add/", tagline="Good things")
    assert client.get(address)["Location"].endswith("/1/change/")
    assert client.get(f"{address}add/").status_code == 403
    assert client.post(f"{address}1/delete/", {"post": "yes"}).status_code == 403
    save(client, f"{address}1/change/", hero_title="Hello")
    assert (StoreProfile.objects.get().tagline, StoreProfile.objects.get().hero_title) == (
        "Good things",
        "Hello",
    )


def test_the_profile_is_the_owners(client, staff):
    staff("Catalogue")
    StoreProfile.objects.create(tagline="Good things")
    page = client.get("/admin/shop/storeprofile/", follow=True)
    assert 'name="tagline"' not in page.content.decode()
    assert client.post("/admin/shop/storeprofile/1/change/", {"tagline": "Mine"}).status_code == 403
    staff("Support")
    assert client.get("/admin/shop/storeprofile/").status_code == 403


COUPON = {"code": " spring ", "kind": "percent", "value": "10", "minimum": "0", "is_active": "on"}


def test_a_coupon_is_made_and_works(client, staff):
    staff("Catalogue")
    save(client, "/admin/shop/coupon/add/", **COUPON)
    coupon = Coupon.objects.get()
    assert coupon.code == "SPRING"
    page = client.get("/admin/shop/coupon/").content.decode()
    assert "10 %" in page
    assert "active" in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"value": "101"}, "A percentage lies between 0 and 100."),
        ({"value": "0"}, "A percentage lies between 0 and 100."),
        ({"kind": "amount", "value": "0"}, "Say how much is taken off."),
        ({"kind": "delivery", "value": "5"}, "Free delivery needs no value"),
        ({"value": "-5"}, "A percentage lies between 0 and 100."),
        ({"minimum": "-5"}, "greater than or equal to 0"),
        (
            {
                "starts_at_0": "2026-05-01",
                "starts_at_1": "00:00",
                "ends_at_0": "2026-04-01",
                "ends_at_1": "00:00",
            },
            "It ends before it starts.",
        ),
        ({"code": "taken"}, "unique_any_case"),
    ],
)
def test_a_coupon_that_cannot_be_is_explained(client, staff, values, words):
    staff("Catalogue")
    factories.coupon("TAKEN")
    page = save(client, "/admin/shop/coupon/add/", **{**COUPON, **values})
    assert words in errors(page)
    assert Coupon.objects.count() == 1


def test_the_list_of_coupons_says_how_each_stands(client, owner, alice):
    now = timezone.now()
    factories.coupon("OVER", ends_at=now - timedelta(days=1))
    factories.coupon("PLANNED", starts_at=now + timedelta(days=1))
    factories.coupon("OFF", is_active=False)
    factories.coupon("USED", max_uses=1, uses=1)
    factories.coupon("FREE", kind="delivery", value="0")
    page = client.get("/admin/shop/coupon/").content.decode()
    for words in ("expired", "planned", "switched off", "used up", "1 / 1", "Free delivery"):
        assert words in page
    address = reverse("admin:shop_coupon_change", args=[Coupon.objects.get(code="USED").pk])
    assert "It was used 1 times already" in errors(save(client, address, max_uses="0"))


def test_delivery_and_tax_are_the_owners_and_explain_themselves(client, owner):
    rate = {
        "rates-TOTAL_FORMS": "1",
        "rates-0-country": "de",
        "rates-0-max_weight_grams": "1000",
        "rates-0-price": "4.90",
    }
    method = {
        "name": "Express",
        "code": "express",
        "days_min": "1",
        "days_max": "2",
        "position": "0",
        "is_active": "on",
    }
    page = save(client, "/admin/shop/deliverymethod/add/", **{**method, "days_max": "0"}, **rate)
    assert "At most is less than at least." in errors(page)
    page = save(client, "/admin/shop/deliverymethod/add/", **method, **{**rate, "rates-0-country": "Q1"})
    assert "the two letters of a country" in errors(page)
    save(client, "/admin/shop/deliverymethod/add/", **method, **rate)
    assert DeliveryMethod.objects.get().rates.get().country == "DE"
    save(client, "/admin/shop/taxrate/add/", country="fr", name="TVA", rate="20", is_inclusive="on")
    assert TaxRate.objects.get().country == "FR"
    page = save(client, "/admin/shop/taxrate/add/", country="IT", name="IVA", rate="120")
    assert "less than or equal to 100" in errors(page)


@pytest.mark.parametrize("role", ["Catalogue", "Orders", "Support"])
def test_delivery_and_tax_are_closed_to_roles(client, staff, role):
    staff(role)
    for model in ("deliverymethod", "taxrate"):
        assert client.get(f"/admin/shop/{model}/").status_code == 403
    assert (client.get("/admin/shop/coupon/").status_code == 200) == (role == "Catalogue")


@pytest.mark.parametrize(
    ("role", "address", "said"),
    [
        ("Support", "/admin/shop/helparticle/", ("Nothing here yet", "Add help article")),
        ("Support", "/admin/shop/helparticle/?q=absent", ("Nothing matches", "Show all rows")),
        ("Orders", "/admin/shop/order/", ("Nothing here yet", "Rows appear here by themselves")),
    ],
)
def test_an_empty_list_says_why_and_offers_what_helps(client, staff, role, address, said):
    staff(role)
    page = client.get(address).content.decode()
    assert all(words in page for words in said)
    assert "Create a new item" not in page
    assert "Add order" not in page
