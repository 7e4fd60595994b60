"""Shelves before a real browser: a click changes the next list, "Why this?" opens, and what is said there counts at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from recommendations import memory
from recommendations.ranking import knowledge
from search.indexing import rebuild
from shop.models import Product, Variant
from shop.tests import factories

EACH = 30
READER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
"""Chromium without a window calls itself headless, and robots get no history."""


@pytest.fixture(autouse=True)
def catalogue(shelf: Variant, settings: Any) -> Iterator[list[Product]]:
    """Mugs and lamps for sale, indexed; more than the front page shows itself, for shelves leave those out."""
    settings.ENCODER = "tiny"
    made = []
    for name, kind in (("Mugs", "mug"), ("Lamps", "lamp")):
        category = factories.category(name)
        for number in range(EACH):
            product = factories.product(f"Amber {kind} number {number}", variants=0, category=category)
            factories.variant(product, price="20.00", units=5)
            made.append(product)
    memory.forget()
    knowledge.forget()
    rebuild.run()
    yield made
    memory.forget()
    knowledge.forget()


@pytest.fixture
def reader(browser: Browser, live_server: LiveServer, catalogue: list[Product]) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce", user_agent=READER)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def look_at(page: Page, product: Product) -> None:
    page.goto(product.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(product.title)


def test_a_click_changes_the_next_list_and_less_like_this_takes_effect(
    reader: Page, catalogue: list[Product]
) -> None:
    mug, lamp = catalogue[0], catalogue[EACH]
    because = reader.get_by_role("heading", name=re.compile("^Because you looked at"))
    look_at(reader, mug)
    reader.goto("/")
    expect(because).to_have_text(f"Because you looked at {mug.title}")
    look_at(reader, lamp)
    reader.goto("/")
    expect(because).to_have_text(f"Because you looked at {lamp.title}")

    pick = reader.locator("#shelves-home .pick").first
    name, place = pick.locator(".card__title").inner_text(), pick.get_attribute("id")
    pick.locator(".pick__why").click()
    dialog = reader.get_by_role("dialog", name="Why this?")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(name)
    expect(dialog).to_contain_text("From your history")
    dialog.get_by_role("button", name="Less like this").click()
    expect(reader.locator(f"#{place}")).to_have_count(0)
    reader.goto("/")
    expect(because).to_be_visible()
    expect(reader.locator(".picks .card__title", has_text=re.compile(f"^{name}$"))).to_have_count(0)
