"""Amounts as the reader of a page or a letter writes them: `money` with the language that is active and the shop's currency."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils.translation import get_language

from shop import money


def shown(amount: Decimal, currency: str = "") -> str:
    """In the shop's currency unless an order names its own."""
    return money.formatted(amount, currency or settings.CURRENCY, language=_language())


def sign(currency: str = "") -> str:
    """What stands beside a bare number, as in the fields of a price range."""
    return money.symbol(currency or settings.CURRENCY, language=_language()).strip()


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
