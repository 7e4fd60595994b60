"""The chat by the API: a whole turn, the stream, the guest's token, offers."""

from __future__ import annotations

import json

import pytest
from django.conf import settings
from django.core.cache import cache

from assistant.models import Conversation
from shop.models import User
from shop.tests import shelves
from shop.tests.callers import App, kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_wrote_before() -> None:
    cache.clear()


def test_a_guest_goes_on_with_the_token_of_the_first_answer() -> None:
    app = App()
    first = app.post("chat/messages/", {"text": "Hello"})
    assert first.status_code == 200, first.content
    told = first.json()
    assert told["sentences"]
    assert told["text"]
    assert first["Chat-Token"] == told["chat_token"]
    app.headers["Chat-Token"] = told["chat_token"]
    assert app.post("chat/messages/", {"text": "How long does delivery take?"}).status_code == 200
    assert Conversation.objects.count() == 1
    said = app.get("chat/").json()
    assert [one["author"] for one in said["messages"]].count("shopper") == 2
    assert App().get("chat/").json()["messages"] == []
    assert kind_of(app.get("chat/", Chat_Token=told["chat_token"] + "x")) == "invalid-parameter"


def test_an_account_needs_no_token(alice: User, bob: User) -> None:
    app = App(alice)
    assert app.post("chat/messages/", {"text": "Hello"}).json()["chat_token"] is None
    assert len(app.get("chat/").json()["messages"]) == 2
    assert App(bob).get("chat/").json()["messages"] == []
    assert app.delete("chat/").status_code == 204
    assert app.delete("chat/").status_code == 404


def test_the_stream_tells_the_same_in_order() -> None:
    answer = App().post("chat/stream/", {"text": "Hello"}, Accept="text/event-stream")
    assert answer["Content-Type"].startswith("text/event-stream")
    frames = answer.getvalue().decode().strip().split("\n\n")
    names = [frame.splitlines()[0].removeprefix("event: ") for frame in frames]
    assert (names[0], names[-1]) == ("status", "done")
    assert "sentence" in names
    assert answer["Chat-Token"]


def test_links_are_whole_addresses() -> None:
    shelves.article()
    app, question = App(), {"text": "How long does delivery take?"}
    told = app.post("chat/messages/", question).json()
    app.headers["Chat-Token"] = told["chat_token"]
    last = app.post("chat/stream/", question).getvalue().decode().rpartition("data: ")[2]
    said = app.get("chat/").json()["messages"][-1]
    for links in (told["links"], json.loads(last)["links"], said["links"]):
        assert links
        assert all(link["url"].startswith(f"{settings.SITE_URL}/") for link in links)


def test_a_stream_that_cannot_begin_is_a_problem() -> None:
    answer = App().post("chat/stream/", {"text": " "}, Accept="text/event-stream")
    assert (answer.status_code, kind_of(answer)) == (422, "validation-failed")


def test_an_offer_of_nobody_is_gone() -> None:
    assert kind_of(App().post("chat/confirmations/", {"token": "forged"})) == "gone"
