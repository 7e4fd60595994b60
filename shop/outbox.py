"""The outbox: a message is written in the transaction in which the thing happened and handled afterwards.

Invariant: a handler's effects in the database and the mark that it is done are one transaction, so a killed worker
neither loses nor doubles them. Effects outside (an e-mail) happen at least once.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from shop import broker
from shop.models import OutboxMessage

log = logging.getLogger(__name__)
Handler = Callable[..., object]
MAX_ATTEMPTS = 12
KEEP_DAYS = 14
_handlers: dict[str, list[Handler]] = defaultdict(list)


def subscribe(topic: str, handler: Handler) -> None:
    """Call the handler with the payload's values as keyword arguments. Subscribing twice is once."""
    if handler not in _handlers[topic]:
        _handlers[topic].append(handler)


def record(topic: str, **payload: Any) -> None:
    """Write a message in the caller's transaction; delivery is asked for when it commits. One query."""
    record_all(topic, [payload])


def record_all(topic: str, payloads: Sequence[Mapping[str, Any]]) -> None:
    """Write a message for each payload. One query."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A message belongs into the transaction of what it reports.")
    now = timezone.now()
    messages = [OutboxMessage(topic=topic, payload=dict(payload), due_at=now) for payload in payloads]
    OutboxMessage.objects.bulk_create(messages, batch_size=1000)
    if not any(hook is _ask_for_delivery for _, hook, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(_ask_for_delivery, robust=True)


def deliver(limit: int = 100) -> int:
    """Handle messages that are due, oldest first, each in a transaction of its own; says how many were handled."""
    handled = 0
    for _ in range(limit):
        outcome = _deliver_next()
        if outcome is None:
            break
        handled += outcome
    return handled


def prune() -> int:
    """Forget messages that were delivered two weeks ago."""
    old = timezone.now() - timedelta(days=KEEP_DAYS)
    return OutboxMessage.objects.filter(delivered_at__lt=old).delete()[0]


@transaction.atomic
def _deliver_next() -> bool | None:
    """True: handled. False: a handler failed and the message waits. None: nothing is due."""
    now = timezone.now()
    message = (
        OutboxMessage.objects.select_for_update(skip_locked=True)
        .filter(delivered_at__isnull=True, due_at__lte=now)
        .order_by("due_at", "pk")
        .first()
    )
    if message is None:
        return None
    message.attempts += 1
    error = _run_handlers(message)
    message.last_error = error
    if error:
        wait = (
            timedelta(seconds=2**message.attempts)
            if message.attempts < MAX_ATTEMPTS
            else timedelta(days=3650)
        )
        message.due_at = now + wait
    else:
        message.delivered_at = now
    message.save()
    return not error


def _run_handlers(message: OutboxMessage) -> str:
    """Run each handler that is not done yet in a savepoint; the first error is returned, the others still run."""
    error = ""
    for handler in _handlers[message.topic]:
        name = f"{handler.__module__}.{handler.__qualname__}"
        if name in message.handled:
            continue
        try:
            with transaction.atomic():
                handler(**message.payload)
        except Exception as raised:
            log.exception("Handler %s of outbox message %s failed", name, message.pk)
            error = error or f"{name}: {raised!r}"[:2000]
        else:
            message.handled.append(name)
    return error


def _ask_for_delivery() -> None:
    """Without Redis the message waits for the next beat."""
    try:
        broker.send("shop.tasks.deliver_outbox")
    except broker.NoWorker as error:
        log.warning("Outbox delivery waits for the broker: %s", error)
