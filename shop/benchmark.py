"""Times the pages of the shop in process, at the size of the present catalogue. Leaves nothing behind: all of it is rolled back."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from shop import cart
from shop.models import Category, Product, User, Variant

LINES = 5
WARM_UP = 3


class NothingToMeasure(Exception):
    """The shop has no product that could be shown or bought."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Milliseconds of one request; `queries` and `bytes` of the last one."""

    queries: int
    p50_ms: float
    p95_ms: float
    bytes: int


def measure(*, rounds: int, tick: Callable[[str], object] = lambda page: None) -> dict[str, Figure]:
    """Each page `rounds` times with a logged-in shopper and a cart of five lines. Raises NothingToMeasure."""
    allowed, settings.ALLOWED_HOSTS = settings.ALLOWED_HOSTS, ["testserver"]
    try:
        with transaction.atomic():
            client = _shopper()
            found = {}
            for page, address in _addresses().items():
                tick(page)
                found[page] = _time(client, address, rounds)
            transaction.set_rollback(True)
    finally:
        settings.ALLOWED_HOSTS = allowed
    return found


def _shopper() -> Client:
    user = User.objects.create_user("benchmark@example.invalid")
    variants = (
        Variant.objects.for_sale()
        .filter(stock__on_hand__gt=1)
        .order_by("product_id", "pk")
        .distinct("product_id")
    )
    chosen = [variant for variant in variants[: LINES * 4] if variant.stock.available > 0][:LINES]
    if not chosen:
        raise NothingToMeasure("Load products first: manage.py seed_demo, or manage.py import_catalog FILE.")
    for variant in chosen:
        cart.add(cart.Owner(user.pk, None), variant_id=variant.pk)
    client = Client(headers={"User-Agent": "bench_pages robot crawler"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _addresses() -> dict[str, str]:
    """Of the pages that exist: the largest department and the best known product."""
    product = Product.objects.published().order_by("-popularity", "pk").first()
    category = Category.objects.filter(depth=1, is_listed=True).order_by("path").first()
    word = product.title.split()[-1] if product else "a"
    wanted = {
        "home": ("shop:home", []),
        "category": ("shop:category", [category.slug] if category else None),
        "search": ("search:results", []),
        "product": ("shop:product", [product.slug] if product else None),
        "cart": ("shop:cart", []),
        "checkout": ("shop:checkout", []),
        "account_orders": ("shop:account_orders", []),
        "api_list": ("api:products", []),
        "api_detail": ("api:product", [product.slug] if product else None),
    }
    found = {}
    for page, (name, arguments) in wanted.items():
        try:
            found[page] = reverse(name, args=arguments) if arguments is not None else ""
        except NoReverseMatch:
            continue
    if "search" in found:
        found["search"] += f"?q={word}"
    return {page: address for page, address in found.items() if address}


def _time(client: Client, address: str, rounds: int) -> Figure:
    for _ in range(WARM_UP):
        client.get(address)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - began) * 1000)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise NothingToMeasure(f"{address} answers {response.status_code}.")
    return Figure(
        queries=len(queries),
        p50_ms=round(statistics.median(times), 1),
        p95_ms=round(statistics.quantiles(times, n=20)[18], 1),
        bytes=len(response.content),
    )
