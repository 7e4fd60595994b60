"""Stock: units are taken once, and every change of the number on hand says why."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shop import orders, stock
from shop.models import Reservation, Stock, StockMovement
from shop.tests import factories

pytestmark = pytest.mark.django_db


def test_reserving_more_than_is_there_takes_nothing_and_names_what_is_short():
    plenty, short = factories.variant(units=10), factories.variant(units=1)
    order = factories.placed_order(variants=[plenty], quantity=1)
    with pytest.raises(stock.SoldOut) as error, transaction.atomic():
        stock.reserve(order, quantities={short.pk: 2, plenty.pk: 1}, until=timezone.now())
    assert error.value.variant_ids == (short.pk,)
    assert Stock.objects.get(variant=plenty).reserved == 1


def test_the_database_refuses_what_python_would_let_through():
    variant = factories.variant(units=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(variant=variant).update(reserved=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stock.objects.filter(variant=variant).update(on_hand=-1)


def test_a_paid_order_takes_its_units_out_of_the_shop():
    variant = factories.variant(units=5)
    order = factories.placed_order(variants=[variant], quantity=2)
    assert Stock.objects.get(variant=variant).available == 3
    with transaction.atomic():
        orders.mark_paid(order.pk, actor=orders.GATEWAY)
    present = Stock.objects.get(variant=variant)
    assert (present.on_hand, present.reserved) == (3, 0)
    assert StockMovement.objects.filter(order=order, delta=-2, on_hand=3, reason="sold").count() == 1
    assert order.reservations.get().status == Reservation.Status.CONSUMED


def test_counting_and_adjusting_leave_a_movement_with_the_reason(sam):
    variant = factories.variant(units=5)
    assert stock.count(variant.pk, on_hand=9, actor=sam, note="Shelf 3") == 9
    assert stock.adjust(variant.pk, delta=-2, reason="damaged", actor=sam) == 7
    assert stock.count(variant.pk, on_hand=7, actor=sam) == 7
    rows = StockMovement.objects.filter(variant=variant, actor=sam).order_by("pk")
    assert [(row.delta, row.on_hand, row.reason) for row in rows] == [(4, 9, "counted"), (-2, 7, "damaged")]


def test_units_that_orders_hold_cannot_be_counted_away():
    variant = factories.variant(units=5)
    factories.placed_order(variants=[variant], quantity=3)
    with pytest.raises(stock.BelowReserved):
        stock.count(variant.pk, on_hand=2)
    assert Stock.objects.get(variant=variant).on_hand == 5


class ShelfAndOrders(RuleBasedStateMachine):
    """A model of one variant: whatever is bought, paid, cancelled, expired and restocked, the numbers agree."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = (
            True  # each example is rolled back; the durable block inside must not mind
        )
        self.block.__enter__()
        self.variant = factories.variant(units=6)
        self.on_hand, self.open, self.paid = 6, [], []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @property
    def held(self) -> int:
        return sum(order.lines.get().quantity for order in self.open)

    @rule(quantity=st.integers(1, 4))
    def place(self, quantity: int) -> None:
        if self.on_hand - self.held < quantity:
            return
        self.open.append(factories.placed_order(variants=[self.variant], quantity=quantity))

    @precondition(lambda self: self.open)
    @rule()
    def pay(self) -> None:
        order = self.open.pop()
        self.on_hand -= order.lines.get().quantity
        factories.pay(order)
        self.paid.append(order)

    @precondition(lambda self: self.open)
    @rule()
    def run_out(self) -> None:
        factories.run_out(self.open.pop())
        assert orders.expire() == 1

    @precondition(lambda self: self.paid)
    @rule()
    def cancel_paid(self) -> None:
        order = self.paid.pop()
        orders.cancel(order, actor=orders.SYSTEM)
        self.on_hand += order.lines.get().quantity

    @rule(delta=st.integers(-3, 5))
    def adjust(self, delta: int) -> None:
        try:
            stock.adjust(self.variant.pk, delta=delta, reason="corrected")
        except stock.BelowReserved:
            assert self.on_hand + delta < self.held
        else:
            self.on_hand += delta

    @invariant()
    def the_numbers_agree(self) -> None:
        present = Stock.objects.get(variant=self.variant)
        assert (present.on_hand, present.reserved) == (self.on_hand, self.held)


class TestShelfAndOrders(ShelfAndOrders.TestCase):
    settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
