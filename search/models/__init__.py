"""Tables of the search: the index, what merchants steer it with, what shoppers asked, what is suggested to them."""

from __future__ import annotations

from search.models.completions import Completion
from search.models.index import Build, Document, FacetSet, FacetValue, Term, Word
from search.models.log import Click, LoggedQuery
from search.models.steering import EncoderVersion, Placement, Synonym, Tuning

__all__ = [
    "Build",
    "Click",
    "Completion",
    "Document",
    "EncoderVersion",
    "FacetSet",
    "FacetValue",
    "LoggedQuery",
    "Placement",
    "Synonym",
    "Term",
    "Tuning",
    "Word",
]
