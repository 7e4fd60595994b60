"""Fits the model of a version, measures it on what was held out, and compares it with the version in use.

Invariant: the weights are learned without the held-out events; the model that is kept has the same weights over parts that know
all events.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from recommendations.algorithms.base import BadFile
from recommendations.algorithms.events import Interactions
from recommendations.algorithms.hybrid import Hybrid
from recommendations.learning import cold, judging, model, report
from recommendations.learning.judging import Held
from recommendations.learning.model import Fitted, Settings
from recommendations.learning.renumbered import Renumbered, places
from recommendations.models import Version
from recommendations.pipeline import material, pieces
from recommendations.pipeline.material import Material

Stage = Version.Stage
Tick = Callable[[int, int], object]
NAME = f"{Stage.JUDGE} all"
FRESH_SHOPPERS = 50
"""Held-out shoppers since the version in use was trained at which its lists as they are can be compared."""
MOST_COLD_ITEMS = 20_000
"""Catalogues up to which cold items are measured, which takes one more fit."""


class Part:
    """Tells of parts of one piece of work as percents of the whole."""

    def __init__(self, tick: Tick) -> None:
        self._tick, self._low, self._high = tick, 0, 20

    def next(self, low: int, high: int) -> Tick:
        self._low, self._high = low, high
        return self.tick

    def tick(self, done: int, total: int) -> None:
        self._tick(round(self._low + (self._high - self._low) * done / max(total, 1)), 100)


def held_of(learned: Material, settings: Settings) -> Held:
    return judging.hold_out(learned.interactions, learned.is_bought, seed=settings.seed)


def fit_block(version: Version, unit: str) -> bytes:
    """The columns of some items of the linear model, as a piece. `unit` is one of `blocks`."""
    learned, settings = material.of(version.pk), Settings.from_json(version.settings)
    kind, low, high = unit.replace("-", " ").split()
    events = learned.interactions if kind == "all" else held_of(learned, settings).rest
    return pieces.packed(table=model.block(events, range(int(low), int(high)), settings=settings))


def blocks(version: Version) -> list[str]:
    """Names of the blocks; they are fitted on all events and on the rest without those held out."""
    found = model.blocks_of(version.report["size"]["items"], Settings.from_json(version.settings))
    return [f"{events} {block.start}-{block.stop}" for events in ("rest", "all") for block in found]


def _blocks(version: Version, events: str) -> list[Any]:
    names = [name for name in blocks(version) if name.startswith(events)]
    return [pieces.unpacked(pieces.read(version, f"{Stage.FIT} {name}"))["table"] for name in names]


@lru_cache(maxsize=1)
def model_of(version_id: int) -> Hybrid:
    """The whole model of a version. Raises pieces.Missing. Kept by the process until it is asked for another one's."""
    return model.unpack(pieces.read(Version.objects.get(pk=version_id), NAME))


def judge(version: Version, *, tick: Tick) -> tuple[bytes, dict[str, Any]]:
    """The whole model as a piece, and what to note in the version."""
    learned, settings = material.of(version.pk), Settings.from_json(version.settings)
    products, held = learned.catalogue, held_of(learned, settings)
    part = Part(tick)

    def fit(events: Interactions, blocks: list[Any]) -> Fitted:
        return model.fit(events, vectors=products.vectors, settings=settings, blocks=blocks, tick=part.tick)

    fitted = fit(held.rest, _blocks(version, "rest"))
    hybrid = model.weighed(fitted, held.rest, facts=products.facts, settings=settings, tick=part.next(20, 50))
    metrics: dict[str, Any] = {}
    if held.wanted:
        metrics = _measured(hybrid, held, learned, settings, part)
    verdict = _verdict(version, hybrid, fitted, held, learned)
    part.next(90, 98)
    whole = fit(learned.interactions, _blocks(version, "all"))
    final = model.with_weights_of(hybrid, whole, learned.interactions, facts=products.facts) or model.weighed(
        whole, learned.interactions, facts=products.facts, settings=settings, tick=part.tick
    )
    told = {
        "verdict": verdict,
        "left_out": dict(whole.left_out),
        "kept_ndcg@10": {name: round(value, 4) for name, value in hybrid.learned.figures.items()},
    }
    return model.pack(final), {"metrics": metrics, "report": version.report | told}


