"""Totals add up, whatever the items, discount, delivery and tax."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shop import pricing

prices = st.decimals(min_value=0, max_value=5000, places=2)
items = st.lists(
    st.builds(pricing.Item, unit_price=prices, quantity=st.integers(1, 99)), min_size=1, max_size=12
)
taxes = st.builds(
    pricing.Tax,
    name=st.just("VAT"),
    rate=st.decimals(min_value=0, max_value=30, places=1),
    is_inclusive=st.booleans(),
)
discounts = st.none() | st.one_of(
    st.builds(
        pricing.Discount, kind=st.just("percent"), value=st.decimals(min_value=0, max_value=100, places=1)
    ),
    st.builds(pricing.Discount, kind=st.just("amount"), value=prices),
    st.builds(pricing.Discount, kind=st.just("delivery"), value=st.just(Decimal(0))),
)
VAT = pricing.Tax(name="VAT", rate=Decimal(19), is_inclusive=True)
SALES_TAX = pricing.Tax(name="Sales tax", rate=Decimal("8.875"), is_inclusive=False)


@given(items=items, discount=discounts, delivery=prices, tax=taxes)
def test_parts_sum_to_the_whole(items, discount, delivery, tax):
    totals = pricing.totals(items, discount=discount, delivery=delivery, tax=tax)
    assert sum(item.subtotal for item in totals.items) == totals.items_total
    assert sum(item.discount for item in totals.items) == totals.discount_total
    assert sum(item.tax for item in totals.items) + totals.delivery_tax == totals.tax_total
    due = totals.items_total - totals.discount_total + totals.delivery_total
    assert totals.total == (due if tax.is_inclusive else due + totals.tax_total)
    assert totals.total >= 0
    assert all(item.total == item.subtotal - item.discount >= 0 for item in totals.items)


def test_included_tax_is_a_part_of_the_total():
    totals = pricing.totals([pricing.Item(unit_price=Decimal("119.00"), quantity=1)], tax=VAT)
    assert (totals.total, totals.tax_total) == (Decimal("119.00"), Decimal("19.00"))


def test_sales_tax_comes_on_top():
    totals = pricing.totals(
        [pricing.Item(unit_price=Decimal("100.00"), quantity=1)], delivery=Decimal("10.00"), tax=SALES_TAX
    )
    assert (totals.tax_total, totals.total) == (Decimal("9.76"), Decimal("119.76"))


def test_an_amount_off_never_makes_the_shop_pay():
    totals = pricing.totals(
        [pricing.Item(unit_price=Decimal("5.00"), quantity=1)],
        discount=pricing.Discount(kind="amount", value=Decimal(20)),
        delivery=Decimal("4.90"),
        tax=VAT,
    )
    assert (totals.discount_total, totals.total) == (Decimal("5.00"), Decimal("4.90"))


def test_a_delivery_coupon_makes_delivery_free():
    totals = pricing.totals(
        [pricing.Item(unit_price=Decimal("5.00"), quantity=1)],
        discount=pricing.Discount(kind="delivery", value=Decimal(0)),
        delivery=Decimal("4.90"),
        tax=VAT,
    )
    assert (totals.delivery_total, totals.total) == (Decimal("0.00"), Decimal("5.00"))


def test_an_empty_cart_costs_nothing():
    assert pricing.totals([], tax=VAT).total == 0
