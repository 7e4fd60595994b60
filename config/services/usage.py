"""Who uses the embedded servers: the first user starts them, the last one to leave stops them.

Every user holds a shared lock on one file for as long as it needs the servers; the kernel drops the lock of a killed
process. A second lock lets only one process at a time start or stop anything.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from config.services.places import Place, ServiceError

PATIENCE_SECONDS = 90.0


@contextlib.contextmanager
def shared(place: Place, *, start: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    """Run `start` before the body and, when nobody else is left after it, `stop`; Ctrl-C interrupts neither."""
    is_user = False
    with _opened(place.state / "users.lock") as users:
        try:
            with _uninterrupted(), _alone(place):
                fcntl.flock(users, fcntl.LOCK_SH)
                is_user = True
                start()
            yield
        finally:
            if is_user:
                with _uninterrupted(), _alone(place):
                    _leave(users, stop)


def _leave(users: int, stop: Callable[[], None]) -> None:
    fcntl.flock(users, fcntl.LOCK_UN)
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    stop()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off the first SIGINT and SIGTERM to the end of the body; a second one is obeyed at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    received: list[int] = []

    def receive(number: int, frame: FrameType | None) -> None:
        received.append(number)
        if len(received) > 1:
            raise KeyboardInterrupt

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, receive) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if received:
        signal.raise_signal(received[0])


@contextlib.contextmanager
def _alone(place: Place) -> Iterator[None]:
    with _opened(place.state / "starting.lock") as file:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise ServiceError(
                        f"Another process has been starting the servers of {place.state} for "
                        f"over {PATIENCE_SECONDS:.0f} s: end it and try again."
                    ) from None
                time.sleep(0.02)
        yield


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield file
    finally:
        os.close(file)
