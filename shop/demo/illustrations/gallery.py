"""The register of drawings: kind code -> function that draws the thing and returns what it covers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.look import Look

Draw = Callable[[Canvas, Look], Box]


@dataclass(frozen=True)
class Drawing:
    """How a kind is drawn and where it is: standing on a table, lying on a surface, on a wall."""

    draw: Draw
    stance: str


DRAWINGS: dict[str, Drawing] = {}


def drawing(code: str, *, stance: str = "standing") -> Callable[[Draw], Draw]:
    """Register the function as the drawing of a kind."""

    def register(draw: Draw) -> Draw:
        DRAWINGS[code] = Drawing(draw=draw, stance=stance)
        return draw

    return register
