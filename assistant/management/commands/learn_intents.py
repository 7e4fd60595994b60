"""Teaches the intents to the shop's encoder, once for each encoder and each change of the examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant import intents
from assistant.intents import corpus, encoding
from language import encoder
from language.label_training import CannotLearn
from language.weights import WeightsMissing
from search.management.progress import bars


class Command(BaseCommand):
    help = (
        "Learns to read intents where that was not done yet, so that no process that serves has to (seconds). With --adapter the "
        "shop's encoder is taught them first (minutes), which an encoder that is not the bundled one needs to read as well."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--adapter", action="store_true", help="teach the encoder anew, for this shop")
        parser.add_argument(
            "--folder", type=Path, help="with --adapter: write the adapter here instead; it must not exist"
        )

    def handle(self, **options: Any) -> None:
        if options["folder"] and not options["adapter"]:
            raise CommandError("--folder says where an adapter goes: give --adapter too.")
        if options["adapter"]:
            self._teach(options["folder"])
        if not options["folder"]:
            intents.warm()

    def _teach(self, folder: Path | None) -> None:
        try:
            folder = folder or encoding.own(encoder.load(settings.ENCODER).name)
            with bars() as tick:
                report = encoding.teach(
                    corpus.examples(),
                    folder=folder,
                    source=settings.ENCODER,
                    tick=lambda done, total, loss: tick("Teaching the encoder", done, total),
                )
        except FileExistsError as error:
            raise CommandError(f"{error} Remove it first to teach the encoder again.") from error
        except (CannotLearn, WeightsMissing) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Taught {report.texts} texts of {report.labels} intents in {report.seconds:.0f} seconds: {folder}"
        )
