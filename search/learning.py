"""Learns the ranking from what shoppers chose: which words matter, what products are asked for by, how legs and features count.

Invariant: legs and features are learned from queries whose words the index does not hold yet, or they would trust
memories that new queries do not have; they are used only when they rank queries better that were kept from the learner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from search import index, knowledge, ordering, query, reading, tuning
from search.indexing import documents, rebuild, writing
from search.models import Click, Tuning
from search.ranking import features, fusion, importance, listwise, ranker
from search.ranking.fusion import FusionWeights
from search.ranking.importance import Lesson
from search.ranking.listwise import JudgedList, Learned
from search.ranking.ranker import Ranker
from search.text import tokens
from shop.facets import Selection, clean

GAINS = {"click": 1.0, "cart": 2.0, "bought": 3.0}
CHUNK = 1000
Tick = Callable[[str, int, int], object]


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Judgment:
    """A query and the grades of products by id."""

    text: str
    grades: Mapping[int, float]


def run(*, source: str = "clicks", tick: Tick = silent) -> Tuning:
    """From all clicks: legs and features by those since the index was last weighed, then words by all, then weigh anew.

    What cannot be learned from so few clicks stays as it is, and the report says so.
    """
    fresh = from_clicks(fresh_only=True)
    kept = weights(fresh, source=source, tick=tick)
    return words(from_clicks(), base=kept, source=source, tick=tick)


def weights(judgments: Sequence[Judgment], *, source: str, tick: Tick = silent) -> Tuning:
    """Learn how legs count and then how features do; what is better on kept queries is used from now on."""
    present = knowledge.current().ranking
    report: dict[str, Any] = {}
    try:
        lists = list(_lists(judgments, _legs, step="Learning the legs", tick=tick))
        learned = fusion.learn(lists, start=present.legs)
        report["legs"] = _told(learned)
        if learned.is_better:
            present = replace(present, legs=FusionWeights(dict(learned.weights)))
            _use(present, source=source, report=report)
        lists = list(_lists(judgments, _features, step="Learning the features", tick=tick))
        learned = ranker.learn(lists, start=present.ranker)
        report["features"] = _told(learned)
        if learned.is_better:
            present = replace(present, ranker=Ranker(dict(learned.weights)))
    except listwise.TooFew as error:
        report["too_few"] = str(error)
    return _use(present, source=source, report=report)


def words(judgments: Sequence[Judgment], *, base: Tuning, source: str, tick: Tick = silent) -> Tuning:
    """Learn which words of queries matter, and write into the index what products were asked for by."""
    present = tuning.Ranking.from_json(base.weights)
    known = importance.importance(_lessons(judgments))
    present = replace(present, importance={str(term): round(value, 4) for term, value in known.items()})
    kept = _use(present, source=source, report=base.report | {"words": len(known)})
    rebuild.reweigh(tick=lambda done, total: tick("Weighing words", done, total))
    return kept


def from_clicks(*, fresh_only: bool = False) -> list[Judgment]:
    """Queries and what was chosen; what was bought counts three clicks. `fresh_only`: since the index was weighed."""
    clicks = Click.objects.all()
    if fresh_only and (counted := index.active().weighed_at):
        clicks = clicks.filter(at__gt=counted)
    grades: dict[str, dict[int, float]] = {}
    rows = clicks.values_list("query__text", "product_id", "carted_at", "bought_at").order_by("at", "pk")
    for text, product_id, carted, bought in rows:
        gain = GAINS["bought" if bought else "cart" if carted else "click"]
        held = grades.setdefault(" ".join(text.lower().split()), {})
        held[product_id] = held.get(product_id, 0.0) + gain
    return [Judgment(text=text, grades=held) for text, held in grades.items() if text]


def selection_of(text: str) -> Selection:
    """Plain words: judgments are about ranking, not about filters and corrections."""
    return Selection(words=clean(text, 200), reading=(reading.EXACT, reading.PLAIN))


def _use(ranking: tuning.Ranking, *, source: str, report: Mapping[str, Any]) -> Tuning:
    kept = tuning.keep(ranking, source=source, report=report)
    tuning.use(kept)
    kept.refresh_from_db()
    return kept


def _told(learned: Learned) -> dict[str, Any]:
    return {
        "lists": learned.lists,
        "ndcg@10": {"before": round(learned.before, 4), "after": round(learned.after, 4)},
        "is_used": learned.is_better,
    }


Describe = Callable[[features.Question, features.Candidates], Mapping[str, np.ndarray]]


def _legs(_question: features.Question, candidates: features.Candidates) -> Mapping[str, np.ndarray]:
    return candidates.legs


def _features(question: features.Question, candidates: features.Candidates) -> Mapping[str, np.ndarray]:
    return features.describe(question, candidates)


def _lists(
    judgments: Sequence[Judgment], describe: Describe, *, step: str, tick: Tick
) -> Iterable[JudgedList]:
    """The candidates of each query as the first stage orders them now."""
    for done, judgment in enumerate(judgments, start=1):
        rows, read = query.candidates(selection_of(judgment.text))
        tick(step, done, len(judgments))
        if rows and read.query:
            grades = np.array([judgment.grades.get(row[0], 0.0) for row in rows])
            yield JudgedList(describe(*ordering.described(rows, read=read)), grades)


def _lessons(judgments: Sequence[Judgment]) -> Iterable[Lesson]:
    """An answer's own terms are those of all its fields but the one of words that it was asked for by."""
    for start in range(0, len(judgments), CHUNK):
        part = judgments[start : start + CHUNK]
        wanted = {product for judgment in part for product, grade in judgment.grades.items() if grade > 0}
        terms = dict(_own_terms(sorted(wanted)))
        for judgment in part:
            yield Lesson(
                asked=[token.term for token in tokens.query_tokens(judgment.text)],
                answers=[
                    terms[product]
                    for product, grade in judgment.grades.items()
                    if grade > 0 and product in terms
                ],
            )


def _own_terms(product_ids: Sequence[int]) -> Iterable[tuple[int, frozenset[str]]]:
    for source in documents.read(product_ids):
        analysed = writing.analyse(source)
        own = (terms for name, terms in analysed.terms.items() if name != "asked")
        yield source.product_id, frozenset(term for terms in own for term in terms)
