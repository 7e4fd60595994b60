"""Asks the workers of queue `writer` for sentences and hears them over a Redis stream.

Invariant: nobody waits for a queue that is longer than LONGEST seconds or, as far as is known, that nobody works on; whoever goes away cancels.
A request stands in a sorted set of Redis, by the moment it was made, until a worker begins it; so the oldest that stands there
tells how long the queue is. Who waited in vain for a worker to begin says so to the others, until one begins or FORGOTTEN seconds
are over: where nobody works, one answer in so many seconds is late and not each.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Generator, Iterator, Sequence
from functools import lru_cache
from typing import Any
from uuid import uuid4

import redis
from django.conf import settings
from redis.exceptions import RedisError

from assistant import writers
from language.messages import Message
from shop import broker

log = logging.getLogger(__name__)
LONGEST, FORGOTTEN = 2.0, 15.0
_KEPT = 60
_WAITING = "marigold:writer:waiting"
_IDLE = "marigold:writer:idle"


class Unavailable(Exception):
    """The queue is too long, or cannot be reached."""


@lru_cache(maxsize=2)
def _redis(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=5, decode_responses=True)


def connection() -> redis.Redis:
    return _redis(settings.REDIS_URL)


def is_long(now: float | None = None) -> bool:
    """Whether the oldest request has waited too long. What is FORGOTTEN does not count, so the queue is tried again."""
    now = now or time.time()
    held = connection()
    held.zremrangebyscore(_WAITING, 0, now - FORGOTTEN)
    oldest = held.zrange(_WAITING, 0, 0, withscores=True)
    return bool(oldest) and now - float(oldest[0][1]) > LONGEST


def ask(messages: Sequence[Message], *, max_tokens: int, patience: float) -> Generator[str, None, None]:
    """Pieces of text as the worker writes them; ends where the next piece does not come in time, the first within
    `patience` seconds. Closing it cancels the work. Raises Unavailable."""
    key = uuid4().hex
    try:
        if is_long() or connection().exists(_IDLE):
            raise Unavailable
        connection().zadd(_WAITING, {key: time.time()})
        arguments = {
            "key": key,
            "messages": [list(message) for message in messages],
            "max_tokens": max_tokens,
        }
        broker.send("assistant.tasks.write", arguments, queue="writer", expires=LONGEST)
        yield from _heard(key, patience)
    except (RedisError, broker.NoWorker, OSError) as error:
        raise Unavailable(str(error)) from error
    finally:
        _cancel(key)


def _heard(key: str, patience: float) -> Iterator[str]:
    last, wait = "0", patience
    while True:
        found: Any = connection().xread({_stream(key): last}, block=max(1, int(wait * 1000)), count=50)
        if not found:
            _say_idle(key)
            return
        for number, fields in found[0][1]:
            if "end" in fields:
                return
            last = number
            yield fields["text"]
        wait = LONGEST


def _say_idle(key: str) -> None:
    """If the request was not begun; a writer that is slow is not idle."""
    if connection().zscore(_WAITING, key) is not None:
        connection().set(_IDLE, "1", px=int(FORGOTTEN * 1000))


def _cancel(key: str) -> None:
    try:
        connection().set(_stopped(key), "1", ex=_KEPT)
        connection().zrem(_WAITING, key)
    except RedisError:
        log.debug("Redis is down: the worker notices by itself")


def write(*, key: str, messages: Sequence[Sequence[str]], max_tokens: int) -> None:
    """What a worker does: write until the text ends or nobody listens any more."""
    held = connection()
    held.delete(_IDLE)
    held.zrem(_WAITING, key)
    if held.exists(_stopped(key)):
        return
    asked = [Message(role, content) for role, content in messages]  # type: ignore[arg-type]
    known = writers.current()
    pieces = known.stream(asked, max_tokens=max_tokens) if known else iter(())
    try:
        for piece in pieces:
            held.xadd(_stream(key), {"text": piece})
            held.expire(_stream(key), _KEPT)
            if held.exists(_stopped(key)):
                break
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
        held.xadd(_stream(key), {"end": json.dumps(True)})
        held.expire(_stream(key), _KEPT)


def _stream(key: str) -> str:
    return f"marigold:writer:said:{key}"


def _stopped(key: str) -> str:
    return f"marigold:writer:stop:{key}"
