"""Loads the encoder, the Chinese dictionary and what is known of the index when a process starts, so that no shopper waits for it."""

from __future__ import annotations

import logging
import threading

from django.db import DatabaseError, connection

from language.weights import WeightsMissing
from search import knowledge
from search.indexing import encoding
from search.text import chinese

log = logging.getLogger(__name__)


def begin() -> threading.Thread:
    """In a thread of its own: the process answers meanwhile, the first searches wait for it."""
    thread = threading.Thread(target=warm, name="warm search", daemon=True)
    thread.start()
    return thread


def warm() -> None:
    """A shop without tables or weights still starts; its log says what is missing."""
    try:
        encoding.load(knowledge.current().build.encoder).warm()
        chinese.load()
    except (DatabaseError, WeightsMissing) as error:
        log.warning("The search is not warm yet: %s", error)
    finally:
        connection.close()
