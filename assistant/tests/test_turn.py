"""A turn from the message to what is told: facts from the shop's rows, in the order of the events, for the asker alone."""

from __future__ import annotations

import pytest
from django.utils import timezone

from assistant import chat, conversations, guard
from assistant.events import Done, FactCard, Sentence, Status
from assistant.models import Conversation, Message
from assistant.tests.conftest import Talk
from assistant.tests.shop import Goods
from language.verifier import Fact, objections
from shop import orders
from shop.models import User
from shop.tests import factories

pytestmark = pytest.mark.django_db


def shipped(user: User):
    order = factories.paid_order(user)
    return orders.ship(order, actor=orders.SYSTEM, carrier="DHL", tracking_number="00340434")


def test_events_come_in_the_promised_order(alice, talk, goods) -> None:
    shipped(alice)
    told = talk(alice)("Where is my order?")
    kinds = [type(event) for event in told.events]
    assert kinds[:2] == [Status, FactCard]
    assert set(kinds[2:-1]) == {Sentence}
    assert kinds[-1] is Done


def test_an_order_is_found_with_its_parcel(alice, talk, goods) -> None:
    order = shipped(alice)
    told = talk(alice)("Where is my order?")
    assert f"Order {order.number} is on its way" in told.text
    assert "DHL carries it under the tracking number 00340434." in told.text
    assert told.card["number"] == order.number
    assert told.done.intent == "track_order"


def test_another_shopper_s_order_does_not_exist(alice, bob, talk, goods) -> None:
    order = shipped(alice)
    mine, bobs = talk(alice)(f"Where is order {order.number}?"), talk(bob)
    foreign = bobs(f"Where is order {order.number}?")
    conversations.close(bobs.conversation)
    unknown = talk(bob)("Where is order M-999999?")
    assert "00340434" in mine.text
    assert "00340434" not in foreign.text + str(foreign.card)
    assert foreign.text == unknown.text.replace("M-999999", order.number)


def test_a_guest_is_told_to_sign_in_or_to_paste_the_link(talk, goods, alice) -> None:
    from uuid import uuid4

    from assistant.shopper import Shopper
    from shop import access

    order = shipped(alice)
    guest = Talk(Shopper(guest=uuid4()))
    told = guest(f"Where is order {order.number}?")
    assert "when you are signed in" in told.text
    assert "00340434" not in told.text
    told = guest(access.order_link(order))
    assert "00340434" in told.text


def test_the_number_may_come_in_the_next_message(alice, talk, goods) -> None:
    first, second = shipped(alice), factories.paid_order(alice)
    say = talk(alice)
    asked = say("Where is my order?")
    assert "Which order do you mean?" in asked.text
    assert [row["number"] for row in asked.card["orders"]] == [second.number, first.number]
    assert "00340434" in say(first.number).text
    assert f"Order {second.number} is paid" in talk(alice)("the first one").text


def test_cancel_it_means_the_order_that_was_shown(alice, talk, goods) -> None:
    order = factories.paid_order(alice)
    say = talk(alice)
    say(f"Where is my order {order.number}?")
    told = say("Please cancel it")
    assert [action.kind for action in told.actions] == ["cancel"]
    order.refresh_from_db()
    assert order.status == "paid", "nothing is done before the button is pressed"


def test_delivery_is_told_from_the_shop_s_own_rates(alice, talk, goods) -> None:
    say = talk(alice)
    told = say("How much is delivery?")
    assert "Standard delivery to Germany takes 2 to 4 working days and costs €4.90." in told.text
    assert "free for orders from €49.00" in told.text
    assert "€9.90" in say("and to France?").text
    assert "do not deliver to Brazil" in say("How long does delivery to Brazil take?").text


def test_a_return_is_reckoned_by_the_rules(alice, talk, goods, settings) -> None:
    order = factories.delivered_order(alice)
    told = talk(alice)(f"I want to return order {order.number}")
    assert f"Order {order.number} can be sent back until" in told.text
    parcel = order.fulfilment
    parcel.delivered_at = timezone.now() - timezone.timedelta(days=settings.RETURN_DAYS + 2)
    parcel.save()
    assert "ended on" in talk(alice)(f"I want to return order {order.number}").text


def test_policy_is_quoted_word_for_word(alice, talk, goods) -> None:
    told = talk(alice)("What is your return policy?")
    assert "You have 30 days from delivery to send things back." in told.text
    assert any(link.url == "/help/returns/" for link in told.done.links)


