"""`evaluate_descriptions`: slot errors, coverage and variety of the descriptions that would be proposed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.descriptions import evaluation
from assistant.descriptions.brief import LANGUAGES, LENGTHS, TONES, Brief, Language, Length, Tone
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
            "--at-once",
            type=int,
            default=1,
            help="texts that are written together; a local writer is quicker then",
        )
        parser.add_argument(
            "--writer", default=None, help="another writer than that of the settings; empty for none"
        )
        parser.add_argument(
            "--unaided",
            action="store_true",
            help="measure what the writer alone would write, before any check and without the templates",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("limit", "at_once"):
            if options[name] is not None and options[name] < 1:
                raise CommandError(f"--{name.replace('_', '-')} takes a number above 0.")
        try:
            figures = _measured(**options)
        except (evaluation.BadFolder, scratch.NotAllowed, WriterMissing, WeightsMissing) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(figures))


def _measured(
    *,
    folder: Path,
    limit: int | None,
    tone: Tone,
    length: Length,
    language: Language,
    at_once: int,
    unaided: bool,
    **options: Any,
) -> dict[str, Any]:
    name = options["writer"] if options["writer"] is not None else settings.WRITER
    used = writer.load(name, key=settings.WRITER_KEY) if name else None
    brief = Brief(tone=tone, length=length, language=language)
    with bars() as tick:
        if not unaided:
            return evaluation.run(
                folder, brief, limit=limit, writer=used, at_once=at_once, tick=tick
            ).as_json()
        if used is None:
            raise CommandError("--unaided measures a writer: name one with --writer, or set WRITER.")
        return evaluation.run_unaided(folder, brief, limit=limit, writer=used, at_once=at_once, tick=tick)
