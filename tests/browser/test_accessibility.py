"""axe-core finds nothing to complain of on the pages of the shop and the chat, wide and on a phone, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from shop.models import Variant
from shop.tests import factories
from tests.browser.steps import log_in

pytestmark = pytest.mark.usefixtures("indexed")
LOOKS = [
    pytest.param(width, scheme, id=f"{width}-{scheme}")
    for width in (390, 1280)
    for scheme in ("light", "dark")
]


def complaints(page: Page) -> list[str]:
    """What axe found: the rule, and the first element that breaks it."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]} ({page.url})" for rule in found]


def look(page: Page, *, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_the_shop(page: Page, shelf: Variant, width: int, scheme: str) -> None:
    look(page, width=width, scheme=scheme)
    product = shelf.product.get_absolute_url()
    found = []
    for address in (
        "/",
        product,
        "/search/?q=mug",
        "/search/?q=nothing+like+it",
        "/help/",
        "/account/login/",
    ):
        page.goto(address)
        found += complaints(page)
    page.goto(product)
    page.get_by_role("button", name="Add to cart").first.click()
    page.wait_for_load_state("networkidle")
    for address in ("/cart/", "/checkout/"):
        page.goto(address)
        found += complaints(page)
    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_chat(page: Page, shelf: Variant, width: int, scheme: str) -> None:
    look(page, width=width, scheme=scheme)
    alice = factories.user("alice@example.com")
    order = factories.paid_order(alice, variants=[shelf])
    log_in(page, "alice@example.com")
    page.goto("/help/")
    page.locator(".chat-button").click()
    expect(page.locator("#chat")).to_be_visible()
    found = complaints(page)
    page.goto("/chat/")
    asked = (
        "Where is my order?",
        f"Please cancel order {order.number}",
        "Show me a mug",
        "I want to talk to a person",
    )
    for number, text in enumerate(asked, 1):
        page.locator("#chat-text").fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(".bubble--shopper")).to_have_count(number)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert page.get_by_role("button", name=f"Cancel order {order.number}").count() == 1
    assert complaints(page) + found == []


def test_control_what_is_wrong_is_found(page: Page) -> None:
    page.goto("/help/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=data:,><input>')")
    assert {one.partition(":")[0] for one in complaints(page)} >= {"image-alt", "label"}
