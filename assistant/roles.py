"""What the staff roles may do with the assistant. Pure; a migration gives the rights.

Support answers shoppers and keeps its canned replies; the owner may do all of it.
"""

from __future__ import annotations

ROLES: dict[str, frozenset[str]] = {
    "Support": frozenset({"answer_conversation", "view_figures"})
    | frozenset(f"{verb}_cannedreply" for verb in ("add", "change", "delete", "view")),
}
