"""The language is switched in the page's own menu, with and without JavaScript, and the shopper stays where they were."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from shop.models import Variant
from shop.tests import factories

HERE = re.compile(r"/new/\?.*sort=price")


def switch(page: Page, to: str) -> None:
    page.locator("summary.tool").click()
    page.get_by_role("button", name=to, exact=True).click()


def test_with_javascript_the_list_stays_as_it_was_chosen(page: Page, shelf: Variant) -> None:
    """HTMX has put the order of the list into the address; the form of the menu still names the old one."""
    factories.product("Linen apron", price="15.00")
    page.goto("/new/")
    page.get_by_label("Sort by").select_option("price")
    page.wait_for_url(HERE)
    assert page.locator("[data-language-form] [name=next]").input_value() == "/new/"
    switch(page, "简体中文")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(page.get_by_label("排序方式")).to_have_value("price")
    assert HERE.search(page.url)
    switch(page, "English")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert HERE.search(page.url)


def test_without_javascript_the_page_stays(page_without_javascript: Page, shelf: Variant) -> None:
    page = page_without_javascript
    page.goto("/new/?sort=price")
    switch(page, "简体中文")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert HERE.search(page.url)
    expect(page.get_by_label("排序方式")).to_have_value("price")
