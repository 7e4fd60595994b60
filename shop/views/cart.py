"""The cart: one page, and the writes that change it. HTMX gets the changed parts, everyone else the page again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop import activity, cart, checkout, delivery, promotions
from shop.forms.cart import AddForm, CountryForm, CouponForm, QuantityForm


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The cart at present prices; a price that changed is told once."""
    context = _context(request)
    response = render(request, "shop/cart.html", context)
    if context["contents"].has_new_prices:
        cart.acknowledge(context["contents"].cart)
    return response


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.POST)
    if form.is_valid():
        _add(request, variant_id=form.cleaned_data["variant"], quantity=form.cleaned_data["quantity"])
    else:
        messages.error(request, _("Choose what to put into the cart, and how many from 1 to 99."))
    if request.htmx:  # type: ignore[attr-defined]
        count = cart.count(cart.owner_of(request))
        return render(request, "shop/parts/cart_added.html", {"cart_count": count})
    return redirect(_next(request))


@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a line's quantity, or take the line out."""
    form = QuantityForm({"quantity": 0} if "remove" in request.POST else request.POST)
    if form.is_valid():
        cart.set_quantity(cart.owner_of(request), line_id=pk, quantity=form.cleaned_data["quantity"])
    else:
        messages.error(request, _("A quantity is a whole number from 0 to 99."))
    return _answer(request)


@require_POST
def coupon(request: HttpRequest) -> HttpResponse:
    owner, form = cart.owner_of(request), CouponForm(request.POST)
    if "remove" in request.POST:
        cart.remove_coupon(owner)
        messages.info(request, _("The coupon was taken off."))
    elif not form.is_valid():
        messages.error(request, _("Type a coupon code first."))
    else:
        try:
            cart.apply_coupon(owner, code=form.cleaned_data["code"])
            messages.success(request, _("The coupon is applied."))
        except promotions.Unusable as error:
            messages.error(request, error.reason)
    return _answer(request)


@require_POST
def country(request: HttpRequest) -> HttpResponse:
    """The country for which tax and delivery are estimated."""
    form = CountryForm(request.POST)
    if form.is_valid():
        cart.set_country(cart.owner_of(request), country=form.cleaned_data["country"])
    return _answer(request)


def _add(request: HttpRequest, *, variant_id: int, quantity: int) -> None:
    try:
        added = cart.add(cart.owner_of(request), variant_id=variant_id, quantity=quantity)
    except cart.NotForSale:
        messages.error(request, _("This is no longer sold."))
    except cart.OutOfStock:
        messages.warning(request, _("There are no more of these in stock than your cart holds."))
    else:
        cart.remember(request.session, added.cart)
        shopper = activity.shopper_of(request)
        activity.record(shopper, activity.Kind.CART, product=added.variant.product, value=quantity)
        told = (
            _("Only %(count)d were left: they are all in your cart.")
            if added.is_capped
            else _("In your cart.")
        )
        text = format_html(
            '{} <a href="{}">{}</a>',
            told % {"count": added.quantity},
            reverse("shop:cart"),
            _("View the cart"),
        )
        (messages.warning if added.is_capped else messages.success)(request, text)


def _answer(request: HttpRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "shop/parts/cart_changed.html", _context(request))
    return redirect("shop:cart")


def _context(request: HttpRequest) -> dict[str, Any]:
    quote = checkout.quote(cart.owner_of(request))
    countries = [] if quote.contents.is_empty else delivery.countries()
    return {
        "quote": quote,
        "contents": quote.contents,
        "countries": countries,
        "cart_count": quote.contents.count,
    }


def _next(request: HttpRequest) -> str:
    """Where the shopper came from, if that is a page of this shop; a bare word would be taken for the name of a view."""
    wanted = request.POST.get("next", "")
    hosts = {request.get_host()}
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, hosts, require_https=request.is_secure()
    ):
        return wanted
    return reverse("shop:cart")
