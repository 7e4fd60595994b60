"""Paying: how it works in this shop, and what became of a payment."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from assistant.answers import Amount, Answer, Draft
from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import articles
from assistant.tools import orders as finding
from shop.models import Order, Payment

P = Payment.Status


def methods(shopper: Shopper, asked: Asked) -> Answer:
    """By card on the provider's page, and what the article says."""
    draft = Draft()
    draft.say(_("You pay by card on the page of our payment provider; no card number reaches this shop."))
    answer = draft.answer()
    article = articles.quoted(asked, topic="payment")
    return answer.and_then(article) if article else answer


def issue(shopper: Shopper, asked: Asked) -> Answer:
    """What the provider said of the payment of an order; a way to pay again where there is one."""
    order = finding.which(shopper, asked.said, asked.memory, wanted=frozenset({Order.Status.PLACED}))
    if isinstance(order, Answer):
        return order
    draft, source = Draft(), f"order {order.number}"
    payment = order.payments.first()
    if order.status != Order.Status.PLACED:
        _settled(draft, order, payment, source)
    elif payment is not None and payment.status == P.FAILED:
        draft.say(_("The payment of order %(order)s was declined."), order=order.number, source=source)
        draft.say(_("Nothing was charged; you can try again, with another card if you like."))
    elif payment is not None and payment.status == P.AUTHORISED:
        draft.say(
            _("The money for order %(order)s is authorised, and we wait for the provider's word."),
            order=order.number,
            source=source,
        )
    else:
        draft.say(_("Order %(order)s waits for your payment."), order=order.number, source=source)
        draft.say(_("The page of the order has a button to pay."))
    draft.offer("person", _("Ask a person"))
    draft.link(_("Order %(order)s") % {"order": order.number}, finding.address(order, shopper))
    return draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )


def _settled(draft: Draft, order: Order, payment: Payment | None, source: str) -> None:
    if order.status == Order.Status.CANCELLED:
        draft.say(
            _("Order %(order)s was cancelled; money that arrives for it goes back by itself."),
            order=order.number,
            source=source,
        )
    else:
        draft.say(
            _("Order %(order)s is paid: we received %(total)s."),
            order=order.number,
            total=Amount(order.total, order.currency),
            source=source,
        )
    if payment is not None and payment.status == P.RETURNED:
        draft.say(_("A payment that came too late or twice was sent back."), source=source)


def buying(shopper: Shopper, asked: Asked) -> Answer:
    """How to place an order."""
    draft = Draft()
    draft.say(_("Put what you like into the cart, then choose Checkout."))
    draft.say(_("There you say where it goes and how, and pay; an account is not needed."))
    draft.link(_("Cart"), reverse("shop:cart"))
    return draft.answer()
