"""Reads of delivery and tax tables: where the shop delivers, what it costs, which tax applies. Merchants write them in the admin."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

from shop import money, pricing
from shop.models import DeliveryRate, TaxRate

NO_TAX = pricing.Tax(name="", rate=Decimal(0), is_inclusive=True)


@dataclass(frozen=True, kw_only=True)
class Country:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """A delivery method with its price for one parcel; `full_price` is what it would cost without the free limit."""

    code: str
    name: str
    description: str
    price: Decimal
    full_price: Decimal
    days_min: int
    days_max: int

    @property
    def is_free(self) -> bool:
        return self.price == 0


def country_name(code: str) -> str:
    """In the language of the page; the code itself when nobody knows it."""
    locale = Locale.parse(settings.LANGUAGE_CODE if get_language() is None else get_language(), sep="-")
    return locale.territories.get(code, code)


def countries() -> list[Country]:
    """Countries to which at least one method delivers, by name. One query."""
    codes = (
        DeliveryRate.objects.filter(method__is_active=True)
        .values_list("country", flat=True)
        .distinct()
        .order_by()
    )
    return sorted(
        (Country(code=code, name=country_name(code)) for code in codes),
        key=lambda country: _place(country.name),
    )


def _place(name: str) -> bytes:
    """Where the name stands in a list: GB 18030 has the common Chinese characters in the order of their sounds."""
    return name.encode("gb18030")


def tax_for(country: str) -> pricing.Tax:
    """The tax of the country, none where no rate is set. One query."""
    rate = TaxRate.objects.filter(country=country).first()
    if rate is None:
        return NO_TAX
    return pricing.Tax(name=rate.name, rate=rate.rate, is_inclusive=rate.is_inclusive)


def options(country: str, *, weight_grams: int, items_total: Decimal) -> list[Option]:
    """Methods that carry the weight to the country, cheapest first. `items_total` is after discount. One query."""
    rates = (
        DeliveryRate.objects.filter(
            country=country, method__is_active=True, max_weight_grams__gte=weight_grams
        )
        .select_related("method")
        .order_by("method_id", "max_weight_grams")
        .distinct("method_id")
    )
    found = [_option(rate, items_total) for rate in rates]
    return sorted(found, key=lambda option: (option.price, option.days_max, option.code))


def _option(rate: DeliveryRate, items_total: Decimal) -> Option:
    is_free = rate.free_from is not None and items_total >= rate.free_from
    return Option(
        code=rate.method.code,
        name=rate.method.name,
        description=rate.method.description,
        price=money.ZERO if is_free else rate.price,
        full_price=rate.price,
        days_min=rate.method.days_min,
        days_max=rate.method.days_max,
    )
