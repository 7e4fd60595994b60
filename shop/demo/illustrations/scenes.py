"""Wide pictures for the home page and the collections: several things standing together in one light."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from shop.demo.illustrations import studio, tones
from shop.demo.illustrations.canvas import Canvas
from shop.demo.illustrations.gallery import DRAWINGS
from shop.demo.illustrations.look import Look

HEIGHT = 600.0


@dataclass(frozen=True)
class Scene:
    """Kinds from left to right with their looks; `tone` colours wall and floor."""

    name: str
    cast: tuple[tuple[str, Look], ...]
    tone: str


def picture(scene: Scene, size: tuple[int, int]) -> Image.Image:
    """The scene over its backdrop."""
    ground = studio.backdrop(tones.mix(scene.tone, "#f1e6d6", 0.35), "standing", size).copy()
    ratio = size[0] / size[1]
    view = (0.0, 0.0, HEIGHT * ratio, HEIGHT)
    ground.alpha_composite(
        studio.raster(drawn(scene, view[2]).document(width=size[0], height=size[1], view=view), size)
    )
    return ground.convert("RGB")


def drawn(scene: Scene, width: float) -> Canvas:
    """The things alone, spread over the width and a little overlapping."""
    canvas = Canvas()
    count = len(scene.cast)
    scale = min(0.92, width / (count * 400))
    step = width / count
    for index, (kind, look) in enumerate(scene.cast):
        middle = step * (index + 0.5)
        lift = (14.0, -6.0, 8.0, -10.0, 4.0)[index % 5]
        floor = 470.0 if DRAWINGS[kind].stance == "standing" else 420.0
        with canvas.moved(middle - 300 * scale, floor + 40 + lift - 490 * scale, scale=scale):
            DRAWINGS[kind].draw(canvas, look)
    return canvas
