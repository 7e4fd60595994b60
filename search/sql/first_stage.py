"""The first stage: one score from the legs, in SQL, over all candidates.

Scores of words are shares of what the query could reach, popularity is a share of the candidates' best on a logarithmic
scale. No filter changes the candidates, so none changes a score. A leg that counts nothing is not measured.
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
    "popularity": "coalesce(ln(1 + popularity) / nullif((SELECT ln(1 + max(popularity)) FROM candidate), 0), 0)",
}
ALONE: dict[Mode, str] = {"lexical": "words_score", "semantic": "cosine"}


def score(mode: Mode, legs: FusionWeights) -> str:
    """An SQL expression over a candidate's legs; weights are the parameters `leg_NAME`."""
    if mode in ALONE:
        return ALONE[mode]
    return " + ".join(f"%(leg_{name})s * {SHARES[name]}" for name in _counting(legs)) or "0"


def parameters(legs: FusionWeights) -> dict[str, float]:
    return {f"leg_{name}": weight for name, weight in _counting(legs).items()}


def counts_titles(legs: FusionWeights) -> bool:
    return "title" in _counting(legs)


def _counting(legs: FusionWeights) -> dict[str, float]:
    return {name: float(legs.legs[name]) for name in SHARES if legs.legs.get(name)}
