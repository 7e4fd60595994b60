"""The ten minutes of docs/api.md, command by command, before a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from shop.models import Order
from tests.contract.conftest import Shop

TOOLS = ("curl", "jq", "python3", "bash")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]


def commands(shop: Shop) -> str:
    """What stands indented in the section, with the server and an account of ours."""
    text = Path(settings.BASE_DIR, "docs", "api.md").read_text()
    section = text.partition("## Ten minutes")[2].partition("A client in your language")[0]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    script = "\n".join(lines).replace("http://127.0.0.1:8000", shop.url)
    return script.replace("YOU@EXAMPLE.COM", "alice@example.com").replace("PASSWORD", "correct horse battery")


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}")
def test_everything_works_as_it_is_written(shop: Shop, tmp_path: Path) -> None:
    script = commands(shop)
    assert script.count("curl") >= 12
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    assert "problem" not in told, told
    order = Order.objects.filter(user=None).get()
    assert f'"number": "{order.number}"' in told
    assert order.lines.get().quantity == 1
    assert re.search(rf"{re.escape(shop.url)}/sandbox-pay/[0-9a-f-]+/", told)
    assert '"order_status": "placed"' in told
    assert shop.names["delivered"] in told
