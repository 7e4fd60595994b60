"""`train_reviews`: teaches the reader of reviews, and uses it where it is not worse."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.models import SentimentVersion
from assistant.reviews import training
from language.sentiment_training import TooFewTexts
from language.weights import WeightsMissing
from search.management.progress import bars


class Command(BaseCommand):
    help = (
        "Fine-tune a classifier on the published reviews, with their stars as labels, and read all reviews by it where it is"
        " not worse than the one in use on reviews that were held out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = training.start()
            with bars() as tick:
                training.run(version, tick=lambda done, total: tick("Learning", done, total))
        except (training.Running, TooFewTexts, WeightsMissing) as error:
            raise CommandError(str(error)) from error
        in_use = version.state == SentimentVersion.State.ACTIVE
        if not options["json"]:
            self.stdout.write(
                "It reads the reviews now." if in_use else "It is not used: it is less accurate."
            )
        self.stdout.write(json.dumps({**version.report, "in_use": in_use}))
