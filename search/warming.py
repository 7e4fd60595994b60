"""Loads the encoder, the Chinese dictionary and what is known of the index when a process starts, so that no shopper waits for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection

from language.weights import WeightsMissing
from search import knowledge
from search.indexing import encoding
from search.text import chinese

log = logging.getLogger(__name__)


def begin(*steps: Callable[[], None], name: str = "warm worker") -> threading.Thread:
    """In a thread of its own: the process answers meanwhile, what needs a step waits for it.

    The process waits for the thread when it ends, and the thread begins no step then: a thread that is cut off in native code
    takes the whole process down with SIGABRT.
    """
    thread = threading.Thread(target=_take, args=(steps,), name=name)
    thread.start()
    return thread


def _take(steps: tuple[Callable[[], None], ...]) -> None:
    for step in steps:
        if threading.main_thread().is_alive():
            step()


def warm() -> None:
    """A shop without tables or weights still starts; its log says what is missing."""
    try:
        encoding.load(knowledge.current().build.encoder).warm()
        chinese.load()
    except (DatabaseError, WeightsMissing) as error:
        log.warning("The search is not warm yet: %s", error)
    finally:
        connection.close()
