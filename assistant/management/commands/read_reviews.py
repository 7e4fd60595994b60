"""`read_reviews`: what the published and waiting reviews say, for the product pages, the moderators and the recommendations."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from assistant.reviews import insights
from search.management.progress import bars


class Command(BaseCommand):
    help = (
        "Reads every review anew, by the trained reader where there is one. A shop that runs reads each review when it is "
        "written; this is for reviews that came otherwise, such as with an import."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--missing", action="store_true", help="do nothing where all of them are read")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["missing"] and not insights.are_missing():
            self.stdout.write("All reviews are read.")
            return
        with bars() as tick:
            read = insights.read_all(tick=lambda done, total: tick("Reading reviews", done, total))
        self.stdout.write(f"{read} reviews were read.")
