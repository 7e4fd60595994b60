"""What is asked before stock changes: a count with its reason, or a delivery as lines of SKU and units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from shop.models import StockMovement, Variant

BY_HAND = ("received", "counted", "damaged", "returned", "corrected")
MOST, MOST_LINES = 2_000_000_000, 500
LINE = re.compile(r"^(?P<name>.+?)[\s,;]+(?P<units>\d{1,9})$")


class CountForm(forms.Form):
    on_hand = forms.IntegerField(
        label=gettext_lazy("Counted on hand"),
        min_value=0,
        max_value=MOST,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        choices=[choice for choice in StockMovement.Reason.choices if choice[0] in BY_HAND],
        initial="counted",
        widget=UnfoldAdminSelectWidget,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=300, required=False, widget=UnfoldAdminTextInputWidget
    )
    low_at = forms.IntegerField(
        label=gettext_lazy("Warn at"),
        min_value=0,
        max_value=MOST,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=gettext_lazy("From so few available units on it counts as short."),
    )


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What came in of one variant."""

    variant: Variant
    units: int

    @property
    def on_hand(self) -> int:
        return self.variant.stock.on_hand if hasattr(self.variant, "stock") else 0

    @property
    def then(self) -> int:
        return self.on_hand + self.units


class ReceiveForm(forms.Form):
    """Valid, it has `arrivals`. One query whatever the number of lines."""

    lines = forms.CharField(
        label=gettext_lazy("What came in"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12, "class": "m-code", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A line for each: SKU or barcode, then the number of units. Lines with 0 are skipped."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Such as the number of the delivery note."),
    )
    arrivals: tuple[Arrival, ...] = ()

    def clean_lines(self) -> str:
        text = self.cleaned_data["lines"]
        asked, problems = _read(text)
        found = _variants(set(asked))
        for name, (number, _units) in asked.items():
            if len(found.get(name, ())) != 1:
                problems.append((number, _no_variant(name, found.get(name, []))))
        if problems:
            raise forms.ValidationError(
                [_("Line %(number)d: %(problem)s") % {"number": n, "problem": p} for n, p in sorted(problems)]
            )
        units: dict[Variant, int] = {}
        for name, (_number, count) in asked.items():
            variant = found[name][0]
            units[variant] = units.get(variant, 0) + count
        self.arrivals = tuple(
            Arrival(variant=variant, units=count) for variant, count in units.items() if count
        )
        if not self.arrivals:
            raise forms.ValidationError(_("No line names more than 0 units."))
        if any(arrival.then > MOST for arrival in self.arrivals):
            raise forms.ValidationError(_("No shelf holds so many."))
        return text


def _read(text: str) -> tuple[dict[str, tuple[int, int]], list[tuple[int, str]]]:
    """Names with their first line and all their units, and what could not be read."""
    asked: dict[str, tuple[int, int]] = {}
    problems: list[tuple[int, str]] = []
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = LINE.match(line.strip())
        if match is None:
            problems.append((number, _("write a SKU and the number of units, such as MUG-01 12")))
            continue
        name = match["name"].strip().casefold()
        first, units = asked.get(name, (number, 0))
        asked[name] = first, units + int(match["units"])
    if len(lines) > MOST_LINES:
        problems.append((MOST_LINES, _("at most %(most)d lines at once") % {"most": MOST_LINES}))
    return asked, problems


def _variants(names: set[str]) -> dict[str, list[Variant]]:
    """By SKU or barcode, whatever the case of letters. One query."""
    found: dict[str, list[Variant]] = {}
    rows = Variant.objects.annotate(low_sku=Lower("sku")).filter(Q(low_sku__in=names) | Q(barcode__in=names))
    for row in rows.select_related("stock", "product"):
        for name in {row.sku.casefold(), row.barcode} & names:
            found.setdefault(name, []).append(row)
    return found


def _no_variant(name: str, found: list[Any]) -> str:
    if found:
        return _("%(name)s is the barcode of several variants; name the SKU") % {"name": name}
    return _("no variant has the SKU or barcode %(name)s") % {"name": name}
