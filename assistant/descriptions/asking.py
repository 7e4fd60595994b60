"""Asks workers for what the writer does, and does it there. Without Redis the templates' proposals stand as they are."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache

from assistant.descriptions import runs, versions
from assistant.models import Description, DescriptionRun
from language import writer as writers
from language.messages import WriterMissing
from language.weights import WeightsMissing
from language.writer import Writer
from shop import broker

log = logging.getLogger(__name__)
PATIENCE = 180
"""Seconds after which nobody waits for the writer any more."""


def writer() -> Writer | None:
    """The writer of the settings, where there is one."""
    if not settings.WRITER:
        return None
    try:
        return writers.load(settings.WRITER, key=settings.WRITER_KEY)
    except (WriterMissing, WeightsMissing) as error:
        log.warning("Descriptions are written by templates alone: %s", error)
        return None


def for_writer(description: Description) -> bool:
    """Have the writer try its own words, where there is one; whether a worker was told."""
    if not settings.WRITER:
        return False
    cache.set(_mark(description.pk), 1, PATIENCE)
    if _send("refine_description", description_id=description.pk):
        return True
    cache.delete(_mark(description.pk))
    return False


def is_writing(description: Description) -> bool:
    return cache.get(_mark(description.pk)) is not None


def refine(description_id: int) -> None:
    """What a worker does when it was asked for the writer's words."""
    row = Description.objects.open().select_related("product").filter(pk=description_id).first()
    found = writer()
    try:
        if row is not None and found is not None:
            versions.refine(row, found)
    finally:
        cache.delete(_mark(description_id))


def for_run(run: DescriptionRun) -> bool:
    """Have a worker begin or go on with a run; whether it was told."""
    return _send("write_descriptions", run_id=run.pk)


def work(run_id: int) -> None:
    """What a worker does for a run: some of it, and then a place in the queue for the rest, so that others get on."""
    if runs.work(run_id, writer=writer()):
        _send("write_descriptions", run_id=run_id)


def _mark(description_id: int) -> str:
    return f"description-writing-{description_id}"


def _send(task: str, **arguments: int) -> bool:
    try:
        broker.send(f"assistant.tasks.{task}", arguments)
    except broker.NoWorker as error:
        log.warning("No worker could be told: %s", error)
        return False
    return True
