"""Stops asking a service that is down, and asks again after a while (circuit breaker, Nygard, Release It!, 2007)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Breaker:
    """After `limit` failures in a row nothing is allowed for `rest` seconds; then one attempt decides how it goes on."""

    def __init__(
        self, *, limit: int = 3, rest: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._rest, self._clock = limit, rest, clock
        self._failures = 0
        self._opened_at = 0.0
        self._is_trying = False
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether to try now; the one attempt after a rest is given to the first who asks."""
        with self._lock:
            if self._failures < self._limit:
                return True
            if self._is_trying or self._clock() - self._opened_at < self._rest:
                return False
            self._is_trying = True
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._is_trying = 0, False

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._is_trying = False
            self._opened_at = self._clock()
