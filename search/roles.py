"""What the staff roles may do with the search. Pure; a migration gives the rights.

Whoever keeps the catalogue steers its search: synonyms, placements, and what the log says in sums. The log itself, the index,
rankings and encoders are the owner's.
"""

from __future__ import annotations

ALL = ("add", "change", "delete", "view")

ROLES: dict[str, frozenset[str]] = {
    "Catalogue": frozenset(f"{verb}_{model}" for model in ("synonym", "placement") for verb in ALL)
    | {"view_analytics"},
}
