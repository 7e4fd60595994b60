"""How often one may ask: the generic cell rate algorithm, decided in Redis by one script.

Invariant: of any number of requests at the same moment no more pass than the rate allows, and there is no edge of a window at
which twice as many do. While Redis is down each process counts for itself, so that nobody is turned away for Redis's sake.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from dataclasses import dataclass
from functools import lru_cache

import redis
from django.conf import settings
from redis.commands.core import Script
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
# The theoretical arrival time of the next request if all kept to the rate; a request passes while it lies at most one
# whole period ahead (ATM Forum, Traffic Management 4.0, the virtual scheduling algorithm).
_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local most, period = tonumber(ARGV[1]), tonumber(ARGV[2])
local step = period / most
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local passed = 0
if arrival + step - now <= period + 0.5 then
    passed, arrival = 1, arrival + step
    redis.call('SET', KEYS[1], string.format('%.3f', arrival), 'PX', math.ceil(arrival - now) + 1)
end
return {passed, string.format('%.3f', arrival - now)}
"""
_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Rate:
    """`most` in `seconds`, under a name that clients read in RateLimit-Policy."""

    name: str
    most: int
    seconds: int = 60


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`ahead` is how many seconds of the period are used up."""

    rate: Rate
    passed: bool
    ahead: float

    @property
    def step(self) -> float:
        return self.rate.seconds / self.rate.most

    @property
    def left(self) -> int:
        return max(0, math.floor((self.rate.seconds - self.ahead) / self.step + 1e-6))

    @property
    def resets_in(self) -> int:
        """Seconds until the whole quota is there again."""
        return max(1, math.ceil(self.ahead))

    @property
    def retry_after(self) -> int:
        """Seconds until one more request passes."""
        return max(1, math.ceil(self.ahead + self.step - self.rate.seconds))

    @property
    def headers(self) -> dict[str, str]:
        """draft-ietf-httpapi-ratelimit-headers."""
        return {
            "RateLimit-Policy": f'"{self.rate.name}";q={self.rate.most};w={self.rate.seconds}',
            "RateLimit": f'"{self.rate.name}";r={self.left};t={self.resets_in}',
        }


def take(rate: Rate, who: str) -> Standing:
    """Count one request of this person, if it passes. One round trip to Redis."""
    key = f"marigold:api:{rate.name}:{who}"
    try:
        passed, ahead = _script()(keys=[key], args=[rate.most, rate.seconds * 1000])
        return Standing(rate=rate, passed=bool(passed), ahead=float(ahead) / 1000)
    except (RedisError, OSError) as error:
        log.warning("Requests are counted in this process, because Redis cannot be reached: %s", error)
        return _taken_here(rate, key)


@lru_cache(maxsize=1)
def _connected(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_connect_timeout=_SECONDS, socket_timeout=_SECONDS)


@lru_cache(maxsize=1)
def _registered(url: str) -> Script:
    return _connected(url).register_script(_SCRIPT)


def _script() -> Script:
    return _registered(settings.REDIS_URL)


_lock = threading.Lock()
_here: dict[str, float] = {}
_MOST_KEYS = 10_000


def _taken_here(rate: Rate, key: str) -> Standing:
    now, step = time.monotonic(), rate.seconds / rate.most
    with _lock:
        if len(_here) > _MOST_KEYS:
            _here.clear()
        arrival = max(_here.get(key, 0.0), now)
        passed = arrival + step - now <= rate.seconds + 0.0005
        if passed:
            arrival = _here[key] = arrival + step
    return Standing(rate=rate, passed=passed, ahead=arrival - now)
