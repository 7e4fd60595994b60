"""Asks a worker of queue `train` to teach the reader of reviews, and does it there."""

from __future__ import annotations

from celery import current_app
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from assistant.models import SentimentVersion
from assistant.reviews import training


class NoWorker(Exception):
    """The queue cannot be reached."""


def for_training() -> SentimentVersion:
    """Raises training.Running, NoWorker."""
    version = training.start()
    try:
        current_app.send_task("assistant.tasks.train_reviews", kwargs={"version_id": version.pk}, retry=False)
    except (BrokerError, RedisError, OSError) as error:
        version.delete()
        raise NoWorker from error
    return version


def train(version_id: int) -> None:
    """What the worker does; a version that is not in training any more was taken care of."""
    version = SentimentVersion.objects.filter(pk=version_id, state=SentimentVersion.State.TRAINING).first()
    if version is not None:
        training.run(version)
