"""A shop in a folder of its own and its servers, for as long as something is measured of them.

Everything is started with the command lines of `make run`, so that what is measured is what shoppers get.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "var" / "bench"
UNLIMITED = "1000000"
READY_SECONDS = 90


def settle(port: int) -> None:
    """Settings of a demonstration in var/bench, or in MARIGOLD_BENCH_VAR."""
    from config import environment

    environment.write_local_file()
    environment.load_file()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["MARIGOLD_VAR"] = os.environ.get("MARIGOLD_BENCH_VAR") or str(FOLDER)
    os.environ["PORT"] = str(port)
    for kind in ("READS", "WRITES", "SEARCHES"):
        os.environ[f"API_{kind}_PER_MINUTE"] = UNLIMITED


def python(*command: str) -> str:
    """The output of Python in the project; its errors go to ours."""
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, *command], cwd=HERE.parent, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def serving(port: int, *, only: Collection[str] = ()) -> Iterator[tuple[str, dict[str, int]]]:
    """The programs of `make run`, or those named, until the measuring is over: the shop's address, and process ids by name."""
    import django

    django.setup()
    from config import run

    url, pids = f"http://{run.HOST}:{port}", {}
    with ExitStack() as stack:
        for program in run._programs(port):
            if only and program.name not in only:
                continue
            process = subprocess.Popen(  # noqa: S603 - what make run starts
                program.command, cwd=HERE.parent, stdout=subprocess.DEVNULL
            )
            pids[program.name] = process.pid
            stack.callback(_end, process)
        deadline = time.monotonic() + READY_SECONDS
        while not run._answers(f"{url}/health/ready"):
            if time.monotonic() > deadline:
                raise SystemExit(f"{url} did not answer for {READY_SECONDS} s; the reason is above.")
            time.sleep(0.2)
        yield url, pids


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
