from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from language import kernel


def rows(count: int, *, seed: int) -> kernel.Rows:
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(count, 6)).astype(np.float32)
    halves = [rng.random((count, 5)) * (rng.random((count, 5)) < 0.6) + 1e-3 for _ in range(2)]
    grams = np.hstack([half / np.linalg.norm(half, axis=1, keepdims=True) for half in halves])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return kernel.Rows(vectors, sparse.csr_matrix(grams.astype(np.float32)), 0.5)


def test_equal_rows_are_alike_and_halves_are_weighed():
    mine, others = rows(7, seed=1), rows(4, seed=2)
    assert np.diag(mine.likeness(mine)) == pytest.approx(np.ones(7), abs=1e-5)
    by_hand = (mine.vectors @ others.vectors.T + 0.25 * (mine.grams @ others.grams.T).toarray()) / 1.5
    assert mine.likeness(others) == pytest.approx(by_hand, abs=1e-6)
    assert mine.likeness(others).max() <= 1 + 1e-6


def test_blocks_make_no_difference(monkeypatch):
    mine = rows(23, seed=3)
    whole = mine.likeness(mine)
    monkeypatch.setattr(kernel, "_BLOCK", 5)
    assert np.array_equal(mine.likeness(mine), whole)


def test_what_is_left_out_is_what_a_second_fit_without_it_says():
    """The closed form against the long way: fit without the group, then ask for it."""
    mine = rows(30, seed=4)
    targets = np.eye(3, dtype=np.float32)[np.arange(30) % 3]
    groups = [str(place // 4) for place in range(30)]
    options = {"focus": 2.0, "ridge": 0.1}
    found = kernel.fit(mine.likeness(mine), targets, groups=groups, **options)
    for group in set(groups):
        left = np.array([place for place in range(30) if groups[place] == group])
        kept = np.setdiff1d(np.arange(30), left)
        others = mine.at(kept)
        again = kernel.fit(others.likeness(others), targets[kept], groups=None, **options)
        said = kernel.kernel(mine.at(left).likeness(others), focus=2.0) @ again.weights
        assert found.unseen[left] == pytest.approx(said, abs=2e-3)
    seen = kernel.kernel(mine.likeness(mine), focus=2.0) @ found.weights
    assert np.abs(seen - found.unseen).max() > 0.2  # it does make a difference


def test_examples_get_their_labels():
    mine = rows(30, seed=5)
    targets = np.eye(3, dtype=np.float32)[np.arange(30) % 3]
    found = kernel.fit(mine.likeness(mine), targets, focus=3.0, ridge=0.01, groups=None)
    said = kernel.kernel(mine.likeness(mine), focus=3.0) @ found.weights
    assert (said.argmax(axis=1) == np.arange(30) % 3).all()
