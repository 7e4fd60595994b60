"""evaluate_recommendations on small folders: every figure is there, and every bad line is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommendations.tests.contract import tiny

FIGURES = {
    "precision@10",
    "recall@10",
    "recall@20",
    "ndcg@10",
    "ndcg@20",
    "hit@10",
    "coverage@10",
    "gini@10",
    "popularity@10",
    "tail@10",
    "overlap@10",
}
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def write(**changed: str) -> Path:
        events = tiny()
        rows = zip(events.shoppers, events.items, events.ratings, events.times, strict=True)
        files = {
            "train": "".join(f"s{who}\ti{what}\t{stars}\t{int(when)}\n" for who, what, stars, when in rows),
            "test": "s12\ti2\t5\t9\ns0\ti4\t1\t9\ns99\ti0\t4\t9\n",
        } | changed
        for name, text in files.items():
            (tmp_path / f"{name}.{'jsonl' if name == 'items' else 'tsv'}").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def run(path: Path, *options: str) -> dict[str, object]:
    out = StringIO()
    call_command("evaluate_recommendations", str(path), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def test_all_figures_of_all_algorithms(folder: Folder, settings: object) -> None:
    settings.ENCODER = "tiny"  # type: ignore[attr-defined]
    items = "".join(
        json.dumps({"id": f"i{code}", "title": f"Mug number {code}", "price": "9.50"}) + "\n"
        for code in range(8)
    )
    found = run(folder(items=items))
    assert (found["users"], found["items"], found["interactions"], found["newcomers"]) == (3, 8, 51, 1)
    assert found["peak_memory_mb"] > 0
    models = found["models"]
    assert {"popularity", "svd", "knn", "item_knn", "rp3beta", "ease", "content", "hybrid"} <= set(models)
    for name, figures in models.items():
        assert set(figures) - {"rmse"} == FIGURES | {"fit_seconds", "fit_cpu_seconds", "recommend_p95_ms"}, (
            name
        )
        assert ("rmse" in figures) == (name in {"svd", "knn", "knn_shoppers"})
    assert models["item_knn"]["recall@10"] == 1


def test_equal_ratings_leave_rating_models_out_and_say_so(folder: Folder) -> None:
    events = tiny()
    train = "".join(
        f"s{who}\ti{what}\t1\t0\n" for who, what in zip(events.shoppers, events.items, strict=True)
    )
    found = run(folder(train=train))
    assert "svd" not in found["models"]
    assert "all ratings are equal" in found["left_out"]["svd"]
    assert "hybrid" in found["models"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"train": "a\tb\t5\n"}, r"train.tsv, line 1: expected 4 columns"),
        (
            {"train": "a\tb\t5\t1\n\nc\td\tnan\t1\n"},
            r"train.tsv, line 3: the rating 'nan' is not a finite number",
        ),
        ({"test": "a\tb\t5\tsoon\n"}, r"test.tsv, line 1: the timestamp 'soon'"),
        ({"train": "\n"}, r"train.tsv: no interactions"),
        ({"items": "{}\n"}, r"items.jsonl, line 1: expected an object with an id and a title"),
        ({"items": '{"id": 1, "title": "x", "price": "dear"}\n'}, r"items.jsonl, line 1: the price 'dear'"),
        ({"items": "no\n"}, r"items.jsonl, line 1: not JSON"),
    ],
)
def test_bad_lines_are_named(folder: Folder, changed: dict[str, str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(folder(**changed))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"train.tsv: No such file"):
        run(tmp_path)


def test_one_shopper_and_one_event(folder: Folder) -> None:
    found = run(folder(train="a\tb\t5\t1\n", test="a\tc\t5\t2\n"))
    assert found["models"]["hybrid"]["ndcg@10"] == 0
    assert np.isfinite(list(found["models"]["popularity"].values())).all()


def test_new_items_and_newcomers_are_measured_when_asked(folder: Folder, settings: object) -> None:
    settings.ENCODER = "tiny"  # type: ignore[attr-defined]
    items = "".join(json.dumps({"id": f"i{code}", "title": f"Mug number {code}"}) + "\n" for code in range(8))
    assert set(run(folder(items=items))["hybrid"]) == {"kept_ndcg@10"}
    found = run(folder(items=items), "--cold")["hybrid"]
    assert set(found["cold_items"]) == set(found["cold_shoppers"]) == {"popularity", "content", "hybrid"}
    assert found["cold_items"]["content"]["items"] == 1
    assert found["cold_shoppers"]["hybrid"]["ndcg@10_of_1"] > 0
