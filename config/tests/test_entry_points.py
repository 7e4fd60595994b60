"""What a server process is set to before it answers."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SHOWN = (
    "import {module}; import numpy, threadpoolctl;"
    " print({{pool['num_threads'] for pool in threadpoolctl.threadpool_info() if 'numpy' in pool['filepath']}})"
)


@pytest.mark.parametrize("module", ["config.asgi", "config.wsgi"])
@pytest.mark.parametrize(("chosen", "threads"), [("", 1), ("2", 2)], ids=["ours", "theirs"])
def test_arithmetic_of_a_page_keeps_to_one_thread_unless_told(module: str, chosen: str, threads: int) -> None:
    if os.cpu_count() == 1:
        pytest.skip("One processor: there is never more than one thread.")
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
    environment |= {"OPENBLAS_NUM_THREADS": chosen} if chosen else {}
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SHOWN.format(module=module)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert found.stdout.strip().splitlines()[-1] == str({threads})
