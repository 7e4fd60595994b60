"""Which tool answers which intent. Tools take the shopper first and what was asked second."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assistant.answers import Answer
from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import (
    account,
    advice,
    articles,
    changing,
    comparing,
    delivery,
    payments,
    products,
    returns,
    talk,
)
from assistant.tools import orders as finding
from shop.models import Order

Tool = Callable[[Shopper, Asked], Answer]
OF_ORDERS = frozenset(
    {
        "track_order",
        "cancel_order",
        "change_order",
        "change_address",
        "request_return",
        "track_refund",
        "payment_issue",
        "invoice",
    }
)
OF_PRODUCTS = frozenset({"product_question", "compare", "recommendation", "product_search"})


def track(shopper: Shopper, asked: Asked) -> Answer:
    order = finding.which(shopper, asked.said, asked.memory, wanted=finding.ON_THE_WAY)
    return order if isinstance(order, Answer) else _remembering(finding.status(shopper, order), order, asked)


def invoice(shopper: Shopper, asked: Asked) -> Answer:
    order = finding.which(shopper, asked.said, asked.memory)
    return order if isinstance(order, Answer) else _remembering(finding.receipt(shopper, order), order, asked)


def _remembering(answer: Answer, order: Order, asked: Asked) -> Answer:
    return answer.and_then(Answer(remembers=finding.remembered(order, asked.said, asked.memory)))


TOOLS: dict[str, Tool] = {
    "track_order": track,
    "invoice": invoice,
    "cancel_order": changing.cancel,
    "change_order": changing.change,
    "change_address": changing.address,
    "delivery_options": delivery.options,
    "delivery_period": delivery.options,
    "return_policy": returns.policy,
    "request_return": returns.request,
    "track_refund": returns.refund,
    "payment_methods": payments.methods,
    "payment_issue": payments.issue,
    "place_order": payments.buying,
    "account_create": account.create,
    "account_edit": account.edit,
    "account_delete": account.delete,
    "account_recover": account.recover,
    "newsletter": account.newsletter,
    "review": account.review,
    "product_search": advice.recommend,
    "recommendation": advice.recommend,
    "product_question": products.question,
    "compare": comparing.compare,
    "help": articles.answer,
    "greeting": talk.greeting,
    "thanks": talk.thanks,
    "complaint": talk.complaint,
    "human_agent": talk.human,
    "out_of_scope": talk.out_of_scope,
}
LOOKS: dict[str, Promise] = {
    **dict.fromkeys(OF_ORDERS, _("Looking at your orders …")),
    **dict.fromkeys(OF_PRODUCTS, _("Looking through the shelves …")),
    "delivery_options": _("Looking at delivery prices …"),
    "delivery_period": _("Looking at delivery times …"),
    "return_policy": _("Looking at the rules for returns …"),
}
READING = _("Reading …")


def answer(shopper: Shopper, asked: Asked) -> Answer:
    """What the tool of the intent answers."""
    return TOOLS.get(asked.intent, talk.not_understood)(shopper, asked)
