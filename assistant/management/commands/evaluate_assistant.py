"""`evaluate_assistant`: scripted dialogues with the assistant of the demonstration shop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.evaluation import figures, playing
from assistant.intents.corpus import BadFolder
from language.weights import WeightsMissing
from search.management.progress import bars
from shop import scratch


class Command(BaseCommand):
    help = "Play the dialogues of a folder's cases.jsonl in a database of their own and print what was right, shown and slow."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="holds cases.jsonl, one dialogue a line")
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")
        parser.add_argument("--faults", action="store_true", help="list what went otherwise than expected")

    def handle(self, *args: Any, **options: Any) -> None:
        with bars() as tick:
            try:
                outcomes = playing.run(options["folder"], tick=tick)
            except (BadFolder, scratch.NotAllowed, WeightsMissing) as error:
                raise CommandError(str(error)) from error
        for outcome in outcomes if options["faults"] else ():
            for fault in outcome.faults():
                self.stderr.write(
                    f"{outcome.case.id}\t{fault}\t{' » '.join(outcome.case.messages)}\t{outcome.last.seen[:300]!r}"
                )
        self.stdout.write(json.dumps(figures.report(outcomes)))
