"""Thousands of made-up requests, valid and not, alone and one after another: no failure, nothing undocumented, nothing leaked.

API_EXAMPLES sets how many each operation gets; `make contract` gives a hundred.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from shop.tests.callers import session_of
from tests.contract.conftest import Shop

HERE = Path(__file__).parent
PHASES = os.environ.get("API_PHASES", "examples,coverage,fuzzing,stateful")
EXAMPLES = int(os.environ.get("API_EXAMPLES", "2"))


def test_the_server_keeps_the_contract(shop: Shop, schema: Path, tmp_path: Path) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    sessions = tmp_path / "sessions"
    sessions.write_text("\n".join(session_of(shop.alice) for _ in range(100)))
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "run",
        str(schema),
        f"--url={shop.url}",
        "--checks=all",
        f"--max-examples={EXAMPLES}",
        "--header=User-Agent: Marigold/1.0 (fuzz)",
        f"--phases={PHASES}",
        "--continue-on-failure",
        "--no-color",
        "--seed=6",
        "--workers=1",
        *os.environ.get("API_OPTIONS", "").split(),
    ]
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.contract.hooks",
        "API_SESSIONS": str(sessions),
        "API_TOKEN": shop.token,
    }
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    told = f"{done.stdout[-30_000:]}\n{done.stderr[-3000:]}"
    if report := os.environ.get("API_REPORT"):
        Path(report).write_text(done.stdout)
    assert done.returncode == 0, told
    operations = sum(len(path) for path in json.loads(schema.read_text())["paths"].values())
    assert os.environ.get("API_OPTIONS") or re.search(rf"Selected: {operations}/{operations}", told), told
