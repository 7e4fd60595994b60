"""The account: overview, orders, addresses, profile. E-mail addresses and the password are allauth's pages."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop import access, accounts, addresses
from shop.forms.account import ProfileForm
from shop.forms.address import SavedAddressForm, initial_of
from shop.models import Order

ORDERS_ON_A_PAGE = 20
LATEST = 3


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    mine = addresses.of(request.user)
    context = {
        "orders": Order.objects.filter(user=request.user).for_list()[:LATEST],
        "address": next(iter(mine), None),
    }
    return render(request, "shop/account/overview.html", {**context, "tab": "overview"})


@never_cache
@login_required
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """A page reads one order more than it shows, so that nobody has to count them all."""
    number = int(page) if (page := request.GET.get("page", "1")).isdecimal() and len(page) < 6 else 1
    start = (max(number, 1) - 1) * ORDERS_ON_A_PAGE
    found = list(Order.objects.filter(user=request.user).for_list()[start : start + ORDERS_ON_A_PAGE + 1])
    context = {
        "orders": found[:ORDERS_ON_A_PAGE],
        "newer": number - 1 if number > 1 else None,
        "older": number + 1 if len(found) > ORDERS_ON_A_PAGE else None,
        "tab": "orders",
    }
    return render(request, "shop/account/orders.html", context)


@never_cache
@login_required
@require_safe
def address_list(request: HttpRequest) -> HttpResponse:
    return render(
        request, "shop/account/addresses.html", {"addresses": addresses.of(request.user), "tab": "addresses"}
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Add an address, or change the one named."""
    address = access.address_for(request.user, pk) if pk else None
    first = (
        {**initial_of(address), "is_default": address.is_default} if address else {"name": request.user.name}
    )
    form = SavedAddressForm(request.POST or None, initial=first)
    if form.is_valid():
        is_default = form.cleaned_data["is_default"]
        addresses.save(request.user, form.lines(), address=address, is_default=is_default)
        messages.success(request, _("The address is saved."))
        return redirect("shop:account_addresses")
    context = {"form": form, "address": address, "tab": "addresses"}
    return render(request, "shop/account/address_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def address_default(request: HttpRequest, pk: int) -> HttpResponse:
    addresses.make_default(access.address_for(request.user, pk))
    messages.success(request, _("This is your default address now."))
    return redirect("shop:account_addresses")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def address_delete(request: HttpRequest, pk: int) -> HttpResponse:
    address = access.address_for(request.user, pk)
    if request.method != "POST":
        return render(request, "shop/account/address_delete.html", {"address": address, "tab": "addresses"})
    addresses.delete(address)
    messages.success(request, _("The address is deleted."))
    return redirect("shop:account_addresses")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    first = {"name": user.name, "language": user.language, "uses_history": user.uses_history}
    form = ProfileForm(request.POST or None, initial=first)
    if not form.is_valid():
        context = {"form": form, "tab": "profile"}
        return render(request, "shop/account/profile.html", context, status=422 if form.is_bound else 200)
    accounts.update_profile(user, **form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    return accounts.speak(redirect("shop:profile"), user)
