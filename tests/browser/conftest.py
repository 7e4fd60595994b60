"""A real browser before a real server: Debian's Chromium, driven by playwright; left out where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from shop.models import Variant
from shop.tests import factories

CHROMIUM = Path("/usr/bin/chromium")
ASKED_AGAIN = ("status of 409", "status of 422")
KEPT_OUT = "https://cdn.redoc.ly/redoc/logo-mini.svg"
"""Redoc asks for its maker's logo; the policy does not let the question leave the page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = pytest.mark.skip(reason=f"There is no {CHROMIUM}: apt-get install chromium")
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM.exists():
                item.add_marker(missing)


@pytest.fixture(scope="module")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Playwright keeps an event loop running in this thread; Django is told that we know."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def shelf(live_server: LiveServer) -> Variant:
    """One mug for sale."""
    factories.tax()
    factories.delivery()
    factories.delivery(price="9.90", code="express")
    return factories.variant(factories.product("Stoneware mug", variants=0), price="20.00", units=5)


@pytest.fixture
def indexed(shelf: Variant) -> None:
    """Search knows the mug, and what answers is warm, as in a process that has started."""
    from assistant import warming
    from search.indexing import rebuild

    rebuild.run()
    warming.warm()


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, shelf: Variant) -> Iterator[Page]:
    """A page that fails the test when the browser complains: a script error, a breach of the content security policy."""
    yield from _watched(browser.new_context(base_url=live_server.url, reduced_motion="reduce"))


@pytest.fixture
def page_without_javascript(browser: Browser, live_server: LiveServer, shelf: Variant) -> Iterator[Page]:
    yield from _watched(browser.new_context(base_url=live_server.url, java_script_enabled=False))


def _watched(context: BrowserContext) -> Iterator[Page]:
    complaints: list[str] = []
    page = context.new_page()
    page.set_default_timeout(10_000)

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(text in message.text for text in (*ASKED_AGAIN, KEPT_OUT)):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
