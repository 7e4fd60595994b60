"""Writes the OpenAPI schema of the API into the file that is served."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from shop.api import documents, openapi


class Command(BaseCommand):
    help = "Write shop/api/openapi.json from the code. A test fails while the two differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--print", action="store_true", help="print it instead")

    def handle(self, **options: Any) -> None:
        text = json.dumps(openapi.schema(), indent=1, ensure_ascii=False, sort_keys=False) + "\n"
        if options["print"]:
            self.stdout.write(text)
        else:
            documents.SCHEMA.write_text(text)
            self.stdout.write(f"{documents.SCHEMA} is written.")
