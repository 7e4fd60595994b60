"""The chat in a browser: with the keyboard, on a phone, without JavaScript; nothing breaks the content security policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from shop.models import Variant
from shop.tests import factories
from tests.browser.steps import log_in

pytestmark = pytest.mark.usefixtures("indexed")


def ask(page: Page, text: str) -> None:
    page.locator("#chat-text").fill(text)
    page.keyboard.press("Enter")


def test_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/help/")
    page.locator(".chat-button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chat")).to_be_visible()
    expect(page.locator("#chat-text")).to_be_focused()
    ask(page, "How much is delivery?")
    expect(page.locator("#chat .bubble--bot").last).to_contain_text("€4.90")
    expect(page.locator("#chat-spoken")).to_contain_text("€4.90")
    expect(page.locator("#chat-text")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#chat")).to_be_hidden()
    expect(page.locator(".chat-button")).to_be_focused()


def test_the_panel_stays_open_from_page_to_page(page: Page) -> None:
    page.goto("/help/")
    page.locator(".chat-button").click()
    ask(page, "How much is delivery?")
    expect(page.locator("#chat .bubble--bot").last).to_contain_text("€4.90")
    page.goto("/")
    expect(page.locator("#chat .bubble--shopper")).to_contain_text("How much is delivery?")


def test_asking_from_the_page_of_a_product(page: Page, shelf: Variant) -> None:
    page.goto(shelf.product.get_absolute_url())
    page.locator(".ask-about").click()
    expect(page.locator("#chat")).to_contain_text("Ask me anything about the Stoneware mug.")
    ask(page, "How much does it cost?")
    expect(page.locator("#chat .bubble--bot").last).to_contain_text("€20.00")


def test_on_a_phone_it_fills_the_screen_and_holds_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/help/")
    page.locator(".chat-button").click()
    box = page.locator("#chat").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    for _each in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || document.getElementById('chat').contains(document.activeElement)"
        )
        assert inside
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/help/")
    page.locator(".chat-button").click()
    expect(page).to_have_url("http://" + page.url.split("/")[2] + "/chat/")
    page.locator("#chat-text").fill("How much is delivery?")
    page.locator(".chat__send").click()
    expect(page.locator(".bubble--bot").last).to_contain_text("€4.90")


def test_a_button_confirms_what_was_offered(page: Page, shelf: Variant) -> None:
    alice = factories.user("alice@example.com")
    order = factories.paid_order(alice, variants=[shelf])
    log_in(page, "alice@example.com")
    page.goto("/chat/")
    ask(page, f"Please cancel order {order.number}")
    page.get_by_role("button", name=f"Cancel order {order.number}").click()
    expect(page.locator(".offer-used")).to_have_text(f"Order {order.number} is cancelled.")
    order.refresh_from_db()
    assert order.status == "cancelled"
