"""How much memory a piece of work takes, its process included."""

from __future__ import annotations

import contextlib
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass
class Peak:
    megabytes: int = 0


@contextlib.contextmanager
def peak() -> Iterator[Peak]:
    """The most that the process held meanwhile. Where the kernel cannot be asked to begin anew, the most it ever held."""
    with contextlib.suppress(OSError):
        CLEAR.write_text("5")
    found = Peak()
    try:
        yield found
    finally:
        found.megabytes = _highest()


def _highest() -> int:
    try:
        lines = STATUS.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
    except (OSError, StopIteration):
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(most / (2**20 if sys.platform == "darwin" else 2**10))
