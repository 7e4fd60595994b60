"""The one interface of all algorithms: fit, recommend, similar, save and load.

Invariant: a saved algorithm is numbers (npz, no pickle) and settings (JSON), and gives after loading what it gave before.
"""

from __future__ import annotations

import itertools
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommendations.algorithms.events import Codes, History, Interactions

Scores = NDArray[np.float32]
Table: TypeAlias = NDArray[Any] | sparse.csr_array
NEVER = np.float32(-np.inf)
FORMAT = 1
AT_ONCE = 256
"""Shoppers whose scores are held at one time."""


class NotFitted(RuntimeError):
    """The algorithm has learned nothing yet: call fit or load first."""


class TooLarge(Exception):
    """Fitting would take more memory than allowed; the message says how much and what to use instead."""


class BadFile(Exception):
    """The saved files are missing, damaged or of another algorithm."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """Items, best first, with their scores."""

    items: Codes
    scores: Scores

    def __len__(self) -> int:
        return len(self.items)


def best(scores: Scores, *, count: int) -> Ranked:
    """The highest scores, equal ones in the order of items; an item that scores minus infinity is never among them."""
    possible = int(np.count_nonzero(scores > NEVER))
    count = min(count, possible)
    if count <= 0:
        return Ranked(np.empty(0, np.int64), np.empty(0, np.float32))
    above = scores[scores > 0]
    pool = (
        above if len(above) >= count else scores
    )  # a partition is slow where most are the same, as zeros are
    edge = np.partition(pool, len(pool) - count)[len(pool) - count]
    found = np.flatnonzero(scores >= edge)
    found = found[np.argsort(-scores[found], kind="stable")][:count]
    return Ranked(found, scores[found])


class Algorithm(ABC):
    """What every algorithm can do. Items are numbers from 0; unknown numbers of a history are passed over."""

    name: ClassVar[str]
    item_count: int = -1

    def fit(self, interactions: Interactions) -> Self:
        """Learn from scratch. Raises TooLarge. No events at all are no error: every item then scores the same."""
        self.item_count = interactions.item_count
        self._fit(interactions)
        return self

    @abstractmethod
    def _fit(self, interactions: Interactions) -> None: ...

    @abstractmethod
    def _scores(self, history: History) -> Scores: ...

    @abstractmethod
    def _similar(self, item: int) -> Scores: ...

    def _many(self, histories: Sequence[History]) -> Scores:
        """(histories, items): `_scores` for each; tables of items do it in one product."""
        rows = [self._scores(history) for history in histories]
        return np.stack(rows) if rows else np.zeros((0, self.item_count), np.float32)

    @abstractmethod
    def state(self) -> dict[str, Table]:
        """What was learned, by the name of the attribute it lies in."""

    def settings(self) -> dict[str, Any]:
        """What the constructor takes."""
        return {}

    def scores(self, history: History) -> Scores:
        """(items,) float32, higher is better; what was taken already is scored as well."""
        self._check()
        return self._scores(self._known(history))

    def scores_of(self, histories: Sequence[History]) -> Scores:
        """(histories, items): the scores for many shoppers at once, which takes 4 bytes for each pair."""
        self._check()
        return self._many([self._known(history) for history in histories])

    def _known(self, history: History) -> History:
        known = (history.items >= 0) & (history.items < self.item_count)
        if known.all():
            return history
        return History(history.items[known], history.ratings[known], history.times[known], history.shopper)

    def recommend(self, history: History, *, count: int = 10, without: Codes | None = None) -> Ranked:
        """The best items that are neither in the history nor in `without`."""
        scores = self.scores(history).copy()
        for taken in (history.items, without):
            if taken is not None:
                scores[taken[(taken >= 0) & (taken < self.item_count)]] = NEVER
        return best(scores, count=count)

    def recommend_many(
        self, histories: Iterable[History], *, count: int = 10, without: Codes | None = None
    ) -> Iterator[Ranked]:
        """`recommend` for each shopper, many at a time: the same lists in a fraction of the time."""
        waiting = iter(histories)
        while batch := list(itertools.islice(waiting, AT_ONCE)):
            for history, row in zip(batch, self.scores_of(batch), strict=True):
                scores = row.copy()
                if without is not None:
                    scores[without] = NEVER
                scores[history.items[(history.items >= 0) & (history.items < self.item_count)]] = NEVER
                yield best(scores, count=count)

    def similar(self, item: int, *, count: int = 10) -> Ranked:
        """The items nearest to one. Raises IndexError for a number that was not there when this was fitted."""
        self._check()
        if not 0 <= item < self.item_count:
            raise IndexError(f"There is no item {item}; there are {self.item_count}.")
        scores = self._similar(item).copy()
        scores[item] = NEVER
        return best(scores, count=count)

    def save(self, folder: Path) -> None:
        """Write NAME.json and NAME.npz into the folder, which is made if it is not there."""
        self._check()
        folder.mkdir(parents=True, exist_ok=True)
        flat: dict[str, NDArray[Any]] = {}
        for key, table in self.state().items():
            if sparse.issparse(table):
                for part in ("data", "indices", "indptr"):
                    flat[f"{key}.{part}"] = getattr(table, part)
                flat[f"{key}.shape"] = np.array(table.shape)
            else:
                flat[key] = np.asarray(table)
        np.savez(folder / f"{self.name}.npz", **flat)  # type: ignore[arg-type]
        described = {
            "format": FORMAT,
            "name": self.name,
            "items": self.item_count,
            "settings": self.settings(),
        }
        (folder / f"{self.name}.json").write_text(json.dumps(described), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Self:
        """What `save` wrote. Raises BadFile."""
        try:
            described = json.loads((folder / f"{cls.name}.json").read_text(encoding="utf-8"))
            if (described["format"], described["name"]) != (FORMAT, cls.name):
                raise BadFile(f"{folder} does not hold {cls.name} in format {FORMAT}.")
            found = cls(**described["settings"])
            found.item_count = described["items"]
            with np.load(folder / f"{cls.name}.npz", allow_pickle=False) as flat:
                found._restore({key: flat[key] for key in flat.files})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadFile(f"{folder} does not hold a whole {cls.name}: {error}") from error
        return found

    def _restore(self, flat: dict[str, NDArray[Any]]) -> None:
        for key in {name.partition(".")[0] for name in flat}:
            if key in flat:
                setattr(self, key, flat[key])
            else:
                parts = tuple(flat[f"{key}.{part}"] for part in ("data", "indices", "indptr"))
                setattr(self, key, sparse.csr_array(parts, shape=tuple(flat[f"{key}.shape"])))

    def _check(self) -> None:
        if self.item_count < 0:
            raise NotFitted(f"{self.name} has learned nothing yet: call fit or load first.")
