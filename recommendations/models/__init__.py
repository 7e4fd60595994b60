"""Tables of the recommendations: versions of what was learned and the lists of each."""

from __future__ import annotations

from recommendations.models.experiments import Experiment
from recommendations.models.versions import Neighbours, Piece, Popular, ShopperList, Version

__all__ = ["Experiment", "Neighbours", "Piece", "Popular", "ShopperList", "Version"]
