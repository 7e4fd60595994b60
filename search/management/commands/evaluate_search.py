"""`evaluate_search`: quality and speed of the search on a folder of judged queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.management.progress import bars
from search.measuring import evaluation, judgments
from shop import scratch


class Command(BaseCommand):
    help = (
        "Rank a folder's products for its judged queries and print NDCG, recall, MRR and times of each leg."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--train", action="store_true", help="learn from train_queries.tsv and train_qrels.tsv first"
        )
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        with bars() as tick:
            try:
                report = evaluation.run(options["folder"], train=options["train"], tick=tick)
            except (judgments.BadFolder, scratch.NotAllowed) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report.as_json()))
