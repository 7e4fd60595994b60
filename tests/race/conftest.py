"""Real connections and threads: every buyer of a race has a connection of their own and starts at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/tests/race/" in str(item.path):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.django_db(transaction=True))


def at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """Run all calls at the same moment, each in a thread; answers their results or exceptions in the same order."""
    barrier = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(position: int, call: Callable[[], object]) -> None:
        try:
            connections["default"].ensure_connection()
            barrier.wait(timeout=30)
            results[position] = call()
        except Exception as error:
            results[position] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(position, call)) for position, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
