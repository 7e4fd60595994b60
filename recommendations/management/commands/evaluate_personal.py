"""Measures search results with and without the shoppers' history, on the searches of the present shop."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.management import BaseCommand, CommandError

from recommendations.measuring import personal
from search.management.progress import bars


class Command(BaseCommand):
    help = "Ranks past searches with and without what the shopper had done before; prints one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--searches", type=int, default=400)
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["searches"] < 1:
            raise CommandError("Give --searches above zero.")
        with bars() as tick:
            found = personal.measure(most=options["searches"], tick=partial(tick, "Searches"))
        if not found.searches:
            raise CommandError(
                "Nobody searched and opened something yet: manage.py seed_searches makes some."
            )
        print(json.dumps(asdict(found)))
