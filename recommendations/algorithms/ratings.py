"""Predicted ratings by scikit-surprise: SVD, and KNN with the Pearson correlation.

Surprise fits; what it found is kept as plain arrays, so that saving needs no pickle and predictions need no Surprise. Both are
made for "how would they rate it" (RMSE) and are poor at "what do they take next": the hybrid uses them as columns only.
"""

from __future__ import annotations

import os
import tempfile
from typing import Any, Literal

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import Algorithm, Scores, Table, TooLarge
from recommendations.algorithms.events import Codes, History, Interactions, Numbers

GIB = 2**30
PEARSON_TABLES = 7
"""Square float64 tables that Surprise fills for one Pearson matrix."""


def _surprise() -> Any:
    os.environ.setdefault("SURPRISE_DATA_FOLDER", tempfile.gettempdir())  # or it makes a folder in the home
    import surprise

    return surprise


class _Frame:
    """All that Dataset.load_from_df asks of a pandas frame: rows of shopper, item and rating."""

    def __init__(self, interactions: Interactions) -> None:
        columns = (interactions.shoppers, interactions.items, interactions.ratings)
        self.rows = list(zip(*(column.tolist() for column in columns), strict=True))

    def itertuples(self, *, index: bool) -> list[tuple[int, int, float]]:
        return self.rows


def _trainset(interactions: Interactions) -> Any:
    """Surprise's training set with our numbers as its raw ids."""
    surprise = _surprise()
    scale = (interactions.ratings.min(), interactions.ratings.max())
    reader = surprise.Reader(rating_scale=scale)
    return surprise.Dataset.load_from_df(_Frame(interactions), reader).build_full_trainset()


class _Ratings(Algorithm):
    """What both share: the scale, and predictions for pairs."""

    scale: Numbers = np.array([1.0, 5.0])

    def predict(self, history: History, items: Codes) -> Numbers:
        """The ratings that the shopper would give, inside the scale of training."""
        return np.clip(self.scores(history)[items].astype(float), self.scale[0], self.scale[1])


class SVD(_Ratings):
    """mean + b_u + b_i + p_u . q_i by stochastic gradient descent (Surprise's SVD). A shopper who was not there at the time of
    fitting gets b_u and p_u from their history by ridge regression, so a click counts at once."""

    name = "svd"

    def __init__(self, *, factors: int = 100, epochs: int = 20, penalty: float = 5.0, seed: int = 0) -> None:
        self.factors, self.epochs, self.penalty, self.seed = factors, epochs, penalty, seed
        self.mean = np.zeros(1)
        self.shopper_bias, self.item_bias = np.zeros(0), np.zeros(0)
        self.shopper_factors, self.item_factors = np.zeros((0, 0)), np.zeros((0, 0))

    def settings(self) -> dict[str, Any]:
        return {"factors": self.factors, "epochs": self.epochs, "penalty": self.penalty, "seed": self.seed}

    def state(self) -> dict[str, Table]:
        names = ("scale", "mean", "shopper_bias", "item_bias", "shopper_factors", "item_factors")
        return {name: getattr(self, name) for name in names}

    def _fit(self, interactions: Interactions) -> None:
        people, items = interactions.shopper_count, interactions.item_count
        self.mean = np.zeros(1)
        self.shopper_bias, self.item_bias = np.zeros(people), np.zeros(items)
        self.shopper_factors = np.zeros((people, self.factors))
        self.item_factors = np.zeros((items, self.factors))
        if not len(interactions):
            return
        self.scale = np.array([interactions.ratings.min(), interactions.ratings.max()])
        trainset = _trainset(interactions)
        model = _surprise().SVD(n_factors=self.factors, n_epochs=self.epochs, random_state=self.seed)
        model.fit(trainset)
        self.mean = np.array([trainset.global_mean])
        shoppers = [trainset.to_raw_uid(inner) for inner in range(trainset.n_users)]
        things = [trainset.to_raw_iid(inner) for inner in range(trainset.n_items)]
        self.shopper_bias[shoppers], self.item_bias[things] = model.bu, model.bi
        self.shopper_factors[shoppers], self.item_factors[things] = model.pu, model.qi

    def _scores(self, history: History) -> Scores:
        bias, factors = self._shopper(history)
        scores = self.mean[0] + bias + self.item_bias + self.item_factors @ factors
        return np.asarray(scores, dtype=np.float32)

    def _shopper(self, history: History) -> tuple[float, Numbers]:
        known = history.shopper
        if known is not None and known < len(self.shopper_bias):
            return float(self.shopper_bias[known]), self.shopper_factors[known]
        if not len(history):
            return 0.0, np.zeros(self.factors)
        left = history.ratings - self.mean[0] - self.item_bias[history.items]
        system = np.column_stack([np.ones(len(history)), self.item_factors[history.items]])
        found = np.linalg.solve(system.T @ system + self.penalty * np.eye(self.factors + 1), system.T @ left)
        return float(found[0]), found[1:]

    def _similar(self, item: int) -> Scores:
        lengths = np.maximum(np.linalg.norm(self.item_factors, axis=1), 1e-9)
        cosines = self.item_factors @ self.item_factors[item] / lengths / lengths[item]
        return np.asarray(cosines, dtype=np.float32)


