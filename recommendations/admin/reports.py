"""What a version measured, as figures, bars and lines for the templates. Pure but for translations: it reads a version's JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from recommendations.admin import names
from recommendations.models import Version
from shop.admin import plots

Text = str | Promise
HEIGHT = 100


@dataclass(frozen=True, kw_only=True)
class Figure:
    title: Text
    value: str
    note: Text = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """`share` is the percentage of the longest bar."""

    label: Text
    value: str
    share: float
    is_main: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """Points of one measure over the settings of variety, as an SVG path in a canvas 100 wide and 100 high."""

    title: Text
    path: str
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: Sequence[Text]
    rows: Sequence[tuple[Text, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Report:
    figures: Sequence[Figure]
    algorithms: Sequence[Bar]
    bought: Sequence[Bar]
    lift: Sequence[Bar]
    lift_of_popularity: Sequence[Bar]
    lines: Sequence[Line]
    variety: Table | None
    cold_items: Table | None
    cold_shoppers: Table | None
    cleaning: Sequence[tuple[Text, str]]
    left_out: Sequence[tuple[Text, str]]
    verdict: Text
    difference: str


def of(version: Version) -> Report:
    """Everything that the page of a version shows; empty parts where nothing was measured."""
    metrics, told = version.metrics, version.report
    models, lifts = metrics.get("models", {}), metrics.get("lift", {})
    return Report(
        figures=_figures(models.get("hybrid", {}), version),
        algorithms=_bars({name: row.get("ndcg@10") for name, row in models.items()}),
        bought=_bars({name: row.get("bought_ndcg@10") for name, row in models.items()}),
        lift=_lift(lifts, "hybrid"),
        lift_of_popularity=_lift(lifts, "popularity"),
        lines=_lines(metrics.get("variety", [])),
        variety=_variety(metrics.get("variety", [])),
        cold_items=_cold_items(metrics.get("cold_items", {})),
        cold_shoppers=_cold_shoppers(metrics.get("cold_shoppers", {})),
        cleaning=_cleaning(told.get("cleaning", {})),
        left_out=[
            (names.ALGORITHMS.get(name, name), reason) for name, reason in told.get("left_out", {}).items()
        ],
        verdict=names.VERDICTS.get(told.get("verdict", {}).get("how", ""), ""),
        difference=_difference(told.get("verdict", {})),
    )


def _figures(hybrid: Mapping[str, Any], version: Version) -> list[Figure]:
    notes = {
        "ndcg@10": _("how high what was taken later stands, 1 is perfect"),
        "precision@10": _("of ten places, the share that was taken"),
        "recall@10": _("of what was taken, the share among ten"),
        "coverage@10": _("of all products, the share that anybody is shown"),
        "gini@10": _("0 when all products are shown alike, 1 when one is"),
        "tail@10": _("places for what is not among the most taken fifth"),
        "overlap@10": _("of two shoppers' ten products, the share they have in common"),
    }
    found = [
        Figure(title=names.MEASURES[name], value=decimal(hybrid[name]), note=note)
        for name, note in notes.items()
        if name in hybrid
    ]
    took = _("%(mb)s MB of memory at most") % {"mb": f"{version.peak_memory_mb:,}"}
    return [*found, Figure(title=_("Training"), value=f"{version.seconds:.0f} s", note=took)]


def _bars(values: Mapping[str, Any]) -> list[Bar]:
    measured = {name: value for name, value in values.items() if value is not None}
    ordered = sorted(measured, key=lambda name: (name != "hybrid", -measured[name]))
    shares = plots.shares([round(measured[name] * 10_000) for name in ordered])
    return [
        Bar(
            label=names.ALGORITHMS.get(name, name),
            value=decimal(measured[name]),
            share=share,
            is_main=name == "hybrid",
        )
        for name, share in zip(ordered, shares, strict=True)
    ]


def _lift(lifts: Mapping[str, Mapping[str, float]], name: str) -> list[Bar]:
    """Bars of all algorithms are of one scale, so that they can be compared."""
    longest = max((abs(value) for groups in lifts.values() for value in groups.values()), default=0.0) or 1.0
    return [
        Bar(
            label=names.GROUPS.get(group, group),
            value=signed_percent(value),
            share=100 * abs(value) / longest,
        )
        for group, value in lifts.get(name, {}).items()
    ]


def _lines(rows: Sequence[Mapping[str, float]]) -> list[Line]:
    """Each measure from its lowest to its highest value, so that what rises and what falls is seen."""
    drawn = ("ndcg@10", "coverage@10", "tail@10", "popularity@10")
    if len(rows) < 2:
        return []
    found = []
    for name in drawn:
        values = [row[name] for row in rows]
        low, width = min(values), (max(values) - min(values)) or 1.0
        span = (rows[-1]["variety"] - rows[0]["variety"]) or 1.0
        points = [
            f"{100 * (row['variety'] - rows[0]['variety']) / span:.1f} {HEIGHT - 90 * (row[name] - low) / width - 5:.1f}"
            for row in rows
        ]
        found.append(
            Line(
                title=names.MEASURES[name],
                path="M" + "L".join(points),
                first=decimal(values[0]),
                last=decimal(values[-1]),
            )
        )
    return found


def _variety(rows: Sequence[Mapping[str, float]]) -> Table | None:
    columns = ("ndcg@10", "recall@10", "coverage@10", "gini@10", "tail@10", "popularity@10", "overlap@10")
    if not rows:
        return None
    return Table(
        columns=[names.MEASURES[name] for name in columns],
        rows=[(f"{row['variety']:.2f}", [decimal(row[name]) for name in columns]) for row in rows],
    )


def _cold_items(found: Mapping[str, Mapping[str, float]]) -> Table | None:
    if not found:
        return None
    return Table(
        columns=[
            _("NDCG@10 among new products"),
            _("Recall@10 among new products"),
            _("Recall@20 among all products"),
        ],
        rows=[
            (
                names.ALGORITHMS.get(name, name),
                [decimal(row[key]) for key in ("among_ndcg@10", "among_recall@10", "all_recall@20")],
            )
            for name, row in found.items()
        ],
    )


def _cold_shoppers(found: Mapping[str, Mapping[str, float]]) -> Table | None:
    if not found:
        return None
    return Table(
        columns=[_("NDCG@10 after 1 event"), _("after 2 events"), _("after 3 events")],
        rows=[
            (names.ALGORITHMS.get(name, name), [decimal(row[f"ndcg@10_of_{events}"]) for events in (1, 2, 3)])
            for name, row in found.items()
        ],
    )


def _cleaning(told: Mapping[str, Any]) -> list[tuple[Text, str]]:
    words = told.get("words", {})
    rows = [(label, told[name]) for name, label in names.CLEANING.items() if name in told]
    rows += [(label, words[name]) for name, label in names.WORDS.items() if name in words]
    return [(label, f"{value:,}") for label, value in rows]


def _difference(verdict: Mapping[str, Any]) -> str:
    if "difference" not in verdict:
        return ""
    return _("NDCG@10 %(difference)s ± %(error)s over %(shoppers)s shoppers") % {
        "difference": f"{verdict['difference']:+.4f}".replace("-", "−"),
        "error": f"{verdict['error']:.4f}",
        "shoppers": f"{verdict['shoppers']:,}",
    }


def decimal(value: float) -> str:
    """Three places, or two where the number is not a share."""
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:,.2f}"


def signed_percent(value: float) -> str:
    return f"{100 * value:+.0f} %".replace("-", "−")
