"""What Celery runs for the search; each task makes one call."""

from __future__ import annotations

from celery import shared_task

from search import asking, completions, index, learning, log
from search.models import EncoderVersion


@shared_task
def refresh_statistics() -> None:
    """Counts and popularity of the index in use."""
    index.refresh_statistics()
    index.refresh_popularity()


@shared_task
def pass_on_searches() -> int:
    return log.pass_on()


@shared_task
def refresh_completions() -> int:
    return completions.refresh()


@shared_task
def follow_up_clicks() -> int:
    return log.follow_up()


@shared_task
def prune_queries() -> int:
    return log.prune()


@shared_task(time_limit=6 * 3600)
def rebuild_index() -> None:
    """From the button in the administration."""
    asking.write_index()


@shared_task(time_limit=6 * 3600)
def train_encoder(*, version_id: int) -> None:
    """What `training.start` noted."""
    asking.train(EncoderVersion.objects.get(pk=version_id))


@shared_task(time_limit=6 * 3600)
def promote_encoder(*, version_id: int | None) -> None:
    """From the button in the administration; None goes back to the encoder of the settings."""
    asking.promote(EncoderVersion.objects.get(pk=version_id) if version_id else None)


@shared_task(time_limit=3600)
def learn_ranking() -> None:
    """Every night, from clicks."""
    learning.run()
