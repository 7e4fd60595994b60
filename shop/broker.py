"""The one way to hand a task to the workers: told once, without waiting for a broker that is away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError


class NoWorker(Exception):
    """The queue of the workers cannot be reached."""


@contextlib.contextmanager
def reached() -> Iterator[None]:
    """Around what speaks to the broker: whatever it fails with becomes NoWorker."""
    try:
        yield
    except (OperationalError, RedisError, OSError) as error:
        raise NoWorker(f"The queue of the workers cannot be reached: {error}") from error


def send(task: str, arguments: Mapping[str, Any] | None = None, **options: Any) -> None:
    """By the task's name; `options` are Celery's, such as `queue` and `expires`. Raises NoWorker."""
    with reached():
        current_app.send_task(task, kwargs=dict(arguments or {}), retry=False, **options)