def test_a_product_question_is_answered_from_its_attributes(alice, talk, goods: Goods) -> None:
    say = talk(alice)
    told = say("What is the capacity of the Harbour steel bottle?")
    assert "Capacity of the Harbour steel bottle: 750 ml." in told.text
    assert "no" in say("Is it dishwasher safe?").text
    assert "€24.00" in say("How much does it cost?").text


def test_what_the_shop_does_not_know_is_said(alice, talk, goods) -> None:
    told = talk(alice)("Does the Harbour steel bottle float on the sea with uranium inside?")
    assert "does not know" in told.text
    assert [action.kind for action in told.actions] == ["person"]
    assert told.card["traits"] == [], "an attribute beside it would pass for the answer"


def test_advice_keeps_the_limit_and_names_reasons(alice, talk, goods) -> None:
    told = talk(alice)("I need a gift for a runner under 50")
    titles = [row["title"] for row in told.card["products"]]
    assert titles[0] == "Comet running shoes"
    assert "Lantern stoneware mug" not in titles, "it is sold out"
    assert "Comet running shoes for €49.00:" in told.text
    told = talk(alice)("I need a gift for a runner under 40")
    assert "Comet running shoes" not in str(told.card)


def test_two_products_are_compared(alice, talk, goods) -> None:
    told = talk(alice)("Compare the Harbour steel bottle and the Lantern stoneware mug")
    assert "The Lantern stoneware mug costs €18.00, the Harbour steel bottle €24.00." in told.text
    assert {row["name"] for row in told.card["rows"]} >= {"Material", "Capacity"}


def test_a_person_is_called_when_asked_for(alice, talk, goods) -> None:
    say = talk(alice)
    assert say("I want to speak to a human").hand_off == "asked"
    say.conversation.refresh_from_db()
    assert say.conversation.state == Conversation.State.WAITING
    assert say("hello?").text == "", "the machine is silent from then on"


def test_two_failed_turns_bring_a_person(alice, talk, goods) -> None:
    say = talk(alice)
    assert say("Where is order M-999998?").hand_off == ""
    assert say("Where is order M-999999?").hand_off == "failed"


def test_chinese_is_answered_in_chinese(alice, talk, goods) -> None:
    order = shipped(alice)
    told = talk(alice)("我的订单到哪里了？")
    assert order.number in told.text
    assert "DHL" in told.text
    assert "运单号" in told.text


def test_another_question_about_another_order_is_not_the_last_one(alice, talk, goods) -> None:
    first, second = factories.paid_order(alice), shipped(alice)
    say = talk(alice)
    assert say(f"Please cancel order {first.number}").done.intent == "cancel_order"
    assert say(f"And where is {second.number}?").done.intent == "track_order"
    assert say(first.number).done.intent == "track_order"


def test_every_sentence_of_a_template_stands_on_facts(alice, talk, goods) -> None:
    order = shipped(alice)
    factories.paid_order(alice)
    for text in (
        f"Where is order {order.number}?",
        "How much is delivery to France?",
        "What is the capacity of the Harbour steel bottle?",
        "What is your return policy?",
        "Compare the Harbour steel bottle and the Lantern stoneware mug",
        f"Cancel order {order.number}",
        "Where is order M-999999?",
        "Do you deliver to Japan?",
    ):
        told = talk(alice)(text)
        facts = [Fact(**fact) for fact in told.done.facts]
        assert facts
        for event in told.events:
            if isinstance(event, Sentence):
                assert objections(event.text, facts) == ()


def test_a_person_who_took_over_meanwhile_is_not_talked_over(alice, talk, goods, sam) -> None:
    say = talk(alice)
    events = chat.turn(say.conversation, "How much is delivery?", shopper=say.shopper)
    assert isinstance(next(events), Status)
    conversations.hand_off(Conversation.objects.get(pk=say.conversation.pk), "asked")
    rest = list(events)
    assert not any(isinstance(event, Sentence) for event in rest)
    assert not Message.objects.filter(author="bot").exists()


def test_too_long_and_empty_are_refused(alice, talk, goods) -> None:
    with pytest.raises(guard.TooLong):
        talk(alice)("a" * 2001)
    with pytest.raises(guard.Empty):
        talk(alice)(" \u200b ")
