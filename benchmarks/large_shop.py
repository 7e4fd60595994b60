"""`python -m benchmarks.large_shop 10000`: the demonstration shop with so many products, in the database that is set.

Does what `make run` does to a new shop, copies its products and indexes all of them; what is there already is not done twice.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent


def make(products: int) -> None:
    """Minutes for tens of thousands, most of it the encoder's."""
    from django.core.management import call_command

    from assistant import intents
    from search.indexing import rebuild
    from search.measuring import crowd
    from search.models import Build
    from shop.models import Product

    def fill() -> None:
        if Product.objects.published().count() < products:
            crowd.fill(products)

    def index() -> None:
        build = Build.objects.filter(state=Build.State.ACTIVE).first()
        if rebuild.is_needed() or build is None or build.documents < products:
            _manage("reindex")

    def learn() -> None:
        if not intents.are_learned():
            _manage("learn_intents")

    _timed("Tables", lambda: call_command("migrate", verbosity=0, interactive=False))
    _timed("Static files", lambda: call_command("collectstatic", verbosity=0, interactive=False))
    _timed("Demonstration shop", lambda: call_command("seed_demo", stdout=sys.stderr))
    _timed("Products", fill)
    _timed("Search index", index)
    _timed("Intents", learn)


def _manage(command: str) -> None:
    """In a process of its own, because models stay in memory."""
    subprocess.run(  # noqa: S603 - a name of ours
        [sys.executable, "manage.py", command], cwd=PROJECT, check=True, stdout=sys.stderr
    )


def _timed(title: str, step: Callable[[], object]) -> None:
    began = time.monotonic()
    step()
    print(f"{title}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - progress


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    make(int(sys.argv[1]))
