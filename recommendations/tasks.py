"""What Celery runs for recommendations; each task makes one call."""

from __future__ import annotations

from celery import Task, shared_task

from recommendations import showings
from recommendations.pipeline import asking
from recommendations.reasons import wording


@shared_task
def train() -> None:
    """Every night: begin a training, unless one is at work."""
    asking.nightly()


@shared_task(bind=True, time_limit=6 * 3600)
def train_unit(self: Task, *, version_id: int, stage: str, unit: str) -> None:
    """One unit of a training; machines that listen to queue `train` share those of one stage."""
    is_again = bool((self.request.delivery_info or {}).get("redelivered"))
    asking.work(version_id=version_id, stage=stage, unit=unit, is_again=is_again)


@shared_task
def follow_up_choices() -> int:
    """Say of what was chosen from shelves whether it was bought."""
    return showings.follow_up()


@shared_task
def prune_shelves() -> int:
    """Forget what was shown, and sentences that grew old."""
    return showings.prune() + wording.prune()


@shared_task(time_limit=60, acks_late=False)
def write_reason(*, digest: str) -> None:
    """In queue `writer`: nobody waits for it, and a template speaks while it is not there."""
    wording.write(digest)
