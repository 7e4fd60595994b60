"""The first page of the administration: figures and plots of the shop, each a way into the list behind it.

Every part is made only for those who may see its table, with a fixed number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop import amounts, figures, images
from shop.admin import plots
from shop.admin.badges import ORDER
from shop.models import Order

DAYS, ROWS = 30, 6
S = Order.Status


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number at the top; `note` says how it stands to the time before."""

    title: str
    value: str
    link: str
    note: str = ""
    is_good: bool = True


@dataclass(frozen=True, kw_only=True)
class Bar:
    label: str | Promise
    value: str
    link: str
    share: float
    kind: str = ""
    picture: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Columns over the days, with the words at its edges."""

    title: str
    drawn: plots.Columns
    days: tuple[tuple[plots.Column, str, str], ...]
    top: str
    middle: str
    first: str
    last: str


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the page shows. At most twelve queries, whatever the shop's size."""
    user = request.user
    if user.has_perm("shop.view_order"):
        context |= _selling(with_lists=user.has_perm("shop.view_product"))
    if user.has_perm("shop.view_stock"):
        rows, count = figures.short(ROWS)
        context |= {"short": rows, "short_count": count, "short_link": _list("stock", level="low")}
    if user.has_perm("shop.view_review"):
        waiting, count = figures.unread_reviews(4)
        link = _list("review", status__exact="pending")
        context |= {"reviews": waiting, "review_count": count, "review_link": link}
    if user.has_perm("shop.view_payment"):
        context["trouble"] = _trouble(
            figures.trouble(), may_see_outbox=user.has_perm("shop.view_outboxmessage")
        )
    return context


def _selling(*, with_lists: bool) -> dict[str, Any]:
    now, before = figures.sales(DAYS)
    states = figures.orders_by_state()
    found: dict[str, Any] = {
        "figures": _figures(now, before, states),
        "plots": [_revenue_plot(now), _orders_plot(now)] if now.orders else [],
        "day_rows": [
            (day, _money(day.revenue), _day_link(day.on)) for day in reversed(now.days) if day.orders
        ],
        "states": _states(states),
        "has_orders": any(states.values()),
        "latest": figures.latest_orders(ROWS),
        "order_kinds": ORDER,
        "orders_link": _list("order"),
    }
    if with_lists:
        found["sellers"] = _sellers(figures.best_sellers(days=DAYS, limit=ROWS))
    return found


def _figures(now: figures.Period, before: figures.Period, states: dict[str, int]) -> list[Figure]:
    recent = _list("order", placed_at__gte=now.days[0].on.isoformat())
    today = now.days[-1]
    to_send = states[S.PAID] + states[S.FULFILLING]
    return [
        Figure(
            title=_("Sales in 30 days"),
            value=_money(now.revenue),
            link=recent,
            note=_change(now.revenue, before.revenue),
            is_good=now.revenue >= before.revenue,
        ),
        Figure(
            title=_("Orders in 30 days"),
            value=str(now.orders),
            link=recent,
            note=_change(now.orders, before.orders),
            is_good=now.orders >= before.orders,
        ),
        Figure(
            title=_("Average order"),
            value=_money(now.average),
            link=recent,
            note=_change(now.average, before.average),
            is_good=now.average >= before.average,
        ),
        Figure(
            title=_("To pack and ship"),
            value=str(to_send),
            link=_list("order", status__in=f"{S.PAID},{S.FULFILLING}"),
            note=ngettext("%(count)d order today", "%(count)d orders today", today.orders)
            % {"count": today.orders},
        ),
    ]


def _change(now: Decimal | int, before: Decimal | int) -> str:
    """How the last 30 days stand to the 30 days before; nothing to compare with says nothing."""
    if not before:
        return ""
    percent = round((Decimal(now) - Decimal(before)) * 100 / Decimal(before))
    return _("%(percent)s%% to the 30 days before") % {"percent": f"{percent:+d}".replace("-", "−")}


def _revenue_plot(now: figures.Period) -> Plot:
    drawn = plots.columns([day.revenue for day in now.days])
    return _plot(
        _("Sales by day"),
        drawn,
        now,
        [_money(day.revenue) for day in now.days],
        top=_money(drawn.top),
        middle=_money(drawn.middle),
    )


def _orders_plot(now: figures.Period) -> Plot:
    drawn = plots.columns([day.orders for day in now.days])
    words = [
        ngettext("%(count)d order", "%(count)d orders", day.orders) % {"count": day.orders}
        for day in now.days
    ]
    return _plot(_("Orders by day"), drawn, now, words, top=f"{drawn.top:f}", middle=f"{drawn.middle:f}")


def _plot(
    title: str, drawn: plots.Columns, now: figures.Period, words: list[str], *, top: str, middle: str
) -> Plot:
    days = zip(drawn.columns, now.days, words, strict=True)
    return Plot(
        title=title,
        drawn=drawn,
        days=tuple((bar, f"{_day(day.on)}: {text}", _day_link(day.on)) for bar, day, text in days),
        top=top,
        middle=middle,
        first=date_format(now.days[0].on, "MONTH_DAY_FORMAT"),
        last=date_format(now.days[-1].on, "MONTH_DAY_FORMAT"),
    )


def _states(states: dict[str, int]) -> list[Bar]:
    return [
        Bar(
            label=S(state).label,
            value=str(count),
            link=_list("order", status__exact=state),
            share=share,
            kind=ORDER[state],
        )
        for (state, count), share in zip(states.items(), plots.shares(list(states.values())), strict=True)
    ]


def _sellers(found: list[figures.Seller]) -> list[Bar]:
    return [
        Bar(
            label=seller.title,
            value=_money(seller.revenue),
            link=reverse("admin:shop_product_change", args=[seller.product_id]),
            share=share,
            picture=images.url(seller.picture, 96) if seller.picture else "",
            note=_("%(count)d sold") % {"count": seller.units},
        )
        for seller, share in zip(found, plots.shares([seller.revenue for seller in found]), strict=True)
    ]


def _trouble(found: figures.Trouble, *, may_see_outbox: bool) -> list[tuple[str, str]]:
    """Words and links for what went wrong; empty on a good day."""
    words = []
    if found.payments:
        text = ngettext("%(count)d payment needs a look", "%(count)d payments need a look", found.payments)
        words.append((text % {"count": found.payments}, _list("payment", look="yes")))
    if found.refunds:
        text = ngettext("%(count)d refund failed", "%(count)d refunds failed", found.refunds)
        words.append((text % {"count": found.refunds}, _list("order", refund="failed")))
    if found.messages and may_see_outbox:
        text = ngettext("%(count)d message was given up", "%(count)d messages were given up", found.messages)
        words.append((text % {"count": found.messages}, _list("outboxmessage", delivered_at__isempty="1")))
    return words


def _day_link(on: date) -> str:
    return _list("order", placed_at__year=on.year, placed_at__month=on.month, placed_at__day=on.day)


def _list(model: str, **query: Any) -> str:
    address = reverse(f"admin:shop_{model}_changelist")
    return f"{address}?{urlencode(query)}" if query else address


def _day(on: date) -> str:
    return f"{date_format(on, 'D')} {date_format(on, 'MONTH_DAY_FORMAT')}"


def _money(amount: Decimal) -> str:
    return amounts.shown(amount)


__all__ = ["context"]
