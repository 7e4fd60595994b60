"""Letters about orders: rendered in the order's language, as text and HTML, and handed to Django's mail backend.

Sent from the outbox, so at least once; a letter that is sent again carries the same Message-ID, and mailboxes show it once.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from shop import access, content
from shop.models import Order, Payment, Refund

SUBJECTS = {
    "placed": _("We have your order %(number)s"),
    "paid": _("Your payment for order %(number)s has arrived"),
    "shipped": _("Your order %(number)s is on its way"),
    "delivered": _("Your order %(number)s has arrived"),
    "cancelled": _("Your order %(number)s is cancelled"),
    "refunded": _("Money on its way back for order %(number)s"),
}


def order_placed(*, order_id: int) -> None:
    _send("placed", order_id)


def order_paid(*, order_id: int) -> None:
    _send("paid", order_id)


def order_shipped(*, order_id: int) -> None:
    _send("shipped", order_id)


def order_delivered(*, order_id: int) -> None:
    _send("delivered", order_id)


def order_cancelled(*, order_id: int) -> None:
    _send("cancelled", order_id)


def order_refunded(*, order_id: int, refund_id: int) -> None:
    _send("refunded", order_id, refund=Refund.objects.get(pk=refund_id))


def link(order: Order) -> str:
    """Where the buyer sees the order: an account behind its login, a guest by signed link."""
    return settings.SITE_URL + order.get_absolute_url() if order.user_id else access.order_link(order)


def _send(kind: str, order_id: int, *, refund: Refund | None = None) -> None:
    order = Order.objects.select_related("fulfilment").get(pk=order_id)
    if not order.email:
        return  # its account was erased meanwhile
    with translation.override(order.language):
        letter = _letter(kind, order, refund)
    letter.send()


def _letter(kind: str, order: Order, refund: Refund | None) -> EmailMultiAlternatives:
    store = content.store_profile()
    subject = str(SUBJECTS[kind]) % {"number": order.number}
    context = _context(order, refund) | {"subject": subject, "store": store}
    name = f"{order.number}.{kind}.{refund.pk}" if refund else f"{order.number}.{kind}"
    letter = EmailMultiAlternatives(
        subject=subject,
        body=_tidy(render_to_string(f"emails/order_{kind}.txt", context)),
        to=[order.email],
        reply_to=[store.contact_email] if store.contact_email else None,
        headers={"Message-ID": f"<{name}@{_domain()}>", "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string(f"emails/order_{kind}.html", context), "text/html")
    return letter


def _context(order: Order, refund: Refund | None) -> dict[str, Any]:
    return {
        "order": order,
        "lines": list(order.lines.all()),
        "parcel": getattr(order, "fulfilment", None),
        "refund": refund,
        "is_charged": order.payments.filter(status=Payment.Status.CAPTURED).exists(),
        "url": link(order),
        "SHOP_NAME": settings.SHOP_NAME,
        "SITE_URL": settings.SITE_URL,
        "LANGUAGE_CODE": translation.get_language(),
    }


def _tidy(text: str) -> str:
    """One empty line at most where a sentence was left out."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _domain() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
