"""Loads what the first turn of a process would load, so that no shopper waits for it."""

from __future__ import annotations

import logging

from assistant import intents, mentions
from language.weights import WeightsMissing

log = logging.getLogger(__name__)


def warm() -> None:
    try:
        intents.warm()
        mentions.country("")
    except WeightsMissing as error:
        log.warning("The assistant is not warm yet: %s", error)
