""" "Why this?": the evidence of a recommendation, and what a shopper can say of it. Works as a page and as a dialog."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from recommendations import explain
from recommendations.reasons import tokens
from recommendations.reasons.tokens import Shown
from recommendations.shoppers import feedback, interests
from shop import activity, cards

SAID = {
    "up": gettext_lazy("Thank you: we look for more like this."),
    "down": gettext_lazy("Thank you: you will not see this again."),
    "less": gettext_lazy("You will see less like this."),
    "undo": gettext_lazy("Taken back."),
}


@never_cache
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    shown = _shown(request, token)
    template = "why_dialog" if request.htmx else "why"  # type: ignore[attr-defined]
    return render(request, f"recommendations/{template}.html", _context(request, shown, token))


@never_cache
@require_POST
def say(request: HttpRequest, token: str) -> HttpResponse:
    """A thumb, "less like this", or all of it taken back; counts for the very next list."""
    shown = _shown(request, token)
    kind = request.POST.get("kind", "")
    is_noted = _say(request, shown, kind)
    if request.htmx:  # type: ignore[attr-defined]
        gone = is_noted and kind in {"down", "less"}
        context = {"product_id": shown.evidence.product_id if gone else None, "shelf": shown.shelf}
        return render(request, "recommendations/said.html", context)
    return redirect(_back(request))


def _say(request: HttpRequest, shown: Shown, kind: str) -> bool:
    shopper, product = activity.shopper_of(request), shown.evidence.product_id
    if shopper is None:
        messages.info(
            request, _("You asked us not to keep what you do here, so we cannot remember this either.")
        )
        return False
    if kind not in SAID:
        messages.error(request, _("Choose one of the buttons."))
        return False
    if kind == "undo":
        feedback.take_back(shopper, product_id=product)
    else:
        feedback.say(shopper, product_id=product, kind=kind, shelf=shown.shelf, version_id=shown.version_id)
    messages.success(request, SAID[kind])
    return True


@never_cache
@require_POST
def history(request: HttpRequest) -> HttpResponse:
    """Stop using what they do here, or begin again; an account keeps the wish, a browser keeps a cookie."""
    wanted = request.POST.get("use", "") == "yes"
    response = redirect(_back(request))
    interests.use_history(request, response, wanted=wanted)
    if wanted:
        messages.success(request, _("From now on what you do here shapes what we suggest."))
    else:
        messages.success(
            request, _("From now on we do not use what you do here, and suggest what is popular.")
        )
    return response


def _shown(request: HttpRequest, token: str) -> Shown:
    try:
        return tokens.read(token, shopper=activity.shopper_of(request))
    except tokens.Invalid as error:
        raise Http404 from error


def _context(request: HttpRequest, shown: Shown, token: str) -> dict[str, Any]:
    found = cards.by_ids([shown.evidence.product_id])
    if not found:
        raise Http404
    [reason] = explain.reasons([shown.evidence])
    return {
        "shown": shown,
        "evidence": reason.evidence,
        "reason": reason,
        "card": found[0],
        "token": token,
        "is_followed": activity.shopper_of(request) is not None,
        "shared": [explain.in_words(one) for one in reason.evidence.shared],
        "back": _back(request),
    }


def _back(request: HttpRequest) -> str:
    """Where they came from, if that is a page of ours."""
    current = request.htmx.current_url_abs_path if request.htmx else ""  # type: ignore[attr-defined]
    wanted = request.POST.get("next", "") or request.GET.get("next", "") or current or ""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("recommendations:for_you")
