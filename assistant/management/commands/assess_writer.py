"""`assess_writer`: measures how far a writer can be trusted, and notes what it may do."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from assistant import assessing
from language.messages import WriterMissing, WritingFailed
from language.weights import WeightsMissing


class Command(BaseCommand):
    help = "Measure slot errors, unsupported sentences, refusals and speed of the shop's writer on lessons it was never taught."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--writer", default="", help="a source as in WRITER; without it the writer in use"
        )
        parser.add_argument("--lessons", type=int, default=assessing.LESSONS, help="how many it has to write")
        parser.add_argument("--json", action="store_true", help="print nothing but one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lessons"] < 1:
            raise CommandError("--lessons must be 1 or more.")
        try:
            with Console(stderr=True).status("Assessing the writer"):
                kept = assessing.run(source=options["writer"], lessons=options["lessons"])
        except (assessing.NoWriter, WriterMissing, WeightsMissing, WritingFailed) as error:
            raise CommandError(str(error)) from error
        if not options["json"]:
            figures = kept.figures
            self.stdout.write(
                f"{kept.model}: slot errors {figures['slot_error_rate']:.1%}, unsupported sentences"
                f" {figures['unsupported_share']:.1%}, refusals {figures['refusals']:.1%} where due and"
                f" {figures['false_refusals']:.1%} where not, {figures['tokens_per_second']:.0f} tokens a second."
                f" It may {_listed(figures)}."
            )
        self.stdout.write(json.dumps(kept.figures))


def _listed(figures: dict[str, Any]) -> str:
    deeds = {"may_polish": "reword texts", "may_answer": "word answers", "may_plan": "choose tools"}
    return ", ".join(words for name, words in deeds.items() if figures[name]) or "do nothing"
