"""What else is known of products, told by apps above: labels such as what reviews praise. Empty until somebody registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Teller = Callable[[Sequence[int]], Iterable[tuple[int, str]]]
_tellers: dict[str, Teller] = {}


def register(name: str, teller: Teller | None) -> None:
    """`teller` takes product ids and gives pairs of a product and a label; None takes the name off the list."""
    if teller is None:
        _tellers.pop(name, None)
    else:
        _tellers[name] = teller


def of(product_ids: Sequence[int]) -> list[tuple[int, str]]:
    """All pairs that anybody tells, the labels with the teller's name before them."""
    return [
        (product, f"{name} {label}")
        for name, teller in _tellers.items()
        for product, label in teller(product_ids)
    ]
