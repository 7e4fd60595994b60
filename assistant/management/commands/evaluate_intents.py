"""`evaluate_intents`: how well intents are read, on a folder or on the shop's own examples."""

from __future__ import annotations

import argparse
import functools
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.intents import corpus, encoding, evaluation, own
from language import encoder
from language.label_training import CannotLearn
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
            "--tune",
            action=argparse.BooleanOptionalAction,
            default=None,
            help="teach the encoder the labels first (minutes each time, five times without a folder); by default only without a "
            "folder, where it is what serves",
        )
        parser.add_argument(
            "--mistakes", action="store_true", help="without a folder: list what was read wrongly"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with bars() as tick:
            try:
                measured = _measured(options["folder"], tune=options["tune"], tick=tick)
            except (corpus.BadFolder, CannotLearn, WeightsMissing) as error:
                raise CommandError(str(error)) from error
        if options["mistakes"] and isinstance(measured, own.Report):
            for line in measured.mistakes:
                self.stderr.write(line)
        self.stdout.write(json.dumps(measured.as_json()))


def _measured(folder: Path | None, *, tune: bool | None, tick: own.Tick) -> evaluation.Report | own.Report:
    plain, steps = encoder.load(settings.ENCODER), functools.partial(_step, tick)
    if folder:
        teach = functools.partial(encoding.taught_labels, source=settings.ENCODER, tick=steps)
        return evaluation.run(folder, model=plain, teach=teach if tune else None, tick=tick)
    if tune is False:
        return own.run(model=plain, teach=lambda _learned: plain, tick=tick)
    taught = functools.partial(encoding.taught, source=settings.ENCODER, tick=steps)
    return own.run(model=encoding.load(settings.ENCODER), teach=taught, tick=tick)


def _step(tick: own.Tick, done: int, total: int, _loss: float) -> None:
    tick("Teaching the encoder", done, total)
