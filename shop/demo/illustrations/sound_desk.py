"""Drawings of headphones, speakers, keyboards and mice."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("headphones")
def draw_headphones(c: Canvas, look: Look) -> Box:
    """Headphones from the front, a little open."""
    colour, y = look.colour, 380.0
    top = look.between("top", 118, 140)
    metal = tones.STEEL if look.trait("trim", "steel", "brass") == "steel" else tones.BRASS
    c.ground(300, 490, 190, ry=16, strength=0.4)
    band = f"M146 {y}C130 {top - 20:.0f} 220 {top:.0f} 300 {top:.0f}C380 {top:.0f} 470 {top - 20:.0f} 454 {y}"
    c.stroke(band, tones.darker(colour, 0.5), 40)
    c.stroke(band, colour, 30)
    c.stroke(band, tones.lighter(colour, 0.4), 6, opacity=0.5)
    pad = f"M212 {top + 22:.0f}Q300 {top - 4:.0f} 388 {top + 22:.0f}"
    c.stroke(pad, tones.darker(colour, 0.6), 26)
    c.stroke(pad, tones.darker(colour, 0.35), 18)
    for side in (-1, 1):
        x = 300 + side * 154
        c.round(paths.block(x - 9, y - 120, 18, 70, 6), metal, metal=True)
        cushion = paths.block(x - side * 44 - 26, y - 78, 52, 160, 26)
        c.solid(cushion, "#3a3733" if tones.brightness(colour) > 0.3 else "#57534e")
        form = look.trait("cup", "Oval cup", "Round cup")
        cup = paths.block(x - 44, y - 86, 88, 176, 44) if form == "Oval cup" else paths.oval(x, y, 62, 88)
        c.ball(cup, colour)
        c.stroke(paths.oval(x + side * 4, y + 2, 26, 58), metal, 4, opacity=0.9)
        c.ball(paths.oval(x + side * 4, y + 2, 22, 52), tones.darker(colour, 0.15))
        c.shine(paths.oval(x - 18, y - 46, 10, 24), opacity=0.5)
    if look.trait("connection", "Wired", "Wireless") == "Wired":
        c.stroke(
            f"M146 {y + 88}C140 {y + 130} 250 {y + 86} 300 {y + 112}C350 {y + 136} 420 {y + 140} 520 {y + 104}",
            "#3a3733",
            6,
        )
    return Box(84, top - 14, 432, y + 92 - top)


@drawing("speaker")
def draw_speaker(c: Canvas, look: Look) -> Box:
    """A small speaker: upright box with cones, or a cloth cylinder."""
    colour, bottom = look.colour, 500.0
    if look.trait("form", "Bookshelf box", "Portable cylinder") == "Bookshelf box":
        w, h = look.between("w", 214, 240), look.between("h", 330, 370)
        x, y = 300 - w / 2, bottom - h
        c.ground(300, bottom + 2, w * 0.58)
        c.solid(
            paths.poly([(x + w, y + 4), (x + w + 34, y + 18), (x + w + 34, bottom - 12), (x + w, bottom)]),
            tones.darker(colour, 0.45),
        )
        front = paths.block(x, y, w, h, 12)
        c.solid(front, colour)
        with c.clip(front):
            surfaces.grain(c, look.seed, x, y, w, h, colour, count=14)
        for cy, r in ((y + h * 0.25, w * 0.19), (y + h * 0.65, w * 0.35)):
            c.fill(paths.oval(300, cy, r + 9, r + 9), tones.STEEL)
            c.fill(paths.oval(300, cy, r + 5, r + 5), "#26272a")
            c.fill(
                paths.oval(300, cy, r, r),
                c.radial(
                    ((0, "#26272a", 1), (0.7, "#54575b", 1), (1, "#2f3134", 1)), cx=0.45, cy=0.42, r=0.6
                ),
            )
            c.ball(paths.oval(300, cy, r * 0.36, r * 0.36), look.accent)
        c.ball(paths.oval(x + w - 26, bottom - 26, 7, 7), tones.BRASS)
        return Box(x, y, w, h)
    r, h = look.between("r", 88, 104), look.between("h", 250, 300)
    top = bottom - h
    c.ground(300, bottom + 2, r)
    body = paths.turned(300, [(top, r * 0.94), (top + 16, r), (bottom - 14, r), (bottom, r * 0.94)])
    c.round(body, colour)
    with c.clip(body):
        surfaces.dots(c, 300 - r, top, 2 * r, h, tones.darker(colour, 0.5), step=15, size=2.4)
    c.round(paths.turned(300, [(top - 6, r * 0.93), (top + 10, r * 0.98)], soft=False), tones.DARK)
    c.fill(paths.oval(300, top - 6, r * 0.93, r * 0.15), "#4a4b4d")
    c.stroke(f"M280 {top - 6}h14M287 {top - 11}v10M310 {top - 6}h14", "#c9cdd0", 3)
    c.solid(paths.block(258, top + h * 0.6, 84, 30, 5), tones.darker(colour, 0.3))
    glyphs.write(c, look.label, 300, top + h * 0.6 + 9, 12, tones.LIGHT, room=72)
    c.stroke(f"M{300 + r * 0.9:.0f} {top + 22:.0f}q38 10 30 70", look.accent, 9)
    return Box(300 - r, top - 20, 2 * r, h + 34)


@drawing("keyboard", stance="flat")
def draw_keyboard(c: Canvas, look: Look) -> Box:
    """A keyboard from above with coloured keys."""
    layout = look.trait("layout", "Compact", "Tenkeyless", "Full size")
    columns = {"Compact": 13, "Tenkeyless": 15, "Full size": 18}[layout]
    cell = 480.0 / columns
    w, h = columns * cell + 28, 5 * cell + 28
    x, y = 300 - w / 2, 300 - h / 2
    with c.moved(turn=look.between("turn", -14, -7)):
        case = paths.block(x, y, w, h, 16)
        c.lying(case, lift=1.3)
        c.solid(case, look.colour)
        c.fill(paths.block(x + 10, y + 10, w - 20, h - 20, 8), tones.darker(look.colour, 0.6))
        keys = "#efe9dd" if look.trait("caps", "light", "dark") == "light" else "#45464a"
        special = tones.mix(look.accent, keys, 0.12)
        for row in range(5):
            at = 0.0
            while at < columns - 0.01:
                span = _key_span(row, at, columns)
                tone = (
                    special if (row, at) == (0, 0.0) or span >= 1.75 or at + span >= columns - 0.01 else keys
                )
                kx, ky, kw = x + 14 + at * cell, y + 14 + row * cell, span * cell
                c.fill(paths.block(kx + 1.5, ky + 1.5, kw - 3, cell - 3, 5), tones.darker(tone, 0.3))
                c.fill(paths.block(kx + 4, ky + 2, kw - 8, cell - 9, 4), tones.lighter(tone, 0.1))
                at += span
    return Box(x, y, w, h)


def _key_span(row: int, at: float, columns: int) -> float:
    first = {1: 1.5, 2: 1.75, 3: 2.25, 4: 1.25}.get(row, 1.0)
    if at == 0:
        return first
    if row == 4 and 3.7 < at < 3.8:
        return min(6.25, columns - at)
    if row == 4 and at < 3.7:
        return 1.25
    return min(columns - at, 1.0) if columns - at >= 2 else columns - at


@drawing("mouse", stance="flat")
def draw_mouse(c: Canvas, look: Look) -> Box:
    """A computer mouse from above."""
    w, h = look.between("w", 106, 124), look.between("h", 180, 200)
    colour = look.colour
    with c.moved(turn=look.between("turn", 12, 22)):
        if look.trait("connection", "Wireless", "Wired") == "Wired":
            c.stroke(f"M300 {300 - h}C300 60 360 60 350 -40", "#3d3b38", 9)
        lean = 16 if look.trait("form", "Symmetric", "Right-handed") == "Right-handed" else 0
        left = [
            (300 - w * 0.62, 300 - h * 0.9),
            (300 - w * 0.98, 300 - h * 0.45),
            (300 - w - lean, 300 + h * 0.2),
            (300 - w * 0.86, 300 + h * 0.72),
        ]
        right = [(600 - px, py) for px, py in reversed([*left[:2], (300 - w, 300 + h * 0.2), left[3]])]
        d = paths.smooth([(300, 300 - h), *reversed(right), (300, 300 + h), *reversed(left)], pull=0.5)
        c.lying(d, lift=1.7)
        c.ball(d, colour)
        with c.clip(d):
            c.stroke(
                f"M300 {300 - h}V300M{300 - w - 20:.0f} 290Q300 316 {300 + w + 20:.0f} 290",
                tones.darker(colour, 0.6),
                4,
                opacity=0.75,
            )
            c.fill(
                f"M{300 - w - 40:.0f} 330Q{300 - w * 0.78:.0f} 350 {300 - w - 30:.0f} 430z",
                tones.darker(colour, 0.5),
            )
            c.shine(paths.oval(300 - w * 0.4, 300 + h * 0.45, w * 0.4, h * 0.3), opacity=0.35)
        c.solid(paths.block(284, 300 - h * 0.72, 32, 78, 16), tones.darker(colour, 0.7))
        c.bar(paths.block(290, 300 - h * 0.72 + 12, 20, 54, 10), look.accent)
        for n in range(5):
            c.stroke(f"M292 {300 - h * 0.72 + 20 + n * 10:.0f}h16", tones.darker(look.accent, 0.5), 2)
        glyphs.write(
            c, look.label, 300, 300 + h * 0.62, 15, tones.mix(tones.ink(colour), colour, 0.35), room=w
        )
    return Box(300 - w, 300 - h, 2 * w, 2 * h)
