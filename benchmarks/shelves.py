"""How quick shelves come: shoppers at once before the real web server, and the function behind it without HTTP.

    python -m benchmarks.shelves [--clients 20] [--pause 5] [--seconds 30] [--products 1]

The shop is that of benchmarks.api (var/bench, or the folder in MARIGOLD_BENCH_VAR); with few --products it is the plain
demonstration, and where nothing was learned yet a recommender is trained first. The web server runs with the command line of `make run`.
Each shopper has a connection of their own and asks for the shelves of one page after another. First they pause between two pages
as people do, --pause seconds on average (exponential); then they never pause, which says how many pages the machine can serve.
The last line of the output is a JSON object: p50 and p95 by place, requests a second, and processor time of the server a request.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from benchmarks import live

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
GUESTS_AMONG = 5
"""Every fifth shopper is a guest."""
PLACES = {"home": 4, "product": 5, "cart": 1}
"""Pages with shelves, and how often each is opened."""
MOST_PRODUCTS = 200
KEPT_OPEN = 3.0
"""Seconds after which a shopper's next page comes over a new connection; the server closes those that are idle for five."""
WARM_UP = 6
"""Rounds of all places by every shopper, so that each of the server's processes has met them."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    place: str
    milliseconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    live.settle(asked.port)
    from config import services

    with services.running() as addresses:
        os.environ.update(addresses)
        live.python("-m", "benchmarks.large_shop", str(asked.products))
        with live.serving(asked.port, only={"web"}) as (url, pids):
            found = _measure(url, pids["web"], asked)
        options = [
            "--clients",
            str(asked.clients),
            "--seconds",
            str(asked.seconds),
            "--think",
            str(asked.pause),
        ]
        function = json.loads(live.python("manage.py", "bench_recommendations", "--json", *options))
    load = [round(one, 2) for one in os.getloadavg()]
    print(json.dumps({**found, "function": function, "load": load}))  # noqa: T201 - what the command answers
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clients", type=int, default=20, help="shoppers at once")
    parser.add_argument(
        "--pause", type=float, default=5.0, help="seconds between two pages of one, on average"
    )
    parser.add_argument("--seconds", type=int, default=30, help="how long each part takes")
    parser.add_argument("--products", type=int, default=1, help="at least so many; the demonstration has 661")
    parser.add_argument("--port", type=int, default=8124)
    return parser


def _measure(url: str, server: int, asked: argparse.Namespace) -> dict[str, Any]:
    from django.core.management import call_command

    from recommendations.models import Version
    from shop.models import Product

    if not Version.objects.live().exists():
        call_command("train_recommendations", stdout=sys.stderr)
    products = Product.objects.published().order_by("-popularity", "pk")
    ids = list(products.values_list("pk", flat=True)[:MOST_PRODUCTS])
    cookies = list(_cookies(asked.clients))
    _at_once(url, cookies, ids, rounds=WARM_UP)
    told: dict[str, Any] = {
        "products": products.count(),
        "clients": asked.clients,
        "pool": os.environ.get("DATABASE_POOL", ""),
    }
    for name, pause in (("with_pauses", asked.pause), ("without_pauses", 0.0)):
        worked, began = _processor_seconds(server), time.perf_counter()
        answers = _at_once(url, cookies, ids, pause=pause, seconds=asked.seconds)
        took = time.perf_counter() - began
        worked = _processor_seconds(server) - worked
        told[name] = {
            "pause_seconds": pause,
            "per_second": round(len(answers) / took, 1),
            "server_ms": round(worked * 1000 / max(len(answers), 1), 1),
            **{place: _figures(one for one in answers if one.place == place) for place in PLACES},
            "all": _figures(answers),
        }
    return told


def _cookies(clients: int) -> Iterable[str]:
    """Those who did most in the shop, signed in, and guests."""
    from django.conf import settings
    from django.db.models import Count
    from django.test import Client

    from shop.models import User

    active = User.objects.filter(is_staff=False, is_active=True, uses_history=True)
    people = iter(active.annotate(deeds=Count("events")).order_by("-deeds", "pk")[:clients])
    for number in range(clients):
        person = None if number % GUESTS_AMONG == GUESTS_AMONG - 1 else next(people, None)
        client = Client(SERVER_NAME="127.0.0.1", HTTP_USER_AGENT=BROWSER)
        if person is not None:
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.get("/for-you/")
        yield "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _at_once(
    url: str,
    cookies: Sequence[str],
    ids: Sequence[int],
    *,
    pause: float = 0.0,
    seconds: float = 0.0,
    rounds: int = 0,
) -> list[Asked]:
    """What every shopper asked, in `rounds` of all places or for some seconds. Raises SystemExit where an answer was none."""
    answers: list[Asked] = []
    failed: list[str] = []

    def shop(number: int) -> None:
        try:
            answers.extend(
                _visit(url, cookies[number], ids, number=number, pause=pause, seconds=seconds, rounds=rounds)
            )
        except (OSError, http.client.HTTPException) as error:
            failed.append(str(error))

    threads = [threading.Thread(target=shop, args=(number,)) for number in range(len(cookies))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise SystemExit(f"{len(failed)} of {len(cookies)} shoppers failed, the first with: {failed[0]}")
    return answers


def _visit(
    url: str, cookie: str, ids: Sequence[int], *, number: int, pause: float, seconds: float, rounds: int
) -> Iterable[Asked]:
    chance = random.Random(number)
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
    headers = {"Cookie": cookie, "User-Agent": BROWSER, "HX-Request": "true", "Accept-Encoding": "gzip"}
    until = time.perf_counter() + seconds
    places = list(PLACES) * rounds
    if pause:
        time.sleep(chance.random() * pause)
    while places or time.perf_counter() < until:
        place = places.pop() if places else chance.choices(list(PLACES), PLACES.values())[0]
        query = f"?of={chance.choice(ids)}" if place == "product" else ""
        began = time.perf_counter()
        connection.request("GET", f"/for-you/shelves/{place}/{query}", headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise http.client.HTTPException(f"{answer.status} for {place}")
        yield Asked(place=place, milliseconds=(time.perf_counter() - began) * 1000)
        if pause:
            waits = min(chance.expovariate(1 / pause), max(until - time.perf_counter(), 0))
            if waits > KEPT_OPEN:
                connection.close()
            time.sleep(waits)


def _processor_seconds(server: int) -> float:
    """Of the server with all its processes."""
    import psutil

    top = psutil.Process(server)
    spent = [process.cpu_times() for process in (top, *top.children(recursive=True))]
    return float(sum(one.user + one.system for one in spent))


def _figures(answers: Iterable[Asked]) -> dict[str, float]:
    times = sorted(one.milliseconds for one in answers)
    if len(times) < 2:
        return {"requests": len(times)}
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"requests": len(times), "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1)}


if __name__ == "__main__":
    sys.exit(main())
