"""`import_catalog FILE`: products from a .jsonl or .csv file, updated by id."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from shop.exchange import loading, records


class Command(BaseCommand):
    help = "Import products from a .jsonl or .csv file; a bad row is reported and left out, the others are loaded."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Importing", total=None)
            try:
                report = loading.load(
                    options["file"],
                    tick=lambda done, total: progress.update(bar, completed=done, total=total),
                )
            except records.BadFile as error:
                raise CommandError(str(error)) from error
        for number, reason in report.rejected:
            self.stderr.write(f"{options['file']}, line {number}: {reason}")
        self.stdout.write(
            f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {len(report.rejected)} rejected"
        )
        if report.rejected and not (report.created or report.updated or report.unchanged):
            raise CommandError("No row could be loaded.")
