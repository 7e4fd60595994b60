"""How the hybrid of a folder does where little is known, beside popularity and content: new items, and newcomers.

Invariant: new items are taken out of train alone; newcomers of the test are shown by their last few events of train.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from recommendations.algorithms.base import Algorithm
from recommendations.algorithms.events import Interactions
from recommendations.algorithms.hybrid import Hybrid
from recommendations.learning import cold
from recommendations.learning.judging import Held
from recommendations.measuring.folder import Split

BESIDE = frozenset({"popularity", "content"})


def measure(hybrid: Hybrid, split: Split) -> dict[str, Any]:
    """Fits every part once more, without the new items; the hybrid keeps its weights."""

    def again(events: Interactions) -> list[Algorithm]:
        parts = [copy.copy(part).fit(events) for part in hybrid.parts]
        return _chosen(hybrid.over(parts, events))

    nothing = np.empty(0, np.int64)
    known = {who: what for who, what in split.wanted.items() if len(split.train.history(who)) and len(what)}
    held = Held(rest=split.train, wanted=known, bought=dict.fromkeys(known, nothing))
    return {
        "cold_items": cold.items(split.train, fit=again, seed=hybrid.seed),
        "cold_shoppers": cold.shoppers(_chosen(hybrid), held),
    }


def _chosen(hybrid: Hybrid) -> list[Algorithm]:
    return [*(part for part in hybrid.parts if part.name in BESIDE), hybrid]
