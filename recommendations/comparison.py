"""What came of a comparison of two versions: shares of shoppers who opened, took and bought something from a shelf of theirs.

Reads only. Shoppers are dealt to versions, so shoppers are counted: somebody who sees ten shelves is one case and not ten.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from recommendations import intervals
from recommendations.intervals import Interval
from recommendations.models import Experiment

STATEMENT = """
SELECT version_id, count(*), count(*) FILTER (WHERE opened), count(*) FILTER (WHERE carted), count(*) FILTER (WHERE bought)
FROM (
    SELECT showing.version_id, bool_or(choice.id IS NOT NULL) AS opened, bool_or(choice.carted_at IS NOT NULL) AS carted,
        bool_or(choice.bought_at IS NOT NULL) AS bought
    FROM recommendations_showing AS showing LEFT JOIN recommendations_choice AS choice ON choice.showing_id = showing.id
    WHERE showing.version_id = ANY(%(versions)s) AND showing.at >= %(since)s AND showing.at < %(until)s
    GROUP BY showing.version_id, showing.user_id, showing.visitor
) AS shopper GROUP BY version_id
"""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Shoppers of one version."""

    saw: int = 0
    opened: int = 0
    carted: int = 0
    bought: int = 0


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One outcome (`opened`, `carted`, `bought`) of both versions; `difference` is the challenger's share minus the other."""

    name: str
    control: Interval
    challenger: Interval
    difference: Interval

    @property
    def is_better(self) -> bool | None:
        """None where it may be chance."""
        if self.difference.low <= 0 <= self.difference.high:
            return None
        return self.difference.low > 0


def counts(experiment: Experiment) -> tuple[Counts, Counts]:
    """Of the version in use and of the challenger, while it ran. One query."""
    pair = (experiment.control_id, experiment.challenger_id)
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT,
            {
                "versions": list(pair),
                "since": experiment.started_at,
                "until": experiment.ended_at or timezone.now(),
            },
        )
        found = {
            version: Counts(saw=saw, opened=opened, carted=carted, bought=bought)
            for version, saw, opened, carted, bought in cursor.fetchall()
        }
    return found.get(pair[0], Counts()), found.get(pair[1], Counts())


def rates(experiment: Experiment) -> list[Rate]:
    """Empty until both versions were seen."""
    control, challenger = counts(experiment)
    if not control.saw or not challenger.saw:
        return []
    return [
        Rate(
            name=name,
            control=intervals.share(getattr(control, name), control.saw),
            challenger=intervals.share(getattr(challenger, name), challenger.saw),
            difference=intervals.difference(
                getattr(challenger, name), challenger.saw, getattr(control, name), control.saw
            ),
        )
        for name in ("opened", "carted", "bought")
    ]
