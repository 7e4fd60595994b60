"""Tables of the recommendations: versions of what was learned, the lists of each, and what shoppers saw of them."""

from __future__ import annotations

from recommendations.models.experiments import Experiment
from recommendations.models.shelves import Choice, Feedback, ProfileEdit, Reason, Showing
from recommendations.models.versions import Neighbours, Piece, Popular, ShopperList, Version

__all__ = [
    "Choice",
    "Experiment",
    "Feedback",
    "Neighbours",
    "Piece",
    "Popular",
    "ProfileEdit",
    "Reason",
    "ShopperList",
    "Showing",
    "Version",
]
