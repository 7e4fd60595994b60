"""The page of results: what was understood and corrected, budgets, bad input, what is noted of a search."""

from __future__ import annotations

import re
import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import log
from search.indexing import rebuild
from search.models import Click, LoggedQuery
from search.tests.conftest import stocked
from shop.models import Product, ShopperEvent, User
from shop.tests import factories, shelves

BAD = [
    "",
    " ",
    "a" * 10_000,
    "\x00\x07\u202e\ud7ff",
    "' OR 1=1; DROP TABLE shop_product; --",
    "<script>alert(1)</script>",
    "the of and",
    "12345",
    "🌼🌼",
    "马克杯 mug кружка",
    '"',
    "%s %(q)s {} {0}",
    "-",
    "not without",
]


def page(browser: Client, query: str, **more: str) -> str:
    response = browser.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("logged_in", [False, True])
def test_queries_stay_within_budget_at_2_and_at_20_rows(browser: Client, db: None, logged_in: bool) -> None:
    shelves.store()
    shelves.article(is_policy=True)
    if logged_in:
        browser.force_login(factories.user())
    counts = []
    for number in (2, 18):
        stocked(number)
        rebuild.run()
        browser.get("/search/?q=number")
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert "number" in page(browser, "navy number", colour="Navy")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 13 + logged_in, "one more for what the shopper did"


@pytest.mark.parametrize("query", BAD)
@pytest.mark.parametrize(
    "more", [{}, {"page": "1000000000", "price": "x", "min.price": "-5", "nonsense": "1", "sort": "bogus"}]
)
def test_whatever_is_typed_is_answered(
    browser: Client, shelf: list[Product], query: str, more: dict[str, str]
) -> None:
    browser.get("/search/?q=mug")
    began = time.process_time()
    body = page(browser, query, **more)
    assert time.process_time() - began < 0.5  # of this process; bench_search measures whole searches
    assert "<script>alert" not in body


def test_a_misspelt_word_is_corrected_and_there_is_a_way_back(browser: Client, shelf: list[Product]) -> None:
    body = page(browser, "blanekt")
    assert "Results for “blanket”" in body
    way_back = re.search(r'href="(/search/\?q=blanekt&amp;as=exact)"', body)
    assert way_back
    assert "Results for “blanekt”" in browser.get(way_back[1].replace("&amp;", "&")).content.decode()


def test_understood_words_are_chips_that_can_be_taken_away(browser: Client, shelf: list[Product]) -> None:
    narrowed = page(browser, "navy mug under 20")
    assert "up to €20.00" in narrowed
    assert set(re.findall(r"/p/([a-z]+)-mug", narrowed)) == {"navy"}
    chip = re.search(r'href="([^"]*as=not%3Acolour[^"]*)"', narrowed)
    assert chip
    wider = browser.get(chip[1].replace("&amp;", "&")).content.decode()
    assert len(set(re.findall(r"/p/([a-z]+)-mug", wider))) > 1


def test_a_search_is_noted_and_the_result_that_was_opened(browser: Client, shelf: list[Product]) -> None:
    body = page(browser, "kettle")
    noted = LoggedQuery.objects.get()
    assert (noted.text, noted.results > 0, noted.visitor is None) == ("kettle", True, False)
    links = re.findall(r'href="(/p/[^"?]+\?from=[0-9a-f]{32}-\d+)"', body)
    assert links[2].endswith("-3")
    browser.get(links[2])
    browser.get(links[2])
    click = Click.objects.get()
    assert (click.query_id, click.position) == (noted.pk, 3)


def test_a_later_page_is_no_search_of_its_own_and_its_clicks_belong_to_the_search(
    browser: Client, shelf: list[Product]
) -> None:
    page(browser, "number")
    noted = LoggedQuery.objects.get()
    body = page(browser, "number", page="2")
    assert LoggedQuery.objects.get() == noted
    links = re.findall(r'href="(/p/[^"?]+\?from=[0-9a-f]{32}-\d+)"', body)
    assert links[0].endswith("-25")
    browser.get(links[0])
    assert (Click.objects.get().query_id, Click.objects.get().position) == (noted.pk, 25)
    page(browser, "number", colour="Navy")
    assert LoggedQuery.objects.count() == 2


def test_a_later_page_of_a_search_that_nobody_made_is_not_noted(
    browser: Client, shelf: list[Product]
) -> None:
    stranger = Client(headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    page(stranger, "number")
    body = page(browser, "number", page="2")
    assert LoggedQuery.objects.count() == 1
    assert "number" in body
    assert "?from=" not in body


def test_somebody_elses_search_cannot_be_clicked(browser: Client, shelf: list[Product]) -> None:
    [link, *_] = re.findall(r'href="(/p/[^"?]+\?from=[0-9a-f]{32}-\d+)"', page(browser, "kettle"))
    stranger = Client(headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert stranger.get(link).status_code == 200
    assert not Click.objects.exists()


def test_robots_and_people_who_object_are_not_noted_by_name(
    browser: Client, shelf: list[Product], alice: User
) -> None:
    Client(headers={"User-Agent": "Googlebot/2.1"}).get("/search/?q=kettle")
    assert not LoggedQuery.objects.exists()
    User.objects.filter(pk=alice.pk).update(uses_history=False)
    browser.force_login(User.objects.get(pk=alice.pk))
    page(browser, "kettle")
    noted = LoggedQuery.objects.get()
    assert (noted.user_id, noted.visitor) == (None, None)


def test_htmx_gets_the_list_alone(browser: Client, shelf: list[Product]) -> None:
    headers = {"HX-Request": "true", "HX-Target": "listing"}
    response = browser.get("/search/?q=mug&colour=Navy", headers=headers)
    body = response.content.decode()
    assert body.lstrip().startswith("<form")
    assert response["HX-Push-Url"] == "/search/?q=mug&colour=Navy"


def test_searches_become_events_of_the_shopper_once(browser: Client, shelf: list[Product]) -> None:
    page(browser, "kettle")
    page(browser, "kettle", colour="Navy")
    assert not ShopperEvent.objects.filter(kind="search").exists()
    log.pass_on()
    log.pass_on()
    assert [event.query for event in ShopperEvent.objects.filter(kind="search")] == ["kettle"]
