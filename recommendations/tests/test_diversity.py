"""One setting trades relevance for variety and against popularity."""

from __future__ import annotations

import numpy as np
import pytest

from recommendations.algorithms.base import Ranked
from recommendations.algorithms.diversity import spread

RANKED = Ranked(np.arange(6), np.array([6, 5, 4, 3, 2, 1], np.float32))
VECTORS = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
SUPPORT = np.array([100.0, 90, 80, 5, 2, 1])


def chosen(variety: float, *, support: np.ndarray = SUPPORT) -> list[int]:
    return spread(RANKED, variety=variety, vectors=VECTORS, support=support, count=3).items.tolist()


def test_without_variety_the_list_stays() -> None:
    assert chosen(0.0) == [0, 1, 2]


def test_what_is_alike_is_not_shown_twice() -> None:
    assert chosen(0.6, support=np.ones(6)) == [0, 2, 4]


def test_more_variety_is_less_popular() -> None:
    popular = [SUPPORT[chosen(variety)].mean() for variety in (0.0, 0.5, 1.0)]
    assert popular[0] > popular[1] > popular[2]


def test_short_lists_and_bad_settings() -> None:
    empty = Ranked(np.empty(0, np.int64), np.empty(0, np.float32))
    assert len(spread(empty, variety=0.5, vectors=VECTORS, support=SUPPORT, count=3)) == 0
    with pytest.raises(ValueError, match="from 0 to 1"):
        chosen(1.5)
