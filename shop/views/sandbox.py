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
    ("once", _("once, right away")),
    ("twice", _("twice")),
    ("late", _("20 seconds late")),
    ("reordered", _("in the wrong order")),
    ("forged", _("after somebody forged a message")),
    ("stale", _("after an old message came again")),
    ("never", _("never")),
]
SCENES = [
    ("challenge", _("Ask for a code"), _("The bank wants a 3-D Secure step first.")),
    ("pay_later", _("Authorise only"), _("The money follows after 15 seconds.")),
    ("decline", _("Decline the card"), _("The bank says no.")),
    ("no_funds", _("Not enough money"), _("The bank says no, and why.")),
]


@never_cache
@require_safe
def page(request: HttpRequest, reference: UUID) -> HttpResponse:
    try:
        session = provider.find(str(reference))
    except provider.NoSession as error:
        raise Http404 from error
    context = {"session": session, "manners": MANNERS, "scenes": SCENES, "code": provider.CODE}
    return render(request, "sandbox/page.html", context)


@require_POST
def decide(request: HttpRequest, reference: UUID) -> HttpResponse:
    """One of the buttons; what cannot happen any more shows the page as it stands."""
    decision, manner = request.POST.get("decision", ""), request.POST.get("manner")
    if decision not in provider.MOVES or manner not in {None, *dict(MANNERS)}:
        raise Http404
    code = request.POST.get("code", "")
    try:
        session = provider.decide(str(reference), decision, manner=manner, code=code)  # type: ignore[arg-type]
    except provider.NoSession as error:
        raise Http404 from error
    except provider.Conflict:
        return redirect("shop:sandbox_page", reference=reference)
    if session.status == SandboxSession.Status.CHALLENGE:
        return redirect("shop:sandbox_page", reference=reference)
    return redirect(session.return_url)
