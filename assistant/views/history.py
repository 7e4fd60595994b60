"""What a shopper sees of their own conversations: reading, deleting, taking them along."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assistant import conversations, privacy, showing, visitors

MOST = 50


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    mine = conversations.mine(visitors.shopper_of(request)).order_by("-pk")[:MOST]
    context = {
        "conversations": showing.summaries(mine),
        "keeps": showing.keeps(),
        "trail": [(_("Chat"), "/chat/"), (_("Your conversations"), request.path)],
    }
    return render(request, "assistant/history.html", context)


@never_cache
@require_safe
def conversation(request: HttpRequest, key: UUID) -> HttpResponse:
    try:
        found = conversations.of(visitors.shopper_of(request), key)
    except conversations.NotYours as error:
        raise Http404 from error
    context = {
        "conversation": found,
        "said": showing.transcript(found, is_over=True),
        "trail": [(_("Your conversations"), "/chat/history/"), (str(found), request.path)],
    }
    return render(request, "assistant/conversation.html", context)


@require_POST
def delete(request: HttpRequest, key: UUID) -> HttpResponse:
    mine = conversations.mine(visitors.shopper_of(request)).filter(key=key)
    if not conversations.forget(mine):
        raise Http404
    messages.success(request, _("The conversation is deleted."))
    return redirect("assistant:history")


@require_POST
def delete_all(request: HttpRequest) -> HttpResponse:
    conversations.forget(conversations.mine(visitors.shopper_of(request)))
    messages.success(request, _("Your conversations are deleted."))
    response = redirect("assistant:history")
    if not request.user.is_authenticated:
        visitors.forget(response)
    return response


@never_cache
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything that was said, as a JSON file."""
    told = privacy.export(conversations.mine(visitors.shopper_of(request)))
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False, indent=1), content_type="application/json; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="conversations.json"'
    return response
