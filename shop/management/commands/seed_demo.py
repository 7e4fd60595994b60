"""`seed_demo`: the demonstration shop; a second run changes nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn

from shop.demo import opening, stocking
from shop.models import Product, ProductImage, StoreProfile


class Command(BaseCommand):
    help = "Load the demonstration shop: products, pictures, shoppers, orders and reviews. Refuses a shop that has goods of its own."

    def handle(self, *args: Any, **options: Any) -> None:
        profile = StoreProfile.objects.filter(is_demo=True).first()
        if profile is None and Product.objects.exists():
            raise CommandError(
                "This shop has products of its own; the demonstration is loaded into an empty shop only."
            )
        columns = (*Progress.get_default_columns(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            if profile is None:
                self._fill(progress)
            if not ProductImage.objects.exists():
                bar = progress.add_task("Drawing pictures", total=None)
                workers = max(1, min(os.cpu_count() or 1, 8))
                stocking.draw(
                    cache=Path(settings.VAR) / "demo-images",
                    workers=workers,
                    tick=lambda done, total: progress.update(bar, completed=done, total=total),
                )
        self.stdout.write(f"The demonstration shop has {Product.objects.count()} products.")

    def _fill(self, progress: Progress) -> None:
        bar = progress.add_task("Stocking shelves and inviting shoppers", total=None)
        opening.fill(tick=lambda done, total: progress.update(bar, completed=done, total=total))