class KNN(_Ratings):
    """mean_x + sum over the `neighbours` most alike y of sim(x, y) (r - mean_y) / sum of sim, with the Pearson correlation over what
    both have (Surprise's KNNWithMeans). Between shoppers, over the items I_uv that both rated:

        sim(u, v) = sum (r_ui - mean_u)(r_vi - mean_v) / (sqrt(sum (r_ui - mean_u)^2) sqrt(sum (r_vi - mean_v)^2))

    and between items the same over the shoppers who rated both. Fewer than `common` in common is no likeness; a likeness of zero
    or less has no say. Raises TooLarge when Surprise's square tables would not fit.
    """

    name = "knn"
    of: Literal["items", "shoppers"] = "items"

    def __init__(self, *, neighbours: int = 40, common: int = 3, memory_gib: float = 6.0) -> None:
        self.neighbours, self.common, self.memory_gib = neighbours, common, memory_gib
        self.alike = sparse.csr_array((0, 0))
        self.means = np.zeros(0)
        self.rated = sparse.csr_array((0, 0))
        self.item_means = np.zeros(0)

    def settings(self) -> dict[str, Any]:
        return {"neighbours": self.neighbours, "common": self.common, "memory_gib": self.memory_gib}

    def state(self) -> dict[str, Table]:
        names = ("scale", "alike", "means", "item_means", "rated")
        return {name: getattr(self, name) for name in names}

    def _fit(self, interactions: Interactions) -> None:
        by_items = self.of == "items"
        count = interactions.item_count if by_items else interactions.shopper_count
        owners = interactions.items if by_items else interactions.shoppers
        gib = PEARSON_TABLES * 8 * len(np.unique(owners)) ** 2 / GIB
        if gib > self.memory_gib:
            raise TooLarge(
                f"The Pearson correlation of {count:,} {self.of} takes {gib:.0f} GiB, {self.memory_gib:g} are allowed: "
                "use item_knn, which keeps neighbours only."
            )
        mean = interactions.ratings.mean() if len(interactions) else 0.0
        self.means = _means(owners, interactions.ratings, count, mean)
        self.item_means = _means(interactions.items, interactions.ratings, interactions.item_count, mean)
        self.rated = interactions.matrix(interactions.ratings)
        self.alike = sparse.csr_array((count, count))
        if not len(interactions):
            return
        self.scale = np.array([interactions.ratings.min(), interactions.ratings.max()])
        trainset = _trainset(interactions)
        options = {"name": "pearson", "user_based": not by_items, "min_support": self.common}
        model = _surprise().KNNWithMeans(k=self.neighbours, sim_options=options, verbose=False)
        model.fit(trainset)
        raw = trainset.to_raw_iid if by_items else trainset.to_raw_uid
        codes = np.array([raw(inner) for inner in range(len(model.sim))])
        np.fill_diagonal(model.sim, 0)
        one, other = np.nonzero(model.sim > 0)
        self.alike = sparse.csr_array(
            (model.sim[one, other].astype(np.float32), (codes[one], codes[other])), shape=(count, count)
        )

    def _scores(self, history: History) -> Scores:
        if not len(history):
            return self.item_means.astype(np.float32)
        near = self.alike[:, history.items].toarray()
        apart = history.ratings - self.means[history.items]
        return (self.means + _averaged(near, np.broadcast_to(apart, near.shape), self.neighbours)).astype(
            np.float32
        )

    def _similar(self, item: int) -> Scores:
        return self.alike[[item]].toarray()[0].astype(np.float32)


