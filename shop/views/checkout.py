"""Checkout on one page: what was typed survives every answer, and one form makes one order however often it is sent."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop import addresses, cart, checkout, promotions, refusals
from shop.forms.checkout import CheckoutForm, first_values, new_key, typed
from shop.models import Order
from shop.views import paying

DRAFT, PLACED = "checkout_draft", "checkout_placed"
REMEMBERED = 5
RECENT = 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _first(request)
    known = _placed(request).get(request.POST.get("key", ""))
    if known:
        return redirect(known["url"])
    request.session[DRAFT] = typed(request.POST)
    if request.htmx or "update" in request.POST:  # type: ignore[attr-defined]
        return _updated(request)
    return _submit(request)


def _first(request: HttpRequest) -> HttpResponse:
    saved = _addresses(request)
    values = first_values(
        email=getattr(request.user, "email", ""),
        name=getattr(request.user, "name", ""),
        country=getattr(cart.find(cart.owner_of(request)), "country", ""),
        addresses=saved,
    )
    draft = {name: value for name, value in request.session.get(DRAFT, {}).items() if value}
    return _page(request, CheckoutForm(initial={**values, **draft}, addresses=saved), key=new_key())


def _updated(request: HttpRequest) -> HttpResponse:
    """Totals and delivery options for what is typed so far, without a word about what is missing yet."""
    form = CheckoutForm(initial=typed(request.POST), addresses=_addresses(request))
    is_part = request.htmx and "update" not in request.POST  # type: ignore[attr-defined]
    template = "shop/parts/checkout_changed.html" if is_part else "shop/checkout.html"
    return _page(request, form, key=request.POST.get("key", "") or new_key(), template=template)


def _submit(request: HttpRequest) -> HttpResponse:
    form = CheckoutForm(request.POST, addresses=_addresses(request))
    key = request.POST.get("key", "")
    if not form.is_valid():
        return _page(request, form, key=key or new_key(), status=422)
    owner = cart.owner_of(request)
    try:
        order = checkout.place_order(owner, form.request())
    except (checkout.EmptyCart, checkout.KeyReused):
        return _nothing_to_buy(request)
    except refusals.REFUSED as error:
        if isinstance(error, promotions.Unusable):
            cart.remove_coupon(owner)
        form.add_error(None, _reason(error))
        return _page(request, form, key=key, status=409)
    _remember(request, key, order)
    if form.cleaned_data["save"] and form.chosen is None and request.user.is_authenticated:
        addresses.save(request.user, form.lines())
    return paying.to_gateway(request, order)


def _page(
    request: HttpRequest,
    form: CheckoutForm,
    *,
    key: str,
    status: int = 200,
    template: str = "shop/checkout.html",
) -> HttpResponse:
    quote = checkout.quote(
        cart.owner_of(request), country=form.destination, delivery_code=form["delivery"].value()
    )
    if quote.contents.is_empty:
        return _nothing_to_buy(request)
    if status == 200 and not quote.contents.is_buyable:
        messages.warning(
            request, _("Something in your cart cannot be bought as it is. Change it, then go on.")
        )
        return redirect("shop:cart")
    context: dict[str, Any] = {
        "form": form,
        "quote": quote,
        "contents": quote.contents,
        "key": key,
        "expected_total": str(quote.totals.total),
        "cart_count": quote.contents.count,
    }
    return render(request, template, context, status=status)


def _nothing_to_buy(request: HttpRequest) -> HttpResponse:
    """Back from the payment page there is no cart any more, but an order that may still be paid."""
    recent = [known for known in _placed(request).values() if known["at"] > time.time() - RECENT]
    if recent:
        messages.info(request, _("This order was placed already."))
        return redirect(recent[-1]["url"])
    messages.info(request, _("Your cart is empty."))
    return redirect("shop:cart")


def _reason(error: Exception) -> str:
    if isinstance(error, promotions.Unusable):
        return _("%(reason)s It was taken off your order; have a look at the new total.") % {
            "reason": error.reason
        }
    return refusals.told(error)


def _addresses(request: HttpRequest) -> list[Any]:
    return addresses.of(request.user) if request.user.is_authenticated else []


def _placed(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Orders this browser placed lately, by the key of their form."""
    return request.session.get(PLACED, {})


def _remember(request: HttpRequest, key: str, order: Order) -> None:
    request.session.pop(DRAFT, None)
    placed = {**_placed(request), key: {"url": paying.address(order), "at": time.time()}}
    request.session[PLACED] = dict(list(placed.items())[-REMEMBERED:])
