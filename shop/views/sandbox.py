"""The sandbox provider's hosted payment page. It belongs to the provider, so it looks like nobody's shop."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.models import SandboxSession
from shop.payments.sandbox import provider

MANNERS = [
    ("once", _("once, at once")),
    ("twice", _("twice")),
    ("late", _("20 seconds late")),
    ("reordered", _("in the wrong order")),
    ("forged", _("forged by somebody else")),
    ("never", _("never")),
]


@never_cache
@require_safe
def page(request: HttpRequest, reference: UUID) -> HttpResponse:
    session = _find(reference)
    return render(request, "sandbox/page.html", {"session": session, "manners": MANNERS})


@require_POST
def decide(request: HttpRequest, reference: UUID) -> HttpResponse:
    """One of the buttons; the wrong code in the 3-D Secure step declines."""
    decision = request.POST.get("decision", "")
    manner = request.POST.get("manner", "once")
    if decision not in provider.MOVES or manner not in dict(MANNERS):
        raise Http404
    if decision == "confirm" and request.POST.get("code", "").strip() != "123456":
        decision = "reject"
    try:
        session = provider.decide(str(reference), decision, manner=manner)  # type: ignore[arg-type]
    except SandboxSession.DoesNotExist as error:
        raise Http404 from error
    except provider.Conflict:
        return redirect("shop:sandbox_page", reference=reference)
    if session.status == SandboxSession.Status.CHALLENGE:
        return redirect("shop:sandbox_page", reference=reference)
    return redirect(session.return_url)


def _find(reference: UUID) -> SandboxSession:
    try:
        return provider.find(str(reference))
    except SandboxSession.DoesNotExist as error:
        raise Http404 from error
