"""How the assistant does, in sums: what was answered without a person, what stayed answered, ratings, times, who worded it.

Contained: the conversation ended without a hand-off. Verified: moreover the same person began none within 72 hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assistant.models import Conversation

RETURNS_WITHIN = timedelta(hours=72)
Outcome = Conversation.Outcome


def settle(now: datetime | None = None) -> int:
    """Write the outcome of conversations that ended; answers how many changed. Four statements."""
    now = now or timezone.now()
    ended = Conversation.objects.filter(state=Conversation.State.CLOSED)
    changed = ended.filter(outcome="", handed_off_at__isnull=False).update(outcome=Outcome.HANDED_OFF)
    alone = ended.filter(handed_off_at__isnull=True)
    changed += alone.filter(outcome="").update(outcome=Outcome.CONTAINED)
    later = Conversation.objects.filter(
        Q(user__isnull=False, user=OuterRef("user")) | Q(guest__isnull=False, guest=OuterRef("guest")),
        opened_at__gt=OuterRef("last_at"),
        opened_at__lte=OuterRef("last_at") + RETURNS_WITHIN,
    )
    contained = alone.filter(outcome=Outcome.CONTAINED)
    changed += contained.filter(Exists(later)).update(outcome=Outcome.RETURNED)
    changed += contained.filter(~Exists(later), last_at__lt=now - RETURNS_WITHIN).update(
        outcome=Outcome.VERIFIED
    )
    return changed


@dataclass(frozen=True, kw_only=True)
class Day:
    on: date
    conversations: int
    handed_off: int
    answers: int


@dataclass(frozen=True, kw_only=True)
class Sums:
    """`days` are the last ones, oldest first, none left out. Milliseconds are None where nothing was answered."""

    days: tuple[Day, ...]
    conversations: int
    ended: int
    contained: int
    verified: int
    returned: int
    handed_off: int
    reasons: dict[str, int]
    ratings: dict[int, int]
    answers: int
    by_model: int
    failures: int
    first_event_p50: float | None
    first_event_p95: float | None
    first_sentence_p95: float | None
    turn_p95: float | None

    @property
    def happy_percent(self) -> int:
        """Of those who rated, how many gave four stars or five."""
        rated = sum(self.ratings.values())
        return round(100 * (self.ratings.get(4, 0) + self.ratings.get(5, 0)) / rated) if rated else 0

    @property
    def contained_percent(self) -> int:
        return round(100 * (self.contained + self.verified + self.returned) / self.ended) if self.ended else 0

    @property
    def verified_percent(self) -> int:
        known = self.verified + self.returned + self.handed_off
        return round(100 * self.verified / known) if known else 0

    @property
    def handed_off_percent(self) -> int:
        return round(100 * self.handed_off / self.conversations) if self.conversations else 0

    @property
    def model_percent(self) -> int:
        return round(100 * self.by_model / self.answers) if self.answers else 0


DAYS = """
SELECT day::date, (SELECT count(*) FROM assistant_conversation WHERE opened_at >= day AND opened_at < day + interval '1 day'),
    (SELECT count(*) FROM assistant_conversation WHERE handed_off_at >= day AND handed_off_at < day + interval '1 day'),
    (SELECT count(*) FROM assistant_message WHERE author = 'bot' AND at >= day AND at < day + interval '1 day')
FROM generate_series(%(first)s::timestamptz, %(last)s::timestamptz, interval '1 day') AS day ORDER BY day
"""
ANSWERS = """
SELECT count(*), count(*) FILTER (WHERE written_by = 'model'), count(*) FILTER (WHERE is_failure),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY first_event_ms), percentile_cont(0.95) WITHIN GROUP (ORDER BY first_event_ms),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY first_sentence_ms), percentile_cont(0.95) WITHIN GROUP (ORDER BY turn_ms)
FROM assistant_message WHERE author = 'bot' AND at >= %(first)s
"""


def sums(*, days: int = 30) -> Sums:
    """Of the last days, today among them. Three statements whatever their number."""
    last = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first = last - timedelta(days=days - 1)
    with connection.cursor() as cursor:
        cursor.execute(DAYS, {"first": first, "last": last})
        by_day = tuple(
            Day(on=on, conversations=begun, handed_off=handed, answers=answers)
            for on, begun, handed, answers in cursor.fetchall()
        )
        cursor.execute(ANSWERS, {"first": first})
        answers, by_model, failures, event50, event95, sentence95, turn95 = cursor.fetchone()
    rows: list[Any] = list(
        Conversation.objects.filter(opened_at__gte=first).values(
            "outcome",
            "reason",
            "rating",
            is_handed=Q(handed_off_at__isnull=False),
            is_ended=Q(state="closed"),
        )
    )
    return Sums(
        days=by_day,
        conversations=len(rows),
        ended=sum(row["is_ended"] for row in rows),
        contained=_count(rows, Outcome.CONTAINED),
        verified=_count(rows, Outcome.VERIFIED),
        returned=_count(rows, Outcome.RETURNED),
        handed_off=sum(row["is_handed"] for row in rows),
        reasons=_tally(row["reason"] for row in rows if row["reason"]),
        ratings=_tally(row["rating"] for row in rows if row["rating"]),
        answers=answers,
        by_model=by_model,
        failures=failures,
        first_event_p50=event50,
        first_event_p95=event95,
        first_sentence_p95=sentence95,
        turn_p95=turn95,
    )


def _count(rows: Sequence[Mapping[str, Any]], outcome: str) -> int:
    return sum(row["outcome"] == outcome for row in rows)


def _tally(values: Any) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found
