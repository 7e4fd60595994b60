"""Returns and refunds: the policy in the shop's own words, and what it means for an order by the shop's own rules."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from assistant.answers import Amount, Answer, Draft
from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import articles
from assistant.tools import orders as finding
from shop import returns
from shop.models import Order, Refund

S = Order.Status


def policy(shopper: Shopper, asked: Asked) -> Answer:
    """The period, the article word for word, and the last day for an order that is spoken of."""
    draft = Draft()
    draft.say(
        _("You have %(days)d days from delivery to send things back."),
        days=settings.RETURN_DAYS,
        source="rule",
    )
    answer = draft.answer()
    if asked.said.orders or asked.said.tokens or asked.memory.get("order"):
        order = finding.which(shopper, asked.said, asked.memory)
        answer = answer.and_then(order if isinstance(order, Answer) else _eligibility(shopper, asked, order))
    article = articles.quoted(asked, topic="returns")
    return answer.and_then(article) if article else answer


def request(shopper: Shopper, asked: Asked) -> Answer:
    """Whether the order can be sent back; a person then says where to."""
    order = finding.which(shopper, asked.said, asked.memory, wanted=frozenset({S.DELIVERED}))
    if isinstance(order, Answer):
        return order
    answer = _eligibility(shopper, asked, order)
    article = articles.quoted(asked, topic="returns", most=1)
    return answer.and_then(article) if article else answer


def _eligibility(shopper: Shopper, asked: Asked, order: Order) -> Answer:
    draft, source = Draft(), f"order {order.number}"
    last = returns.until(order)
    if returns.can_return(order) and last is not None:
        draft.say(
            _("Order %(order)s can be sent back until %(until)s."),
            order=order.number,
            until=last,
            source=source,
        )
        draft.say(_("A person tells you where to send the parcel."))
        draft.offer("person", _("Arrange the return of %(order)s") % {"order": order.number})
    elif last is not None:
        draft.say(
            _("The time to send order %(order)s back ended on %(until)s."),
            order=order.number,
            until=last,
            source=source,
        )
        draft.say(_("If something is wrong with it, the warranty may still help: ask a person."))
        draft.offer("person", _("Ask a person"))
    elif order.status in {S.CANCELLED, S.REFUNDED}:
        draft.say(
            _("Order %(order)s is %(status)s already."),
            order=order.number,
            status=str(order.get_status_display()).lower(),
            source=source,
        )
    else:
        draft.say(
            _("Order %(order)s was not delivered yet; the %(days)d days begin when it is."),
            order=order.number,
            days=settings.RETURN_DAYS,
            source=source,
        )
    return draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )


def refund(shopper: Shopper, asked: Asked) -> Answer:
    """What went back of an order and where each refund is."""
    order = finding.which(
        shopper, asked.said, asked.memory, wanted=frozenset({S.REFUNDED, S.CANCELLED, S.DELIVERED})
    )
    if isinstance(order, Answer):
        return order
    draft, source = Draft(), f"order {order.number}"
    refunds = list(order.refunds.all())
    for found in refunds:
        draft.say(
            _WORDS[Refund.Status(found.status)](),
            amount=Amount(found.amount, order.currency),
            order=order.number,
            asked=found.created_at.date(),
            source=source,
        )
    if not refunds:
        draft.say(_("There is no refund for order %(order)s."), order=order.number, source=source)
        draft.say(_("If you sent something back, a person can look where it is."))
        draft.offer("person", _("Ask a person"))
    draft.link(_("Order %(order)s") % {"order": order.number}, finding.address(order, shopper))
    answer = draft.answer(
        card=finding.card(order, shopper, None), remembers=finding.remembered(order, asked.said, asked.memory)
    )
    article = articles.quoted(asked, topic="returns", most=1)
    return answer.and_then(article) if article else answer


_WORDS = {
    Refund.Status.PENDING: lambda: _(
        "A refund of %(amount)s for order %(order)s is on its way since %(asked)s."
    ),
    Refund.Status.SUCCEEDED: lambda: _(
        "%(amount)s for order %(order)s went back to you; the refund is of %(asked)s."
    ),
    Refund.Status.FAILED: lambda: _(
        "A refund of %(amount)s for order %(order)s of %(asked)s did not get through; we are looking after it."
    ),
}
