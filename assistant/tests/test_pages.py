"""The chat over HTTP: the stream, one JSON answer, the form without JavaScript, offers, history, and what strangers get."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core import signing
from django.test import AsyncClient, Client
from django.utils import timezone

from assistant import conversations, proposals
from assistant.models import Conversation, Message, Proposal
from assistant.tests.shop import Goods
from shop.models import Address, Order, User
from shop.tests import factories
from shop.tests.factories import ADDRESS

pytestmark = pytest.mark.django_db


def ask(client: Client, text: str, **more: object) -> dict:
    answer = client.post("/chat/answer/", {"text": text, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def words(told: dict) -> str:
    return " ".join(sentence["text"] for sentence in told["sentences"])


def frames(body: bytes) -> list[tuple[str, dict]]:
    found = []
    for frame in body.decode().strip().split("\n\n"):
        name, data = frame.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


async def streamed(text: str) -> tuple[dict, bytes]:
    response = await AsyncClient().post("/chat/stream/", {"text": text})
    assert response["Content-Type"].startswith("text/event-stream")
    assert response.cookies["chat"]["httponly"]
    return dict(response.headers), b"".join([part async for part in response.streaming_content])


@pytest.mark.django_db(transaction=True)
def test_the_stream_tells_events_in_order(goods: Goods) -> None:
    headers, body = async_to_sync(streamed)("How much is delivery to France?")
    assert headers["Cache-Control"] == "no-store"
    told = frames(body)
    names = [name for name, _values in told]
    assert names[0] == "status"
    assert names[1] == "factcard"
    assert set(names[2:-1]) == {"sentence"}
    assert names[-1] == "done"
    assert "€9.90" in told[1][1]["html"]
    assert "bubble--bot" in told[-1][1]["html"]


def test_the_stream_over_wsgi_tells_the_same(goods: Goods) -> None:
    response = Client().post("/chat/stream/", {"text": "How much is delivery to France?"})
    told = frames(b"".join(response.streaming_content))
    assert [told[0][0], told[1][0], told[-1][0]] == ["status", "factcard", "done"]


def test_one_json_answer_has_everything(browser: Client, alice: User, goods: Goods) -> None:
    order = factories.paid_order(alice)
    browser.force_login(alice)
    told = ask(browser, f"Please cancel order {order.number}")
    assert told["intent"] == "cancel_order"
    assert told["card"]["values"]["number"] == order.number
    assert [action["kind"] for action in told["actions"]] == ["cancel"]
    assert told["written_by"] == "template"


def test_the_form_works_without_javascript(browser: Client, goods: Goods) -> None:
    page = browser.get("/chat/")
    assert page.status_code == 200
    assert b"A machine answers" in page.content
    answer = browser.post("/chat/", {"text": "What is your return policy?"}, follow=True)
    assert answer.redirect_chain == [("/chat/", 302)]
    assert b"You have 30 days from delivery to send things back." in answer.content
    assert b"/help/returns/" in answer.content


def test_what_was_said_is_shown_as_text(browser: Client, goods: Goods) -> None:
    page = browser.post("/chat/", {"text": "<script>alert(1)</script> delivery?"}, follow=True)
    assert b"&lt;script&gt;alert(1)&lt;/script&gt;" in page.content
    assert b"<script>alert" not in page.content


def test_empty_and_long_messages_are_named(browser: Client, goods: Goods) -> None:
    assert "Write something" in browser.post("/chat/answer/", {"text": " "}).json()["error"]
    long = browser.post("/chat/answer/", {"text": "a" * 2001})
    assert long.status_code == 422
    assert "2000 characters" in long.json()["error"]
    page = browser.post("/chat/", {"text": "a" * 2001})
    assert page.status_code == 422
    assert b"2000 characters" in page.content
    assert not Conversation.objects.exists()
    assert browser.post("/chat/answer/", {"text": "delivery" + " a" * 990}).status_code == 200


def test_too_many_messages_are_asked_to_wait(browser: Client, goods: Goods, settings) -> None:
    settings.CHAT_PER_MINUTE = 2
    for _each in range(2):
        ask(browser, "hello")
    answer = browser.post("/chat/answer/", {"text": "hello"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 60
    settings.CHAT_PER_MINUTE = 20
    ask(browser, "hello")


def test_new_guests_of_one_address_share_a_rate(goods: Goods, settings) -> None:
    settings.CHAT_PER_MINUTE = 2
    answers = [Client().post("/chat/answer/", {"text": "hello"}).status_code for _each in range(8)]
    assert answers == [200] * 6 + [429] * 2


def test_the_shop_goes_on_when_redis_is_down(browser: Client, goods: Goods, settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.WRITER = "scripted:The moon."
    assert "€4.90" in words(ask(browser, "How much is delivery?"))
    assert browser.get("/p/" + goods.bottle.slug + "/").status_code == 200


def test_a_guest_s_conversation_is_the_browser_s_alone(browser: Client, goods: Goods) -> None:
    ask(browser, "How much is delivery?")
    key = Conversation.objects.get().key
    assert browser.get(f"/chat/history/{key}/").status_code == 200
    stranger = Client()
    assert stranger.get(f"/chat/history/{key}/").status_code == 404
    stranger.cookies["chat"] = str(Conversation.objects.get().guest)
    assert stranger.get(f"/chat/history/{key}/").status_code == 404
    stranger.cookies["chat"] = signing.get_cookie_signer("chat" + "another.salt").sign(str(uuid4()))
    assert stranger.post(f"/chat/history/{key}/delete/").status_code == 404
    assert Conversation.objects.exists()


def test_bob_never_sees_what_alice_said(browser: Client, alice: User, bob: User, goods: Goods) -> None:
    browser.force_login(alice)
    ask(browser, "My secret is marzipan. How much is delivery?")
    key = Conversation.objects.get().key
    other = Client()
    other.force_login(bob)
    for address in ("/chat/", "/chat/panel/", "/chat/history/", "/chat/history/export/"):
        assert "marzipan" not in other.get(address).content.decode()
    assert other.get(f"/chat/history/{key}/").status_code == 404
    assert other.post(f"/chat/history/{key}/delete/").status_code == 404
    assert "marzipan" in browser.get("/chat/").content.decode()


def test_a_guest_who_signs_in_keeps_the_conversation(browser: Client, alice: User, goods: Goods) -> None:
    ask(browser, "How much is delivery?")
    browser.force_login(alice)
    assert "How much is delivery?" in browser.get("/chat/").content.decode()
    assert Conversation.objects.get().user == alice


def test_an_offer_is_confirmed_once_by_its_owner(
    browser: Client, alice: User, bob: User, goods: Goods
) -> None:
    order = factories.paid_order(alice)
    browser.force_login(alice)
    token = ask(browser, f"Cancel order {order.number}")["actions"][0]["token"]
    thief = Client()
    thief.force_login(bob)
    assert (
        thief.post("/chat/confirm/", {"token": token}, headers={"Accept": "application/json"}).status_code
        == 410
    )
    assert browser.get("/chat/confirm/").status_code == 405
    done = browser.post("/chat/confirm/", {"token": token}, headers={"Accept": "application/json"})
    assert done.status_code == 200
    order.refresh_from_db()
    assert order.status == Order.Status.CANCELLED
    assert (
        browser.post("/chat/confirm/", {"token": token}, headers={"Accept": "application/json"}).status_code
        == 410
    )


def test_rights_are_asked_again_when_the_button_is_pressed(
    browser: Client, alice: User, bob: User, goods: Goods
) -> None:
    order = factories.paid_order(alice)
    browser.force_login(alice)
    token = ask(browser, f"Cancel order {order.number}")["actions"][0]["token"]
    Order.objects.filter(pk=order.pk).update(user=bob)
    assert (
        browser.post("/chat/confirm/", {"token": token}, headers={"Accept": "application/json"}).status_code
        == 410
    )
    order.refresh_from_db()
    assert order.status == Order.Status.PAID


def test_an_offer_expires_and_cannot_be_forged(browser: Client, alice: User, goods: Goods) -> None:
    order = factories.paid_order(alice)
    browser.force_login(alice)
    token = ask(browser, f"Cancel order {order.number}")["actions"][0]["token"]
    forged = signing.TimestampSigner(key="x" * 50, salt=proposals.SALT).sign(str(Proposal.objects.get().key))
    for bad in (forged, token[:-2] + "xx", "", "a" * 3000):
        assert browser.post("/chat/confirm/", {"token": bad}).status_code == 302
    Proposal.objects.update(expires_at=timezone.now())
    browser.post("/chat/confirm/", {"token": token})
    order.refresh_from_db()
    assert order.status == Order.Status.PAID


def test_the_address_changes_within_the_country_only(browser: Client, alice: User, goods: Goods) -> None:
    order = factories.paid_order(alice)
    home = Address.objects.create(
        user=alice, name="Alice", line1="Neue Straße 1", city="Köln", postcode="50667", country="DE"
    )
    Address.objects.create(
        user=alice, name="Alice", line1="Rue 2", city="Paris", postcode="75001", country="FR"
    )
    browser.force_login(alice)
    told = ask(browser, f"Please send order {order.number} to another address")
    assert [action["label"] for action in told["actions"]] == ["Send it to Alice, Neue Straße 1, 50667 Köln"]
    browser.post("/chat/confirm/", {"token": told["actions"][0]["token"]})
    order.refresh_from_db()
    assert order.line1 == home.line1
    assert ADDRESS.line1 != home.line1
    assert order.events.filter(note="The shopper changed the address").count() == 1


def test_a_question_from_the_page_of_a_product(browser: Client, goods: Goods) -> None:
    page = browser.get(f"/p/{goods.bottle.slug}/").content.decode()
    assert f"/chat/?product={goods.bottle.pk}" in page
    assert (
        "Ask me anything about the Harbour steel bottle."
        in browser.get(f"/chat/panel/?product={goods.bottle.pk}").content.decode()
    )
    assert "750 ml" in words(ask(browser, "What is its capacity?", product=goods.bottle.pk))
    assert browser.get("/chat/?product=99999999999999999999").status_code == 200


def test_rating_closing_deleting_and_taking_along(browser: Client, goods: Goods) -> None:
    ask(browser, "How much is delivery?")
    browser.post("/chat/rate/", {"stars": "5"})
    browser.post("/chat/rate/", {"stars": "9"})
    browser.post("/chat/close/")
    conversation = Conversation.objects.get()
    assert (conversation.rating, conversation.state) == (5, "closed")
    told = browser.get("/chat/history/export/").json()
    assert told[0]["messages"][0]["text"] == "How much is delivery?"
    assert browser.get("/chat/history/").status_code == 200
    browser.post("/chat/history/delete/")
    assert not Conversation.objects.exists()
    assert not Message.objects.exists()


def test_what_a_person_writes_appears(browser: Client, sam: User, goods: Goods) -> None:
    ask(browser, "I want to talk to a human")
    conversation = Conversation.objects.get()
    conversations.take_over(conversation, by=sam)
    last = Message.objects.order_by("pk").last().pk
    assert browser.get(f"/chat/updates/?after={last}").status_code == 204
    conversations.answer(conversation, "This is Sam.", by=sam)
    news = browser.get(f"/chat/updates/?after={last}")
    assert "This is Sam." in news.content.decode()
    assert news["X-Chat-State"] == "human"


def test_every_page_has_the_button_and_asks_nothing_more(
    browser: Client, goods: Goods, django_assert_num_queries
) -> None:
    assert 'data-panel="/chat/panel/"' in browser.get("/help/").content.decode()
    with django_assert_num_queries(0):
        Client().get("/chat/panel/")


def test_as_many_queries_for_a_long_conversation(browser: Client, alice: User, goods: Goods) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.force_login(alice)
    counts = []
    for _round in range(2):
        for _each in range(3):
            ask(browser, "How much is delivery?")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/chat/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
