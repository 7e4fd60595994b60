"""Asks workers for what takes minutes: an index written anew, an encoder trained or put in use. Tells how far the index is.

Invariant: however often and by however many it is asked for, it is done once. A mark in the cache stands from the question
until the worker is done, or for ASKED_FOR where a worker died; the locks of `rebuild` and `training` stand while they work.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from search import training
from search.indexing import rebuild
from search.models import Build, EncoderVersion
from shop import broker
from shop.models import Product

log = logging.getLogger(__name__)
INDEX, TRAINING, PROMOTION = "search-index-asked", "search-training-asked", "search-promotion-asked"
ASKED_FOR = timedelta(minutes=10)


class Asked(Exception):
    """A worker was asked already and has not begun yet."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """`done` of `total` products are in the build in work; `is_asked` from the question until the worker is done."""

    done: int = 0
    total: int = 0
    is_running: bool = False
    is_asked: bool = False
    is_begun: bool = False

    @property
    def is_busy(self) -> bool:
        return self.is_running or self.is_asked

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total if self.total else 0


def for_index() -> None:
    """Have the index written anew. Raises rebuild.Running, Asked, broker.NoWorker."""
    if rebuild.is_running():
        raise rebuild.Running("Another process writes the search index.")
    _once(INDEX, lambda: _send("rebuild_index"))


def for_training() -> None:
    """Have an encoder trained on the shop's words. Raises training.Running, Asked, broker.NoWorker."""

    def send() -> None:
        version = training.start()
        try:
            _send("train_encoder", version_id=version.pk)
        except broker.NoWorker:
            training.give_up(version, "No worker could be told.")
            raise

    _once(TRAINING, send)


def for_promotion(version: EncoderVersion | None) -> None:
    """Have an index written with this encoder, or that of the settings, and use both. Raises rebuild.Running, Asked, broker.NoWorker."""
    if rebuild.is_running():
        raise rebuild.Running("Another process writes the search index.")
    _once(PROMOTION, lambda: _send("promote_encoder", version_id=version.pk if version else None))


@contextlib.contextmanager
def answering(mark: str) -> Iterator[None]:
    """Around what a worker does: afterwards it may be asked for again."""
    try:
        yield
    finally:
        cache.delete(mark)


def write_index() -> None:
    """What a worker does when it was asked for an index. Who writes one at the moment does it for both."""
    with answering(INDEX):
        try:
            rebuild.run()
        except rebuild.Running:
            log.info("The index that was asked for is being written already")


def train(version: EncoderVersion) -> None:
    """What a worker does when it was asked for a training. Raises what `training.run` does."""
    with answering(TRAINING):
        training.run(version)


def promote(version: EncoderVersion | None) -> None:
    """What a worker does when it was asked to change the encoder. Raises what `training.promote` does."""
    with answering(PROMOTION):
        training.promote(version)


def _once(mark: str, send: Callable[[], None]) -> None:
    if not cache.add(mark, timezone.now().isoformat(), int(ASKED_FOR.total_seconds())):
        raise Asked
    try:
        send()
    except BaseException:
        cache.delete(mark)
        raise


def _send(task: str, **arguments: int | None) -> None:
    broker.send(f"search.tasks.{task}", arguments)


def progress() -> Progress:
    """Four queries while an index is in work, two otherwise."""
    is_running, is_asked = rebuild.is_running(), cache.get(INDEX) is not None
    build = Build.objects.filter(state=Build.State.BUILDING).first()
    if build is None:
        return Progress(is_running=is_running, is_asked=is_asked)
    published = Product.objects.published()
    return Progress(
        done=published.filter(pk__lte=build.cursor).count(),
        total=published.count(),
        is_running=is_running,
        is_asked=is_asked,
        is_begun=True,
    )
