"""Times the shelves with many shoppers at once, in process, at the size of the present shop."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandError

from recommendations.measuring import serving
from shop.models import Product


class Command(BaseCommand):
    help = "Times shelves with 20 shoppers at once; prints one JSON object. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clients", type=int, default=20)
        parser.add_argument("--seconds", type=float, default=15.0, help="how long each part takes")
        parser.add_argument("--think", type=float, default=2.0, help="seconds between two pages of a shopper")
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clients"] < 1 or options["seconds"] <= 0 or options["think"] <= 0:
            raise CommandError("Give --clients, --seconds and --think above zero.")
        if not options["json"]:
            sys.stderr.write("Shoppers who read between two pages, then shoppers who never stop ...\n")
        try:
            with_pauses, without = (
                serving.measure(clients=options["clients"], seconds=options["seconds"], think=think)
                for think in (options["think"], 0.0)
            )
        except serving.NothingToMeasure as error:
            raise CommandError(str(error)) from error
        figures = {
            "products": Product.objects.published().count(),
            "shoppers": asdict(with_pauses),
            "without_pauses": asdict(without),
        }
        print(json.dumps(figures))
