"""The sidebar: what a merchant works with, in groups, each entry only for those who may see its table.

Invariant: no registered table gets lost. Apps above the shop add groups of their own; what no group names stands under More.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shop.models import Order, Review


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A table by its label, with a Material Symbol; without a title it is called what its table is called.

    Or a page of `pages` by its name, with the right it asks for and a title.
    """

    icon: str
    model: str = ""
    page: str = ""
    right: str = ""
    title: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    title: str | Promise
    entries: tuple[Entry, ...]
    is_collapsible: bool = False


GROUPS = (
    Group(
        title=_("Selling"),
        entries=(
            Entry(model="shop.Order", icon="receipt_long"),
            Entry(model="shop.Payment", icon="payments"),
            Entry(model="shop.Coupon", icon="sell"),
        ),
    ),
    Group(
        title=_("Catalogue"),
        entries=(
            Entry(model="shop.Product", icon="inventory_2"),
            Entry(model="shop.Variant", icon="style", title=_("Variants and prices")),
            Entry(model="shop.Category", icon="account_tree"),
            Entry(model="shop.Collection", icon="auto_awesome_mosaic"),
            Entry(model="shop.Brand", icon="workspace_premium"),
            Entry(model="shop.Attribute", icon="tune"),
        ),
    ),
    Group(
        title=_("Stock"),
        entries=(
            Entry(model="shop.Stock", icon="warehouse"),
            Entry(model="shop.StockMovement", icon="swap_vert"),
        ),
    ),
    Group(
        title=_("People and words"),
        entries=(
            Entry(model="shop.Review", icon="reviews"),
            Entry(model="shop.HelpArticle", icon="help_center"),
            Entry(model="shop.User", icon="group"),
        ),
    ),
    Group(
        title=_("The shop"),
        entries=(
            Entry(model="shop.StoreProfile", icon="storefront"),
            Entry(model="shop.DeliveryMethod", icon="local_shipping"),
            Entry(model="shop.TaxRate", icon="percent"),
            Entry(model="auth.Group", icon="badge", title=_("Staff roles")),
        ),
    ),
    Group(
        title=_("Behind the scenes"),
        is_collapsible=True,
        entries=(
            Entry(model="shop.PaymentEvent", icon="webhook"),
            Entry(model="shop.OutboxMessage", icon="outbox"),
            Entry(model="shop.Reservation", icon="hourglass_top"),
            Entry(model="admin.LogEntry", icon="history", title=_("What staff changed")),
        ),
    ),
)
INSIDE_OTHERS = frozenset({"shop.AttributeChoice"})
_added: list[Group] = []


def add(group: Group) -> None:
    """A group of an app above the shop; it stands before what lies behind the scenes."""
    _added.append(group)


def all_groups() -> tuple[Group, ...]:
    return (*GROUPS[:-1], *_added, *GROUPS[-1:])


def groups(request: HttpRequest) -> list[dict[str, Any]]:
    """What the sidebar shows. At most two queries, for the numbers beside orders and reviews."""
    if not request.user.is_staff:
        return []
    waiting = _waiting(request)
    found = [_group(group, request, waiting) for group in (*all_groups(), _more())]
    start = {"title": _("Dashboard"), "icon": "space_dashboard", "link": reverse("admin:index")}
    return [{"title": "", "items": [start]}, *(group for group in found if group["items"])]


def _group(group: Group, request: HttpRequest, waiting: dict[str, int]) -> dict[str, Any]:
    items = [_item(entry, waiting) for entry in group.entries if _may_see(entry, request)]
    return {"title": group.title, "collapsible": group.is_collapsible, "items": items}


def _item(entry: Entry, waiting: dict[str, int]) -> dict[str, Any]:
    if entry.page:
        return {"title": entry.title, "icon": entry.icon, "link": reverse(f"admin:{entry.page}")}
    meta = _registered()[entry.model]._meta
    item: dict[str, Any] = {
        "title": entry.title or capfirst(meta.verbose_name_plural),
        "icon": entry.icon,
        "link": reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist"),
    }
    if waiting.get(entry.model):
        item |= {"badge": waiting[entry.model], "badge_variant": "primary"}
    return item


def _more() -> Group:
    """What was registered and no group names."""
    named = {entry.model for group in all_groups() for entry in group.entries} | INSIDE_OTHERS
    left = sorted(label for label in _registered() if label not in named)
    return Group(title=_("More"), entries=tuple(Entry(model=label, icon="table") for label in left))


def _registered() -> dict[str, type[Model]]:
    return {model._meta.label: model for model in admin.site._registry}


def _may_see(entry: Entry, request: HttpRequest) -> bool:
    if entry.page:
        return request.user.has_perm(entry.right)
    model = _registered().get(entry.model)
    return model is not None and admin.site._registry[model].has_view_permission(request)


def _waiting(request: HttpRequest) -> dict[str, int]:
    """What waits for somebody: orders that nobody packs yet, reviews that nobody read yet."""
    found: dict[str, int] = {}
    if request.user.has_perm("shop.fulfil_order"):
        found["shop.Order"] = Order.objects.filter(status=Order.Status.PAID).count()
    if request.user.has_perm("shop.moderate_review"):
        found["shop.Review"] = Review.objects.filter(status=Review.Status.PENDING).count()
    return found
