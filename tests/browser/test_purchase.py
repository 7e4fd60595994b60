"""A guest buys: with the keyboard alone, and without JavaScript."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from shop import stock
from shop.models import Order, Stock, Variant

PATIENCE = 120
TYPED = {
    "E-mail address": "guest@example.com",
    "Full name": "Alice Moreau",
    "Street and number": "Lindenstraße 12",
    "Postcode": "10969",
    "City": "Berlin",
}


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; the focus must be seen wherever it stops."""
    for _ in range(PATIENCE):
        if target.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(target).to_be_focused()
    seen = page.evaluate(
        """() => { const boxes = [document.activeElement, document.activeElement.parentElement];
           return boxes.some(box => [null, '::after'].some(part => {
             const style = getComputedStyle(box, part);
             return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; })); }"""
    )
    assert seen, f"nobody sees that {target} has the focus"


def activate(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def test_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/search/?q=mug")
    activate(page, page.get_by_role("link", name="Stoneware mug"))
    expect(page.get_by_role("heading", name="Stoneware mug", level=1)).to_be_visible()
    activate(page, page.get_by_role("button", name="One more").first)
    activate(page, page.get_by_role("button", name="Add to cart"))
    expect(page.get_by_role("link", name="Cart 2 items in the cart")).to_be_visible()
    page.goto("/cart/")
    more = page.get_by_role("button", name="One more")
    activate(page, more)
    expect(page.get_by_role("status").filter(has_text="3 items in the cart, €64.90 in all.")).to_have_count(1)
    expect(more).to_be_focused()
    activate(page, page.get_by_role("link", name="Go to checkout"))
    for label, text in TYPED.items():
        tab_to(page, page.get_by_label(label))
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    tab_to(page, page.get_by_role("radio", name="Standard"))
    with page.expect_response(re.compile("/checkout/")):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Express")).to_be_focused()
    activate(page, page.get_by_role("button", name="Order and pay €69.90"))
    expect(page.get_by_role("heading", name=re.compile("Pay order"))).to_be_visible()
    activate(page, page.get_by_role("button", name="Pay", exact=True))
    expect(page.get_by_text("Thank you for your order!")).to_be_visible()
    order = Order.objects.get()
    assert (order.status, order.city, order.delivery_method) == (Order.Status.PAID, "Berlin", "Express")
    assert Stock.objects.get().on_hand == 2


def test_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/search/?q=mug")
    page.get_by_role("link", name="Stoneware mug").click()
    page.get_by_label("Quantity").fill("2")
    page.get_by_role("button", name="Add to cart").click()
    page.goto("/cart/")
    page.get_by_label("Quantity of Stoneware mug").fill("3")
    page.get_by_role("button", name="Update").first.click()
    expect(page.get_by_text("€64.90")).to_be_visible()
    page.get_by_role("link", name="Go to checkout").click()
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    expect(page.get_by_role("heading", name="Please check the form")).to_be_visible()
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("radio", name="Express").check()
    page.get_by_role("button", name="Update delivery and total").click()
    expect(page.get_by_label("City")).to_have_value("Berlin")
    page.get_by_role("button", name="Order and pay €69.90").click()
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_text("Thank you for your order!")).to_be_visible()
    assert Order.objects.get().status == Order.Status.PAID


def test_the_first_error_is_one_key_away(page: Page, shelf: Variant) -> None:
    """After a form came back the summary has the focus, and its links lead into the fields."""
    page.goto(shelf.product.get_absolute_url())
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_role("link", name="Cart 1 item in the cart")).to_be_visible()
    page.goto("/checkout/")
    page.get_by_label("City").fill("Berlin")
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("guest@example.com")
    expect(page.get_by_label("E-mail address")).to_have_value("guest@example.com")
    expect(page.get_by_label("City")).to_have_value("Berlin")


def test_somebody_faster_takes_the_last_ones(page: Page, shelf: Variant) -> None:
    page.goto(shelf.product.get_absolute_url())
    page.get_by_role("button", name="Add to cart").click()
    expect(page.get_by_role("link", name="Cart 1 item in the cart")).to_be_visible()
    page.goto("/checkout/")
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    stock.count(shelf.pk, on_hand=0)
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    expect(page.locator(".error-summary").get_by_text("Somebody was faster")).to_be_visible()
    expect(page.get_by_label("City")).to_have_value("Berlin")
    assert not Order.objects.exists()
