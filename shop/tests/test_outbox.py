"""What was recorded is handled, once, or stays until it can be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from shop import outbox
from shop.models import Category, OutboxMessage
from shop.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers(monkeypatch):
    """No subscription but the test's own."""
    monkeypatch.setattr(outbox, "_handlers", outbox.defaultdict(list))


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="transaction"):
        outbox.record("order.placed", order_id=1)


def test_a_message_reaches_each_handler_once(handlers):
    seen: list[int] = []

    def remember(*, order_id):
        seen.append(order_id)

    outbox.subscribe("order.placed", remember)
    with transaction.atomic():
        outbox.record("order.placed", order_id=7)
    assert outbox.deliver() == 1
    assert outbox.deliver() == 0
    assert seen == [7]


def test_a_failing_handler_is_tried_again_later_and_leaves_nothing_half_done(handlers):
    calls: list[str] = []

    def works(order_id):
        calls.append("works")

    def fails(order_id):
        factories.category("Half")
        calls.append("fails")
        if calls.count("fails") == 1:
            raise ValueError("no")

    outbox.subscribe("order.placed", works)
    outbox.subscribe("order.placed", fails)
    with transaction.atomic():
        outbox.record("order.placed", order_id=1)
    assert outbox.deliver() == 0
    message = OutboxMessage.objects.get()
    assert "no" in message.last_error
    assert message.due_at > timezone.now()
    assert not Category.objects.exists()
    OutboxMessage.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert outbox.deliver() == 1
    assert calls == ["works", "fails", "fails"]
    assert Category.objects.count() == 1


def test_what_is_rolled_back_was_never_said():
    with transaction.atomic():
        outbox.record("order.placed", order_id=1)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()
