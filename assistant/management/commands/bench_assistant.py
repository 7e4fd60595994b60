"""`bench_assistant`: how quickly the chat answers when many shoppers talk to it at once."""

from __future__ import annotations

import json
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assistant.evaluation import crowd
from language.weights import WeightsMissing
from search.management.progress import bars
from shop import scratch


class Command(BaseCommand):
    help = (
        "Start a server on the demonstration shop in a database of its own, let many shoppers talk to it at once over HTTP, and "
        "print how long the first event, the first sentence and the whole turn took."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--clients", type=int, default=20, help="shoppers at once")
        parser.add_argument("--messages", type=int, default=15, help="messages of each")
        parser.add_argument(
            "--think", type=float, default=4.0, help="seconds between messages on average; 0: none"
        )
        parser.add_argument(
            "--workers", type=int, default=min(os.cpu_count() or 1, 4), help="processes of the server"
        )
        parser.add_argument("--json", action="store_true", help="print nothing but the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if min(options["clients"], options["messages"], options["workers"]) < 1 or options["think"] < 0:
            raise CommandError("Give at least one client, message and worker, and no time below zero.")
        with bars() as tick:
            try:
                figures = crowd.run(
                    clients=options["clients"],
                    messages=options["messages"],
                    think=options["think"],
                    workers=options["workers"],
                    tick=tick,
                )
            except (crowd.NoServer, scratch.NotAllowed, WeightsMissing) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(figures))
