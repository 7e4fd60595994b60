"""How the assistant does, over time: what it answered alone, what stayed answered, ratings, hand-offs, times, who worded it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assistant import figures
from assistant.models import Conversation, Evaluation
from shop.admin import plots

PERIODS = (7, 30, 90)


@dataclass(frozen=True, kw_only=True)
class Figure:
    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What `admin/dashboard/plot.html` draws."""

    title: str
    drawn: plots.Columns
    days: tuple[tuple[plots.Column, str, str], ...]
    top: str
    middle: str
    first: str
    last: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Four queries, whatever the period."""
    sent = request.GET.get("days", "")
    days = next((choice for choice in PERIODS if str(choice) == sent), 30)
    sums = figures.sums(days=days)
    context = {
        "days": days,
        "periods": [(each, ngettext("%(n)d day", "%(n)d days", each) % {"n": each}) for each in PERIODS],
        "sums": sums,
        "figures": _figures(sums),
        "plots": _plots(sums),
        "reasons": _bars({str(Conversation.Reason(key).label): count for key, count in sums.reasons.items()}),
        "ratings": _bars({f"{stars} ★": sums.ratings.get(stars, 0) for stars in (5, 4, 3, 2, 1)}),
        "writers": _bars({_("Templates"): sums.answers - sums.by_model, _("Language model"): sums.by_model}),
        "evaluations": Evaluation.objects.all()[:12],
    }
    page = {**admin.site.each_context(request), **context, "title": _("How the assistant does")}
    return render(request, "admin/assistant/figures.html", page)


def _figures(sums: figures.Sums) -> list[Figure]:
    answers = ngettext("%(count)d answer", "%(count)d answers", sums.answers) % {"count": sums.answers}
    return [
        Figure(title=_("Conversations"), value=str(sums.conversations), note=answers),
        Figure(title=_("Contained"), value=f"{sums.contained_percent} %", note=_("ended without a person")),
        Figure(
            title=_("Verified"),
            value=f"{sums.verified_percent} %",
            note=_("and nobody came back in 72 hours"),
        ),
        Figure(
            title=_("Handed to people"), value=f"{sums.handed_off_percent} %", note=_("of all conversations")
        ),
        Figure(title=_("Rated as helpful"), value=f"{sums.happy_percent} %", note=_("four stars or five")),
        Figure(
            title=_("Worded by a model"), value=f"{sums.model_percent} %", note=_("the rest by templates")
        ),
    ]


def _plots(sums: figures.Sums) -> list[Plot]:
    if not sums.conversations:
        return []
    return [
        _plot(_("Conversations by day"), sums, [day.conversations for day in sums.days]),
        _plot(_("Handed to people by day"), sums, [day.handed_off for day in sums.days]),
    ]


def _plot(title: str, sums: figures.Sums, values: list[int]) -> Plot:
    drawn = plots.columns(values)
    return Plot(
        title=title,
        drawn=drawn,
        days=tuple(
            (bar, f"{date_format(day.on, 'D j N')}: {value}", "")
            for bar, day, value in zip(drawn.columns, sums.days, values, strict=True)
        ),
        top=f"{drawn.top:f}",
        middle=f"{drawn.middle:f}",
        first=date_format(sums.days[0].on, "j N"),
        last=date_format(sums.days[-1].on, "j N"),
    )


def _bars(counts: dict[str, int]) -> list[tuple[str, int, float]]:
    shares = plots.shares(list(counts.values()))
    return [(label, count, share) for (label, count), share in zip(counts.items(), shares, strict=True)]
