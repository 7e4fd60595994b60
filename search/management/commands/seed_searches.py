"""`seed_searches`: what the demonstration shop's shoppers searched, and how its merchant steers it; again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import completions, demo
from search.indexing import rebuild
from search.management.progress import bars
from shop.models import StoreProfile


class Command(BaseCommand):
    help = "Give the demonstration shop half a year of searches. Needs `seed_demo` and `reindex`."

    def handle(self, *args: Any, **options: Any) -> None:
        if not StoreProfile.objects.filter(is_demo=True).exists():
            raise CommandError("This is no demonstration shop: load one with `manage.py seed_demo` first.")
        if rebuild.is_needed():
            raise CommandError(
                "The searches are asked in the shop's own index: run `manage.py reindex` first."
            )
        demo.steer()
        with bars() as tick:
            written = demo.write(tick=lambda done, total: tick("Writing searches", done, total))
        completions.refresh()
        self.stdout.write(
            f"{written} searches were written." if written else "The searches are there already."
        )
