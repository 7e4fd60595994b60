"""`reindex`: writes the search index anew beside the one in use and swaps them when it is complete. A new demonstration gets
what its merchant says of queries with it, because its pages open before its searches are written."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn

from search import demo
from search.indexing import rebuild


class Command(BaseCommand):
    help = (
        "Write the search index anew beside the one in use and swap them when it is complete."
        " An interrupted run goes on where it stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--fresh", action="store_true", help="give up an index that was begun, and begin anew"
        )
        parser.add_argument("--encoder", default="", help="another encoder: bundled, a folder, or a hub id")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        if demo.is_wanted():
            demo.steer()
        columns = (*Progress.get_default_columns(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Indexing products", total=None)
            try:
                build = rebuild.run(
                    encoder=options["encoder"],
                    fresh=options["fresh"],
                    tick=lambda done, total: progress.update(bar, completed=done, total=total),
                )
            except rebuild.Running as error:
                raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        self.stdout.write(
            f"{build.documents} products are indexed in {seconds:.1f} s"
            f" ({build.documents / seconds:.0f} a second) with the encoder {build.encoder}."
        )
