"""`train_encoder`: teaches the encoder the shop's own words, and uses it when it is better."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from language.training import TooFewPairs, TrainingFailed
from language.weights import WeightsMissing
from search import training
from search.indexing import rebuild
from search.models import EncoderVersion


class Command(BaseCommand):
    help = (
        "Fine-tune the encoder on clicks, titles, descriptions and reviews; use it, with an index of its own, only if it"
        " finds held-out products better than the one in use."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            version = training.start()
            with Console(stderr=True).status("Training the encoder; the administration shows how far it is"):
                training.run(version)
        except (training.Running, rebuild.Running, TooFewPairs, TrainingFailed, WeightsMissing) as error:
            raise CommandError(str(error)) from error
        before, after = version.report["before"], version.report["after"]
        verdict = "It is in use now." if version.state == EncoderVersion.State.ACTIVE else "It is not used."
        self.stdout.write(
            f"{version.report['pairs']} pairs in {version.report['seconds']:.0f} s: mean reciprocal rank of held-out pairs"
            f" {before['mrr']:.3f} before, {after['mrr']:.3f} after. {verdict}"
        )
