"""The search box as a combobox: keyboard, pointer, what screen readers are told, and the plain form it is without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from search.indexing import rebuild
from shop.models import Variant
from shop.tests import factories

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def catalogue(shelf: Variant, settings: Any) -> None:
    """Three kinds of mugs and a kettle in a category, indexed."""
    settings.ENCODER = "tiny"
    kitchen = factories.category("Muggery")
    for title in ("Enamel mug", "Glass mug", "Copper kettle"):
        factories.product(title, category=kitchen)
    rebuild.run()


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the shop")


def type_into(page: Page, text: str) -> None:
    with page.expect_response(re.compile("/search/suggest/")):
        box(page).press_sequentially(text, delay=20)


def chosen(page: Page) -> str:
    """The text of the option that the box says is active, which must be the only selected one."""
    name = box(page).get_attribute("aria-activedescendant")
    selected = page.locator("[role=option][aria-selected=true]")
    if name is None:
        expect(selected).to_have_count(0)
        return ""
    expect(selected).to_have_count(1)
    expect(selected).to_have_id(name)
    expect(selected).to_be_in_viewport()
    return selected.inner_text()


def test_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_attribute("aria-autocomplete", "list")
    type_into(page, "mu")
    panel = page.get_by_role("listbox", name="Suggestions")
    expect(panel).to_be_visible()
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    assert box(page).get_attribute("aria-controls") == panel.get_attribute("id")
    expect(panel.get_by_role("group", name="Products").get_by_role("option")).to_have_count(4)
    expect(panel.get_by_role("group", name="Categories").get_by_role("option")).to_have_text(["Muggery"])
    expect(page.locator("#site-suggestions-status")).to_contain_text(re.compile(r"\d suggestions"))
    assert chosen(page) == ""
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "mug"
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "Muggery"
    page.keyboard.press("End")
    assert "All results" in chosen(page)
    page.keyboard.press("ArrowDown")  # past the end lies the box itself
    assert chosen(page) == ""
    page.keyboard.press("ArrowUp")
    assert "All results" in chosen(page)
    page.keyboard.press("Home")
    assert chosen(page) == "mug"
    page.keyboard.press("ArrowRight")
    assert chosen(page) == ""
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_value("mu")
    while "Glass mug" not in chosen(page):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Glass mug", level=1)).to_be_visible()


def test_escape_closes_and_tab_goes_on(page: Page) -> None:
    page.goto("/")
    type_into(page, "mug")
    panel = page.get_by_role("listbox", name="Suggestions")
    expect(panel).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(box(page)).to_have_value("mug")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    assert chosen(page) == ""
    page.keyboard.press("ArrowDown")  # opens it again at its first option
    expect(panel).to_be_visible()
    assert chosen(page) != ""
    page.keyboard.press("Tab")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()


def test_enter_without_a_choice_searches(page: Page) -> None:
    page.goto("/")
    type_into(page, "kettle")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=kettle")
    expect(page.get_by_role("link", name="Copper kettle")).to_be_visible()


def test_with_the_pointer(page: Page) -> None:
    page.goto("/")
    type_into(page, "ket")
    page.get_by_role("option", name=re.compile("Copper kettle")).click()
    expect(page.get_by_role("heading", name="Copper kettle", level=1)).to_be_visible()
    type_into(page, "ket")
    panel = page.get_by_role("listbox")
    expect(panel).to_be_visible()
    page.mouse.click(5, 600)
    expect(panel).to_be_hidden()


def test_only_the_last_letters_are_asked_for(page: Page) -> None:
    """Typing without a pause asks once, and the answer to what is no longer typed is never shown."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.goto("/")
    type_into(page, "kettle")
    expect(page.get_by_role("option", name=re.compile("Copper"))).to_be_visible()
    assert asked[-1].endswith("q=kettle")
    assert len(asked) < len("kettle")
    before = len(asked)
    box(page).fill("mu")
    box(page).fill("kettle")  # remembered: nothing is asked
    expect(page.get_by_role("option", name=re.compile("Copper"))).to_be_visible()
    page.wait_for_timeout(300)
    assert len(asked) == before


def test_a_failing_server_leaves_the_form(page: Page) -> None:
    page.goto("/")
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=204, body=""))
    type_into(page, "mug")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=mug")


def test_on_a_phone_the_panel_is_as_wide_as_the_page(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto("/")
    type_into(page, "mug")
    panel = page.get_by_role("listbox")
    expect(panel).to_be_visible()
    place, own = panel.bounding_box(), box(page).bounding_box()
    assert place
    assert own
    assert (place["x"], place["width"]) == (0, PHONE["width"])
    assert place["y"] >= own["y"] + own["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    sizes = panel.get_by_role("option").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44


def test_written_from_right_to_left(page: Page) -> None:
    """Pictures stand at the side where reading begins, prices at the other."""
    page.goto("/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    type_into(page, "glass")
    option = page.get_by_role("option", name=re.compile("Glass mug"))
    picture, price = (
        option.locator(".suggest__picture").bounding_box(),
        option.locator(".suggest__price").bounding_box(),
    )
    assert picture
    assert price
    assert picture["x"] > price["x"]


def test_without_javascript(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/")
    expect(page.get_by_role("combobox", name="Search the shop")).to_have_count(0)
    page.get_by_role("searchbox", name="Search the shop").fill("kettle")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("link", name="Copper kettle")).to_be_visible()
