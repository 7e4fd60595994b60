"""Steps that several tests of the browser take."""

from __future__ import annotations

from playwright.sync_api import Page


def log_in(page: Page, email: str) -> None:
    """With the password that `factories.user` gives."""
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("correct horse battery")
    page.locator("main form button").first.click()
