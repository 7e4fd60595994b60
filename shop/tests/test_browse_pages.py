"""The pages shoppers walk through: they answer, show what is true, and stay within their query budgets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
import zeal
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop import cards, cart
from shop.models import Product, StoreProfile, User, Variant
from shop.tests import factories, shelves

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@contextlib.contextmanager
def counted() -> Iterator[list[str]]:
    """The statements of the block, without savepoints."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as context:
        yield found
    found += [row["sql"] for row in context if not row["sql"].startswith(SAVEPOINTS)]


def shopper(client: Client) -> User:
    """Logged in, with five lines in the cart."""
    user = factories.user()
    for _ in range(5):
        cart.add(cart.Owner(user.pk, None), variant_id=factories.variant().pk)
    client.force_login(user)
    return user


def budget(client: Client, path: str) -> int:
    """Statements of the second visit."""
    assert client.get(path).status_code == 200
    with counted() as statements:
        assert client.get(path).status_code == 200
    return len(statements)


@pytest.fixture
def stocked(db: None) -> None:
    shelves.store()
    shelves.article(is_policy=True)
    factories.delivery()


@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 10),
        ("/c/{slug}/", 12),
        ("/c/{slug}/?colour=Navy&min.price=1&sort=price", 12),
    ],
)
def test_lists_stay_within_budget_at_2_and_at_20_rows(
    browser: Client, stocked: None, path: str, most: int, logged_in: bool
) -> None:
    if logged_in:
        shopper(browser)
    kitchen = factories.category("Kitchen")
    for shelf in ("Mugs", "Pots"):
        factories.category(shelf, kitchen)
    address = path.format(slug=kitchen.slug)
    first = shelves.filled(kitchen, 2)
    shelves.collection("Gifts", first)
    few = budget(browser, address)
    shelves.filled(kitchen, 18)
    many = budget(browser, address)
    assert few == many <= most


@pytest.mark.parametrize("logged_in", [False, True])
def test_the_product_page_stays_within_budget(browser: Client, stocked: None, logged_in: bool) -> None:
    if logged_in:
        shopper(browser)
    kitchen = factories.category("Mugs", factories.category("Kitchen"))
    product = shelves.full_product(kitchen)
    shelves.filled(kitchen, 2)
    for stars in (3, 5):
        shelves.review(product, stars)
    few = budget(browser, product.get_absolute_url())
    shelves.filled(kitchen, 5)
    for stars in (1, 2, 4, 5):
        shelves.review(product, stars)
    for number in range(6):
        shelves.option(factories.variant(product), colour=f"Shade {number}")
        shelves.describe(product, **{f"trait{number}": "Yes indeed"})
    many = budget(browser, product.get_absolute_url())
    assert few == many <= 14


