"""From a kind and a look to pixels: the drawing is rasterised over a backdrop painted by Pillow.

Wide gradients are cheap in Pillow and dear in the SVG renderer; the picture is the same.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass

import resvg_py
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from shop.demo.illustrations import sheet, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import DRAWINGS
from shop.demo.illustrations.look import Look

HORIZON = 0.72


@dataclass(frozen=True)
class Cutout:
    """The thing alone, transparent around it, and what it covers."""

    pixels: Image.Image
    box: Box


def raster(svg: str, size: tuple[int, int]) -> Image.Image:
    """Pixels with transparency."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=size[0], height=size[1], skip_system_fonts=True)
    return Image.open(io.BytesIO(png)).convert("RGBA")


def cut(kind: str, look: Look, *, size: int) -> Cutout:
    """Draw the thing without its backdrop, square."""
    canvas = Canvas()
    box = DRAWINGS[kind].draw(canvas, look)
    return Cutout(raster(canvas.document(width=size, height=size), (size, size)), box)


def picture(kind: str, look: Look, *, size: int, cutout: Cutout | None = None) -> Image.Image:
    """The product picture."""
    stance = DRAWINGS[kind].stance
    scene = backdrop(tones.wall(look.colour), stance, (size, size)).copy()
    pixels = (cutout or cut(kind, look, size=size)).pixels
    if stance != "standing":
        _cast_shadow(scene, pixels)
    scene.alpha_composite(pixels)
    return scene.convert("RGB")


def _cast_shadow(scene: Image.Image, pixels: Image.Image) -> None:
    """Darken the surface below a lying or hanging thing, to the lower right and soft."""
    small = scene.size[0] // 4
    alpha = pixels.getchannel("A").resize((small, small), Image.Resampling.BOX)
    soft = ImageChops.offset(alpha.filter(ImageFilter.GaussianBlur(small / 60)), small // 60, small // 40)
    mask = soft.resize(scene.size, Image.Resampling.BICUBIC).point(lambda level: level * 0.34)
    scene.paste(Image.new("RGBA", scene.size, tones.SHADOW), (0, 0), mask)


def sheet_picture(
    cutout: Cutout, look: Look, *, size: int, facts: sheet.Facts, measures: tuple[str, str]
) -> Image.Image:
    """The thing on drawing paper with its measures and facts."""
    ground = paper(look.colour, size)
    unit, small = size / 600, round(size * sheet.SCALE)
    ground.alpha_composite(
        cutout.pixels.resize((small, small), Image.Resampling.BICUBIC),
        (round(sheet.LEFT * unit), round(sheet.TOP * unit)),
    )
    drawn = sheet.lines(look, cutout.box, facts=facts, measures=measures)
    ground.alpha_composite(raster(drawn.document(width=size, height=size), (size, size)))
    return ground.convert("RGB")


@functools.lru_cache(maxsize=32)
def backdrop(tone: str, stance: str, size: tuple[int, int]) -> Image.Image:
    """A wall and a table for what stands, one lit surface for what lies or hangs."""
    _width, height = size
    glow = Image.radial_gradient("L").crop((64, 88, 256, 256)).resize(size, Image.Resampling.BICUBIC)
    edge = tones.darker(tone, 0.2 if stance == "standing" else 0.16)
    lit = ImageOps.colorize(glow, tones.lighter(tone, 0.42), edge, mid=tone, midpoint=110)
    if stance == "standing":
        _lay_floor(lit, tone, round(height * (1 - HORIZON)))
    return lit.convert("RGBA")


def _lay_floor(lit: Image.Image, tone: str, deep: int) -> None:
    width, height = lit.size
    ramp = Image.linear_gradient("L").resize((width, deep))
    floor = ImageOps.colorize(ramp, tones.darker(tone, 0.1), tones.lighter(tone, 0.12))
    soft = Image.new("L", (width, deep), 215)
    fade = Image.linear_gradient("L").resize((width, max(round(height * 0.05), 1)))
    soft.paste(fade.point(lambda level: level * 215 // 255), (0, 0))
    lit.paste(floor, (0, height - deep), soft)


def paper(tone: str, size: int) -> Image.Image:
    """Drawing paper with a faint grid, tinted a little by the thing."""
    ground = tones.mix("#f8f3e8", tone, 0.16)
    blank = Image.new("RGB", (size, size), ground)
    draw = ImageDraw.Draw(blank)
    line = tones.darker(ground, 0.07)
    for at in range(0, size, size // 24):
        draw.line(((at, 0), (at, size)), fill=line)
        draw.line(((0, at), (size, at)), fill=line)
    return blank.convert("RGBA")
