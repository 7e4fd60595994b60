"""What search engines and link previews read, equal to what people see."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from shop.models import Product
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def body(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def structured(page: str, kind: str) -> dict[str, Any]:
    [found] = [block for block in map(json.loads, BLOCK.findall(page)) if block["@type"] == kind]
    return found


def canonical(page: str) -> str:
    [found] = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    return found


def test_structured_data_of_a_product_equals_what_is_shown(client: Client) -> None:
    product = shelves.full_product(factories.category("Kitchen"), title="Stone mug", units=30)
    for stars in (4, 5, 5):
        shelves.review(product, stars)
    page = body(client, product.get_absolute_url())
    data = structured(page, "Product")
    assert data["offers"]["price"] == "24.00"
    assert f"€{data['offers']['price']}" in page
    assert data["offers"]["priceCurrency"] == settings.CURRENCY
    assert data["offers"]["availability"].endswith("/InStock")
    assert "In stock" in page
    assert data["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": "4.7",
        "reviewCount": 3,
        "bestRating": 5,
        "worstRating": 1,
    }
    assert "4.7" in page
    assert "3 reviews" in page
    assert data["brand"]["name"] == "Aldermoor"
    assert data["url" if "url" in data else "@id"].startswith(settings.SITE_URL)


def test_structured_data_follows_the_variant_and_its_stock(client: Client) -> None:
    product = factories.product(price="10.00")
    dear = factories.variant(product, price="15.00", units=0, position=1)
    data = structured(body(client, f"{product.get_absolute_url()}?sku={dear.sku}"), "Product")
    assert data["offers"]["price"] == "15.00"
    assert data["offers"]["availability"].endswith("/OutOfStock")
    assert "aggregateRating" not in data


def test_no_text_ends_the_script_element(client: Client) -> None:
    product = factories.product("</script><b>&", description="</script>\u2028")
    data = structured(body(client, product.get_absolute_url()), "Product")
    assert data["name"] == "</script><b>&"


def test_breadcrumbs_lead_down_the_tree(client: Client) -> None:
    kitchen = factories.category("Kitchen")
    knives = factories.category("Knives", kitchen)
    product = factories.product("Bread knife", category=knives)
    items = structured(body(client, product.get_absolute_url()), "BreadcrumbList")["itemListElement"]
    assert [item["name"] for item in items] == ["Kitchen", "Knives", "Bread knife"]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert items[0]["item"] == f"{settings.SITE_URL}{kitchen.get_absolute_url()}"


def test_canonical_leaves_out_filters_and_keeps_pages(client: Client) -> None:
    kitchen = factories.category("Kitchen")
    for _ in range(25):
        factories.product(category=kitchen)
    path = f"{settings.SITE_URL}{kitchen.get_absolute_url()}"
    assert canonical(body(client, f"{kitchen.get_absolute_url()}?stock=1&utm_source=x")) == path
    assert canonical(body(client, f"{kitchen.get_absolute_url()}?page=2")) == f"{path}?page=2"


def test_filtered_lists_and_searches_stay_out_of_the_index(client: Client) -> None:
    kitchen = factories.category("Kitchen")
    factories.product("Mug", category=kitchen)
    assert "noindex" not in body(client, kitchen.get_absolute_url())
    assert "noindex" in body(client, f"{kitchen.get_absolute_url()}?stock=1")
    assert "noindex" in body(client, "/search/?q=mug")


def test_link_previews(client: Client) -> None:
    product = factories.product("Stone mug", subtitle="Holds 300 ml")
    shelves.picture(product)
    page = body(client, product.get_absolute_url())
    assert '<meta property="og:type" content="product">' in page
    assert '<meta property="og:title" content="Stone mug">' in page
    assert f'<meta property="og:image" content="{settings.SITE_URL}/img/960/products/' in page
    assert '<meta name="description" content="Holds 300 ml">' in page


def test_the_sitemap_lists_what_is_published(client: Client) -> None:
    shown = factories.product()
    hidden = factories.product(status=Product.Status.ARCHIVED)
    kitchen = factories.category("Kitchen")
    article = shelves.article()
    index = body(client, "/sitemap.xml")
    sections = re.findall(r"<loc>([^<]+)</loc>", index)
    assert len(sections) == 4
    assert all(section.startswith(f"{settings.SITE_URL}/sitemap-") for section in sections)
    everything = "".join(body(client, section.removeprefix(settings.SITE_URL)) for section in sections)
    for thing in (shown, kitchen, article):
        assert f"<loc>{settings.SITE_URL}{thing.get_absolute_url()}</loc>" in everything
    assert hidden.get_absolute_url() not in everything
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_are_told_where_not_to_go(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    text = response.content.decode()
    assert "Disallow: /checkout/" in text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
