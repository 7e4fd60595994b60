"""Confidence intervals against published examples, and against chance itself."""

from __future__ import annotations

import numpy as np
import pytest

from recommendations import intervals


def test_newcombes_examples() -> None:
    """Statistics in Medicine 17 (1998), table II of the paper on differences: 56/70 - 48/80, 9/10 - 3/10, 10/10 - 0/20."""
    for cells, low, high in (
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ):
        found = intervals.difference(*cells)
        assert found.low == pytest.approx(low, abs=2e-4)
        assert found.high == pytest.approx(high, abs=2e-4)


def test_wilsons_interval_of_nothing_and_of_all() -> None:
    none = intervals.share(0, 20)
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(0.1611, abs=1e-4)
    assert intervals.share(20, 20).low == pytest.approx(1 - none.high)


def test_it_covers_what_it_says() -> None:
    rng = np.random.default_rng(1)
    drawn = rng.binomial(60, 0.08, 4000)
    covered = [
        found.low <= 0.08 <= found.high for found in (intervals.share(int(hits), 60) for hits in drawn)
    ]
    assert 0.93 <= np.mean(covered) <= 0.98


def test_nobody_and_nonsense() -> None:
    assert intervals.share(0, 0) == intervals.Interval(value=None, low=0.0, high=1.0)
    assert intervals.difference(0, 0, 1, 2).value is None
    with pytest.raises(ValueError, match="none of more"):
        intervals.share(3, 2)
