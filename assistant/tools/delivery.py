"""What delivery costs and how long it takes, by country, from the shop's own rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assistant.answers import Answer, Draft, Measure, shown
from assistant.asked import Asked
from assistant.events import Card
from assistant.shopper import Shopper
from assistant.tools import articles
from shop import delivery
from shop.models import DeliveryRate


def options(shopper: Shopper, asked: Asked) -> Answer:
    """Methods with their prices and days. Two queries, and those for the article."""
    country = asked.said.country or asked.memory.get("country") or shopper.home
    rates = list(
        DeliveryRate.objects.filter(country=country, method__is_active=True)
        .select_related("method")
        .order_by("method__position", "method_id", "max_weight_grams")
    )
    if not rates:
        return _not_there(country)
    draft = Draft()
    name = delivery.country_name(country)
    lightest = {rate.method_id: rate for rate in reversed(rates)}
    for rate in sorted(lightest.values(), key=lambda rate: (rate.method.position, rate.method_id)):
        _tell(draft, rate, name)
    if any(rate.max_weight_grams != lightest[rate.method_id].max_weight_grams for rate in rates):
        draft.say(_("Heavier parcels cost more; the table has the prices."))
    card = Card(kind="delivery", values={"country": name, "rates": [_row(rate) for rate in rates]})
    answer = draft.answer(card=card, remembers={"country": country})
    article = articles.link_of(asked, topic="orders")
    return answer.and_then(article) if article else answer


def _tell(draft: Draft, rate: DeliveryRate, country: str) -> None:
    method, source = rate.method, f"delivery rate {rate.pk}"
    draft.know("country", country, kind="name")
    if method.days_min == method.days_max:
        pattern = ngettext(
            "%(method)s to %(country)s takes %(days)s working day and costs %(price)s.",
            "%(method)s to %(country)s takes %(days)s working days and costs %(price)s.",
            method.days_max,
        )
        draft.say(
            pattern,
            method=method.name,
            country=country,
            days=Measure(method.days_max, "working days"),
            price=rate.price,
            source=source,
        )
    else:
        draft.say(
            _("%(method)s to %(country)s takes %(days)s to %(most_days)s working days and costs %(price)s."),
            method=method.name,
            country=country,
            days=Measure(method.days_min, "working days"),
            most_days=Measure(method.days_max, "working days"),
            price=rate.price,
            source=source,
        )
    if rate.free_from is not None:
        draft.say(_("It is free for orders from %(free_from)s."), free_from=rate.free_from, source=source)


def _row(rate: DeliveryRate) -> dict[str, Any]:
    days = {"low": rate.method.days_min, "high": rate.method.days_max}
    return {
        "method": rate.method.name,
        "days": str(days["low"]) if days["low"] == days["high"] else f"{days['low']}–{days['high']}",
        "kilograms": shown_weight(rate.max_weight_grams),
        "price": str(shown(rate.price)),
        "free_from": str(shown(rate.free_from)) if rate.free_from is not None else "",
    }


def shown_weight(grams: int) -> str:
    return f"{(Decimal(grams) / 1000).normalize():f} kg"


def _not_there(country: str) -> Answer:
    draft = Draft()
    name = delivery.country_name(country)
    draft.know(
        "looked_up", f"We do not deliver to {name}, no rate for {name}", kind="sentence", source="rates"
    )
    draft.say(_("We do not deliver to %(country)s yet."), country=name)
    served = delivery.countries()
    if served:
        draft.say(_("We deliver to %(countries)s."), countries=", ".join(place.name for place in served[:20]))
    draft.link(_("Help centre"), reverse("shop:help"))
    return draft.answer(remembers={"country": None})