class ShopperKNN(KNN):
    """The same between shoppers. A newcomer is compared with all by the same formula, from their history."""

    name = "knn_shoppers"
    of: Literal["items", "shoppers"] = "shoppers"

    def _scores(self, history: History) -> Scores:
        if not len(history):
            return self.item_means.astype(np.float32)
        mean = history.ratings.mean()
        alike = self._alike(history)
        nearest = np.flatnonzero(alike > 0)
        rated = self.rated[nearest].toarray().T
        apart = np.where(rated != 0, rated - self.means[nearest], 0.0)
        near = np.where(rated != 0, alike[nearest], 0.0)
        return (mean + _averaged(near, apart, self.neighbours)).astype(np.float32)

    def _alike(self, history: History) -> Numbers:
        known = history.shopper
        if known is not None and known < self.alike.shape[0]:
            return self.alike[[known]].toarray()[0]
        rated = self.rated[:, history.items].toarray()
        both = rated != 0
        ours = np.broadcast_to(history.ratings, rated.shape)
        common = np.maximum(both.sum(axis=1), 1)
        mine = np.where(both, ours - (np.where(both, ours, 0).sum(axis=1) / common)[:, None], 0)
        theirs = np.where(both, rated - (rated.sum(axis=1) / common)[:, None], 0)
        lengths = np.sqrt((mine**2).sum(axis=1) * (theirs**2).sum(axis=1))
        found = np.divide((mine * theirs).sum(axis=1), lengths, out=np.zeros(len(lengths)), where=lengths > 0)
        return np.where(common >= self.common, found, 0.0)

    def _similar(self, item: int) -> Scores:
        """Items that shoppers rate alike: cosine of the ratings' distances from each shopper's mean."""
        centred = self.rated.copy()
        centred.data = centred.data - np.repeat(self.means, np.diff(centred.indptr))
        lengths = np.sqrt(np.asarray((centred * centred).sum(axis=0)).ravel())
        dots = centred.T @ centred[:, [item]].toarray().ravel()
        return (dots / np.maximum(lengths * lengths[item], 1e-9)).astype(np.float32)


def _means(owners: Codes, ratings: Numbers, count: int, otherwise: float) -> Numbers:
    totals = np.bincount(owners, minlength=count)
    sums = np.bincount(owners, ratings, minlength=count)
    return np.where(totals > 0, sums / np.maximum(totals, 1), otherwise)


def _averaged(near: Numbers, apart: Numbers, count: int) -> Numbers:
    """The mean of each row of `apart`, weighted by the `count` highest of `near`; 0 where there is none."""
    if near.shape[1] > count:
        chosen = np.argpartition(-near, count, axis=1)[:, :count]
        near, apart = np.take_along_axis(near, chosen, 1), np.take_along_axis(apart, chosen, 1)
    total = near.sum(axis=1)
    return np.divide((near * apart).sum(axis=1), total, out=np.zeros(len(total)), where=total > 0)
