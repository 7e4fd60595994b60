"""`train_writer`: teaches the local writer the shop's own words, and uses the adapter when it is better."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from assistant import teaching
from assistant.models import WriterVersion
from language.messages import WriterMissing, WritingFailed
from language.training import TooFewPairs, TrainingFailed
from language.weights import WeightsMissing


class Command(BaseCommand):
    help = (
        "Teach the local writer from grammars and from the shop's descriptions; use the adapter only if it makes fewer slot"
        " errors on lessons that were held out."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--lessons", type=int, default=teaching.LESSONS, help="how many of the grammars")
        parser.add_argument(
            "--held-out", type=int, default=teaching.HELD_OUT, help="how many to measure with"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = teaching.start()
            with Console(stderr=True).status("Teaching the writer"):
                teaching.run(version, lessons=options["lessons"], measured=options["held_out"])
        except (
            teaching.Running, teaching.NotTeachable, TooFewPairs, TrainingFailed, WriterMissing, WritingFailed, WeightsMissing,
        ) as error:  # fmt: skip
            raise CommandError(str(error)) from error
        before, after = version.report["before"], version.report["after"]
        verdict = "It is in use now." if version.state == WriterVersion.State.ACTIVE else "It is not used."
        self.stdout.write(
            f"{version.report['lessons']} lessons in {version.report['seconds']:.0f} s: slot errors on held-out lessons"
            f" {before['slot_error_rate']:.1%} before, {after['slot_error_rate']:.1%} after. {verdict}"
        )
