"""What we think you like: to read, to change, to forget. For accounts, and for visitors by their browser's random id."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from recommendations.forms import InterestForm, PriceForm
from recommendations.shoppers import interests
from shop import activity
from shop.activity import Shopper


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return _page(request)


@never_cache
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """One change, named by the button; counts for the next list."""
    shopper = _shopper(request)
    if shopper is None:
        messages.info(request, _("Nothing is kept of you here, so there is nothing to change."))
        return redirect("recommendations:interests")
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        messages.error(request, _("Choose one of the buttons."))
        return redirect("recommendations:interests")
    return deed(request, shopper) or redirect("recommendations:interests")


def _add(request: HttpRequest, shopper: Shopper) -> HttpResponse | None:
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _page(request, adding=form, status=422)
    try:
        label = interests.like(shopper, words=form.cleaned_data["words"])
    except interests.Unknown:
        form.add_error(
            "words", _("We have no brand, category or property of that name. Try another word for it.")
        )
        return _page(request, adding=form, status=422)
    messages.success(request, _("Noted: you like %(interest)s.") % {"interest": label})
    return None


def _set(kind: str, said: str) -> Callable[[HttpRequest, Shopper], None]:
    def change(request: HttpRequest, shopper: Shopper) -> None:
        code, _sign, value = request.POST.get("interest", "")[:600].partition("=")
        try:
            interests.set_interest(shopper, code=code, value=value, kind=kind)
        except interests.Unknown:
            messages.error(request, _("That interest is not known."))
        else:
            messages.success(request, _("Noted. It counts from the next page on."))

    change.__doc__ = said
    return change


def _prices(request: HttpRequest, shopper: Shopper) -> HttpResponse | None:
    form = PriceForm(request.POST)
    if not form.is_valid():
        return _page(request, prices=form, status=422)
    interests.set_prices(shopper, low=form.cleaned_data["low"], high=form.cleaned_data["high"])
    messages.success(request, _("Your price band is noted."))
    return None


def _no_prices(request: HttpRequest, shopper: Shopper) -> None:
    interests.set_prices(shopper, low=None, high=None)
    messages.success(request, _("We work your price band out from what you look at again."))


def _forget_item(request: HttpRequest, shopper: Shopper) -> None:
    number = request.POST.get("product", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        interests.forget_item(shopper, product_id=int(number))
        messages.success(request, _("Forgotten."))
    else:
        messages.error(request, _("That product is not in your history."))


def _forget_words(request: HttpRequest, shopper: Shopper) -> None:
    words = request.POST.get("words", "").replace("\0", "")[:200]
    if words:
        interests.forget_words(shopper, words=words)
        messages.success(request, _("Forgotten."))


def _forget_all(request: HttpRequest, shopper: Shopper) -> None:
    interests.forget_all(shopper)
    messages.success(request, _("Everything is forgotten. We begin anew."))


DEEDS: dict[str, Callable[[HttpRequest, Shopper], HttpResponse | None]] = {
    "add": _add,
    "remove": _set("dislikes", "Take an interest away."),
    "restore": _set("", "Take that back."),
    "prices": _prices,
    "no_prices": _no_prices,
    "forget_item": _forget_item,
    "forget_words": _forget_words,
    "forget_all": _forget_all,
}


def _shopper(request: HttpRequest) -> Shopper | None:
    """An account may change and erase what is kept of it even while it asks us not to use it."""
    found = activity.shopper_of(request)
    if found is None and request.user.is_authenticated:
        return Shopper(user_id=request.user.pk, visitor=None)
    return found


def _page(
    request: HttpRequest,
    *,
    adding: InterestForm | None = None,
    prices: PriceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    followed = activity.shopper_of(request)
    liked = interests.of(followed)
    first = {}
    if liked.band is not None:
        high = liked.band.high
        first = {"low": round(liked.band.low), "high": round(high) if high != float("inf") else None}
    context = {
        "liked": liked,
        "adding": adding or InterestForm(),
        "prices": prices or PriceForm(initial=first),
        "is_followed": followed is not None,
        "is_objecting": request.headers.get("Sec-GPC") == "1" or request.headers.get("DNT") == "1",
        "tab": "interests",
        "base": "shop/account/base.html" if request.user.is_authenticated else "recommendations/visitor.html",
    }
    return render(request, "recommendations/interests.html", context, status=status)
