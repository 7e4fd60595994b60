"""From a kind and a look to pixels: the drawing is rasterised over a backdrop painted by Pillow.

The backdrop's gradients are cheap in Pillow and dear in the SVG renderer; the picture is the same.
"""

from __future__ import annotations

import functools
import io

import resvg_py
from PIL import Image, ImageOps

from shop.demo.illustrations import tones
from shop.demo.illustrations.canvas import SIZE, Canvas
from shop.demo.illustrations.gallery import DRAWINGS
from shop.demo.illustrations.look import Look

HORIZON = 0.72


def drawn(kind: str, look: Look) -> Canvas:
    """The thing alone, without its backdrop."""
    canvas = Canvas()
    DRAWINGS[kind].draw(canvas, look)
    return canvas


def raster(svg: str, size: tuple[int, int]) -> Image.Image:
    """Pixels with transparency."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=size[0], height=size[1], skip_system_fonts=True)
    return Image.open(io.BytesIO(png)).convert("RGBA")


def picture(kind: str, look: Look, *, size: int) -> Image.Image:
    """The product picture, square."""
    stance = DRAWINGS[kind].stance
    scene = backdrop(tones.wall(look.colour), stance, (size, size)).copy()
    view = (0.0, 0.0, float(SIZE), float(SIZE))
    scene.alpha_composite(
        raster(drawn(kind, look).document(width=size, height=size, view=view), (size, size))
    )
    return scene.convert("RGB")


@functools.lru_cache(maxsize=32)
def backdrop(tone: str, stance: str, size: tuple[int, int]) -> Image.Image:
    """A wall and a table for what stands, one lit surface for what lies or hangs."""
    width, height = size
    radial = Image.radial_gradient("L")
    glow = radial.crop((64, 88, 256, 256)).resize(size, Image.Resampling.BICUBIC)
    edge = tones.darker(tone, 0.2 if stance == "standing" else 0.16)
    lit = ImageOps.colorize(glow, tones.lighter(tone, 0.42), edge, mid=tone, midpoint=110)
    if stance != "standing":
        return lit.convert("RGBA")
    floor_height = round(height * (1 - HORIZON))
    ramp = Image.linear_gradient("L").resize((width, floor_height))
    floor = ImageOps.colorize(ramp, tones.darker(tone, 0.1), tones.lighter(tone, 0.12))
    soft = Image.new("L", (width, floor_height), 215)
    fade = (
        Image.linear_gradient("L")
        .resize((width, max(round(height * 0.05), 1)))
        .point(lambda level: level * 215 // 255)
    )
    soft.paste(fade, (0, 0))
    lit.paste(floor, (0, height - floor_height), soft)
    return lit.convert("RGBA")
