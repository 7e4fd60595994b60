"""The page of what is searched, found and chosen: figures, plots, lists, and each list as a file.

Who may see it has the right `view_analytics` and sees sums. Words that only one or two people typed may say who they are,
so they are counted and not shown, here and in files, unless the reader has `view_loggedquery`; see `search.analytics`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from search import analytics
from search.templatetags.search_admin import percent
from shop.admin import plots
from shop.exchange import dumping

PERIODS = (7, 30, 90)
NAMES = {
    "top": gettext_lazy("What is searched most"),
    "empty": gettext_lazy("Searched and not found"),
    "unchosen": gettext_lazy("Found and never opened"),
    "corrections": gettext_lazy("What was corrected"),
}
COLUMNS = {
    "words": ("query", "searches", "people", "without_results", "click_through"),
    "corrections": ("typed", "corrected", "searches", "click_through"),
}


@dataclass(frozen=True, kw_only=True)
class Figure:
    title: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What `admin/dashboard/plot.html` draws; `days` are bars with words and, where somebody may follow it, a link."""

    title: str
    drawn: plots.Columns
    days: tuple[tuple[plots.Column, str, str], ...]
    top: str
    middle: str
    first: str
    last: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Five queries of the log, whatever the period."""
    days = _days(request)
    with_rare = request.user.has_perm("search.view_loggedquery")
    period, lists = analytics.period(days), analytics.lists(days, with_rare=with_rare)
    counts = period.counts
    context = {
        "title": _("What is searched"),
        "days": days,
        "periods": [(choice, _label(choice)) for choice in PERIODS],
        "counts": counts,
        "figures": _figures(counts, analytics.before(days), days),
        "outcomes": _outcomes(counts),
        "plots": _plots(period, may_follow=with_rare) if counts.searches else [],
        "day_rows": [day for day in reversed(period.days) if day.counts.searches],
        "times": analytics.times(days),
        "lists": lists,
        "corrections": analytics.corrections(days, with_rare=with_rare),
        "names": NAMES,
        "with_rare": with_rare,
        "few": analytics.FEW,
        "may_add_synonym": request.user.has_perm("search.add_synonym"),
        "may_try": request.user.has_perm("search.view_placement"),
    }
    return render(request, "admin/search/analytics.html", {**admin.site.each_context(request), **context})


@require_safe
def export(request: HttpRequest, name: str) -> HttpResponse:
    """One of the lists as CSV, with more rows than the page has; cells are safe in spreadsheets."""
    if name not in NAMES:
        raise Http404
    days, with_rare = _days(request), request.user.has_perm("search.view_loggedquery")
    lines = _lines(name, days, with_rare=with_rare)
    answer = HttpResponse("".join(lines).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    file = f"search-{name}-{days}-days-{timezone.localdate().isoformat()}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def _lines(name: str, days: int, *, with_rare: bool) -> Iterator[str]:
    most = analytics.LONGEST_FILE
    if name == "corrections":
        yield dumping.line(COLUMNS["corrections"])
        for row in analytics.corrections(days, with_rare=with_rare, rows=most):
            yield dumping.line([row.text, row.corrected, str(row.searches), percent(row.click_through)])
        return
    yield dumping.line(COLUMNS["words"])
    for words in getattr(analytics.lists(days, with_rare=with_rare, rows=most), name):
        numbers = (words.searches, words.people, words.empty)
        yield dumping.line([words.text, *map(str, numbers), percent(words.click_through)])


def _days(request: HttpRequest) -> int:
    sent = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == sent), 30)


def _label(days: int) -> str:
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def _figures(now: analytics.Counts, before: analytics.Counts, days: int) -> list[Figure]:
    return [
        Figure(
            title=_("Searches"), value=f"{now.searches:,}", note=_change(now.searches, before.searches, days)
        ),
        Figure(
            title=_("Without a result"),
            value=percent(now.empty_share),
            note=_points(now.empty_share, before.empty_share, days),
        ),
        Figure(
            title=_("Led to a click"),
            value=percent(now.click_through),
            note=_("%(first)s on the first place, %(ten)s on the first ten")
            % {"first": percent(now.click_through_at_1), "ten": percent(now.click_through_at_10)},
        ),
        Figure(
            title=_("How high the choice stands"),
            value="–" if now.mean_reciprocal_rank is None else f"{now.mean_reciprocal_rank:.2f}",
            note=_("mean of 1 / place (MRR); 1 is always the first"),
        ),
    ]


def _outcomes(now: analytics.Counts) -> list[tuple[str | Promise, str, float]]:
    """From searches that people could be followed in to orders, as bars."""
    rows = (
        (_("Found something"), now.watched, None),
        (_("Clicked"), now.clicked, now.click_through),
        (_("Put into the cart"), now.carted, now.cart_rate),
        (_("Bought"), now.bought, now.order_rate),
    )
    shares = plots.shares([count for _label, count, _rate in rows])
    return [
        (label, f"{count:,}" + (f" ({percent(rate)})" if rate is not None else ""), share)
        for (label, count, rate), share in zip(rows, shares, strict=True)
    ]


def _change(now: int, before: int, days: int) -> str:
    if not before:
        return ""
    change = f"{round((now - before) * 100 / before):+d}".replace("-", "−")
    return _("%(percent)s%% to the %(days)d days before") % {"percent": change, "days": days}


def _points(now: float | None, before: float | None, days: int) -> str:
    if now is None or before is None:
        return ""
    change = f"{100 * (now - before):+.1f}".replace("-", "−")
    return _("%(points)s points to the %(days)d days before") % {"points": change, "days": days}


def _plots(period: analytics.Period, *, may_follow: bool) -> list[Plot]:
    searches = [day.counts.searches for day in period.days]
    empty = [round(100 * (day.counts.empty_share or 0)) for day in period.days]
    clicked = [round(100 * (day.counts.click_through or 0)) for day in period.days]
    counted = [
        ngettext("%(count)d search", "%(count)d searches", count) % {"count": count} for count in searches
    ]
    of_empty = [percent(day.counts.empty_share) for day in period.days]
    of_clicked = [percent(day.counts.click_through) for day in period.days]
    made = (
        (_("Searches by day"), searches, counted, ""),
        (_("Without a result"), empty, of_empty, " %"),
        (_("Led to a click"), clicked, of_clicked, " %"),
    )
    return [
        _plot(title, values, words, unit, period.days, may_follow=may_follow)
        for title, values, words, unit in made
    ]


def _plot(
    title: str,
    values: Sequence[int],
    words: Sequence[str],
    unit: str,
    days: Sequence[analytics.Day],
    *,
    may_follow: bool,
) -> Plot:
    drawn = plots.columns(values)
    return Plot(
        title=title,
        drawn=drawn,
        days=tuple(
            (bar, f"{date_format(day.on, 'D j N')}: {text}", _day_link(day) if may_follow else "")
            for bar, day, text in zip(drawn.columns, days, words, strict=True)
        ),
        top=f"{drawn.top:f}{unit}",
        middle=f"{drawn.middle:f}{unit}",
        first=date_format(days[0].on, "j N"),
        last=date_format(days[-1].on, "j N"),
    )


def _day_link(day: analytics.Day) -> str:
    on = {"at__year": day.on.year, "at__month": day.on.month, "at__day": day.on.day}
    return f"{reverse('admin:search_loggedquery_changelist')}?{urlencode(on)}"
