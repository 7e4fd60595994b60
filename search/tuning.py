"""The ranking in use: what was learned last and put in use, or else the defaults. The only writer of Tuning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db import transaction

from search.models import Tuning
from search.ranking.bm25 import FieldWeights
from search.ranking.fusion import FusionWeights
from search.ranking.ranker import Ranker


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """How fields, legs, features and words of queries count. A change of `fields` reaches documents with the next index."""

    fields: FieldWeights = field(default_factory=FieldWeights)
    legs: FusionWeights = field(default_factory=FusionWeights)
    ranker: Ranker = field(default_factory=Ranker)
    importance: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            fields=FieldWeights.from_json(stored.get("fields", {})),
            legs=FusionWeights.from_json(stored.get("legs", {})),
            ranker=Ranker.from_json(stored.get("ranker", {})),
            importance=stored.get("importance", {}),
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "fields": self.fields.as_json(),
            "legs": self.legs.as_json(),
            "ranker": self.ranker.as_json(),
            "importance": dict(self.importance),
        }


def current() -> Ranking:
    """One query."""
    row = Tuning.objects.filter(is_active=True).only("weights").first()
    return Ranking.from_json(row.weights) if row else Ranking()


@transaction.atomic
def use(tuning: Tuning | None) -> None:
    """Rank by this from now on; None goes back to the defaults."""
    Tuning.objects.filter(is_active=True).update(is_active=False)
    if tuning is not None:
        Tuning.objects.filter(pk=tuning.pk).update(is_active=True)


def keep(ranking: Ranking, *, source: str, report: Mapping[str, Any]) -> Tuning:
    """Store a ranking that was learned, without using it yet."""
    return Tuning.objects.create(source=source, weights=ranking.as_json(), report=dict(report))
