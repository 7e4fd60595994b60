"""The bundled writer with its own weights and the adapter that comes with the shop: what the README of the adapter says is true."""

from __future__ import annotations

import json

import pytest

from language import conversion, fidelity, writer
from language.assessment import assess
from language.lessons import fingerprint, held_out, taught
from language.local import LocalWriter
from language.tests.writers import WriterContract
from language.weights import WeightsMissing


def test_the_adapter_was_taught_what_the_grammars_say_today():
    """Whoever changes the grammars teaches again: see language/adapters/smollm2/README.md."""
    report = json.loads((writer.SHIPPED / "report.json").read_text(encoding="utf-8"))
    assert fingerprint(taught(report["lessons"])) == report["lessons_hash"]
    assert report["is_better"]
    assert report["after"]["slot_error_rate"] < report["before"]["slot_error_rate"]
    assert (
        report["after"]["writer"]
        == LocalWriter(conversion.Weights(conversion.NAME, writer.SHIPPED), adapter=writer.SHIPPED).name
    )


def test_asking_for_its_name_converts_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("MARIGOLD_VAR", str(tmp_path))
    assert writer.load("local").name.startswith(conversion.NAME)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(conversion, "_PACKAGE", "no_such_package")
    writer._load.cache_clear()
    with pytest.raises(WeightsMissing, match="requirements-models"):
        writer.load("local")


@pytest.mark.slow
class TestBundledWriterContract(WriterContract):
    def fresh(self) -> LocalWriter:
        return LocalWriter(conversion.bundled(), threads=2)


@pytest.mark.slow
def test_bytes_cost_no_quality():
    found = fidelity.measured(conversion.bundled())
    assert found["int8"] < fidelity.ALLOWED * found["float32"]
    assert 15 < found["float32"] < 40  # and it does know English


@pytest.mark.slow
def test_the_adapter_makes_fewer_errors():
    lessons = held_out(40, seed=77)
    before = assess(LocalWriter(conversion.bundled()), lessons)
    after = assess(writer.load("local"), lessons)
    assert after.slot_error_rate < 0.5 * before.slot_error_rate
    assert after.unsupported_share < 0.5 * before.unsupported_share
