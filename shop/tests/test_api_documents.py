"""The schema that is served is the one that the code has; its readers come from our own files; every problem has a page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from shop.api import documents, kinds, openapi
from shop.api.lifecycle import VERSION, Ending
from shop.api.resource import Resource

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def written() -> dict:
    return json.loads(documents.SCHEMA.read_text())


def test_the_schema_is_what_the_code_says(written: dict, capsys: pytest.CaptureFixture[str]) -> None:
    assert openapi.schema() == written, "run manage.py api_schema"
    assert capsys.readouterr().err == "", "drf-spectacular had to guess"


def test_a_change_of_the_code_is_noticed(written: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    from shop.api import catalogue

    monkeypatch.setattr(catalogue.Brands, "queries", {})
    assert openapi.schema() != written


def test_every_way_to_be_known_is_described(written: dict) -> None:
    described = set(written["components"]["securitySchemes"])
    named = {
        scheme
        for operations in written["paths"].values()
        for operation in operations.values()
        for choice in operation["security"]
        for scheme in choice
    }
    assert named == described == {"session"}


def test_the_schema_is_served_with_the_shops_address(client: Client, written: dict) -> None:
    told = client.get("/api/v1/schema/").json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": settings.SITE_URL}]
    assert told["paths"] == written["paths"]
    assert told["info"]["version"] == VERSION


def test_every_operation_tells_what_it_does_and_how_it_fails(written: dict) -> None:
    for path, operations in written["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            assert operation["description"], where
            assert operation["tags"], where
            failing = {status for status in operation["responses"] if status >= "400"}
            assert {"400", "401", "429", "500"} <= failing, where
            for status in failing:
                content = operation["responses"][status]["content"]
                assert list(content) == ["application/problem+json"], where
                assert content["application/problem+json"]["schema"] == {
                    "$ref": "#/components/schemas/Problem"
                }
            if method != "get":
                assert "Idempotency-Key" in {one["name"] for one in operation["parameters"]}, where


class Loaded(HTMLParser):
    """Addresses that a page loads, and scripts written into it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given:
            self.inline += 1
        self.addresses += [value for value in (given.get("src"), given.get("href")) if value]


@pytest.mark.parametrize("path", ["/api/v1/docs/", "/api/v1/reference/"])
def test_the_readers_load_our_own_files_alone(client: Client, path: str) -> None:
    answer = client.get(path)
    loaded = Loaded(answer.text)
    assert loaded.inline == 0
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"].partition("style-src")[0]
    scripts = [address for address in loaded.addresses if address.endswith(".js")]
    assert scripts
    for address in loaded.addresses:
        assert address.startswith("/static/"), address
        assert finders.find(address.removeprefix("/static/")), address


def test_every_problem_has_a_page_of_its_own(client: Client) -> None:
    pages = {path.stem for path in documents.PROBLEMS.glob("*.md")} - {"README"}
    assert pages == set(kinds.ALL)
    for slug, kind in kinds.ALL.items():
        answer = client.get(kind.path)
        assert answer.status_code == 200
        assert kind.title in answer.text
        assert "What to do" in answer.text, slug
    assert client.get("/api/problems/nothing/").status_code == 404
    assert client.get("/api/problems/").text.count("/api/problems/") >= len(kinds.ALL)


def test_every_problem_is_raised_somewhere() -> None:
    names = {name for name, kind in vars(kinds).items() if isinstance(kind, kinds.Kind)}
    places = [
        path
        for app in ("shop", "search", "assistant")
        for path in Path(settings.BASE_DIR, app).rglob("api*/**/*.py")
    ]
    places += [Path(settings.BASE_DIR, app, "api.py") for app in ("search", "assistant")]
    code = "\n".join(path.read_text() for path in places)
    by_status = {name for name in names if getattr(kinds, name) in kinds.OF_STATUS.values()}
    assert {name for name in names - by_status if not re.search(rf"kinds\.{name}\b", code)} == set()


def test_the_changelog_names_the_version() -> None:
    text = Path(settings.BASE_DIR, "docs", "api-changelog.md").read_text()
    assert f"## {VERSION}" in text


def test_what_ends_says_so_long_before(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from shop.api import people

    ending = Ending(
        since=datetime(2027, 1, 1, tzinfo=UTC),
        until=datetime(2027, 7, 1, tzinfo=UTC),
        instead="/api/v1/places/",
    )
    assert "Deprecation" not in client.get("/api/v1/countries/")
    monkeypatch.setattr(people.Countries, "ending", ending)
    answer = client.get("/api/v1/countries/")
    assert answer["Deprecation"] == "@1798761600"
    assert answer["Sunset"] == "Thu, 01 Jul 2027 00:00:00 GMT"
    assert answer["Link"] == '</api/v1/places/>; rel="successor-version"'
    assert Resource.ending is None
