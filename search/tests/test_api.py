"""The search by the API: how words were read, pages that do not move, what is noted, suggestions."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone

from search.models import Click, LoggedQuery
from shop.models import Product
from shop.tests import factories
from shop.tests.callers import App, kind_of

pytestmark = pytest.mark.django_db


def test_what_was_understood_and_corrected_is_told(shelf: list[Product]) -> None:
    told = App().get("search/?q=navy+ketle+under+25&expand=facets").json()
    assert "kettle" in told["corrected"]
    assert "25" in {part["high"] for part in told["understood"]} | {
        (part["high"] or "").partition(".")[0] for part in told["understood"]
    }
    assert told["items"]
    assert all(float(item["price"]["amount"]) <= 25 for item in told["items"])
    assert told["facets"]["facets"]
    [key] = [part["key"] for part in told["understood"] if part["high"]]
    without = App().get(f"search/?q=navy+mug+under+25&without={key}").json()
    assert key not in {part["key"] for part in without["understood"]}


def test_pages_do_not_move_while_somebody_reads(shelf: list[Product]) -> None:
    app = App()
    first = app.get("search/?q=for+every+day").json()
    assert (len(first["items"]), first["total"]) == (24, 30)
    Product.objects.filter(pk=first["items"][0]["id"]).update(popularity=0)
    factories.product("For every day")
    second = app.get(first["next"].replace("http://testserver", "")).json()
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert len(ids) == len(set(ids)) == 30
    assert second["next"] is None
    cache.clear()
    assert kind_of(app.get(first["next"].replace("http://testserver", ""))) == "gone"


def test_a_search_is_noted_once_and_its_click_believed_from_who_searched(shelf: list[Product]) -> None:
    app = App()
    told = app.get("search/?q=lamp").json()
    noted = LoggedQuery.objects.get()
    assert (str(noted.key), str(noted.visitor)) == (told["search_id"], app.headers["Visitor-Id"])
    click = {"search_id": told["search_id"], "product_slug": told["items"][0]["slug"], "position": 1}
    assert App().post("search/clicks/", click).status_code == 204
    assert not Click.objects.exists()
    for _ in range(2):
        assert app.post("search/clicks/", click).status_code == 204
    assert Click.objects.get().at <= timezone.now()


def test_suggestions_begin_as_was_typed(shelf: list[Product]) -> None:
    told = App().get("search/suggestions/?q=kett").json()
    assert told["completion"] == "kettle"
    assert all("kettle" in product["title"] for product in told["products"])


@pytest.mark.parametrize("query", ["", "q=", "q=+", "q=mug&sort=best", "q=mug&page=2", "q=a&q=b"])
def test_what_is_no_search_is_said(query: str, db: None) -> None:
    assert App().get(f"search/?{query}").status_code == 400
