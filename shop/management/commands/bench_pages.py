"""`bench_pages`: queries, milliseconds and bytes of each page at the size of the present catalogue."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop import benchmark
from shop.models import Product


class Command(BaseCommand):
    help = "Time the pages of the shop, warm, in process, with a cart of five lines; leaves no row behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print nothing but the JSON object")
        parser.add_argument("--rounds", type=int, default=40, help="requests for each page (default 40)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rounds"] < 2:
            raise CommandError("--rounds must be at least 2.")
        try:
            found = benchmark.measure(
                rounds=options["rounds"], tick=lambda page: self.stderr.write(f"{page} ...")
            )
        except benchmark.NothingToMeasure as error:
            raise CommandError(str(error)) from error
        if not options["json"]:
            for page, figure in found.items():
                line = f"{page:15} {figure.queries:3} queries  p50 {figure.p50_ms:6.1f} ms  p95 {figure.p95_ms:6.1f} ms  {figure.bytes:7} bytes"
                self.stdout.write(line)
        pages = {page: asdict(figure) for page, figure in found.items()}
        self.stdout.write(json.dumps({"products": Product.objects.published().count(), **pages}))
