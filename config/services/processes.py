"""Processes of the embedded servers: running a command as their user, recognising and ending one by its pid.

A pid read from a file may by now belong to somebody else's process, so a server is recognised by its working folder.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from config.services import places


def run(
    place: places.Place, command: Sequence[str | Path], *, feed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command as the servers' user in a session of its own, with nothing of our environment."""
    return subprocess.run(  # noqa: S603 - our own programs with arguments that we built, without a shell
        [os.fspath(part) for part in command],
        input=feed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        umask=0o077,
        start_new_session=True,
        check=False,
        user=place.server_uid if place.changes_user else None,
        group=place.server_gid if place.changes_user else None,
        extra_groups=[] if place.changes_user else None,
    )


def read_pid(path: Path) -> int | None:
    """The pid in the first line of a file, None when there is none."""
    try:
        return abs(int(path.read_text().split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return None


def is_alive(pid: int) -> bool:
    """Whether the process runs; one that is dead and only not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def works_in(pid: int, folder: Path) -> bool:
    """Whether the process runs with this working folder: PostgreSQL and Redis stay in their data folder."""
    try:
        return is_alive(pid) and Path(os.readlink(f"/proc/{pid}/cwd")) == folder.resolve()
    except OSError:
        return False


def end(pid: int, *, polite: signal.Signals, seconds: float) -> None:
    """Ask a process to end, insist when it has not after `seconds`."""
    for sign in (polite, signal.SIGKILL):
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not is_alive(pid):
                return
            time.sleep(0.02)


def works_in_deleted(pid: int) -> bool:
    """Whether the process still runs in a data folder that somebody has deleted."""
    try:
        return is_alive(pid) and os.readlink(f"/proc/{pid}/cwd").endswith("/postgres (deleted)")
    except OSError:
        return False


def borrow(place: places.Place, source: Path, name: str, *, parts: Sequence[str]) -> Path:
    """`source`, or a folder with copies of its `parts` that the servers' user can read when that is not our own user."""
    if not place.changes_user:
        return source
    target = places.SYSTEM_HOME / name
    if not target.exists():
        draft = places.SYSTEM_HOME / f".{name}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        for part in parts:
            shutil.copytree(
                source / part, draft / part, ignore=shutil.ignore_patterns("include", "__pycache__")
            )
        for path in (draft, *draft.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        draft.rename(target)
    return target
