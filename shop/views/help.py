"""The help centre."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop import content


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    articles = content.articles().order_by("topic", "position", "title")
    return render(request, "shop/help.html", {"articles": articles, "trail": [(_("Help"), request.path)]})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article beside the others of its topic."""
    found = get_object_or_404(content.articles(), slug=slug)
    trail = [(_("Help"), reverse("shop:help")), (found.title, request.path)]
    context = {
        "article": found,
        "body": content.render(found.body),
        "others": content.articles()
        .filter(topic=found.topic)
        .exclude(pk=found.pk)
        .order_by("position", "title"),
        "trail": trail,
    }
    return render(request, "shop/help_article.html", context)
