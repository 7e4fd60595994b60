"""What the clock asks workers for, and how often: seconds, or a time of the day in UTC.

Each errand expires before or when the next of its kind is asked for, so that a queue nobody works on does not fill up.
"""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab

ERRANDS: dict[str, dict[str, Any]] = {
    "deliver-outbox": {"task": "shop.tasks.deliver_outbox", "schedule": 1.0, "options": {"expires": 1}},
    "release-expired-reservations": {
        "task": "shop.tasks.release_expired",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "reconcile-payments": {
        "task": "shop.tasks.reconcile_payments",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "sandbox-messages": {
        "task": "shop.tasks.deliver_sandbox_messages",
        "schedule": 3.0,
        "options": {"expires": 3},
    },
    "refresh-popularity": {
        "task": "shop.tasks.refresh_popularity",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "refresh-search-statistics": {
        "task": "search.tasks.refresh_statistics",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "refresh-completions": {
        "task": "search.tasks.refresh_completions",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
    "pass-on-searches": {
        "task": "search.tasks.pass_on_searches",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "follow-up-clicks": {
        "task": "search.tasks.follow_up_clicks",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "learn-ranking": {
        "task": "search.tasks.learn_ranking",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 3600, "queue": "train"},
    },
    "train-recommendations": {
        "task": "recommendations.tasks.train",
        "schedule": crontab(hour=4, minute=0),
        "options": {"expires": 3600, "queue": "train"},
    },
    "prune-queries": {
        "task": "search.tasks.prune_queries",
        "schedule": 86400.0,
        "options": {"expires": 3600},
    },
    "prune-conversations": {
        "task": "assistant.tasks.prune_conversations",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "settle-outcomes": {
        "task": "assistant.tasks.settle_outcomes",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "follow-up-shelves": {
        "task": "recommendations.tasks.follow_up_choices",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "prune-shelves": {
        "task": "recommendations.tasks.prune_shelves",
        "schedule": 86400.0,
        "options": {"expires": 3600},
    },
    "prune-activity": {"task": "shop.tasks.prune", "schedule": 86400.0, "options": {"expires": 3600}},
}
