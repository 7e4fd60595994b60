"""States and their constraints, retention, outcomes, and what goes with an account."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assistant import conversations, evaluations, figures, privacy
from assistant.models import Conversation, Message
from assistant.shopper import Shopper
from shop.models import User

pytestmark = pytest.mark.django_db
NOW = timezone.now


def begun(**fields) -> Conversation:
    values = {"guest": uuid4(), "opened_at": NOW(), "last_at": NOW()} | fields
    return Conversation.objects.create(**values)


@pytest.mark.parametrize(
    "fields",
    [
        {"guest": None},
        {"state": "lost"},
        {"state": "waiting"},
        {"state": "waiting", "handed_off_at": NOW()},
        {"state": "human", "handed_off_at": NOW(), "reason": "asked"},
        {"state": "closed"},
        {"closed_at": NOW()},
        {"rating": 6},
    ],
)
def test_the_database_refuses_states_that_cannot_be(fields) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        begun(**fields)


def test_states_that_can_be() -> None:
    begun(state="waiting", handed_off_at=NOW(), reason="asked")
    begun(state="human", handed_off_at=NOW(), reason="asked", taken_at=NOW())
    begun(state="closed", closed_at=NOW(), rating=5)


def test_an_account_has_one_open_conversation(alice: User) -> None:
    begun(guest=None, user=alice, state="closed", closed_at=NOW())
    begun(guest=None, user=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        begun(guest=None, user=alice)


def test_the_way_through_the_states(alice: User, sam: User) -> None:
    talk = conversations.begin(Shopper(user=alice), language="en")
    assert conversations.take_over(talk, by=sam), "staff may step in"
    assert not conversations.hand_off(talk, "asked") or talk.state == "waiting"
    assert conversations.hand_back(talk)
    assert conversations.close(talk)
    assert not conversations.hand_off(talk, "asked")
    with pytest.raises(conversations.WrongState):
        conversations.hear(talk, "hello")


def test_only_who_took_over_answers(alice: User, sam: User, mallory: User) -> None:
    talk = conversations.begin(Shopper(user=alice), language="en")
    with pytest.raises(conversations.WrongState):
        conversations.answer(talk, "Hello", by=sam)
    conversations.hand_off(talk, "asked")
    conversations.take_over(talk, by=sam)
    conversations.answer(talk, "Hello", by=sam)
    with pytest.raises(conversations.WrongState):
        conversations.answer(talk, "Hello", by=mallory)


def test_what_is_old_goes(settings) -> None:
    settings.CHAT_DAYS = 30
    old = begun(last_at=NOW() - timedelta(days=31))
    idle = begun(last_at=NOW() - timedelta(days=2))
    fresh = begun()
    waits = begun(state="waiting", handed_off_at=NOW(), reason="asked", last_at=NOW() - timedelta(days=2))
    Message.objects.create(conversation=old, author="shopper", text="hello", at=NOW())
    assert conversations.prune() == 1
    left = dict(Conversation.objects.values_list("pk", "state"))
    assert left == {idle.pk: "closed", fresh.pk: "bot", waits.pk: "waiting"}
    assert not Message.objects.exists()


def test_outcomes_are_settled_after_three_days(alice: User) -> None:
    ago = NOW() - timedelta(days=5)

    def ended(**fields) -> Conversation:
        return begun(**({"state": "closed", "closed_at": ago, "opened_at": ago, "last_at": ago} | fields))

    quiet, handed = ended(), ended(handed_off_at=ago, reason="asked")
    came_back = ended(guest=None, user=alice)
    again = begun(guest=None, user=alice, opened_at=ago + timedelta(hours=70))
    recent = ended(opened_at=NOW(), last_at=NOW(), closed_at=NOW())
    figures.settle()
    outcomes = dict(Conversation.objects.values_list("pk", "outcome"))
    assert outcomes == {
        quiet.pk: "verified",
        handed.pk: "handed_off",
        came_back.pk: "returned",
        again.pk: "",
        recent.pk: "contained",
    }
    sums = figures.sums(days=30)
    assert (sums.ended, sums.verified, sums.returned, sums.handed_off) == (4, 1, 1, 1)
    assert sums.contained_percent == 75
    assert figures.settle() == 0


def test_an_account_takes_its_conversations_along_and_away(alice: User, bob: User) -> None:
    talk = conversations.begin(Shopper(user=alice), language="en")
    conversations.begin(Shopper(user=bob), language="en")
    conversations.hear(talk, "Where is my order?")
    assert [message["text"] for message in privacy.export_of(alice)[0]["messages"]] == ["Where is my order?"]
    assert privacy.erase(alice) == 1
    conversations.begin(Shopper(user=alice), language="en")
    alice.delete()
    assert [row.user for row in Conversation.objects.all()] == [bob]


def test_a_writer_that_was_never_assessed_may_word_nothing() -> None:
    assert not evaluations.may("answer", writer="clever")
    evaluations.note("writer", {"may_answer": True, "may_plan": False}, model="clever")
    assert evaluations.may("answer", writer="clever")
    assert not evaluations.may("plan", writer="clever")
    assert not evaluations.may("answer", writer="another")
