"""What may be done once the answer is on its way: small writes that no page shows and nobody should wait for.

Invariant: what is left for later is done, in the order in which it was left. A server collects it and does it when the answer was sent,
as a part of the request, so that a server that stops in order waits for it too. Where nobody collects (tasks, commands, tests) and in a
transaction of the caller it is done at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import close_old_connections, connection

log = logging.getLogger(__name__)
Write = Callable[[Sequence[Any]], None]
Left = list[tuple[Write, Sequence[Any]]]
_collected: ContextVar[Left | None] = ContextVar("left", default=None)


@contextmanager
def collected() -> Iterator[Left]:
    """What is left for later while a request is answered; whoever collects has to call `finish`."""
    left: Left = []
    token = _collected.set(left)
    try:
        yield left
    finally:
        _collected.reset(token)


def do(write: Write, rows: Sequence[Any]) -> None:
    """Call `write` with the rows when the answer was sent, perhaps together with those of other answers."""
    left = _collected.get()
    if left is None or connection.in_atomic_block:
        write(rows)
    else:
        left.append((write, rows))


def finish(left: Left) -> None:
    """One call for each kind of write. What fails is logged, and the others are done."""
    gathered: dict[Write, list[Any]] = {}
    for write, rows in left:
        gathered.setdefault(write, []).extend(rows)
    for write, every in gathered.items():
        try:
            write(every)
        except Exception:
            log.exception("What was left for later failed: %s", write)
    close_old_connections()
