"""The way from an order to the payment page, and the address at which its buyer finds it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shop import access, orders
from shop.models import Order
from shop.payments import flow, gateway


def address(order: Order) -> str:
    """The order's page: behind the login for an account's order, by signed link for a guest's."""
    if order.user_id:
        return order.get_absolute_url()
    return reverse("shop:order_guest", args=[access.token_of(order)])


def to_gateway(request: HttpRequest, order: Order) -> HttpResponse:
    """Open the hosted payment page, or take up the one that is open; without a gateway the order waits to be paid."""
    back = request.build_absolute_uri(reverse("shop:payment_return", args=[access.token_of(order)]))
    try:
        payment = flow.start(order, return_url=back)
    except orders.WrongState:
        messages.info(request, _("This order cannot be paid any more."))
    except gateway.Unavailable:
        messages.error(
            request,
            _("The payment provider does not answer. Your order is kept; try to pay again in a minute."),
        )
    else:
        return redirect(payment.redirect_url)
    return redirect(address(order))
