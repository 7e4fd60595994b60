"""Money back to the shopper: everything, units of lines, or an amount; shown first, done after a second yes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminRadioSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from shop import amounts, money, orders
from shop.models import Order, OrderLine

MODES = [
    ("all", gettext_lazy("Everything that is left")),
    ("lines", gettext_lazy("Units of the order")),
    ("amount", gettext_lazy("An amount")),
]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a refund will do: units by line id, and the amount for them."""

    lines: dict[int, int]
    amount: Decimal
    restock: bool
    reason: str


class RefundForm(forms.Form):
    """Valid, it has a `plan`."""

    mode = forms.ChoiceField(
        label=gettext_lazy("What goes back"),
        choices=MODES,
        initial="all",
        widget=UnfoldAdminRadioSelectWidget(radio_style=1),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"),
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget(attrs={"step": "0.01", "inputmode": "decimal"}),
    )
    restock = forms.BooleanField(
        label=gettext_lazy("The goods are back on the shelf"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=gettext_lazy("Their units can be sold again."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Kept in the order's history; only staff read it."),
    )

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        self.plan: Plan | None = None
        self.lines: list[OrderLine] = list(order.lines.all())
        for line in self.lines:
            self.fields[f"line_{line.pk}"] = forms.IntegerField(
                label=f"{line.title} {line.label}".strip(),
                min_value=0,
                max_value=line.quantity - line.refunded_quantity,
                required=False,
                widget=UnfoldAdminIntegerFieldWidget(
                    attrs={"min": 0, "max": line.quantity - line.refunded_quantity}
                ),
            )

    def rows(self) -> list[tuple[OrderLine, int, forms.BoundField]]:
        """Lines with the units left of each and the field that asks for them."""
        return [
            (line, line.quantity - line.refunded_quantity, self[f"line_{line.pk}"]) for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        lines, amount = {"all": self._all, "lines": self._lines, "amount": self._amount}[values["mode"]](
            values
        )
        if not self.errors and amount <= 0:
            self.add_error(None, _("Nothing is left to send back."))
        if not self.errors:
            self.plan = Plan(lines=lines, amount=amount, restock=values["restock"], reason=values["reason"])
        return values

    def _all(self, values: dict[str, Any]) -> tuple[dict[int, int], Decimal]:
        return orders.units_left(self.order), orders.refundable(self.order)

    def _lines(self, values: dict[str, Any]) -> tuple[dict[int, int], Decimal]:
        units = {line.pk: values.get(f"line_{line.pk}") or 0 for line in self.lines}
        chosen = {line_id: count for line_id, count in units.items() if count}
        if not chosen:
            self.add_error("mode", _("Say how many units of which line go back."))
            return {}, money.ZERO
        return chosen, orders.refund_worth(self.order, chosen)

    def _amount(self, values: dict[str, Any]) -> tuple[dict[int, int], Decimal]:
        amount, left = values.get("amount"), orders.refundable(self.order)
        if amount is None or amount <= 0:
            self.add_error("amount", _("Say how much goes back."))
        elif amount > left:
            most = amounts.shown(left, self.order.currency)
            self.add_error("amount", _("At most %(most)s can go back.") % {"most": most})
        elif amount != money.rounded(amount, self.order.currency):
            self.add_error("amount", _("%(currency)s has no cents.") % {"currency": self.order.currency})
        if values["restock"]:
            self.add_error("restock", _("Choose the units that came back; an amount alone names none."))
        return {}, amount or money.ZERO


def foresee(plan: Plan, order: Order) -> list[str]:
    """What the refund will bring about."""
    titles = {line.pk: f"{line.title} {line.label}".strip() for line in order.lines.all()}
    units = ", ".join(f"{count} × {titles[line_id]}" for line_id, count in plan.lines.items())
    amount = amounts.shown(plan.amount, order.currency)
    left = orders.refundable(order) - plan.amount
    found = [_("%(amount)s goes back to the shopper, the way it was paid.") % {"amount": amount}]
    if units and plan.restock:
        found.append(_("Back on the shelf: %(units)s.") % {"units": units})
    elif units:
        found.append(_("Counted as refunded, but not back on the shelf: %(units)s.") % {"units": units})
    if left:
        rest = amounts.shown(left, order.currency)
        found.append(
            _("%(amount)s of the order remains; its state stays “%(state)s”.")
            % {"amount": rest, "state": order.get_status_display()}
        )
    else:
        found.append(_("The order becomes “%(state)s”, for good.") % {"state": Order.Status.REFUNDED.label})
    return [*found, _("An e-mail tells %(email)s as soon as the money is sent.") % {"email": order.email}]
