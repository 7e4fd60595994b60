"""Times shelves as many shoppers at once would meet them: threads with connections of their own, in this process."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection, connections
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from recommendations import serve
from recommendations.shelves import Context
from shop.activity import Shopper
from shop.models import Product, ShopperEvent

WARM_UP, MOST_SHOPPERS = 40, 300
PLACES = ("home", "product", "cart", "order")


class NothingToMeasure(Exception):
    """The shop has no product, or nobody did anything yet."""


@dataclass(frozen=True, kw_only=True)
class Call:
    place: str
    shopper: Shopper | None
    context: Context


@dataclass(frozen=True, kw_only=True)
class Figure:
    calls: int
    queries: int
    p50_ms: float
    p95_ms: float
    processor_ms: float


@dataclass(frozen=True, kw_only=True)
class Timed:
    """`processor_ms` is what a page costs this process in the middle, however busy the machine is otherwise; `per_second` is what all clients got together; `think_seconds` is how long each waits between two pages, on average."""

    clients: int
    think_seconds: float
    seconds: float
    per_second: float
    p50_ms: float
    p95_ms: float
    places: dict[str, Figure]


def measure(*, clients: int, seconds: float, think: float, seed: int = 0) -> Timed:
    """Raises NothingToMeasure. Writes nothing."""
    calls = _calls(random.Random(seed))
    for call in calls[:WARM_UP]:
        _run(call)
    queries = {place: _queries(next(call for call in calls if call.place == place)) for place in PLACES}
    times: list[tuple[str, float, float]] = []
    lock, until = threading.Lock(), time.perf_counter() + seconds

    def visit(number: int) -> None:
        chance = random.Random(seed * 1000 + number)
        if think:
            time.sleep(chance.random() * think)
        while time.perf_counter() < until:
            call = chance.choice(calls)
            began, worked = time.perf_counter(), time.thread_time()
            _run(call)
            worked = time.thread_time() - worked
            with lock:
                times.append((call.place, (time.perf_counter() - began) * 1000, worked * 1000))
            if think:
                time.sleep(chance.expovariate(1 / think))

    began = time.perf_counter()
    _at_once(visit, clients)
    took = time.perf_counter() - began
    spent = [milliseconds for _place, milliseconds, _worked in times]
    return Timed(
        clients=clients,
        think_seconds=think,
        seconds=round(took, 1),
        per_second=round(len(times) / took, 1),
        p50_ms=_quantile(spent, 50),
        p95_ms=_quantile(spent, 95),
        places={
            place: Figure(
                calls=len(own),
                queries=queries[place],
                p50_ms=_quantile(own, 50),
                p95_ms=_quantile(own, 95),
                processor_ms=_quantile([worked for at, _spent, worked in times if at == place], 50),
            )
            for place in PLACES
            if (own := [milliseconds for at, milliseconds, _worked in times if at == place])
        },
    )


def _at_once(visit: Callable[[int], None], clients: int) -> None:
    """In threads with connections of their own; a single client in this one."""
    if clients == 1:
        visit(0)
        return

    def alone(number: int) -> None:
        try:
            visit(number)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=alone, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _calls(chance: random.Random) -> list[Call]:
    """Known and unknown shoppers on every kind of page, shuffled."""
    active = ShopperEvent.objects.exclude(user=None).values("user").annotate(n=Count("pk")).order_by("-n")
    shoppers = [Shopper(user_id=row["user"], visitor=None) for row in active[:MOST_SHOPPERS]]
    products = list(Product.objects.published().order_by("-popularity").values_list("pk", flat=True)[:200])
    if not products or not shoppers:
        raise NothingToMeasure("Load products and shoppers first: manage.py seed_demo.")
    calls = []
    for shopper in [*shoppers, None]:
        for place in PLACES:
            some = tuple(chance.sample(products, 1 if place == "product" else min(3, len(products))))
            context = Context(
                product_ids=() if place == "home" else some,
                in_cart=frozenset(some) if place == "cart" else frozenset(),
            )
            calls.append(Call(place=place, shopper=shopper, context=context))
    chance.shuffle(calls)
    return calls


def _run(call: Call) -> None:
    serve.page(call.place, shopper=call.shopper, context=call.context)


def _queries(call: Call) -> int:
    _run(call)
    with CaptureQueriesContext(connection) as captured:
        _run(call)
    return len(captured)


def _quantile(times: Sequence[float], percent: int) -> float:
    return round(statistics.quantiles(times, n=100)[percent - 1], 1) if len(times) > 1 else 0.0
