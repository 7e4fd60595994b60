"""The inbox of the administration: who sees it, who answers, and what it shows."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assistant import conversations
from assistant.models import CannedReply, Conversation
from assistant.shopper import Shopper
from assistant.tests.shop import Goods
from shop.models import User
from shop.tests import factories

pytestmark = pytest.mark.django_db
INBOX = "/admin/assistant/inbox/"


@pytest.fixture
def waiting(alice: User, talk, goods: Goods) -> Conversation:
    order = factories.paid_order(alice)
    say = talk(alice)
    say(f"Where is order {order.number}?")
    say("I want to talk to a human")
    return Conversation.objects.get()


def test_who_waits_stands_first(client: Client, staff, waiting: Conversation, bob: User, talk) -> None:
    talk(bob)("How much is delivery?")
    staff("Support")
    page = client.get(INBOX).content.decode()
    assert "Alice Moreau" in page
    assert "Bob" not in page
    assert page.index("Alice") < client.get(f"{INBOX}?show=all").content.decode().index("Bob")


def test_support_takes_over_answers_and_closes(client: Client, staff, waiting: Conversation) -> None:
    sam = staff("Support")
    page = client.get(f"{INBOX}{waiting.pk}/").content.decode()
    assert "is paid and will be packed next." in page
    assert "Suggested reply" in page
    assert 'name="text"' not in page, "who has not taken over cannot answer"
    client.post(f"{INBOX}{waiting.pk}/take/")
    client.post(f"{INBOX}{waiting.pk}/answer/", {"text": "Hello, this is Sam."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.agent) == ("human", sam)
    assert waiting.messages.last().text == "Hello, this is Sam."
    client.post(f"{INBOX}{waiting.pk}/back/")
    waiting.refresh_from_db()
    assert waiting.state == "bot"
    client.post(f"{INBOX}{waiting.pk}/close/")
    waiting.refresh_from_db()
    assert waiting.state == "closed"
    assert LogEntry.objects.filter(user=sam).count() == 3


def test_an_answer_without_taking_over_is_refused(client: Client, staff, waiting: Conversation) -> None:
    staff("Support")
    page = client.post(f"{INBOX}{waiting.pk}/answer/", {"text": "Hello"}, follow=True).content.decode()
    assert "Take the conversation over first" in page
    assert not waiting.messages.filter(author="staff").exists()


@pytest.mark.parametrize("role", ["Catalogue", "Orders", ""])
def test_other_roles_read_no_conversation(client: Client, staff, waiting: Conversation, role: str) -> None:
    staff(role)
    for address in (
        INBOX,
        f"{INBOX}{waiting.pk}/",
        f"{INBOX}{waiting.pk}/messages/",
        "/admin/assistant/figures/",
    ):
        assert client.get(address).status_code == 403
    assert client.post(f"{INBOX}{waiting.pk}/take/").status_code == 403


def test_a_canned_reply_is_offered_in_the_language_of_the_shopper(
    client: Client, staff, waiting: Conversation
) -> None:
    CannedReply.objects.create(title="Patience", text="We look at it today.", language="en")
    CannedReply.objects.create(title="耐心", text="我们今天就看。", language="zh-hans")
    sam = staff("Support")
    conversations.take_over(waiting, by=sam)
    page = client.get(f"{INBOX}{waiting.pk}/").content.decode()
    assert "We look at it today." in page
    assert "我们今天就看" not in page


def test_as_many_queries_for_many_conversations(client: Client, staff) -> None:
    counts = []
    for _round in range(2):
        for _each in range(5):
            conversation = conversations.begin(Shopper(user=factories.user()), language="en")
            conversations.hear(conversation, "Hello?")
            conversations.hand_off(conversation, "asked")
        staff("Support")
        client.get(INBOX)
        with CaptureQueriesContext(connection) as queries:
            client.get(INBOX)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_figures_are_drawn(client: Client, staff, waiting: Conversation) -> None:
    staff("Support")
    page = client.get("/admin/assistant/figures/?days=7")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Conversations by day" in text
    assert "Asked for a person" in text
    assert "<svg" in text


def test_figures_of_nothing(client: Client, staff) -> None:
    staff("Support")
    assert "Nobody chatted" in client.get("/admin/assistant/figures/").content.decode()
