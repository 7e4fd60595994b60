"""What Celery runs for the assistant; each task makes one call."""

from __future__ import annotations

from celery import shared_task

from assistant import conversations, figures, queueing, teaching
from assistant.descriptions import asking
from assistant.models import WriterVersion
from assistant.reviews import asking as reviews_asking


@shared_task
def prune_conversations() -> int:
    """Close what is idle, delete what is older than CHAT_DAYS."""
    return conversations.prune()


@shared_task
def settle_outcomes() -> int:
    """Say of ended conversations whether they helped."""
    return figures.settle()


@shared_task(time_limit=30, acks_late=False)
def write(*, key: str, messages: list[list[str]], max_tokens: int) -> None:
    """In queue `writer`: what a turn waits for a moment. Not taken up again when a worker dies, for nobody waits any more."""
    queueing.write(key=key, messages=messages, max_tokens=max_tokens)


@shared_task(time_limit=6 * 3600)
def train_writer(*, version_id: int) -> None:
    """What `teaching.start` noted."""
    teaching.run(WriterVersion.objects.get(pk=version_id))


@shared_task
def refine_description(*, description_id: int) -> None:
    asking.refine(description_id)


@shared_task
def write_descriptions(*, run_id: int) -> None:
    asking.work(run_id)


@shared_task(time_limit=2 * 3600)
def train_reviews(*, version_id: int) -> None:
    """From the button in the administration."""
    reviews_asking.train(version_id)
