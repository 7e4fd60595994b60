"""`export_catalog FILE`: all products as .jsonl or .csv, as import_catalog reads them."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.exchange import dumping


class Command(BaseCommand):
    help = "Export all products to a .jsonl or .csv file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        writers = {".jsonl": dumping.as_jsonl, ".csv": dumping.as_csv}
        if path.suffix.lower() not in writers:
            raise CommandError(f"{path}: expected a name ending in .jsonl or .csv.")
        part = path.with_name(f".{path.name}.part")
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(writers[path.suffix.lower()](dumping.rows()))
        part.replace(path)
        self.stdout.write(f"Written: {path}")
