"""The second picture of a product: the thing on drawing paper with its measures and four facts.

The thing itself is the front view scaled down, so only lines and letters are drawn here.
"""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.look import Look

SCALE = 0.6
LEFT, TOP = 24.0, 126.0
ROOM = 176.0
COLUMN = 400.0

Facts = tuple[tuple[str, str], ...]


def lines(look: Look, box: Box, *, facts: Facts, measures: tuple[str, str]) -> Canvas:
    """Measures around the thing and facts beside it; `measures` are the words across and upright, empty for none."""
    canvas = Canvas()
    ink = tones.deep(tones.mix(look.colour, "#4a4038", 0.5))
    across, upright = measures
    if across:
        _across(canvas, box, across, ink)
    if upright:
        _upright(canvas, box, upright, ink)
    _fitted(canvas, look.label, 96, 20, ink)
    canvas.stroke(f"M{COLUMN} 134H566", look.accent, 4)
    for row, (name, value) in enumerate(facts):
        y = 166 + row * 84
        _fitted(canvas, name, y, 11, tones.mix(ink, tones.PAPER, 0.4))
        _fitted(canvas, value, y + 24, 19, ink)
        canvas.stroke(f"M{COLUMN} {y + 62}H566", tones.mix(ink, tones.PAPER, 0.75), 1.5)
    return canvas


def _fitted(canvas: Canvas, words: str, y: float, height: float, colour: str) -> None:
    full = glyphs.width(words, height)
    smaller = height if full <= ROOM else height * ROOM / full
    glyphs.write(
        canvas, words, COLUMN, y + (height - smaller) / 2, smaller, colour, align="left", weight=0.13
    )


def _across(canvas: Canvas, box: Box, words: str, ink: str) -> None:
    left, right = LEFT + box.left * SCALE, LEFT + (box.left + box.width) * SCALE
    bottom = TOP + (box.top + box.height) * SCALE
    y = min(bottom + 44, 540)
    canvas.stroke(
        f"M{left:.0f} {bottom + 14:.0f}V{y + 8:.0f}M{right:.0f} {bottom + 14:.0f}V{y + 8:.0f}", ink, 1.3
    )
    canvas.stroke(f"M{left:.1f} {y:.1f}H{right:.1f}", ink, 1.8)
    canvas.fill(paths.poly([(left, y), (left + 8, y - 3.4), (left + 8, y + 3.4)]), ink)
    canvas.fill(paths.poly([(right, y), (right - 8, y - 3.4), (right - 8, y + 3.4)]), ink)
    glyphs.write(canvas, words, (left + right) / 2, y + 14, 15, ink)


def _upright(canvas: Canvas, box: Box, words: str, ink: str) -> None:
    left = LEFT + box.left * SCALE
    top, bottom = TOP + box.top * SCALE, TOP + (box.top + box.height) * SCALE
    x = max(left - 18, 16)
    canvas.stroke(f"M{left - 4:.0f} {top:.0f}H{x - 6:.0f}M{left - 4:.0f} {bottom:.0f}H{x - 6:.0f}", ink, 1.3)
    canvas.stroke(f"M{x:.1f} {top:.1f}V{bottom:.1f}", ink, 1.8)
    canvas.fill(paths.poly([(x, top), (x - 3.4, top + 8), (x + 3.4, top + 8)]), ink)
    canvas.fill(paths.poly([(x, bottom), (x - 3.4, bottom - 8), (x + 3.4, bottom - 8)]), ink)
    glyphs.write(canvas, words, max(x, glyphs.width(words, 15) / 2 + 10), top - 32, 15, ink)
