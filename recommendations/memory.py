"""What a process remembers of tables for a while, so that a page asks once for what many pages need.

Invariant: nothing here decides what may be shown; what is kept does not change while it is kept, or may be shown a little longer.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """At most `most` values, each for `seconds`; the least used go first. Threads may share it."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._lock = threading.Lock()
        self._held: OrderedDict[K, tuple[float, V]] = OrderedDict()
        _ALL.append(self)

    def of(self, keys: Iterable[K], read: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """What is kept, and what `read` tells of the rest; it is not called when there is none."""
        wanted, now = dict.fromkeys(keys), time.monotonic()
        found: dict[K, V] = {}
        with self._lock:
            for key in wanted:
                held = self._held.get(key)
                if held and now - held[0] < self.seconds:
                    self._held.move_to_end(key)
                    found[key] = held[1]
        if missing := [key for key in wanted if key not in found]:
            fresh = read(missing)
            self.put(fresh)
            found |= fresh
        return found

    def put(self, fresh: Mapping[K, V]) -> None:
        now = time.monotonic()
        with self._lock:
            for key, value in fresh.items():
                self._held[key] = (now, value)
                self._held.move_to_end(key)
            while len(self._held) > self.most:
                self._held.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._held.clear()


_ALL: list[Memory] = []


def forget() -> None:
    """All that this process remembers; for tests."""
    for memory in _ALL:
        memory.forget()
