"""`train_recommendations`: what the nightly training does, in the foreground."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations import training
from recommendations.learning.model import Settings
from recommendations.models import Version
from recommendations.pipeline.material import NothingToLearn
from search.management.progress import bars


class Command(BaseCommand):
    help = "Learn from what shoppers did, measure it, and use it where it is no worse than what is in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--variety", type=float, help="0 for the best guesses, up to 1 for other ones")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        try:
            version = training.start(_settings(options["variety"]))
            with bars() as tick:
                version = training.run(version, tick=tick)
        except (training.Running, NothingToLearn, ValueError) as error:
            raise CommandError(str(error)) from error
        size = version.report["size"]
        self.stdout.write(
            f"Version {version.pk} learned from {size['interactions']} interactions of {size['shoppers']} shoppers with "
            f"{size['items']} products in {time.perf_counter() - began:.1f} s and {version.peak_memory_mb} MB: {_told(version)}."
        )


def _settings(variety: float | None) -> Settings:
    return training.default_settings() if variety is None else Settings(variety=variety)


def _told(version: Version) -> str:
    figures = version.metrics.get("models", {})
    measured = ", ".join(
        f"{name} NDCG@10 {figures[name]['ndcg@10']:.3f}"
        for name in ("hybrid", "popularity")
        if name in figures
    )
    used = "in use" if version.status == Version.Status.LIVE else "not better than the one in use"
    return f"{measured}, {used}" if measured else f"{used}; there was too little to measure it by"
