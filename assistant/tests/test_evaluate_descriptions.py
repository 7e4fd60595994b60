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

from assistant.descriptions import evaluation, polishing, proposing
from assistant.descriptions.brief import Brief
from language.messages import WritingFailed
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


def unaided(folder: Path, *replies: str, language: Any = "en") -> dict[str, Any]:
    return evaluation.run_unaided(folder, Brief(language=language), writer=ScriptedWriter(replies), limit=2)


def test_a_writer_alone_is_measured_before_any_check(in_place: None, tmp_path: Path) -> None:
    """A writer that says what no fact supports: nothing of it may be hidden by the checks."""
    found = unaided(demo(tmp_path, 2), "It holds 99 litres and is guaranteed.")
    assert (found["products"], found["writer"]) == (2, "scripted")
    whole = found["whole_texts"]
    assert (whole["texts"], whole["right"]) == (2, 0)
    assert (whole["unsupported_sentences"], whole["unsupported_numbers"]) == (1, 2)
    assert whole["coverage"] < 0.2
    assert whole["slot_error_rate"] > 0.8
    assert found["sentences"]["texts"] > 2
    assert found["sentences"]["right"] == 0


def test_a_writer_that_says_the_facts_is_right(
    in_place: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "whole", lambda planned, draft, writer, *, number: draft)
    monkeypatch.setattr(
        polishing, "replies", lambda draft, planned, writer: [(one, one.text) for one in draft.sentences[1:]]
    )
    found = unaided(demo(tmp_path, 2), "never asked")
    for kind in ("whole_texts", "sentences"):
        assert found[kind]["right"] == 1, kind
        assert (found[kind]["slot_error_rate"], found[kind]["coverage"]) == (0, 1)
        assert (found[kind]["unsupported_sentences"], found[kind]["unsupported_numbers"]) == (0, 0)


def test_a_writer_that_fails_has_said_nothing(in_place: None, tmp_path: Path) -> None:
    class Silent(ScriptedWriter):
        def stream(self, *_: Any, **__: Any) -> Any:
            raise WritingFailed("down")

    found = evaluation.run_unaided(demo(tmp_path, 2), Brief(), writer=Silent([""]))
    for kind in ("whole_texts", "sentences"):
        assert (found[kind]["texts"], found[kind]["right"], found[kind]["coverage"]) == (0, None, None)


def test_in_chinese_a_writer_is_asked_for_whole_texts_only(in_place: None, tmp_path: Path) -> None:
    found = unaided(demo(tmp_path, 2), "这是一件好东西。", language="zh-hans")
    assert found["whole_texts"]["texts"] == 2
    assert found["sentences"]["texts"] == 0


def test_texts_at_once_are_counted_as_texts_in_turn(in_place: None, tmp_path: Path) -> None:
    folder = demo(tmp_path, 6)
    together, in_turn = (evaluation.run(folder, Brief(), at_once=count).as_json() for count in (3, 1))
    assert {**together, "seconds_per_description": 0} == {**in_turn, "seconds_per_description": 0}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--unaided", "--writer", ""], "--unaided measures a writer: name one with --writer"),
        (["--at-once", "0"], "--at-once takes a number above 0"),
        (["--limit", "0"], "--limit takes a number above 0"),
    ],
)
def test_what_cannot_be_measured_is_said(tmp_path: Path, options: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("evaluate_descriptions", tmp_path, "--json", *options)


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
