"""What README.md and docs/api.md have app developers paste, command by command, before a real server."""

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


def commands(shop: Shop, file: str, *, after: str, before: str) -> str:
    """What stands indented in the section, with the server and an account of ours."""
    text = Path(settings.BASE_DIR, file).read_text()
    section = text.partition(after)[2].partition(before)[0]
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    script = "\n".join(lines).replace("http://127.0.0.1:8000", shop.url)
    return script.replace("YOU@EXAMPLE.COM", "alice@example.com").replace("PASSWORD", "correct horse battery")


def carried_out(script: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    told = done.stdout + done.stderr
    assert done.returncode == 0, told
    return told


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}")
def test_everything_works_as_it_is_written(shop: Shop, tmp_path: Path) -> None:
    script = commands(shop, "docs/api.md", after="## Ten minutes", before="A client in your language")
    assert script.count("curl") >= 17
    told = carried_out(script, tmp_path)
    kinds = re.findall(r"/api/problems/([a-z-]+)/", told)
    assert kinds == ["invalid-parameter", "validation-failed"], told
    order = Order.objects.filter(user=None).get()
    assert f'"number": "{order.number}"' in told
    assert order.lines.get().quantity == 1
    assert re.search(rf"{re.escape(shop.url)}/sandbox-pay/[0-9a-f-]+/", told)
    assert '"order_status": "placed"' in told
    assert shop.names["delivered"] in told
    assert len(set(re.findall(r'"slug":"([^"]+)"', told))) == 3, "Two pages of the three products."
    assert "event: done" in told
    assert told.count('["shopper",') == 2


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {MISSING}")
def test_the_order_of_the_readme_is_placed(shop: Shop, tmp_path: Path) -> None:
    script = commands(shop, "README.md", after="## For mobile developers", before="[docs/api.md]")
    told = carried_out(script, tmp_path)
    assert "/api/problems/" not in told, told
    order = Order.objects.filter(user=None).get()
    assert re.search(r"/sandbox-pay/[0-9a-f-]+/", told)
    assert f'"number": "{order.number}"' in told
    assert "null" not in told
