"""What the tests of servers and programs share: scripts in processes of their own, and looking at what runs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds; a machine with other work is slow, and no test waits this long where all is well."""
HEARS_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
"""Where the tests run in the background of a shell, what they start would ignore it."""


def environment(**values: str) -> dict[str, str]:
    """Of a process that knows nothing of this test session."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
        "MARIGOLD_ENV": "0",
        **values,
    }


@contextlib.contextmanager
def script(text: str, *arguments: str, **values: str) -> Iterator[subprocess.Popen[str]]:
    """Run a script in a session of its own, its output in one pipe; whatever is left of it is killed in the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", HEARS_CTRL_C + text, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=CHECKOUT,
        env=environment(**values),
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            family = descendants(process.pid)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            for left in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    left.kill()


def finished(text: str, *arguments: str, **values: str) -> tuple[int, str]:
    """Exit status and output of a script."""
    with script(text, *arguments, **values) as process:
        output, _ = process.communicate(timeout=2 * PATIENCE)
        return process.returncode, output


def wait_for(condition: Callable[[], object], *, seconds: float = PATIENCE) -> None:
    """Until the condition holds; fails the test when it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def is_gone(pid: int) -> bool:
    """Ended; one that nobody has reaped yet counts as ended."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def listening(pid: int) -> set[str]:
    """Local TCP addresses on which the process, with its children, listens, from the kernel's tables."""
    inodes = {
        os.readlink(link)[8:-1]
        for each in (pid, *(child.pid for child in descendants(pid)))
        for link in Path(f"/proc/{each}/fd").iterdir()
        if _target(link).startswith("socket:[")
    }
    tables = [Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    fields = [line.split() for lines in tables for line in lines]
    return {field[1] for field in fields if field[3] == "0A" and field[9] in inodes}


def _target(link: Path) -> str:
    try:
        return os.readlink(link)
    except OSError:
        return ""
