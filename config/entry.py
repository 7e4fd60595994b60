"""What a server process is set to before Django starts in it; what its environment says already stays."""

from __future__ import annotations

import os


def prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Small products of numpy are quicker than the threads that would share them, which spin while they wait: half of a page's time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A server asks in many threads, each of which would keep a connection of its own while it waits for the next request.
    os.environ.setdefault("DATABASE_POOL", "1")
