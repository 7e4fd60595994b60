"""The first stage: one score from the legs, in SQL, over all candidates.

Each leg is a share of its best among the candidates. No filter changes the candidates, so none changes a score.
"""

from __future__ import annotations

from typing import Literal

from search.fusion import FusionWeights

Mode = Literal["hybrid", "lexical", "semantic"]
SHARES = {
    "lexical": "coalesce(words_score / nullif(max(words_score) OVER (), 0), 0)",
    "title": "coalesce(title_score / nullif(max(title_score) OVER (), 0), 0)",
    "semantic": "coalesce(greatest(cosine, 0) / nullif(max(cosine) OVER (), 0), 0)",
    "popularity": "coalesce(popularity::float / nullif(max(popularity) OVER (), 0), 0)",
}
ALONE = {"lexical": "words_score", "semantic": "cosine"}


def first_stage(mode: Mode) -> str:
    """An SQL expression over a candidate's legs; weights are the parameters `leg_NAME`."""
    if mode != "hybrid":
        return ALONE[mode]
    return " + ".join(f"%(leg_{name})s * {share}" for name, share in SHARES.items())


def parameters(legs: FusionWeights) -> dict[str, float]:
    return {f"leg_{name}": float(legs.legs.get(name, 0.0)) for name in SHARES}
