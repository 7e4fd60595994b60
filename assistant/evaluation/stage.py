"""The demonstration shop in a database that is thrown away, with its search index."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from search.indexing import rebuild
from shop import scratch
from shop.demo import opening

Tick = Callable[[str, int, int], object]


@contextlib.contextmanager
def demo(*, tick: Tick = lambda step, done, total: None) -> Iterator[None]:
    """Half a minute to set up. Raises scratch.NotAllowed. Pictures are left out."""
    with scratch.database():
        opening.fill(tick=lambda done, total: tick("Opening the demonstration shop", done, total))
        rebuild.run(tick=lambda done, total: tick("Indexing", done, total))
        yield
