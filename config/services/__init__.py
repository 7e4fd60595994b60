"""The embedded PostgreSQL and Redis of a checkout, for whoever has set neither DATABASE_URL nor REDIS_URL.

They listen on Unix sockets in a private folder and on nothing else. Any number of processes may use them at once; the
last one to leave stops them, and what a killed process leaves running is found and used by the next.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.services import places, postgres, redis, usage
from config.services.places import Place, ServiceError

__all__ = ["ServiceError", "celery_broker_url", "database_url", "redis_url", "running"]


def database_url(var: Path | None = None, *, durable: bool = True) -> str:
    """The address of the embedded PostgreSQL; starts nothing, and has no password before the first start."""
    return postgres.url(places.find(var, durable=durable))


def redis_url(var: Path | None = None, *, durable: bool = True) -> str:
    """The address of the embedded Redis for redis-py; starts nothing."""
    return redis.url(places.find(var, durable=durable))


def celery_broker_url(address: str) -> str:
    """A Redis address in the form that Celery reads."""
    return redis.celery_url(address)


@contextlib.contextmanager
def running(
    var: Path | None = None, *, durable: bool = True, environment: Mapping[str, str] = os.environ
) -> Iterator[dict[str, str]]:
    """Keep the servers up that the environment does not name; yields the variables that name them.

    Raises ServiceError. A first start takes seconds, one that finds them running milliseconds.
    """
    place = places.find(var, durable=durable)
    wanted = [
        (variable, server)
        for variable, server in (("DATABASE_URL", postgres), ("REDIS_URL", redis))
        if not environment.get(variable)
    ]
    if not wanted:
        yield {}
        return

    def start() -> None:
        places.make(place)
        if not place.password.exists():
            _set_aside(place)
        for _, server in wanted:
            server.start(place)

    def stop() -> None:
        for server in (redis, postgres):
            server.stop(place)

    with contextlib.ExitStack() as stack:
        try:
            place.state.mkdir(parents=True, exist_ok=True)
            stack.enter_context(usage.shared(place, start=start, stop=stop))
        except OSError as error:
            raise ServiceError(
                f"Cannot write {error.filename or place.home}: {error.strerror}; make room or fix its owner."
            ) from error
        yield {variable: server.url(place) for variable, server in wanted}


def _set_aside(place: Place) -> None:
    """Keep the data of an earlier checkout at this path out of the way of a new one; one such copy is kept."""
    for server, folder in ((redis, place.redis), (postgres, place.postgres)):
        server.stop(place)
        if folder.exists() and any(folder.iterdir()):
            places.set_aside(folder)
    places.make(place)
