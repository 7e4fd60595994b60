"""`evaluate_recommendations`: quality, variety, speed and memory of every algorithm on a folder of interactions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommendations.measuring import evaluation
from recommendations.measuring.folder import BadFolder
from search.management.progress import bars


class Command(BaseCommand):
    help = "Fit every algorithm on train.tsv, rank what is unseen for the shoppers of test.tsv, and print the figures."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

        parser.add_argument(
            "--cold",
            action="store_true",
            help="also measure new items and newcomers; fits everything once more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with bars() as tick:
            try:
                report = evaluation.run(
                    options["folder"],
                    encoder_source=settings.ENCODER,
                    with_cold=options["cold"],
                    tick=tick,
                )
            except BadFolder as error:
                raise CommandError(str(error)) from error
        found = report.as_json()
        if not options["json"]:
            self.stdout.write(table(found["models"]))
        self.stdout.write(json.dumps(found))


def table(models: dict[str, dict[str, float]]) -> str:
    """The figures that tell most, a line for each algorithm."""
    shown = ("ndcg@10", "recall@10", "ndcg@20", "recall@20", "coverage@10", "gini@10", "fit_seconds", "rmse")
    lines = [" ".join(["".ljust(13), *(name.rjust(11) for name in shown)])]
    for name, figures in models.items():
        cells = (f"{figures[key]:11.4f}" if key in figures else " " * 11 for key in shown)
        lines.append(" ".join([name.ljust(13), *cells]))
    return "\n".join(lines)
