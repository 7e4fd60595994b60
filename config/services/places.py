"""Where the embedded servers of a checkout keep their data, sockets and logs, and as whom they run.

An ordinary user's servers live in `var/` of the checkout. PostgreSQL refuses to run as root, and an unprivileged user
often cannot enter root's folders, so root's servers run as `nobody` below /var/lib/marigold. The lock files and the
password always live in `var/`: whoever deletes `var/` starts over. No permission of an existing folder is changed.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SYSTEM_HOME = Path("/var/lib/marigold")
SERVER_USER = "nobody"
SOCKET_PATH_LIMIT = 107
POSTGRES_PORT = 5432
"""Only part of the socket's name: no TCP port is opened."""


class ServiceError(Exception):
    """An embedded server cannot be used; the message is one line and says what to do."""


@dataclass(frozen=True)
class Place:
    """The folders of one set of embedded servers."""

    durable: bool
    state: Path
    home: Path
    sockets: Path
    server_uid: int
    server_gid: int

    @property
    def password(self) -> Path:
        return self.state / "password"

    @property
    def postgres(self) -> Path:
        return self.home / "postgres"

    @property
    def redis(self) -> Path:
        return self.home / "redis"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def redis_socket(self) -> Path:
        return self.sockets / "redis.sock"

    @property
    def postgres_socket(self) -> Path:
        return self.sockets / f".s.PGSQL.{POSTGRES_PORT}"

    @property
    def changes_user(self) -> bool:
        return os.geteuid() != self.server_uid


def find(var: Path | None = None, *, durable: bool = True) -> Place:
    """The place of a checkout's servers; `durable=False` is the separate one for tests. Touches no file."""
    state = (var or Path(os.environ.get("MARIGOLD_VAR") or CHECKOUT / "var")).resolve()
    name = hashlib.sha256(os.fsencode(state)).hexdigest()[:12] + ("" if durable else "-test")
    state = state if durable else state / "test"
    uid, gid, home = os.geteuid(), os.getegid(), state
    if uid == 0:
        uid, gid, home = *_server_user(), SYSTEM_HOME / name
    sockets = home / "sockets"
    if len(os.fsencode(sockets / f".s.PGSQL.{POSTGRES_PORT}")) > SOCKET_PATH_LIMIT:
        sockets = Path(tempfile.gettempdir()) / f"marigold-{uid}-{name}"
    return Place(durable=durable, state=state, home=home, sockets=sockets, server_uid=uid, server_gid=gid)


def make(place: Place) -> None:
    """Create what is missing, private to its owner; refuses a folder that another user prepared."""
    place.state.mkdir(parents=True, exist_ok=True)
    if place.changes_user:
        for folder in (SYSTEM_HOME, place.home):
            folder.mkdir(parents=True, exist_ok=True)
            if folder.stat().st_uid != os.geteuid():
                raise ServiceError(f"{folder} belongs to another user; remove it and try again.")
            folder.chmod(0o755)
    for folder in (place.redis, place.logs, place.sockets):
        make_private(folder, place)


def make_private(folder: Path, place: Place) -> None:
    """Create a folder of the servers' user with mode 0700."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        found = folder.lstat()
        if found.st_uid != place.server_uid or folder.is_symlink() or found.st_mode & 0o077:
            if found.st_uid != os.geteuid() or folder.is_symlink():
                raise ServiceError(f"{folder} belongs to another user; remove it and try again.") from None
            give(folder, place)
            folder.chmod(0o700)
    else:
        give(folder, place)


def give(path: Path, place: Place) -> None:
    """Hand a path that this module created to the servers' user."""
    if place.changes_user:
        os.chown(path, place.server_uid, place.server_gid, follow_symlinks=False)


def _server_user() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam(SERVER_USER)
    except KeyError:
        raise ServiceError(
            f"PostgreSQL cannot run as root and there is no user {SERVER_USER!r}; run as an ordinary user."
        ) from None
    return entry.pw_uid, entry.pw_gid


def set_aside(folder: Path) -> None:
    """Rename a folder to NAME.old, in place of an earlier one of that name."""
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
