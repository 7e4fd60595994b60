"""Thousands of made-up requests, valid and not, alone and one after another: no failure, nothing undocumented, nothing leaked.

API_EXAMPLES sets how many each operation gets; `make contract` gives a hundred. Part of the valid ones are given real
identifiers (hooks.py), so that what follows from success is tried too: the run must see every operation succeed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.contract import fuzzed, tally
from tests.contract.conftest import Shop
from tests.contract.tally import Answer

HERE = Path(__file__).parent
PHASES = os.environ.get("API_PHASES", "examples,coverage,fuzzing,stateful")
EXAMPLES = int(os.environ.get("API_EXAMPLES", "2"))
SHARE = 0.85
CANNOT: dict[str, str] = {}
"""Operations that do not succeed in the run, and why."""


def test_the_server_keeps_the_contract(
    shop: Shop, schema: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = tmp_path / "mail"
    mail.mkdir()
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", False, raising=False)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_FILE_PATH", str(mail), raising=False)
    monkeypatch.setattr(settings, "CHAT_PER_MINUTE", 100_000)
    monkeypatch.setattr(settings, "CHAT_PER_DAY", 100_000)
    names, told = tmp_path / "names.json", tmp_path / "tally"
    names.write_text(json.dumps(fuzzed.names(shop, mail=mail)))
    output = Path(os.environ.get("API_REPORT") or tmp_path / "report")
    done = _run(shop, schema, names=names, told=told, output=output)
    answers = tally.read(told)
    operations = [one["operationId"] for path in _paths(schema).values() for one in path.values()]
    said = output.read_text()
    report = f"{said}\n{tally.table(answers, operations)}\n"
    output.write_text(report)
    assert done.returncode == 0, report[-30_000:]
    if "API_OPTIONS" in os.environ:
        return
    assert re.search(rf"Selected: {len(operations)}/{len(operations)}", said), report
    assert tally.complaints(answers, operations, cannot=CANNOT) == [], report[-12_000:]
    assert len(tally.silent(answers, operations)) <= (1 - SHARE) * len(operations)


def _run(
    shop: Shop, schema: Path, *, names: Path, told: Path, output: Path
) -> subprocess.CompletedProcess[str]:
    """What schemathesis says is in `output` while it runs, and every answer in `told`."""
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
        "API_NAMES": str(names),
        "API_TALLY": str(told),
        "API_TOKEN": shop.token,
    }
    with output.open("w") as file:
        return subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


def _paths(schema: Path) -> dict[str, dict[str, dict[str, str]]]:
    return json.loads(schema.read_text())["paths"]


def test_an_operation_that_never_succeeds_is_named() -> None:
    answers = [Answer("list_brands", 200, "positive", "fuzzing", False)]
    answers += [Answer("get_brand", status, "positive", "fuzzing", True) for status in (404, 422)]
    both = ["list_brands", "get_brand"]
    assert tally.complaints(answers, both, cannot={}) == ["get_brand never succeeded"]
    assert tally.complaints(answers, both, cannot={"get_brand": "no brands"}) == []
    told = tally.complaints(answers, both, cannot={"get_brand": "no brands", "list_brands": "none"})
    assert told == ["list_brands succeeded, so it has no reason not to"]
