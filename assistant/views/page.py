"""The page of the chat, its panel on other pages, and the form that works without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistant import conversations, showing, visitors
from assistant.models import Conversation
from assistant.shopper import Shopper
from assistant.views.hearing import Unheard, hear
from shop.models import Product


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """GET: the open conversation. POST: say something, and come back."""
    if request.method != "POST":
        return render(request, "assistant/page.html", _context(request))
    try:
        heard = hear(request)
    except Unheard as error:
        context = _context(request) | {"error": error.text, "draft": request.POST.get("text", "")[:4000]}
        response = render(request, "assistant/page.html", context, status=error.status)
        return _waiting(response, error)
    for _event in heard.events():
        pass
    response = redirect("assistant:chat")
    visitors.remember(response, heard.shopper)
    return response


def _waiting(response: HttpResponse, error: Unheard) -> HttpResponse:
    if error.seconds:
        response["Retry-After"] = str(error.seconds)
    return response


@never_cache
@require_safe
def panel(request: HttpRequest) -> HttpResponse:
    """What the panel on other pages shows; fetched when it is opened, so that pages themselves ask the database nothing."""
    return render(request, "assistant/panel.html", _context(request))


@never_cache
@require_safe
def updates(request: HttpRequest) -> HttpResponse:
    """What was said since a message, for somebody who waits for a person. 204 where there is nothing new."""
    conversation = conversations.current(visitors.shopper_of(request))
    after = request.GET.get("after", "")
    if conversation is None or not (after.isascii() and after.isdecimal() and len(after) < 19):
        return HttpResponse(status=204)
    said = [said for said in showing.transcript(conversation) if said.id > int(after) and not said.is_mine]
    if not said:
        response = HttpResponse(status=204)
        response["X-Chat-State"] = conversation.state
        return response
    response = render(request, "assistant/parts/messages.html", {"said": said, "conversation": conversation})
    response["X-Chat-State"] = conversation.state
    return response


@require_POST
def rate(request: HttpRequest) -> HttpResponse:
    """1 to 5 for the open conversation, or for the last one."""
    conversation = _latest(visitors.shopper_of(request))
    stars = request.POST.get("stars", "")
    if conversation is not None and stars in {"1", "2", "3", "4", "5"}:
        conversations.rate(conversation, int(stars))
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, _("Thank you. That helps us to do better."))
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=204)
    return redirect("assistant:chat")


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End the conversation; the next message begins a new one."""
    conversation = conversations.current(visitors.shopper_of(request))
    if conversation is not None:
        conversations.close(conversation)
    return redirect("assistant:chat")


def _latest(shopper: Shopper) -> Conversation | None:
    return conversations.mine(shopper).order_by("-pk").first()


def _context(request: HttpRequest) -> dict[str, Any]:
    """At most four queries."""
    shopper = visitors.shopper_of(request)
    conversation = conversations.current(shopper)
    return {
        "conversation": conversation,
        "said": showing.transcript(conversation) if conversation else [],
        "product": _product(request),
        "suggestions": showing.suggestions(is_known=shopper.is_known, with_product=bool(_product(request))),
        "keeps": showing.keeps(),
        "trail": [(_("Chat"), request.path)],
    }


def _product(request: HttpRequest) -> Product | None:
    """The product that is asked about, from the address of the page."""
    given = request.GET.get("product", "") or request.POST.get("product", "")
    if not (given.isascii() and given.isdecimal() and len(given) < 19):
        return None
    if not hasattr(request, "_asked_about"):
        found = Product.objects.published().filter(pk=int(given)).only("pk", "title", "slug").first()
        request._asked_about = found  # type: ignore[attr-defined]
    return request._asked_about  # type: ignore[attr-defined]
