"""The first stage: one score from the legs, in SQL, over all candidates.

Scores of words are shares of what the query could reach, popularity is a share of the candidates' best on a logarithmic
scale. No filter changes the candidates, so none changes a score.
"""

from __future__ import annotations

from typing import Literal

from search.ranking.fusion import STEEPNESS, FusionWeights

Mode = Literal["hybrid", "lexical", "semantic"]
SHARES = {
    "lexical": "words_score / %(ceiling)s",
    "title": "title_score / %(ceiling)s",
    "semantic": "greatest(cosine, 0)",
    "complete": f"covered ^ {STEEPNESS}",
    "popularity": "coalesce(ln(1 + popularity) / nullif(max(ln(1 + popularity)) OVER (), 0), 0)",
}
ALONE = {"lexical": "words_score", "semantic": "cosine"}


def score(mode: Mode) -> str:
    """An SQL expression over a candidate's legs; weights are the parameters `leg_NAME`."""
    if mode != "hybrid":
        return ALONE[mode]
    return " + ".join(f"%(leg_{name})s * {share}" for name, share in SHARES.items())


def parameters(legs: FusionWeights) -> dict[str, float]:
    return {f"leg_{name}": float(legs.legs.get(name, 0.0)) for name in SHARES}
