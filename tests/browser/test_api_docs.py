"""Swagger UI and Redoc work from our own files under the shop's content security policy."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_swagger_shows_the_operations(page: Page) -> None:
    page.goto("/api/v1/docs/")
    expect(page.locator("#operations-tag-catalogue")).to_be_visible(timeout=30_000)
    page.locator("#operations-catalogue-list_products .opblock-summary-control").click()
    expect(page.get_by_text("List products.")).to_be_visible()


def test_redoc_shows_the_operations(page: Page) -> None:
    page.goto("/api/v1/reference/")
    expect(page.get_by_role("menuitem", name="catalogue")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("List products.").first).to_be_attached()
