"""The command measures a folder, and says what is wrong with one that it cannot."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from assistant.descriptions import evaluation
from assistant.descriptions.brief import Brief
from language.scripted import ScriptedWriter
from shop import scratch
from shop.demo import catalogue
from shop.models import Product


def demo(folder: Path, count: int) -> Path:
    """Every so manieth product of the demonstration shop as a file."""
    every = catalogue.products()
    rows = [
        {
            "id": product.key,
            "title": product.title,
            "brand": product.brand,
            "category": " > ".join(product.kind.shelf),
            "price": str(product.price_from),
            "attributes": {"colour": list(product.colours)}
            | {value.code: value.shown for value in product.values},
        }
        for product in every[:: len(every) // count][:count]
    ]
    (folder / "products.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """In the test's own transaction, which is thrown away as well."""
    monkeypatch.setattr(scratch, "database", contextlib.nullcontext)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nothing_wrong_is_proposed_for_the_demonstration_shop(
    in_place: None, tmp_path: Path, language: Any
) -> None:
    found = evaluation.run(demo(tmp_path, 24), Brief(language=language)).as_json()
    assert (found["products"], found["proposed"]) == (24, 24)
    assert found["slot_error_rate"] == 0
    assert found["unsupported_numbers"] == 0
    assert found["coverage"] >= 0.95
    assert found["written_by"] == {"template": 24, "model": 0}
    assert 0 < found["distinct_2"] <= 1


def test_a_writer_that_invents_is_measured_as_templates(in_place: None, tmp_path: Path) -> None:
    found = evaluation.run(
        demo(tmp_path, 3), Brief(), writer=ScriptedWriter(["It holds 99 ml and is the best."])
    ).as_json()
    assert found["slot_error_rate"] == 0
    assert found["written_by"]["model"] == 0


def test_an_error_would_be_counted(in_place: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: were proposals not checked, the figures would show it."""
    real = evaluation.proposing.propose

    def careless(source: Any, brief: Brief, **_: Any) -> Any:
        proposal = real(source, brief)
        return type(proposal)(**{**vars(proposal), "text": proposal.text + " It weighs 77777 kg."})

    monkeypatch.setattr(evaluation.proposing, "propose", careless)
    found = evaluation.run(demo(tmp_path, 3), Brief()).as_json()
    assert found["slot_error_rate"] > 0
    assert found["unsupported_numbers"] == 3


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", "holds no products"),
        ('{"id": "1"}\n', "line 1: expected a JSON object with id and title"),
        ('{"id": "1", "title": "Mug"}\n{broken\n', "line 2: expected a JSON object"),
        ('{"id": "1", "title": "Mug", "price": "much"}\n', "line 1: price"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_measured(
    in_place: None, tmp_path: Path, lines: str, message: str
) -> None:
    (tmp_path / "products.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("evaluate_descriptions", tmp_path, "--json")


def test_a_folder_without_products_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Expected a folder with products\.jsonl"):
        call_command("evaluate_descriptions", tmp_path / "none", "--json")
    with pytest.raises(CommandError, match="No writer is called"):
        call_command("evaluate_descriptions", tmp_path, "--json", "--writer", "nobody")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_shop_stays_as_it_was(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("evaluate_descriptions", demo(tmp_path, 4), "--json", stdout=out)
    assert json.loads(out.getvalue())["proposed"] == 4
    assert Product.objects.count() == 0
