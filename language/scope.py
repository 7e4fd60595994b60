"""How far a text is from everything a classifier has learned, on one scale from 0 to 1 whose middle is the border. Pure.

Signs of strangeness (distances to the nearest examples, how sure the labels are) are weighed by a logistic regression on
texts whose scope is known; the border lets a given share of texts in scope be refused. Without texts out of scope only the
distance to the nearest examples counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

SIGNS = ("nearest", "pull", "doubt", "rival", "outside")
NEIGHBOURS = 5
_MOST = 60.0  # beyond it a sigmoid is 0 or 1


@dataclass(frozen=True, eq=False)
class Border:
    """score = (signs - mean) / deviation @ weights; strange where it is above `threshold`."""

    mean: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray
    threshold: float

    @classmethod
    def draw(cls, signs: np.ndarray, strange: np.ndarray, *, refusals: float) -> Border:
        """From (n, len(SIGNS)) signs of texts of which `strange` are out of scope, refusing `refusals` of the others."""
        mean, deviation = signs.mean(axis=0), np.maximum(signs.std(axis=0), 1e-6)
        weights = np.zeros(len(SIGNS))
        if strange.any() and not strange.all():
            from sklearn.linear_model import LogisticRegression

            model = LogisticRegression(class_weight="balanced", max_iter=1000)
            weights = model.fit((signs - mean) / deviation, strange).coef_[0]
        else:
            weights[0] = 1.0
        drawn = cls(mean, deviation, weights, 0.0)
        familiar = drawn.scores(signs[~strange])
        threshold = float(np.quantile(familiar, 1 - refusals)) if len(familiar) else _MOST
        return cls(mean, deviation, weights, threshold)

    def scores(self, signs: np.ndarray) -> np.ndarray:
        return ((signs - self.mean) / self.deviation) @ self.weights - self.threshold

    def distances(self, signs: np.ndarray) -> np.ndarray:
        """0 to 1, above .5 where a text is strange."""
        return expit(np.clip(self.scores(signs), -_MOST, _MOST))


def signs(likeness: np.ndarray, scores: np.ndarray, *, owners: np.ndarray, known: np.ndarray) -> np.ndarray:
    """(n, len(SIGNS)) of the likeness to the examples (n, m), whose labels are `owners` (m,), and of the labels' scores
    (n, labels), of which the `known` ones are in scope."""
    inside = np.sort(scores[:, known], axis=1)
    top = inside[:, -1]
    outside = scores[:, ~known].max(axis=1) if not known.all() else np.zeros(len(scores))
    strangers = likeness[:, ~known[owners]]
    nearest = _nearest(likeness[:, known[owners]])
    pull = (_nearest(strangers) if strangers.shape[1] else 0.0) - nearest
    return np.stack([1 - nearest, pull, 1 - top, inside[:, -2] - top, outside - top], axis=1).astype(
        np.float64
    )


def _nearest(likeness: np.ndarray) -> np.ndarray:
    count = min(NEIGHBOURS, likeness.shape[1])
    return np.partition(likeness, -count, axis=1)[:, -count:].mean(axis=1)
