"""What needs no look-up: greetings, thanks, what the assistant is for, and the words of a hand-off."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from assistant.answers import Answer, Draft
from assistant.asked import Asked
from assistant.shopper import Shopper


def greeting(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(_("Hello! I am the shop's assistant, a machine."))
    draft.say(
        _("I can look up your orders, delivery and returns, find products and answer questions about them.")
    )
    return draft.answer()


def thanks(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(_("You are welcome. Is there anything else?"))
    return draft.answer()


def out_of_scope(shopper: Shopper, asked: Asked) -> Answer:
    """A kind refusal that says what can be done instead."""
    draft = Draft()
    draft.say(_("That is not something I can help with: I only know this shop."))
    draft.say(_("Ask me about your orders, delivery, returns, payment, your account or our products."))
    draft.link(_("Help centre"), reverse("shop:help"))
    return draft.answer(is_out_of_scope=True)


def with_person(answer: Answer) -> Answer:
    """After a second refusal in a row: perhaps it was the machine that did not understand."""
    draft = Draft()
    draft.say(_("If I misunderstand you, a person will not."))
    draft.offer("person", _("Ask a person"))
    return answer.and_then(draft.answer(is_out_of_scope=True))


def not_understood(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(_("I did not understand that. Could you say it in other words?"))
    draft.link(_("Help centre"), reverse("shop:help"))
    return draft.answer(is_failure=True)


def hand_off(reason: str) -> Answer:
    draft = Draft()
    if reason == "safety":
        draft.say(_("Your safety comes first: please stop using it."))
        draft.say(_("If somebody is hurt or in danger, call the emergency number."))
    elif reason == "complaint":
        draft.say(_("I am sorry about that."))
    elif reason == "failed":
        draft.say(_("I could not help you with that, and I do not want to keep you."))
    draft.say(_("I hand you to a person, who reads all of this conversation."))
    draft.say(_("They answer here; what you write now goes to them."))
    draft.know("hand_off", "hand to a person", kind="action")
    return draft.answer(hand_off=reason)


def human(shopper: Shopper, asked: Asked) -> Answer:
    return hand_off("asked")


def complaint(shopper: Shopper, asked: Asked) -> Answer:
    return hand_off("complaint")
