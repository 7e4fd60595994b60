"""The inbox: who waits for a person, what was said and on which facts, and an answer.

Invariant: who answers has taken over first; two people never answer one shopper; every step leaves an entry in the history of
what staff did. A staff member reads conversations with the right `answer_conversation` alone.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from assistant import conversations, guard, inboxing, showing, suggesting
from assistant.models import CannedReply, Conversation
from shop.admin import history

ROWS = 60
S = Conversation.State
KINDS = {S.WAITING.value: "danger", S.HUMAN.value: "primary", S.BOT.value: "info", S.CLOSED.value: ""}
SHOWN = {
    "people": gettext_lazy("For people"),
    "all": gettext_lazy("All"),
    "closed": gettext_lazy("Closed"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Those who wait first, the longest wait on top."""
    shown = request.GET.get("show", "people")
    return _page(request, **_list(shown if shown in SHOWN else "people"))


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One conversation beside the list: transcript with facts, a suggested reply with its sources, canned replies."""
    conversation = _of(pk)
    return _page(request, **_list("people"), **_opened(request, conversation))


@require_safe
def said(request: HttpRequest, pk: int) -> HttpResponse:
    """The transcript alone, asked for every few seconds while the page is open."""
    conversation = _of(pk)
    context = {"conversation": conversation, "said": showing.transcript(conversation, is_over=True)}
    return render(request, "admin/assistant/said.html", context)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = _of(pk)
    if conversations.take_over(conversation, by=request.user):  # type: ignore[arg-type]
        history.note(request, [conversation], _("Took over"))
    else:
        messages.warning(request, _("Somebody else was faster, or the conversation has ended."))
    return redirect("admin:assistant_conversation", pk)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = _of(pk)
    try:
        text = guard.clean(request.POST.get("text", ""))
        conversations.answer(conversation, text, by=request.user)  # type: ignore[arg-type]
    except guard.Empty:
        messages.error(request, _("Write something first."))
    except guard.TooLong:
        messages.error(
            request, _("An answer can have %(count)d characters at most.") % {"count": guard.LONGEST}
        )
    except conversations.WrongState:
        messages.warning(request, _("Take the conversation over first; somebody else may have it."))
    return redirect("admin:assistant_conversation", pk)


@require_POST
def hand_back(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = _of(pk)
    if conversations.hand_back(conversation):
        history.note(request, [conversation], _("Handed back to the assistant"))
        messages.success(request, _("The assistant answers again."))
    return redirect("admin:assistant_inbox")


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    conversation = _of(pk)
    if conversations.close(conversation):
        history.note(request, [conversation], _("Closed the conversation"))
        messages.success(request, _("The conversation is closed."))
    return redirect("admin:assistant_inbox")


def _of(pk: int) -> Conversation:
    found = Conversation.objects.select_related("user", "agent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _list(shown: str) -> dict[str, Any]:
    """One query."""
    rows = Conversation.objects.for_people()
    if shown == "people":
        rows = rows.filter(state__in=[S.WAITING, S.HUMAN])
    elif shown == "closed":
        rows = rows.filter(state=S.CLOSED)
    found = inboxing.rows(rows[:ROWS])
    waiting = sum(row.state == S.WAITING for row in found)
    return {"rows": found, "waiting": waiting, "shown": shown, "choices": SHOWN.items(), "kinds": KINDS}


def _opened(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "said": showing.transcript(conversation, is_over=True),
        "facts": inboxing.facts(conversation),
        "is_mine": conversation.state == S.HUMAN and conversation.agent_id == request.user.pk,
        "may_take": conversation.state in {S.WAITING, S.BOT},
        "suggestion": suggesting.reply(conversation) if conversation.is_with_people else None,
        "canned": CannedReply.objects.filter(language=conversation.language),
    }


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    context |= {"title": _("Conversations"), **admin.site.each_context(request)}
    return render(request, "admin/assistant/inbox.html", {**context, "title": _("Conversations")})
