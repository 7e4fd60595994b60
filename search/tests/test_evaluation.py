"""`evaluate_search` measures a folder in a database of its own, and says which line it cannot read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from shop.models import Product
from shop.tests import factories

KINDS = ("kettle", "lamp", "blanket", "teapot", "mirror", "basket", "candle", "pillow")
MOODS = ("quiet", "sunny", "stormy", "frosty", "misty", "golden")
PRODUCTS = [
    {"id": f"{mood}-{kind}", "title": f"{mood.title()} {kind}", "description": f"A {kind} for {mood} days."}
    for kind in KINDS
    for mood in MOODS
]
QUERIES = [
    (f"{number}", f"{kind} {mood}", f"{mood}-{kind}")
    for number, (kind, mood) in enumerate((kind, mood) for kind in KINDS for mood in MOODS)
]


def rows(number: int, lines: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Queries and grades."""
    asked = "".join(f"{key}\t{text}\n" for key, text, _ in lines[:number])
    return asked, "".join(f"{key}\t{product}\t1\n" for key, _, product in lines[:number])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "products.jsonl").write_text("".join(json.dumps(row) + "\n" for row in PRODUCTS))
    for prefix, number in (("", 8), ("train_", len(QUERIES))):
        asked, grades = rows(number, QUERIES)
        (tmp_path / f"{prefix}queries.tsv").write_text(asked)
        (tmp_path / f"{prefix}qrels.tsv").write_text(grades)
    return tmp_path


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("options", [[], ["--train"]], ids=["as it is", "trained"])
def test_it_measures_in_a_database_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    mine, name = factories.product("Mine"), connection.settings_dict["NAME"]
    call_command("evaluate_search", str(folder), "--json", *options)
    report = json.loads(capsys.readouterr().out)
    assert (report["queries"], report["products"]) == (8, len(PRODUCTS))
    assert set(report["modes"]) == {"lexical", "semantic", "hybrid"}
    for mode in ("lexical", "hybrid"):
        assert report["modes"][mode]["ndcg@10"] > 0.95, "each query holds both words of its product"
        assert report["modes"][mode]["recall@100"] == 1
    assert ("trained" in report) == bool(options)
    assert connection.settings_dict["NAME"] == name
    assert list(Product.objects.values_list("pk", flat=True)) == [mine.pk]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("products.jsonl", lambda text: text + "{]\n", f"products.jsonl, line {len(PRODUCTS) + 1}"),
        ("products.jsonl", lambda text: '{"id": "x"}\n' + text, "products.jsonl, line 1"),
        ("queries.tsv", lambda text: text + "no tab\n", "queries.tsv, line 9"),
        ("queries.tsv", lambda text: "\n\n" + text + "no tab\n", "queries.tsv, line 11"),
        ("qrels.tsv", lambda text: text + "1\tmisty-lamp\tmuch\n", "qrels.tsv, line 9"),
        ("qrels.tsv", lambda text: text + "unasked\tmisty-lamp\t1\n", "qrels.tsv, line 9"),
        ("qrels.tsv", None, "qrels.tsv"),
    ],
)
def test_what_cannot_be_read_is_named_before_anything_is_loaded(
    folder: Path, name: str, change: Callable[[str], str] | None, told: str
) -> None:
    file = folder / name
    if change is None:
        file.unlink()
    else:
        file.write_text(change(file.read_text()))
    with pytest.raises(CommandError, match=told):
        call_command("evaluate_search", str(folder))


def test_training_needs_its_files(folder: Path) -> None:
    (folder / "train_queries.tsv").unlink()
    with pytest.raises(CommandError, match=r"train_queries\.tsv"):
        call_command("evaluate_search", str(folder), "--train")
