"""The demonstration store: what is in it is pure data, made by code; `stocking` and `history` turn it into rows."""

from __future__ import annotations

from shop.demo.rules import Account


def accounts() -> tuple[Account, ...]:
    """Who can log in, with their passwords. They exist only in a store that was seeded."""
    from shop.demo import rules

    return rules.ACCOUNTS
