"""What a client asks to see of an answer: `fields=` leaves members out, `expand=` brings more in. Pure.

`fields=id,price,brand.name` keeps those members (of every item of a list); a name that an answer does not have is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MOST = 40


class Unknown(Exception):
    """A name that there is not; `known` are those that there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(sorted(known))
        super().__init__(name)


def names(text: str) -> tuple[str, ...]:
    """A list as it stands in an address."""
    found = dict.fromkeys(part.strip() for part in text.split(","))
    return tuple(name for name in found if name)


def expansions(text: str, *, offered: Iterable[str]) -> frozenset[str]:
    """Raises Unknown."""
    wanted, offered = names(text), tuple(offered)
    for name in wanted:
        if name not in offered:
            raise Unknown(name, offered)
    return frozenset(wanted)


def kept(value: Any, wanted: Iterable[str]) -> Any:
    """The value with the members named. Of a list that is paged its items are meant, and the list's own members stay.

    Raises Unknown.
    """
    tree = _tree(wanted)
    if isinstance(value, Mapping) and isinstance(value.get("items"), list):
        return {**value, "items": [_kept(item, tree) for item in value["items"]]}
    return _kept(value, tree)


def _tree(wanted: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name in wanted:
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
    return tree


def _kept(value: Any, tree: Mapping[str, Any], path: str = "") -> Any:
    if not tree:
        return value
    if isinstance(value, list):
        return [_kept(item, tree, path) for item in value]
    if value is None:
        return None
    known = value if isinstance(value, Mapping) else {}
    for name in tree:
        if name not in known:
            raise Unknown(f"{path}{name}", known)
    return {name: _kept(known[name], inner, f"{path}{name}.") for name, inner in tree.items()}