def test_a_repeated_query_would_be_noticed(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the watched browser: brands read row by row."""
    for name in ("Aldermoor", "Birk", "Dovecote"):
        factories.product(brand=shelves.brand(name))
    assert browser.get("/new/").status_code == 200
    monkeypatch.setattr(
        "shop.cards.by_ids",
        lambda ids: cards.from_annotated(
            cards.annotated(Product.objects.filter(pk__in=ids)).select_related(None)
        ),
    )
    with pytest.raises(zeal.NPlusOneError):
        browser.get("/new/")


@pytest.mark.parametrize(
    "query",
    [
        "page=1000000000",
        "page=-1",
        "page=abc",
        "page=%00",
        "min.price=abc",
        "min.price=1e999999",
        "max.price=99999999999999999999999",
        "min.price=-5&max.price=-1",
        "sort=drop+table",
        "unknown=1",
        "colour=%00",
        "colour=%27%3B--",
        "brand=%ff%fe",
        "min.=1&.price=2&min.colour=3",
        "rating=9",
        "stock=maybe",
        "colour=" + "x" * 10_000,
        "&".join(f"k{number}=1" for number in range(500)),
        "q=%00%01%07",
        "q=" + "a" * 10_000,
        "q=%22%22%22+-+-+or+and+%3A*+%26%7C%21",
        "q=%F0%9F%8C%BC",
    ],
)
def test_no_query_string_breaks_a_list(browser: Client, query: str) -> None:
    kitchen = factories.category("Kitchen")
    shelves.filled(kitchen, 2)
    for path in (f"/c/{kitchen.slug}/", "/search/", "/new/", "/offers/", "/brands/aldermoor/"):
        assert browser.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query", ["sku=%00", "sku=" + "x" * 10_000, "reviews=up&reviews_page=-3", "reviews_page=99999999999"]
)
def test_no_query_string_breaks_a_product_page(browser: Client, query: str) -> None:
    product = shelves.full_product(factories.category())
    assert browser.get(f"{product.get_absolute_url()}?{query}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/c/none/",
        "/p/none/",
        "/brands/none/",
        "/collections/none/",
        "/help/none/",
        "/p/a%00b/",
        "/" + "x" * 5000,
    ],
)
def test_what_is_not_there_is_a_404_with_the_shop_around_it(browser: Client, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert b"wilted" in response.content
    assert b'id="site-search"' in response.content


@pytest.mark.parametrize("status", [Product.Status.DRAFT, Product.Status.ARCHIVED])
def test_a_product_that_is_not_published_is_not_there(browser: Client, status: str) -> None:
    product = factories.product()
    assert browser.get(product.get_absolute_url()).status_code == 200
    Product.objects.filter(pk=product.pk).update(status=status)
    assert browser.get(product.get_absolute_url()).status_code == 404


def test_the_page_for_our_own_errors_asks_the_database_nothing(client: Client) -> None:
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch, counted() as statements:
        patch.setattr("shop.views.seo.reverse", None)
        response = client.get("/robots.txt")
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()
    assert statements == []


def test_htmx_gets_the_list_alone_and_the_address_of_the_choice(browser: Client) -> None:
    kitchen = factories.category("Kitchen")
    shelves.filled(kitchen, 2)
    path = f"/c/{kitchen.slug}/"
    response = browser.get(
        f"{path}?colour=Navy&min.price=&sort=price", headers={"HX-Request": "true", "HX-Target": "listing"}
    )
    body = response.content.decode()
    assert body.lstrip().startswith("<form")
    assert "<html" not in body
    assert response["HX-Push-Url"] == f"{path}?colour=Navy&sort=price"
    assert "HX-Request" in response["Vary"]
    assert "<html" in browser.get(path).content.decode()


def test_choosing_a_variant_shows_its_price_and_stock(browser: Client) -> None:
    product = factories.product(price="10.00")
    navy = shelves.option(product.variants.get(), colour="Navy")
    clay = shelves.option(factories.variant(product, price="12.50", units=0, position=1), colour="Clay")
    page = browser.get(product.get_absolute_url()).content.decode()
    assert "€10.00" in page
    assert f"?sku={clay.sku}" in page
    assert f'name="variant" value="{navy.pk}"' in page
    part = browser.get(
        f"{product.get_absolute_url()}?sku={clay.sku}",
        headers={"HX-Request": "true", "HX-Target": "product-top"},
    ).content.decode()
    assert "<html" not in part
    assert "€12.50" in part
    assert "Sold out" in part
    assert 'name="variant"' not in part


def test_the_first_variant_in_stock_opens_the_page(browser: Client) -> None:
    product = factories.product(price="10.00", units=0)
    other = factories.variant(product, price="12.50", position=1, label="Large")
    assert f'name="variant" value="{other.pk}"' in browser.get(product.get_absolute_url()).content.decode()


def test_an_option_keeps_what_else_is_chosen(browser: Client) -> None:
    product = factories.product(variants=0)
    made: dict[tuple[str, str], Variant] = {}
    for position, (colour, size) in enumerate([("Navy", "S"), ("Navy", "L"), ("Clay", "S"), ("Clay", "L")]):
        made[colour, size] = shelves.option(
            factories.variant(product, position=position), colour=colour, size=size
        )
    page = browser.get(f"{product.get_absolute_url()}?sku={made['Navy', 'L'].sku}").content.decode()
    assert f'id="colour-clay" href="{product.get_absolute_url()}?sku={made["Clay", "L"].sku}"' in page
    assert f'id="size-s" href="{product.get_absolute_url()}?sku={made["Navy", "S"].sku}"' in page


def test_reviews_are_sorted_paged_and_counted(browser: Client) -> None:
    product = factories.product(units=50)
    for stars in (1, 5, 3, 4, 2, 5, 4):
        shelves.review(product, stars, title=f"{stars} of five")
    url = product.get_absolute_url()
    best = browser.get(f"{url}?reviews=highest").content.decode()
    assert best.index("5 of five") < best.index("3 of five")
    assert "1 of five" not in best
    last = browser.get(f"{url}?reviews=highest&reviews_page=2").content.decode()
    assert "1 of five" in last
    assert "5 of five" not in last
    assert "7 reviews" in best


def test_words_of_shoppers_and_merchants_are_never_markup(browser: Client) -> None:
    bad = '</script><script>alert(1)</script><img src=x onerror="alert(1)">'
    product = factories.product("Mug", description=bad, subtitle=bad, units=9)
    shelves.review(product, 4, title=bad, text=bad, author_name="<script>alert(1)")
    shelves.describe(product, material=bad)
    body = browser.get(product.get_absolute_url()).content.decode()
    assert "alert(1)" in body
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    found = browser.get("/search/", {"q": bad}).content.decode()
    assert "<script>alert" not in found


def test_help_is_markdown_without_html_and_pictures(browser: Client) -> None:
    shelves.article(body="Within **two** days. <b onclick=x>raw</b> ![p](/a.png) [bad](javascript:alert(1))")
    shelves.article("Hidden", is_published=False)
    body = browser.get("/help/delivery-times/").content.decode()
    assert "<strong>two</strong>" in body
    assert "<b onclick" not in body
    assert 'src="/a.png"' not in body
    assert 'href="javascript' not in body
    index = browser.get("/help/").content.decode()
    assert "Delivery times" in index
    assert "Hidden" not in index
    assert browser.get("/help/hidden/").status_code == 404


def test_every_page_says_that_the_store_is_a_demonstration_only_where_it_is(browser: Client) -> None:
    profile = shelves.store()
    assert "Demonstration store" in browser.get("/").content.decode()
    StoreProfile.objects.filter(pk=profile.pk).update(is_demo=False)
    assert "Demonstration store" not in browser.get("/").content.decode()


def test_the_home_page_of_an_empty_shop(browser: Client) -> None:
    assert browser.get("/").status_code == 200
    assert browser.get("/new/").status_code == 200
    assert browser.get("/brands/").status_code == 200
    assert browser.get("/collections/").status_code == 200


def test_home_shows_collections_new_popular_and_reduced(browser: Client) -> None:
    products = shelves.filled(factories.category(), 3)
    shelves.collection("Long breakfasts", products)
    body = browser.get("/").content.decode()
    for words in ("Long breakfasts", "New in", "Most loved", "Reduced for now"):
        assert words in body


def test_colours_are_kept_in_a_cookie_and_never_lead_elsewhere(browser: Client) -> None:
    response = browser.post("/theme/", {"theme": "dark", "next": "/new/"})
    assert response["Location"] == "/new/"
    assert 'data-theme="dark"' in browser.get("/").content.decode()
    assert browser.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})["Location"] == "/"
    browser.cookies["theme"] = '"><script>'
    assert "data-theme=" not in browser.get("/").content.decode().partition("<body")[0]


def test_pages_hold_no_inline_script_or_style(browser: Client, stocked: None) -> None:
    product = shelves.full_product(factories.category("Kitchen"))
    for path in ("/", f"/c/{product.category.slug}/", product.get_absolute_url(), "/search/?q=mug", "/help/"):
        response = browser.get(path)
        body = response.content.decode()
        assert " style=" not in body
        assert " onclick=" not in body
        assert "<style" not in body
        assert body.count("<script>") == 0
        assert "unsafe" not in response["Content-Security-Policy"]


def test_views_and_searches_are_noted_once_for_people_and_not_for_robots(browser: Client) -> None:
    product = factories.product("Stone mug")
    for _ in range(2):
        browser.get(product.get_absolute_url())
    browser.get("/search/?q=mug")
    assert sorted(product.events.values_list("kind", flat=True)) == ["view"]
    robot = Client(headers={"User-Agent": "Googlebot/2.1"})
    robot.get(product.get_absolute_url())
    assert product.events.count() == 1
