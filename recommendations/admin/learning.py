"""How the recommender does from one training to the next, and how two versions do before shoppers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from recommendations import comparison, intervals, showings
from recommendations.admin import names, reports
from recommendations.intervals import Interval
from recommendations.models import Experiment, Version
from shop.admin import plots

SHOWN, COMPARED = 20, 5
Value = Callable[[Version], float]


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What `admin/dashboard/plot.html` draws; a bar is a version."""

    title: str
    drawn: plots.Columns
    days: tuple[tuple[plots.Column, str, str], ...]
    top: str
    middle: str
    first: str
    last: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The latest twenty versions that were measured. Six queries."""
    versions = list(Version.objects.exclude(metrics={})[:SHOWN])[::-1]
    live = Version.objects.live().first()
    context = {
        "title": _("How recommendations learn"),
        "live": live,
        "report": reports.of(live) if live else None,
        "plots": _plots(versions),
        "rows": [_row(version) for version in reversed(versions)],
        "columns": [names.MEASURES[name] for name in COLUMNS],
        "experiments": _experiments(),
        "new": _new(),
        "may_compare": request.user.has_perm("recommendations.change_experiment"),
    }
    return render(
        request, "admin/recommendations/learning.html", {**admin.site.each_context(request), **context}
    )


COLUMNS = ("ndcg@10", "precision@10", "recall@10", "coverage@10", "gini@10", "tail@10", "overlap@10")


def _measure(version: Version, name: str) -> float:
    return float(version.metrics.get("models", {}).get("hybrid", {}).get(name, 0.0))


def _row(version: Version) -> dict[str, Any]:
    return {
        "version": version,
        "status": version.get_status_display(),
        "values": [reports.decimal(_measure(version, name)) for name in COLUMNS],
    }


def _plots(versions: Sequence[Version]) -> list[Plot]:
    if not versions:
        return []
    measured = ("ndcg@10", "coverage@10", "gini@10", "tail@10")
    thousandths = [_plot(str(names.MEASURES[name]), versions, _reader(name), scale=1000) for name in measured]
    return [
        *thousandths,
        _plot(_("Seconds of training"), versions, lambda row: row.seconds, scale=1),
        _plot(_("Most memory in MB"), versions, lambda row: row.peak_memory_mb, scale=1),
    ]


def _reader(name: str) -> Value:
    return lambda version: _measure(version, name)


def _plot(title: str, versions: Sequence[Version], value: Value, *, scale: int) -> Plot:
    """Shares are drawn in thousandths, because columns are whole numbers."""
    drawn = plots.columns([round(value(row) * scale) for row in versions])
    return Plot(
        title=title,
        drawn=drawn,
        days=tuple(
            (
                bar,
                f"{row}: {_told(value(row), scale)}",
                reverse("admin:recommendations_version_change", args=[row.pk]),
            )
            for bar, row in zip(drawn.columns, versions, strict=True)
        ),
        top=_told(float(drawn.top) / scale, scale),
        middle=_told(float(drawn.middle) / scale, scale),
        first=date_format(versions[0].started_at, "j N"),
        last=date_format(versions[-1].started_at, "j N"),
    )


def _told(value: float, scale: int) -> str:
    return f"{value:,.0f}" if scale == 1 else f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _new() -> dict[str, Any] | None:
    """How new products did in the place that is kept for one, and the other places of the same shelves. Two queries, one where
    nothing was shown."""
    since = timezone.now() - timedelta(days=settings.SHELF_DAYS)
    tried = showings.tried(since=since)
    if not tried:
        return None
    own = showings.Tried(
        shown=sum(one.shown for one in tried.values()), opened=sum(one.opened for one in tried.values())
    )
    beside = showings.beside(since=since)
    return {
        "days": settings.SHELF_DAYS,
        "products": len(tried),
        "rows": [
            (
                title,
                f"{one.shown:,}",
                f"{one.opened:,}",
                _range(intervals.share(one.opened, one.shown), "{:.1f}"),
            )
            for title, one in ((_("The place for a new product"), own), (_("The other places"), beside))
        ],
    }


OUTCOMES = {
    "opened": gettext_lazy("opened something"),
    "carted": gettext_lazy("put something into the cart"),
    "bought": gettext_lazy("bought something"),
}


def _experiments() -> list[dict[str, Any]]:
    """The last five comparisons with their rates. One query each."""
    rows = Experiment.objects.select_related("control", "challenger")[:COMPARED]
    return [{"row": row, "rates": [_rate(rate) for rate in comparison.rates(row)]} for row in rows]


def _rate(rate: comparison.Rate) -> dict[str, Any]:
    return {
        "name": OUTCOMES[rate.name],
        "control": _range(rate.control, "{:.1f}"),
        "challenger": _range(rate.challenger, "{:.1f}"),
        "difference": _range(rate.difference, "{:+.1f}"),
        "is_better": rate.is_better,
    }


def _range(interval: Interval, form: str) -> str:
    """A share in percent with its range."""
    value, low, high = (
        form.format(100 * (part or 0)) for part in (interval.value, interval.low, interval.high)
    )
    return f"{value} % ({low} – {high})".replace("-", "−")
