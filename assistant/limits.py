"""How much one may write: counted in Redis by one script, so that requests at the same moment cannot pass together.

Invariant: of any number of requests at once no more pass than the rate allows. While Redis is down each process counts for
itself, so a shop of n processes then allows n times as much, and no shopper is turned away for Redis's sake.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import redis
from django.conf import settings
from redis.commands.core import Script
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
_SCRIPT = """
for number, key in ipairs(KEYS) do
    local count = tonumber(redis.call('GET', key) or '0')
    if count >= tonumber(ARGV[2 * number - 1]) then
        return {number, redis.call('PTTL', key)}
    end
end
for number, key in ipairs(KEYS) do
    if redis.call('INCR', key) == 1 then
        redis.call('PEXPIRE', key, ARGV[2 * number])
    end
end
return {0, 0}
"""
_SECONDS = 0.5


class TooMany(Exception):
    """Wait so many seconds."""

    def __init__(self, seconds: int) -> None:
        self.seconds = max(1, seconds)
        super().__init__(f"Wait {self.seconds} s.")


@dataclass(frozen=True, kw_only=True)
class Rate:
    """At most `most` in a window of `seconds`, counted under `key`."""

    key: str
    most: int
    seconds: int


def of_message(*, owner: str, address: str) -> tuple[Rate, ...]:
    """The rates of one message: of its writer, and of the network address that a crowd of new guests would share."""
    return (
        Rate(key=f"minute:{owner}", most=settings.CHAT_PER_MINUTE, seconds=60),
        Rate(key=f"day:{owner}", most=settings.CHAT_PER_DAY, seconds=86400),
        Rate(key=f"address:{address}", most=3 * settings.CHAT_PER_MINUTE, seconds=60),
    )


def take(rates: Sequence[Rate]) -> None:
    """Count one of each, or none of them and raise TooMany where one is used up."""
    try:
        arguments = [value for rate in rates for value in (rate.most, rate.seconds * 1000)]
        used, left = _script()(keys=[f"marigold:chat:{rate.key}" for rate in rates], args=arguments)
    except (RedisError, OSError) as error:
        log.warning("Messages are counted in this process, because Redis cannot be reached: %s", error)
        _counted_here(rates)
        return
    if used:
        raise TooMany(-(-max(int(left), 0) // 1000))


@lru_cache(maxsize=1)
def _connected(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS)


def _script() -> Script:
    return _connected(settings.REDIS_URL).register_script(_SCRIPT)


_lock = threading.Lock()
_here: dict[str, tuple[float, int]] = {}
_MOST_KEYS = 10_000


def _counted_here(rates: Sequence[Rate]) -> None:
    now = time.monotonic()
    with _lock:
        if len(_here) > _MOST_KEYS:
            _here.clear()
        for rate in rates:
            ends, count = _here.get(rate.key, (0.0, 0))
            if ends > now and count >= rate.most:
                raise TooMany(int(ends - now) + 1)
        for rate in rates:
            ends, count = _here.get(rate.key, (0.0, 0))
            _here[rate.key] = (ends, count + 1) if ends > now else (now + rate.seconds, 1)
