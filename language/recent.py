"""Remembers the vectors of the latest single texts: shoppers repeat each other's queries, and pages repeat their own."""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np


class RecentVectors:
    """A thread-safe least-recently-used map of at most `size` rows. Rows go in and out as copies."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._rows: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str) -> np.ndarray | None:
        with self._lock:
            row = self._rows.get(text)
            if row is None:
                return None
            self._rows.move_to_end(text)
            return row.copy()

    def put(self, text: str, row: np.ndarray) -> None:
        with self._lock:
            self._rows[text] = row.copy()
            self._rows.move_to_end(text)
            while len(self._rows) > self._size:
                self._rows.popitem(last=False)
