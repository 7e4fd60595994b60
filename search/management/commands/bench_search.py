"""`bench_search`: how long whole searches and suggestions take at a size, measured in a database of its own."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.management.progress import bars
from search.measuring import benchmark
from shop import scratch


class Command(BaseCommand):
    help = "Time whole searches and suggestions over the demonstration's products, many times over. Minutes for 50,000."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--products", type=int, default=50_000)
        parser.add_argument("--rounds", type=int, default=benchmark.ROUNDS, help="searches to time")
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["products"] < 700 or options["rounds"] < 20:
            raise CommandError("Measure with at least 700 products and 20 rounds.")
        with bars() as tick:
            try:
                report = benchmark.run(options["products"], rounds=options["rounds"], tick=tick)
            except scratch.NotAllowed as error:
                raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report.as_json()))
