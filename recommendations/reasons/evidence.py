"""What speaks for a recommendation, before a word is written about it: one of the shopper's own deeds and what two products share,
or what the shop counted. Pure.

Invariant: a piece of evidence holds only what was read from the shop's tables or measured by `scoring`; sentences are made of it
and of nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, Literal

Ground = Literal["item", "words", "named", "page", "beside", "cart", "order", "popular", "season", "near"]
MOST_SHARED = 3
WORDING = 2
"""Changes when writers are asked in another way, so that what was refused is asked anew."""


@dataclass(frozen=True)
class Shared:
    """A trait that both products have; `code` is brand, category or an attribute's."""

    code: str
    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`ground` says what the reason stands on: a product the shopper met (`deed`), words they searched or wrote, an interest they
    named, the page's product, their cart or order, or counts of the shop. `both` is how many shoppers bought both products, 0
    where too few did to be told. `share` is the part of the score that the cited signal gave; `is_new` says that the product stands
    in the place for a new one of its `category`."""

    product_id: int
    ground: Ground
    deed: str = ""
    item_id: int | None = None
    item: str = ""
    item_url: str = ""
    stars: int = 0
    shared: tuple[Shared, ...] = ()
    both: int = 0
    words: str = ""
    matched: tuple[str, ...] = ()
    category: str = ""
    is_new: bool = False
    share: float = field(default=0.0, compare=False)

    @property
    def is_personal(self) -> bool:
        return self.ground in {"item", "words", "named"}

    def counted(self, both: int) -> Evidence:
        return replace(self, both=both) if both != self.both else self

    def as_json(self) -> dict[str, Any]:
        """Without what is empty. Field by field: deep copies of it stood out in the profile of a page."""
        values = {name: getattr(self, name) for name in NAMES}
        values["shared"] = [[one.code, one.name, one.label] for one in self.shared]
        return {key: value for key, value in values.items() if value}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Evidence:
        """Raises KeyError, TypeError or ValueError for what is no evidence."""
        return cls(
            **{
                **values,
                "shared": tuple(Shared(*one) for one in values.get("shared", ())),
                "matched": tuple(values.get("matched", ())),
            }
        )

    @property
    def digest(self) -> str:
        """Of what a sentence is made of: the same for every shopper with the same evidence."""
        return _digest(self)


@lru_cache(maxsize=8192)
def _digest(evidence: Evidence) -> str:
    told = {
        "wording": WORDING,
        "product": evidence.product_id,
        "ground": evidence.ground,
        "item": evidence.item_id,
        "words": evidence.words.casefold(),
        "shared": [[one.code, one.label] for one in evidence.shared],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


NAMES = tuple(entry.name for entry in fields(Evidence))
