"""Which units a stage of a training has and what each of them does; `training` says when, where and how often.

Invariant: a unit reads what earlier units left in pieces and the shop's tables, and doing it twice gives the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from recommendations.models import Version
from recommendations.pipeline import filling, judgement, material, words

Stage = Version.Stage
Tick = Callable[[int, int], object]
ORDER = (Stage.GATHER, Stage.FIT, Stage.JUDGE, Stage.WRITE, Stage.PROMOTE)
PERCENT = {Stage.GATHER: (0, 10), Stage.FIT: (10, 30), Stage.JUDGE: (30, 80), Stage.WRITE: (80, 99)}
"""Where in the whole a stage begins and ends."""


def after(stage: str) -> Stage:
    return ORDER[ORDER.index(Stage(stage)) + 1]


def units(version: Version, stage: str) -> list[str]:
    """Names of what has to be done in a stage; machines share the units of one stage. There may be none."""
    if stage == Stage.FIT:
        return judgement.blocks(version)
    return filling.units(version) if stage == Stage.WRITE else ["all"]


def work(version: Version, stage: str, unit: str, *, tick: Tick) -> tuple[bytes | None, dict[str, Any]]:
    """Do a unit of any stage but the last; answers what to keep as its piece, and what to note in the version."""
    if stage == Stage.GATHER:
        return _gather()
    if stage == Stage.FIT:
        return judgement.fit_block(version, unit), {}
    if stage == Stage.JUDGE:
        return judgement.judge(version, tick=tick)
    filling.fill(version, unit, tick=tick)
    return None, {}


def _gather() -> tuple[bytes, dict[str, Any]]:
    learned, cleaning = material.gather()
    size = {
        "items": len(learned.catalogue),
        "sold": int(learned.catalogue.is_sold.sum()),
        "shoppers": len(learned.shoppers),
        "interactions": len(learned.interactions),
    }
    report = {"size": size, "cleaning": cleaning.as_json() | {"words": words.counted()}}
    return material.packed(learned), {"report": report, "gathered_at": timezone.now()}
