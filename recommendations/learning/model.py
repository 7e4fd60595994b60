"""The shop's recommender: which algorithms the hybrid is made of and how it is fitted, whole or from blocks. Pure.

Invariant: the same events, catalogue and settings give the same model.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
from scipy import sparse

from recommendations.algorithms.base import Algorithm, TooLarge
from recommendations.algorithms.columns import Facts
from recommendations.algorithms.content import Content, Vectors
from recommendations.algorithms.ease import EASE, by_neighbourhoods
from recommendations.algorithms.events import Interactions
from recommendations.algorithms.hybrid import Hybrid
from recommendations.algorithms.item_knn import ItemKNN, SequenceKNN
from recommendations.algorithms.popularity import Popularity, Trend
from recommendations.algorithms.ratings import SVD
from recommendations.algorithms.rp3beta import RP3Beta

BLOCK = 2000
"""Items of one block of the linear model."""
Tick = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a version is set to. `variety` from 0 to 1 trades the best guesses for other ones; `trend_days` is how far around a
    moment what was taken counts; `half_life` the days in which popularity halves."""

    variety: float = 0.1
    half_life: float = 30.0
    trend_days: float = 60.0
    neighbours: int = 100
    near_items: int = 200
    penalty: float = 200.0
    near_penalty: float = 50.0
    exact_items: int = 12_000
    memory_gib: float = 6.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.variety <= 1:
            raise ValueError("Variety is a number from 0 to 1.")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """What an older or newer release kept beside it is passed over."""
        known = {entry.name for entry in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})

    def learns_like(self, other: Settings) -> bool:
        """Whether only the lists would differ and not what is learned."""
        return replace(self, variety=0.0) == replace(other, variety=0.0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Fitted:
    """Fitted parts by name, and why others were left out."""

    parts: Sequence[Algorithm]
    left_out: Mapping[str, str]


def fit(
    interactions: Interactions,
    *,
    vectors: Vectors,
    settings: Settings,
    blocks: Sequence[sparse.csr_array] | None = None,
    tick: Tick = lambda done, total: None,
) -> Fitted:
    """All parts on the same events; what cannot be fitted is left out. `blocks` are those of `block`."""
    parts, left_out = [], {}
    rated = len(interactions) and np.ptp(interactions.ratings) > 0
    made = algorithms(settings, vectors)
    for done, part in enumerate(made):
        tick(done, len(made))
        if isinstance(part, SVD) and not rated:
            left_out[part.name] = "all ratings are equal, so there is nothing to predict"
            continue
        try:
            parts.append(_fitted(part, interactions, blocks))
        except TooLarge as error:
            left_out[part.name] = str(error)
    tick(len(made), len(made))
    return Fitted(parts=parts, left_out=left_out)


def _fitted(
    part: Algorithm, interactions: Interactions, blocks: Sequence[sparse.csr_array] | None
) -> Algorithm:
    if isinstance(part, EASE) and blocks:
        return part.assemble(blocks, item_count=interactions.item_count)
    return part.fit(interactions)


def algorithms(settings: Settings, vectors: Vectors) -> list[Algorithm]:
    """Unfitted parts; the last one is what speaks where nothing at all was taken yet."""
    return [
        Popularity(half_life=settings.half_life),
        Trend(days=settings.trend_days),
        SVD(factors=32, seed=settings.seed),
        ItemKNN(neighbours=settings.neighbours),
        SequenceKNN(neighbours=settings.neighbours),
        RP3Beta(neighbours=settings.near_items),
        EASE(
            penalty=settings.penalty,
            near_penalty=settings.near_penalty,
            support=settings.near_items,
            exact_items=settings.exact_items,
            memory_gib=settings.memory_gib,
        ),
        Content(vectors),
    ]


def blocks_of(item_count: int, settings: Settings) -> list[range]:
    """The blocks that several machines share; none where one inverse is quicker than sharing."""
    if item_count <= settings.exact_items:
        return []
    return [range(low, min(low + BLOCK, item_count)) for low in range(0, item_count, BLOCK)]


def block(interactions: Interactions, items: range, *, settings: Settings) -> sparse.csr_array:
    """The linear model's columns of some items; the sum of all blocks is the whole."""
    return by_neighbourhoods(
        interactions.matrix(), penalty=settings.near_penalty, support=settings.near_items, items=items
    )


def weighed(
    fitted: Fitted, interactions: Interactions, *, facts: Facts, settings: Settings, tick: Tick
) -> Hybrid:
    """A hybrid of parts that are fitted on the same events."""
    return Hybrid(fitted.parts, facts=facts, seed=settings.seed).learn(interactions, tick=tick)


def with_weights_of(
    hybrid: Hybrid, fitted: Fitted, interactions: Interactions, *, facts: Facts
) -> Hybrid | None:
    """The same weights over parts that are fitted on other events; None where the parts are not the same ones."""
    if [part.name for part in hybrid.parts] != [part.name for part in fitted.parts]:
        return None
    made = hybrid.over(fitted.parts, interactions)
    made.facts = facts
    return made


def pack(hybrid: Hybrid) -> bytes:
    """The whole model as one archive of numbers and settings."""
    kept = io.BytesIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        hybrid.save(Path(folder))
        for path in sorted(Path(folder).iterdir()):
            archive.write(path, path.name)
    return kept.getvalue()


def unpack(content: bytes) -> Hybrid:
    """What `pack` made. Raises algorithms.base.BadFile."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                (Path(folder) / Path(name).name).write_bytes(archive.read(name))
        return Hybrid.load(Path(folder))