def _measured(
    hybrid: Hybrid, held: Held, learned: Material, settings: Settings, part: Part
) -> dict[str, Any]:
    products = learned.catalogue

    def again(events: Interactions) -> list[Any]:
        fitted = model.fit(events, vectors=products.vectors, settings=settings)
        mixed = model.with_weights_of(hybrid, fitted, events, facts=products.facts)
        wanted = [one for one in fitted.parts if one.name in {"popularity", "content"}]
        return [*wanted, *([mixed] if mixed else [])]

    newcomers = [one for one in hybrid.parts if one.name in {"popularity", "content"}]
    measures: dict[str, Any] = {
        "models": report.beside_parts(hybrid, held, may_show=products.is_sold, tick=part.next(50, 70)),
        "variety": report.variety(
            hybrid, held, vectors=products.vectors, may_show=products.is_sold, chosen=settings.variety
        ),
        "lift": report.popular_lift(hybrid, held),
        "cold_shoppers": cold.shoppers([*newcomers, hybrid], held),
    }
    part.next(85, 90)
    if len(products) <= MOST_COLD_ITEMS:
        measures["cold_items"] = cold.items(learned.interactions, fit=again, seed=settings.seed)
    return measures


def _verdict(
    version: Version, hybrid: Hybrid, fitted: Fitted, held: Held, learned: Material
) -> dict[str, Any]:
    """Whether the version in use does better on what shoppers did since it was trained, or, where that is little, on the same
    held-out interactions with its weights and settings fitted on the same rest."""
    live = Version.objects.live().first()
    if live is None:
        return {"how": "first", "is_worse": False}
    if not held.wanted:
        return {"how": "unmeasured", "is_worse": bool(live.metrics), "against": live.pk}
    sold = learned.catalogue.is_sold
    try:
        older = model.unpack(pieces.read(live, NAME))
    except (pieces.Missing, BadFile):
        return {"how": "unreadable", "is_worse": _is_below_popularity(hybrid, held, sold), "against": live.pk}
    since = live.gathered_at.timestamp() if live.gathered_at else 0.0
    fresh = judging.hold_out(learned.interactions, learned.is_bought, seed=hybrid.seed, since=since)
    how = "fresh"
    old_model: Hybrid | Renumbered = _renumbered(live, older, learned)
    if len(fresh.wanted) < FRESH_SHOPPERS:
        settings = Settings.from_json(live.settings)
        if not settings.learns_like(Settings.from_json(version.settings)):
            fitted = model.fit(held.rest, vectors=learned.catalogue.vectors, settings=settings)
        how, fresh, old_model = "refit", held, _refitted(live, older, fitted, held, learned)
    verdict = judging.compare(
        judging.judge(hybrid, fresh, may_show=sold), judging.judge(old_model, fresh, may_show=sold)
    )
    return {
        "how": how,
        "against": live.pk,
        "shoppers": verdict.shoppers,
        "difference": round(verdict.difference, 4),
        "error": round(verdict.error, 4),
        "is_worse": verdict.is_worse,
    }


def _is_below_popularity(hybrid: Hybrid, held: Held, sold: np.ndarray) -> bool:
    """The least that is asked of a model when there is none to compare it with."""
    popularity = next(part for part in hybrid.parts if part.name == "popularity")
    return judging.compare(
        judging.judge(hybrid, held, may_show=sold), judging.judge(popularity, held, may_show=sold)
    ).is_worse


def _renumbered(live: Version, older: Hybrid, learned: Material) -> Renumbered:
    then = pieces.unpacked(pieces.read(live, material.NAME))["product_ids"]
    return Renumbered(older, places(learned.catalogue.product_ids, then))


def _refitted(
    live: Version, older: Hybrid, fitted: Fitted, held: Held, learned: Material
) -> Hybrid | Renumbered:
    """The older weights over parts that know the same events as the fresh ones; where the parts are others, the older model."""
    mixed = model.with_weights_of(older, fitted, held.rest, facts=learned.catalogue.facts)
    return mixed or _renumbered(live, older, learned)
