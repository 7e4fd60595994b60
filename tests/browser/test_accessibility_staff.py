"""axe-core finds nothing to complain of where staff answer shoppers and read descriptions, wide and on a phone, light and dark."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assistant import chat, conversations
from assistant.descriptions import versions
from assistant.descriptions.brief import Brief
from assistant.models import CannedReply, Conversation
from assistant.shopper import Shopper
from assistant.tests.catalogue import mug
from shop.models import Product, User, Variant
from shop.tests import factories
from tests.browser.steps import log_in
from tests.browser.test_accessibility import LOOKS, complaints, look

CORNERS = LOOKS[1:3]
"""Dark on a phone and light on a desk: each width and each scheme once."""


@pytest.fixture
def owner(page: Page, shelf: Variant) -> User:
    """Logged in."""
    user = User.objects.create_superuser("owner@example.com", "correct horse battery", name="Olga")
    log_in(page, user.email)
    page.wait_for_url(lambda address: "login" not in address)
    return user


@pytest.fixture
def waiting(indexed: None, shelf: Variant) -> Conversation:
    """Alice asked for her order, then for a person."""
    alice = factories.user("alice@example.com", name="Alice Moreau")
    order = factories.paid_order(alice, variants=[shelf])
    shopper = Shopper(user=alice)
    conversation = conversations.begin(shopper, language="en")
    for text in (f"Where is order {order.number}?", "I want to talk to a human"):
        list(chat.turn(conversation, text, shopper=shopper, language="en"))
    CannedReply.objects.create(title="Greeting", text="Hello, this is a person.", language="en")
    return Conversation.objects.get()


@pytest.fixture
def described(owner: User) -> Product:
    """A text of a person, and a proposal beside it."""
    product = mug(description="Thrown by my aunt.", seo_title="A mug")
    versions.propose(product, Brief(), by=owner)
    return product


@pytest.mark.parametrize(("width", "scheme"), CORNERS)
def test_the_inbox(page: Page, owner: User, waiting: Conversation, width: int, scheme: str) -> None:
    look(page, width=width, scheme=scheme)
    page.goto(reverse("admin:assistant_inbox"))
    expect(page.get_by_text("Alice Moreau")).to_be_visible()
    found = complaints(page)
    page.goto(reverse("admin:assistant_conversation", args=[waiting.pk]))
    expect(page.get_by_text("Suggested reply")).to_be_attached()
    found += complaints(page)
    page.get_by_role("button", name="Take over").click()
    page.get_by_label("Your answer").fill("Hello, this is Sam.")
    page.locator("details summary", has_text="Greeting").click()
    found += complaints(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#a-said").get_by_text("Hello, this is Sam.")).to_be_visible()
    assert found + complaints(page) == []


@pytest.mark.parametrize(("width", "scheme"), CORNERS)
def test_the_review_of_a_description(page: Page, described: Product, width: int, scheme: str) -> None:
    look(page, width=width, scheme=scheme)
    page.goto(reverse("admin:description_write", args=[described.pk]))
    expect(page.get_by_role("heading", name="What each sentence rests on")).to_be_attached()
    found = complaints(page)
    page.locator("textarea[name=text]").fill("The best mug. It holds 77 litres.")
    page.get_by_role("button", name="Check my changes").click()
    expect(page.get_by_text("The checks object to these words")).to_be_visible()
    found += complaints(page)
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_text("Nothing is proposed")).to_be_visible()
    page.locator("details.m-version summary").first.click()
    assert found + complaints(page) == []


@pytest.mark.parametrize("address", ["admin:assistant_inbox", "admin:assistant_figures"])
def test_control_what_is_wrong_is_found(page: Page, owner: User, address: str) -> None:
    page.goto(reverse(address))
    assert "/login/" not in page.url
    page.evaluate("document.querySelector('#content').insertAdjacentHTML('beforeend', '<img src=data:,>')")
    assert {one.partition(":")[0] for one in complaints(page)} >= {"image-alt"}
