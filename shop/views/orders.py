"""One order, for its account or by signed link: what was bought, where it is, paying again, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from shop import access, cart, orders, timeline
from shop.models import Order, Payment, Review
from shop.views import paying

View = Callable[..., HttpResponse]


def of_buyer(view: View) -> View:
    """Find the order by number, for the account that placed it, or by the token of a signed link; strangers get 404."""

    @wraps(view)
    def found(request: HttpRequest, number: str = "", token: str = "") -> HttpResponse:
        if number and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        order = access.order_for(request.user, number) if number else access.order_by_link(token)
        return view(request, order, token)

    return found


@never_cache
@require_safe
@of_buyer
def show(request: HttpRequest, order: Order, token: str) -> HttpResponse:
    return render(request, "shop/order.html", _context(request, order, token))


@never_cache
@require_safe
@of_buyer
def status(request: HttpRequest, order: Order, token: str) -> HttpResponse:
    """Asked every few seconds while a payment is on its way; answers with the whole page once it is there."""
    payment = order.payments.first()
    if not _is_waiting(request, order, payment):
        return HttpResponseClientRefresh()
    return render(
        request, "shop/parts/order_waiting.html", {"order": order, "token": token, "payment": payment}
    )


@require_POST
@of_buyer
def pay(request: HttpRequest, order: Order, token: str) -> HttpResponse:
    return paying.to_gateway(request, order)


@require_POST
@of_buyer
def again(request: HttpRequest, order: Order, token: str) -> HttpResponse:
    """Put what was ordered into the cart once more."""
    wanted = {line.variant_id: line.quantity for line in order.lines.all() if line.variant_id}
    filled = cart.add_again(cart.owner_of(request), quantities=wanted)
    if filled.cart is not None:
        cart.remember(request.session, filled.cart)
    if filled.missing or not wanted:
        messages.warning(request, _("Not everything can be had any more; the rest is in your cart."))
    else:
        messages.success(request, _("Everything is in your cart."))
    return redirect("shop:cart")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_buyer
def cancel(request: HttpRequest, order: Order, token: str) -> HttpResponse:
    """Ask first, then cancel. Once it is being packed, only the shop can."""
    is_open = orders.can(order, "cancel_by_shopper")
    if is_open and request.method != "POST":
        return render(request, "shop/order_cancel.html", {"order": order, "token": token})
    try:
        orders.cancel_for_shopper(order)
    except orders.WrongState:
        messages.warning(
            request, _("This order cannot be cancelled any more. Write to us, and we see what can be done.")
        )
    else:
        messages.success(request, _("Your order is cancelled."))
    return redirect(paying.address(order))


def _context(request: HttpRequest, order: Order, token: str) -> dict[str, Any]:
    payments, refunds = list(order.payments.all()), list(order.refunds.all())
    payment = payments[0] if payments else None
    reservation = order.reservations.order_by("expires_at").first() if orders.can(order, "pay") else None
    return {
        "order": order,
        "token": token,
        "lines": order.lines.with_pictures(),
        "steps": timeline.steps(order, order.events.all(), refunds),
        "parcel": getattr(order, "fulfilment", None),
        "payment": payment,
        "is_waiting": _is_waiting(request, order, payment),
        "is_thanks": "thanks" in request.GET,
        "held_until": reservation and reservation.expires_at,
        "reviewed": _reviewed(request, order),
    }


def _is_waiting(request: HttpRequest, order: Order, payment: Payment | None) -> bool:
    """Back from the payment page, or authorised: the money has not been reported yet."""
    if order.status != Order.Status.PLACED or payment is None:
        return False
    return payment.status == Payment.Status.AUTHORISED or (
        payment.status == Payment.Status.PENDING and "thanks" in request.GET
    )


def _reviewed(request: HttpRequest, order: Order) -> dict[int, Review]:
    """The buyer's reviews of what is in a delivered order, by product."""
    if not orders.can(order, "review") or order.user_id is None or order.user_id != request.user.pk:
        return {}
    mine = Review.objects.filter(user=order.user_id, product__order_lines__order=order).distinct()
    return {review.product_id: review for review in mine}
