"""Asks workers of queue `train` for a training, and has each stage handed to them as a group.

Invariant: a unit that a worker did not finish is delivered again, because tasks are acknowledged late; none of it needs a
backend for results, because what is done stands in the tables.
"""

from __future__ import annotations

import logging

from celery import current_app, group

from recommendations import training
from recommendations.learning.model import Settings
from recommendations.models import Version
from shop import broker

log = logging.getLogger(__name__)
UNIT = "recommendations.tasks.train_unit"


def for_training(chosen: Settings | None = None) -> Version:
    """Raises training.Running, broker.NoWorker."""
    version = training.start(chosen)
    try:
        training.begin(version, dispatch=dispatch)
    except broker.NoWorker:
        training.give_up(version, "No worker could be told.")
        raise
    return version


def nightly() -> None:
    """What the clock asks for."""
    try:
        for_training()
    except training.Running:
        log.info("A recommender is in training already")


def work(*, version_id: int, stage: str, unit: str, is_again: bool) -> None:
    """What a worker does; `is_again` where another one died over it."""
    training.step(version_id=version_id, stage=stage, unit=unit, dispatch=dispatch, is_again=is_again)


def dispatch(version: Version, stage: str, units: list[str]) -> None:
    """Raises broker.NoWorker."""
    arguments = ({"version_id": version.pk, "stage": str(stage), "unit": name} for name in units)
    tasks = group(current_app.signature(UNIT, kwargs=given, immutable=True) for given in arguments)
    with broker.reached():
        tasks.apply_async(retry=False)
