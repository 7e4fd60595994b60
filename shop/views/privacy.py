"""Your data: taken along as a file, or erased with the account."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop import activity, identity, privacy
from shop.activity import Shopper
from shop.forms.privacy import ProofForm
from shop.middleware import COOKIE


@never_cache
@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return _page(request)


@never_cache
@require_POST
@login_required
def send_code(request: HttpRequest) -> HttpResponse:
    """For accounts without a password."""
    try:
        identity.send_code(request.user)
    except identity.TooOften:
        messages.error(request, _("That were many codes. Please wait an hour and try again."))
    else:
        messages.success(request, _("The code is on its way to your e-mail address."))
    return redirect("shop:privacy")


@never_cache
@require_POST
@login_required
def export(request: HttpRequest) -> HttpResponse:
    form = _proved(request)
    if form is not None:
        return _page(request, export_form=form, status=422)
    text = json.dumps(privacy.export(request.user), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="your-data-{timezone.now():%Y-%m-%d}.json"'
    return response


@never_cache
@require_POST
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    form = _proved(request)
    if form is not None:
        return _page(request, erase_form=form, status=422)
    user = request.user
    try:
        privacy.erase(user)
    except privacy.IsStaff:
        messages.error(
            request, _("This account belongs to the shop's staff. The owner can change that first.")
        )
        return redirect("shop:privacy")
    except privacy.OrdersUnderWay as error:
        text = _("These orders are not finished yet: %(numbers)s. Cancel them, or wait until they are.")
        messages.error(request, text % {"numbers": ", ".join(error.numbers)})
        return redirect("shop:privacy")
    visitor = request.visitor.id
    if visitor is not None:
        activity.forget(Shopper(user_id=None, visitor=visitor))
    logout(request)
    messages.success(request, _("Your account is erased. Thank you for having been with us."))
    response = redirect("shop:home")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _proved(request: HttpRequest) -> ProofForm | None:
    """None when they own the account, else the form with what is wrong."""
    form = ProofForm(request.POST, needs_code=identity.needs_code(request.user))
    if not form.is_valid():
        return form
    try:
        if identity.is_proved(request.user, answer=form.cleaned_data["answer"]):
            return None
        form.add_error("answer", _("That is not right. Please try again."))
    except identity.TooOften:
        form.add_error("answer", _("That was wrong too often. Please wait an hour and try again."))
    return form


def _page(
    request: HttpRequest,
    *,
    export_form: ProofForm | None = None,
    erase_form: ProofForm | None = None,
    status: int = 200,
) -> HttpResponse:
    needs_code = identity.needs_code(request.user)
    context = {
        "export_form": export_form or ProofForm(needs_code=needs_code, auto_id="export_%s"),
        "erase_form": erase_form or ProofForm(needs_code=needs_code, auto_id="erase_%s"),
        "needs_code": needs_code,
        "obstacles": privacy.obstacles(request.user),
        "is_staff": request.user.is_staff or request.user.is_superuser,
        "tab": "privacy",
    }
    return render(request, "shop/account/privacy.html", context, status=status)
