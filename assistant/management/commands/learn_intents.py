"""Teaches the intents to the shop's encoder, once for each encoder and each change of the examples."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from assistant import intents


class Command(BaseCommand):
    help = "Learns to read intents where that was not done yet, so that no process that serves has to."

    def handle(self, **_options: Any) -> None:
        intents.warm()
