"""The button that confirms what the assistant offered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assistant import conversations, proposals, visitors


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Once, while the offer stands, for the one it was made to; as JSON for the panel, back to the page otherwise."""
    shopper = visitors.shopper_of(request)
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    try:
        outcome = proposals.confirm(shopper, request.POST.get("token", ""))
        text, status = outcome.text, 200
    except proposals.Refused as error:
        text, status = str(error), 409
    except proposals.Gone:
        text, status = _("This offer has ended. Ask again, and you get a new one."), 410
    if wants_json:
        conversation = conversations.current(shopper)
        state = conversation.state if conversation else ""
        return JsonResponse({"text": text, "is_done": status == 200, "state": state}, status=status)
    (messages.success if status == 200 else messages.warning)(request, text)
    return redirect("assistant:chat")
