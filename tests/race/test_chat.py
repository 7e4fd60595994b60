"""Hand-offs, confirmations and messages at the same moment: one person answers, an offer works once, a rate holds."""

from __future__ import annotations

from uuid import uuid4

import redis
from django.conf import settings
from django.utils import timezone

from assistant import conversations, limits, proposals
from assistant.answers import Offer
from assistant.models import Conversation, Message
from assistant.shopper import Shopper
from shop.models import User
from shop.tests import factories
from tests.race.conftest import at_once

TIMES = 20


def waiting() -> Conversation:
    conversation = conversations.begin(Shopper(guest=uuid4()), language="en")
    conversations.hand_off(conversation, "asked")
    return conversation


def staff(number: int) -> User:
    return factories.user(f"staff{number}@example.com", is_staff=True)


def again(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def test_of_many_who_take_over_one_answers():
    conversation = waiting()
    people = [staff(number) for number in range(8)]
    won = at_once(
        [lambda each=each: conversations.take_over(again(conversation), by=each) for each in people]
    )
    assert sorted(won) == [False] * 7 + [True]
    assert again(conversation).agent == people[won.index(True)]


def test_control_without_the_lock_several_believe_that_they_took_over():
    conversation = waiting()
    people = [staff(number) for number in range(8)]
    seen = at_once([lambda: again(conversation).state == "waiting"] * len(people))
    assert all(seen), "each of them would have taken it"


def test_the_assistant_says_nothing_once_a_person_was_called():
    conversation = conversations.begin(Shopper(guest=uuid4()), language="en")

    def say() -> bool:
        said = conversations.Reply(text="Hello.", intent="greeting")
        return conversations.reply(again(conversation), said, memory={}) is not None

    def call() -> bool:
        return conversations.hand_off(again(conversation), "asked")

    results = at_once([call, *[say] * 10])
    assert results[0] is True
    called_at = again(conversation).handed_off_at
    late = Message.objects.filter(author="bot", at__gt=called_at).count()
    assert late <= sum(results[1:]), "what was said was said before the row changed hands"
    assert say() is False


def test_an_offer_pressed_many_times_cancels_once():
    alice = factories.user("alice@example.com")
    order = factories.paid_order(alice)
    shopper = Shopper(user=alice)
    conversation = conversations.begin(shopper, language="en")
    said = conversations.Reply(text="You can cancel it.", intent="cancel_order")
    offer = Offer(kind="cancel", label="Cancel it", arguments={"order": order.number})
    _message, [proposal] = conversations.reply(conversation, said, memory={}, offers=[offer])
    signed = proposals.token(proposal)
    results = at_once([lambda: proposals.confirm(shopper, signed)] * 8)
    assert sum(isinstance(result, proposals.Outcome) for result in results) == 1
    assert all(isinstance(result, proposals.Outcome | proposals.Gone) for result in results)
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert order.refunds.count() == 1


def test_two_windows_begin_one_conversation():
    shopper = Shopper(guest=uuid4())
    begun = at_once([lambda: conversations.begin(shopper, language="en").pk] * TIMES)
    assert len(set(begun)) == 1
    assert Conversation.objects.count() == 1


def test_of_sixty_messages_at_once_twenty_pass():
    rate = limits.Rate(key=f"test:{uuid4()}", most=20, seconds=60)
    results = at_once([lambda: limits.take([rate])] * 60)
    assert sum(result is None for result in results) == 20
    assert all(result is None or isinstance(result, limits.TooMany) for result in results)


def test_control_reading_the_count_before_writing_it_lets_more_pass():
    held, key = redis.Redis.from_url(settings.REDIS_URL), f"test:{uuid4()}"

    def read_then_write() -> bool:
        count = int(held.get(key) or 0)
        timezone.now()
        if count >= 5:
            return False
        held.set(key, count + 1)
        return True

    assert sum(bool(result) for result in at_once([read_then_write] * 60)) > 5
