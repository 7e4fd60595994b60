"""Measures the search on a folder of judged queries, by the code that serves shoppers, in a database of its own."""

from __future__ import annotations

import json
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from language import training, weights
from language.pairs import Pair
from search import learning, query, steering, tuning
from search.indexing import documents, rebuild
from search.measuring import judgments
from search.measuring.judgments import Judged
from search.models import Click, LoggedQuery
from search.ranking import metrics
from shop import scratch
from shop.exchange import loading
from shop.models import Product

MODES: tuple[query.Mode, ...] = ("lexical", "semantic", "hybrid")
DEPTH = metrics.DEEP
POPULARITY_UNIT = 100
LATER = 0.25
Tick = Callable[[str, int, int], object]


@dataclass(frozen=True, kw_only=True)
class Report:
    """`modes` holds quality and milliseconds by leg; `trained` what learning reported, empty without it."""

    queries: int
    products: int
    index_seconds: float
    modes: Mapping[str, Mapping[str, float]]
    trained: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        found = {
            "queries": self.queries,
            "products": self.products,
            "index_seconds": round(self.index_seconds, 1),
            "modes": self.modes,
        }
        return found | ({"trained": self.trained} if self.trained else {})


def run(folder: Path, *, train: bool = False, tick: Tick = lambda step, done, total: None) -> Report:
    """Raises judgments.BadFolder before anything is loaded, and scratch.NotAllowed."""
    rows = judgments.products(folder)
    test = judgments.judged(folder)
    lessons = judgments.judged(folder, prefix="train_") if train else None
    with scratch.database(), tempfile.TemporaryDirectory() as made:
        load(rows, tick=lambda done, total: tick("Loading products", done, total))
        earlier, later = _lessons(lessons) if lessons else ([], [])
        encoder, trained = _encoder(earlier, Path(made) / "encoder", tick) if lessons else ("", {})
        began = time.perf_counter()
        rebuild.run(encoder=encoder, tick=lambda done, total: tick("Indexing", done, total))
        seconds = time.perf_counter() - began
        if lessons:
            trained |= _train(earlier, later, tick)
        return Report(
            queries=len(test.queries),
            products=Product.objects.published().count(),
            index_seconds=seconds,
            modes={mode: _measure(test, mode, tick) for mode in MODES},
            trained=trained,
        )


def load(rows: list[dict[str, Any]], *, tick: Callable[[int, int], object]) -> None:
    """Import products as `import_catalog` does; a popularity that the file knows is taken over."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        report = loading.load(Path(file.name), tick=tick)
    if report.rejected:
        number, reason = report.rejected[0]
        raise judgments.BadFolder(f"products.jsonl, line {number}: {reason}")
    known = {str(row["id"]): row["popularity"] for row in rows if row.get("popularity")}
    changed = list(Product.objects.filter(external_id__in=known))
    for product in changed:
        product.popularity = round(float(known[product.external_id or ""]) * POPULARITY_UNIT)
    Product.objects.bulk_update(changed, ["popularity"], batch_size=1000)


def _measure(test: Judged, mode: query.Mode, tick: Tick) -> dict[str, float]:
    """Rank the whole catalogue for every query; times are of whole searches, encoding included."""
    external = dict(Product.objects.values_list("pk", "external_id"))
    rankings, times = {}, []
    for done, (key, text) in enumerate(test.queries.items(), start=1):
        selection = learning.selection_of(text)
        began = time.perf_counter()
        found = query.run(selection, mode=mode, depth=DEPTH)
        times.append((time.perf_counter() - began) * 1000)
        rankings[key] = [external[hit.product_id] for hit in found.hits[:DEPTH]]
        tick(f"Asking ({mode})", done, len(test.queries))
    quality = metrics.evaluate(rankings, test.grades).as_json()
    return quality | {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[18], 1) if len(times) > 1 else round(times[0], 1),
    }


def _lessons(lessons: Judged) -> tuple[list[learning.Judgment], list[learning.Judgment]]:
    """The judged queries of which words and encoder learn, and those later ones of which legs and features do."""
    ids = {external: pk for pk, external in Product.objects.values_list("pk", "external_id")}
    judged = [
        learning.Judgment(
            text=text,
            grades={ids[product]: grade for product, grade in lessons.grades[key].items() if product in ids},
        )
        for key, text in lessons.queries.items()
    ]
    random.Random(1).shuffle(judged)
    cut = round(LATER * len(judged))
    return judged[cut:], judged[:cut]


def _encoder(judged: Sequence[learning.Judgment], folder: Path, tick: Tick) -> tuple[str, dict[str, Any]]:
    """Fine-tune on each query with its best product; where that is not possible, or not better, the encoder stays."""
    best = {
        one.text: max(one.grades, key=one.grades.__getitem__) for one in judged if any(one.grades.values())
    }
    passages = {source.product_id: source.passage for source in documents.read(sorted(set(best.values())))}
    pairs = [Pair(text, passages[pk], product=str(pk)) for text, pk in best.items() if pk in passages]
    try:
        report = training.train(
            pairs,
            folder=folder,
            start=weights.find(settings.ENCODER),
            tick=lambda done, total, loss: tick("Teaching the encoder", done, total),
        )
    except (training.TooFewPairs, weights.WeightsMissing) as error:
        return "", {"encoder": str(error)}
    told = {"before": report.before.mrr, "after": report.after.mrr, "seconds": report.seconds}
    is_better = report.after.mrr > report.before.mrr
    return str(folder) if is_better else "", {
        "encoder": {name: round(value, 4) for name, value in told.items()} | {"is_used": is_better}
    }


def _train(earlier: list[learning.Judgment], later: list[learning.Judgment], tick: Tick) -> dict[str, Any]:
    """Let the judged queries be asked and their answers be clicked, most of them first; then learn as a shop does.

    Legs and features are learned from the grades of the later queries, which neither the index nor the encoder has seen.
    """
    _click(earlier)
    base = tuning.keep(tuning.current(), source="judgments", report={})
    learning.words(earlier, base=base, source="judgments", tick=tick)
    kept = learning.weights(later, source="judgments", tick=tick)
    _click(later)
    return dict(learning.words([*later, *earlier], base=kept, source="judgments", tick=tick).report)


def _click(judged: Sequence[learning.Judgment]) -> None:
    """As if shoppers had typed the queries and opened what is good."""
    now = timezone.now()
    asked = [
        LoggedQuery(
            text=one.text[:200],
            normalised=steering.normalised(one.text),
            results=len(one.grades),
            milliseconds=0,
            at=now,
        )
        for one in judged
    ]
    LoggedQuery.objects.bulk_create(asked, batch_size=1000)
    clicks = [
        Click(query=row, product_id=product, position=1, at=now)
        for row, one in zip(asked, judged, strict=True)
        for product, grade in one.grades.items()
        if grade > 0
    ]
    Click.objects.bulk_create(clicks, batch_size=1000)
