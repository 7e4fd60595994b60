"""Asks a worker of queue `train` to teach the reader of reviews, and does it there."""

from __future__ import annotations

from assistant.models import SentimentVersion
from assistant.reviews import training
from shop import broker


def for_training() -> SentimentVersion:
    """Raises training.Running, broker.NoWorker."""
    version = training.start()
    try:
        broker.send("assistant.tasks.train_reviews", {"version_id": version.pk})
    except broker.NoWorker:
        version.delete()
        raise
    return version


def train(version_id: int) -> None:
    """What the worker does; a version that is not in training any more was taken care of."""
    version = SentimentVersion.objects.filter(pk=version_id, state=SentimentVersion.State.TRAINING).first()
    if version is not None:
        training.run(version)
