"""Checks reasons of the present shop against its tables, and whether what they cite matters."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from recommendations.measuring import reasons


class Command(BaseCommand):
    help = "Makes reasons for the shop's shoppers and checks each; prints one JSON object."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reasons", type=int, default=500)
        parser.add_argument(
            "--write", type=int, default=0, help="how many sentences to ask of the writer now, and to keep"
        )
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reasons"] < 1 or options["write"] < 0:
            raise CommandError("Give --reasons above zero, and --write of zero or more.")
        counted = reasons.measure(reasons=options["reasons"], most_written=options["write"])
        if not counted.reasons:
            raise CommandError("No shopper did anything yet: manage.py seed_demo makes some.")
        if not options["json"]:
            for sentence in counted.unsupported:
                sys.stderr.write(f"Not so: {sentence}\n")
        figures = {
            "reasons": counted.reasons,
            "unsupported": len(counted.unsupported),
            "written_by": dict(counted.written_by),
            "distinct": len(counted.sentences),
            "grounds": dict(counted.grounds),
            "writer": {"tried": counted.tried, "refused": counted.refused},
            "counterfactual": {
                "cases": counted.cases,
                "share": round(counted.mattered / counted.cases, 4) if counted.cases else None,
            },
        }
        print(json.dumps(figures))
