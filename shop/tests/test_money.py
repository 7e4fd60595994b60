"""Money never loses or makes a cent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop import money

amounts = st.decimals(min_value=0, max_value=100_000, places=2)
weights = st.lists(st.decimals(min_value=0, max_value=10_000, places=2), min_size=1, max_size=30)


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="Decimal"):
        money.rounded(19.9)


def test_half_a_cent_rounds_up_as_on_invoices():
    assert money.rounded(Decimal("0.125")) == Decimal("0.13")
    assert money.rounded(Decimal("0.5"), "JPY") == Decimal("1.00")


def test_ten_times_an_odd_price_is_exact():
    assert money.rounded(Decimal("38.23") * 10) == Decimal("382.30")
    assert sum(money.split(Decimal("382.30"), [Decimal(1)] * 10), Decimal(0)) == Decimal("382.30")


@given(amount=amounts, parts=weights)
def test_parts_sum_to_the_amount_and_differ_from_their_share_by_less_than_a_cent(amount, parts):
    shares = money.split(amount, parts)
    assert sum(shares, Decimal(0)) == amount
    total = sum(parts, Decimal(0))
    for share, weight in zip(shares, parts, strict=True):
        exact = amount * weight / total if total else amount / len(parts)
        assert abs(share - exact) < Decimal("0.01")


@given(amount=amounts, parts=weights)
def test_rounding_each_part_by_itself_would_lose_cents_somewhere(amount, parts):
    """The negative control needs one example only; hypothesis shows that split never is one."""
    naive = [money.rounded(Decimal(100) / 3) for _ in range(3)]
    assert sum(naive, Decimal(0)) != Decimal(100)
    assert sum(money.split(-amount, parts), Decimal(0)) == -amount


def test_nothing_to_split_over():
    assert money.split(Decimal(0), []) == []
    with pytest.raises(ValueError, match="Nothing"):
        money.split(Decimal(1), [])
    with pytest.raises(ValueError, match="negative"):
        money.split(Decimal(1), [Decimal(-1)])


@given(amount=amounts, cuts=st.lists(st.integers(1, 5), min_size=1, max_size=8))
def test_units_given_back_one_by_one_are_worth_the_line(amount, cuts):
    of, before, back = sum(cuts), 0, Decimal(0)
    for taken in cuts:
        back += money.part_of(amount, taken=taken, before=before, of=of)
        before += taken
    assert back == amount


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("1234.5", "EUR", "€1,234.50"),
        ("-3", "GBP", "−£3.00"),
        ("1200", "JPY", "¥1,200"),
        ("5", "PLN", "PLN 5.00"),
    ],
)
def test_formatted(amount, currency, text):
    assert money.formatted(Decimal(amount), currency) == text


def test_a_sign_means_what_it_means_in_the_language():
    assert money.formatted(Decimal("5.00"), "CNY", language="zh-hans") == "¥5.00"
    assert money.formatted(Decimal("5.00"), "CNY") == "CN¥5.00"
    assert money.formatted(Decimal(5), "JPY", language="zh-hans") == "JP¥5"
    assert money.formatted(Decimal("5.00"), "USD", language="zh-hans") == "US$5.00"
    assert money.formatted(Decimal("5.00"), "EUR", language="zh-hans") == "€5.00"
    assert money.formatted(Decimal("5.00"), "XAF", language="zh-hans") == "XAF 5.00"
