"""`evaluate_descriptions`: slot errors, coverage and variety of the descriptions that would be proposed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.descriptions import evaluation
from assistant.descriptions.brief import LANGUAGES, LENGTHS, TONES, Brief
from language import writer
from language.messages import WriterMissing
from language.weights import WeightsMissing
from search.management.progress import bars
from shop import scratch


class Command(BaseCommand):
    help = (
        "Propose a description for each product of a folder and print how many facts are missing, wrong or invented, how"
        " many of all facts are told, who wrote, how long it takes, and how varied the texts are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")
        parser.add_argument("--limit", type=int, help="only the first so many products")
        parser.add_argument("--tone", choices=TONES, default="plain")
        parser.add_argument("--length", choices=LENGTHS, default="medium")
        parser.add_argument("--language", choices=LANGUAGES, default="en")
        parser.add_argument(
            "--writer", default=None, help="another writer than that of the settings; empty for none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit takes a number above 0.")
        brief = Brief(tone=options["tone"], length=options["length"], language=options["language"])
        name = options["writer"] if options["writer"] is not None else settings.WRITER
        try:
            used = writer.load(name, key=settings.WRITER_KEY) if name else None
            with bars() as tick:
                tally = evaluation.run(
                    options["folder"], brief, limit=options["limit"], writer=used, tick=tick
                )
        except (evaluation.BadFolder, scratch.NotAllowed, WriterMissing, WeightsMissing) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(tally.as_json()))
