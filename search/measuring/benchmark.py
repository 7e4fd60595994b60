"""Measures whole searches and suggestions at a size, in a database of its own: encoding, filters, facets, page and cards."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection

from search import query, suggest
from search.indexing import rebuild
from search.measuring import crowd
from search.models import FacetValue
from shop import scratch
from shop.demo import stocking
from shop.facets import Range, Selection
from shop.models import Product

Tick = Callable[[str, int, int], object]
Question = TypeVar("Question")
ROUNDS = 200


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds of whole searches or suggestions, and how many a second all clients had answered."""

    p50_ms: float
    p95_ms: float
    per_second: float


@dataclass(frozen=True, kw_only=True)
class Report:
    products: int
    index_seconds: float
    products_per_second: float
    index_mb: float
    one_client: Times
    eight_clients: Times
    suggestions: Times

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def run(products: int, *, rounds: int = ROUNDS, tick: Tick = lambda step, done, total: None) -> Report:
    """Minutes for tens of thousands of products. Raises scratch.NotAllowed."""
    with scratch.database():
        stocking.rows()
        crowd.fill(products, tick=lambda done, total: tick("Making products", done, total))
        began = time.perf_counter()
        build = rebuild.run(tick=lambda done, total: tick("Indexing", done, total))
        seconds = time.perf_counter() - began
        asked = selections(rounds)
        typed = beginnings(2 * rounds)
        for selection, text in zip(asked[:20], typed, strict=False):
            query.run(selection)
            suggest.suggest(text)
        return Report(
            products=build.documents,
            index_seconds=round(seconds, 1),
            products_per_second=round(build.documents / seconds, 1),
            index_mb=round(_size(build.table) / 2**20, 1),
            one_client=_asked(asked, query.run, clients=1),
            eight_clients=_asked(asked, query.run, clients=8),
            suggestions=_asked(typed, suggest.suggest, clients=1),
        )


def selections(number: int, *, seed: int = 1) -> list[Selection]:
    """Words of titles in all kinds of combinations, a third of them with filters, as shoppers type and click."""
    rng = random.Random(seed)
    titles = list(Product.objects.published().order_by("pk").values_list("title", flat=True))
    colours = list(FacetValue.objects.filter(code="colour").order_by("value").values_list("value", flat=True))
    found = []
    for place in range(number):
        words = rng.choice(titles).split()
        kept = words[-rng.randint(1, min(3, len(words))) :]
        kept += [rng.choice(colours)] if place % 5 == 0 and colours else []
        found.append(
            Selection(
                words=" ".join(kept),
                page=1 if place % 4 else 2,
                chosen={"colour": (rng.choice(colours),)} if place % 3 == 0 and colours else {},
                ranges={"price": Range(high=Decimal(100))} if place % 6 == 0 else {},
                sort="" if place % 7 else "price",
            )
        )
    return found


def beginnings(number: int, *, seed: int = 1) -> list[str]:
    """What stands in the box while words of titles are typed: the last of one to three words has 1 to 12 letters."""
    rng = random.Random(seed)
    titles = list(Product.objects.published().order_by("pk").values_list("title", flat=True))
    found = []
    for _ in range(number):
        words = rng.choice(titles).split()
        start = rng.randrange(len(words))
        *whole, last = words[start : start + rng.randint(1, 3)]
        found.append(" ".join([*whole, last[: rng.randint(1, 12)]]))
    return found


def _asked(asked: Sequence[Question], answer: Callable[[Question], object], *, clients: int) -> Times:
    times: list[float] = []
    queue = list(asked)
    lock = threading.Lock()

    def work() -> None:
        try:
            while True:
                with lock:
                    if not queue:
                        return
                    question = queue.pop()
                began = time.perf_counter()
                answer(question)
                with lock:
                    times.append((time.perf_counter() - began) * 1000)
        finally:
            if clients > 1:
                connection.close()

    began = time.perf_counter()
    if clients == 1:
        work()
    else:
        threads = [threading.Thread(target=work) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    seconds = time.perf_counter() - began
    return Times(
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(statistics.quantiles(times, n=20)[18], 1),
        per_second=round(len(times) / seconds, 1),
    )


def _size(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        return int(cursor.fetchone()[0])
