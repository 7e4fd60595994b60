"""The suggestions over HTTP: options or JSON, the same for everybody, kept shortly, harmless whatever is asked."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from search import completions
from search.models import LoggedQuery
from search.tests.conftest import reindex
from shop.models import Product, ShopperEvent, User
from shop.tests import factories, shelves

URL = "/search/suggest/"


def ask(client: Client, text: str, **headers: str) -> str:
    response = client.get(URL, {"q": text}, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_options_of_a_listbox(browser: Client, shelf: list[Product]) -> None:
    shelves.picture(shelf[0])
    html = ask(browser, "navy mu")
    options = re.findall(r'<a class="[^"]+" role="option"[^>]*>', html)
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(options) == 1 + 2 + 1  # completed words, two mugs, all results
    assert len(ids) == len(set(ids))
    assert all('tabindex="-1"' in option and 'aria-selected="false"' in option for option in options)
    assert all(f'id="{name}"' in html for name in re.findall(r'aria-labelledby="([^"]+)"', html))
    assert f'href="{shelf[0].get_absolute_url()}"' in html
    assert "<mark>Navy</mark> <mark>mu</mark>g number 0" in html
    assert "/img/96/products/" in html
    assert "€5.00" in html
    assert "Sold out" in html  # the first of them
    assert 'data-status="3 suggestions. Choose with the arrow keys."' in html
    assert 'href="/search/?q=navy+mu"' in html


def test_a_correction_is_told(browser: Client, shelf: list[Product]) -> None:
    html = ask(browser, "kettel")
    assert html.count("Nothing begins with “kettel”. Suggestions for “kettle”.") == 2
    assert "Nothing begins" not in ask(browser, "kett")


def test_nothing_to_ask_is_an_empty_answer(browser: Client, shelf: list[Product]) -> None:
    assert ask(browser, "").strip() == ""
    assert ask(browser, "  \t").strip() == ""
    assert browser.get(URL).status_code == 200


def test_the_same_as_json(browser: Client, shelf: list[Product]) -> None:
    shelves.picture(shelf[3])
    response = browser.get(URL, {"q": "navy bott"}, headers={"Accept": "application/json"})
    assert response["Content-Type"] == "application/json"
    told = response.json()
    assert told["completion"] == "navy bottle"
    assert told["products"][-1] == {
        "title": "Navy bottle number 3",
        "url": shelf[3].get_absolute_url(),
        "brand": "Haldorf",
        "thumbnail": f"/img/96/products/{shelf[3].slug}.webp.webp",
        "price": "8.00",
        "has_price_range": False,
        "is_available": True,
    }
    assert set(told) == {
        "text", "corrected", "completion", "queries", "products", "categories", "brands", "collections",
    }  # fmt: skip
    assert ask(browser, "navy bott", Accept="text/html, */*;q=0.5").lstrip().startswith("<div")


def test_kept_shortly_by_the_browser_alone_and_out_of_indexes(browser: Client, shelf: list[Product]) -> None:
    response = browser.get(URL, {"q": "mug"})
    kept = {part.strip() for part in response["Cache-Control"].split(",")}
    assert kept == {"private", "max-age=60"}
    assert "Accept" in {part.strip() for part in response["Vary"].split(",")}
    assert "noindex" in response["X-Robots-Tag"]
    assert "Disallow: /search/" in browser.get("/robots.txt").content.decode()


def test_the_same_for_everybody_in_as_many_queries(
    browser: Client, shelf: list[Product], alice: User, django_assert_num_queries
) -> None:
    """What is searched for alone stays out of it; the one more query tells who is logged in, as on every page."""
    ask(browser, "mug")
    with django_assert_num_queries(2):
        stranger = ask(browser, "mug")
    browser.force_login(alice)
    browser.get(reverse("search:results"), {"q": "mug secretly wanted"})
    completions.refresh()
    with django_assert_num_queries(3):
        assert ask(browser, "mug") == stranger
    assert "secretly" not in ask(browser, "mug s")


def test_typing_is_not_noted(browser: Client, shelf: list[Product]) -> None:
    for text in ("m", "mu", "mug"):
        ask(browser, text)
    assert not LoggedQuery.objects.exists()
    assert not ShopperEvent.objects.exists()
    browser.get(reverse("search:results"), {"q": "mug"})  # a search is
    assert LoggedQuery.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "mug " * 2500, "\0\x07mug\x1b", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
     "' OR 1=1 --", "' | 'a':*", "%%%s%(x)s{}", "\u202emug", "&lt;b&gt;"],
)  # fmt: skip
def test_bad_input_is_harmless(browser: Client, shelf: list[Product], text: str) -> None:
    html = ask(browser, text)
    assert len(html) < 12_000
    assert not re.search(r"<script|<img src=x|<b>|\0|\x1b", html)


def test_names_with_markup_are_shown_as_text(browser: Client, shelf: list[Product]) -> None:
    """The negative control: without escaping the markup of the title would be in the answer."""
    title = "Zebra <img src=x onerror=alert(1)> & mug"
    reindex(factories.product(title))
    html = ask(browser, "zebra")
    assert title not in html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; mug" in html


def test_only_reading(browser: Client, db: None) -> None:
    assert browser.post(URL, {"q": "mug"}).status_code == 405
    assert browser.head(URL, {"q": ""}).status_code == 200


def test_every_page_has_the_box_as_a_plain_form(browser: Client, db: None) -> None:
    html = browser.get("/brands/").content.decode()
    [form] = re.findall(r'<form class="searchbox".*?</form>', html, re.DOTALL)
    assert 'action="/search/" method="get" role="search" data-suggestions="/search/suggest/"' in form
    assert 'name="q"' in form
    assert 'role="combobox"' not in form  # that is said by the script, which also does it
    assert re.search(r'role="listbox"[^>]*hidden', form)
    assert 'js/suggestions.js" defer' in html
