"""What can be done to an order: each step with the right it needs, what it asks for and what it will bring about.

Invariant: a step is offered only where the order's state allows it, and taken only through the functions of shop/orders.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from shop import amounts, orders
from shop.models import Order

S = Order.Status
CARRIERS = ("DHL", "UPS", "DPD", "GLS", "Hermes", "FedEx", "Royal Mail", "La Poste", "USPS")


class StepForm(forms.Form):
    """A step that needs nothing but a yes."""


class CarrierWidget(UnfoldAdminTextInputWidget):
    """A text with suggestions, which the page holds as a datalist."""

    def __init__(self) -> None:
        super().__init__(attrs={"list": "carriers"})


class ShipForm(StepForm):
    carrier = forms.CharField(
        label=gettext_lazy("Carrier"), max_length=60, required=False, widget=CarrierWidget
    )
    tracking_number = forms.CharField(
        label=gettext_lazy("Tracking number"),
        max_length=80,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Shown to the shopper, in the e-mail and on the page of the order."),
    )


class CancelForm(StepForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Kept in the order's history; only staff read it."),
    )


@dataclass(frozen=True, kw_only=True)
class Step:
    """`action` is a key of orders.ACTIONS; `foresee` tells what the step brings about."""

    name: str
    title: str | Promise
    icon: str
    action: str
    right: str
    form_class: type[StepForm] = StepForm
    take: Callable[..., object] | None = None
    foresee: Callable[[Order], list[str]]
    is_grave: bool = False


def _pack(order: Order) -> list[str]:
    return [_becomes(S.FULFILLING), _("The shopper can no longer cancel the order without asking you.")]


def _ship(order: Order) -> list[str]:
    return [_becomes(S.SHIPPED), _mail(order)]


def _deliver(order: Order) -> list[str]:
    return [_becomes(S.DELIVERED), _mail(order), _("The shopper may review what was bought.")]


def _cancel(order: Order) -> list[str]:
    lines = list(order.lines.all())
    units = ", ".join(
        f"{line.quantity - line.refunded_quantity} × {line.title} {line.label}".strip() for line in lines
    )
    found = [_("The order becomes “%(state)s”, for good.") % {"state": S.CANCELLED.label}]
    if order.status == S.PLACED:
        found.append(_("Free for others again: %(units)s.") % {"units": units})
        found.append(_("Its payment page closes."))
        if order.coupon_code:
            found.append(_("Coupon %(code)s may be used again.") % {"code": order.coupon_code})
    else:
        found.append(_("Back on the shelf: %(units)s.") % {"units": units})
        if left := orders.refundable(order):
            amount = amounts.shown(left, order.currency)
            found.append(_("%(amount)s goes back to the shopper.") % {"amount": amount})
    return [*found, _mail(order)]


def _refund(order: Order) -> list[str]:
    return []


def _becomes(state: Order.Status) -> str:
    return _("The order becomes “%(state)s”.") % {"state": state.label}


def _mail(order: Order) -> str:
    return _("An e-mail tells %(email)s.") % {"email": order.email}


STEPS = {
    step.name: step
    for step in (
        Step(
            name="pack",
            title=gettext_lazy("Start packing"),
            icon="package_2",
            action="pack",
            right="shop.fulfil_order",
            take=orders.start_packing,
            foresee=_pack,
        ),
        Step(
            name="ship",
            title=gettext_lazy("Ship"),
            icon="local_shipping",
            action="ship",
            right="shop.fulfil_order",
            form_class=ShipForm,
            take=orders.ship,
            foresee=_ship,
        ),
        Step(
            name="deliver",
            title=gettext_lazy("Mark as delivered"),
            icon="task_alt",
            action="deliver",
            right="shop.fulfil_order",
            take=orders.deliver,
            foresee=_deliver,
        ),
        Step(
            name="refund",
            title=gettext_lazy("Refund"),
            icon="currency_exchange",
            action="refund",
            right="shop.refund_order",
            foresee=_refund,
            is_grave=True,
        ),
        Step(
            name="cancel",
            title=gettext_lazy("Cancel the order"),
            icon="cancel",
            action="cancel",
            right="shop.cancel_order",
            form_class=CancelForm,
            take=orders.cancel,
            foresee=_cancel,
            is_grave=True,
        ),
    )
}


def offered(order: Order, request: HttpRequest) -> list[Step]:
    """What the order's state and the asker's rights allow."""
    return [step for step in STEPS.values() if is_open(step, order) and request.user.has_perm(step.right)]


def is_open(step: Step, order: Order) -> bool:
    return orders.can(order, step.action) and (step.name != "refund" or orders.refundable(order) > 0)


def refusal(step: Step, order: Order) -> str:
    """Why the step is not possible, in words."""
    values = {"number": order.number, "state": order.get_status_display(), "step": step.title}
    return _("“%(step)s” is not possible: order %(number)s is “%(state)s”.") % values


def summary(step: Step, values: dict[str, Any]) -> str:
    """What the history keeps of the step."""
    said = ", ".join(str(value) for value in values.values() if value)
    return f"{step.title}: {said}" if said else str(step.title)
