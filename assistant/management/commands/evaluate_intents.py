"""`evaluate_intents`: how well intents are read, on a folder or on the shop's own examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.intents import corpus, evaluation, own
from language import encoder
from language.weights import WeightsMissing
from search.management.progress import bars


class Command(BaseCommand):
    help = (
        "Learn from train.tsv, choose the border of the scope on val.tsv and print accuracy, out-of-scope recall, AUROC and "
        "times on test.tsv. Without a folder: the shop's own examples, each family of paraphrases tested by a model that "
        "has not seen it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="train.tsv, val.tsv and test.tsv: label, tab, text"
        )
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")
        parser.add_argument(
            "--mistakes", action="store_true", help="without a folder: list what was read wrongly"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        model = encoder.load(settings.ENCODER)
        with bars() as tick:
            try:
                if options["folder"]:
                    figures: dict[str, Any] = evaluation.run(
                        options["folder"], model=model, tick=tick
                    ).as_json()
                else:
                    measured = own.run(model=model, tick=tick)
                    figures = measured.as_json()
            except (corpus.BadFolder, WeightsMissing) as error:
                raise CommandError(str(error)) from error
        if options["mistakes"] and not options["folder"]:
            for line in measured.mistakes:
                self.stderr.write(line)
        self.stdout.write(json.dumps(figures))
