"""How quick the API is at 10,000 products: makes a large shop in a folder of its own, then measures its pages and a live server.

    python -m benchmarks.api [--products 10000] [--users 8] [--seconds 60] [--prepare]

The shop lies in var/bench and is kept, so that only the first run takes minutes. Its web server, worker and clock are started
with the command lines of `make run`, with limits that let one address ask as often as it likes. The last line of the output
is a JSON object: what `bench_pages` tells, and of each kind of request p50, p95 and requests a second.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import live


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    live.settle(asked.port)
    from config import services

    with services.running() as addresses:
        os.environ.update(addresses)
        live.python("-m", "benchmarks.large_shop", str(asked.products))
        if asked.prepare:
            return 0
        pages = json.loads(live.python("manage.py", "bench_pages", "--json"))
        with live.serving(asked.port) as (url, _pids):
            requests = _load(url, users=asked.users, seconds=asked.seconds)
    told = {"users": asked.users, "load": [round(one, 2) for one in os.getloadavg()], "requests": requests}
    print(json.dumps({**pages, "api": told}))  # noqa: T201 - what the command answers
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--products", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=8, help="shoppers at once")
    parser.add_argument("--seconds", type=int, default=60, help="how long they shop")
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--prepare", action="store_true", help="only make the shop")
    return parser


def _load(url: str, *, users: int, seconds: int) -> dict[str, Any]:
    """Shoppers of api_locust.py, a short warm-up first. Raises SystemExit where a request failed."""
    for length in (5, seconds):
        with tempfile.TemporaryDirectory() as folder:
            found = _locust(url, Path(folder, "load"), users=users, seconds=length)
    return found


def _locust(url: str, prefix: Path, *, users: int, seconds: int) -> dict[str, Any]:
    tool = str(Path(sys.executable).with_name("locust"))
    command = [tool, "-f", str(live.HERE / "api_locust.py"), "--host", url, "--headless", "--only-summary"]
    command += ["--users", str(users), "--spawn-rate", str(users), "--run-time", f"{seconds}s"]
    command += ["--csv", str(prefix), "--loglevel", "ERROR", "--stop-timeout", "10"]
    done = subprocess.run(  # noqa: S603 - locust of this environment
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"Requests failed:\n{done.stdout[-5000:]}")
    with Path(f"{prefix}_stats.csv").open() as file:
        rows = {row["Name"]: row for row in csv.DictReader(file)}
    return {
        name.lower(): {
            "p50_ms": int(row["50%"]),
            "p95_ms": int(row["95%"]),
            "requests": int(row["Request Count"]),
            "per_second": round(float(row["Requests/s"]), 1),
        }
        for name, row in rows.items()
    }


if __name__ == "__main__":
    sys.exit(main())
