"""Drawings of cups, pots and bottles for drinking."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("mug")
def draw_mug(c: Canvas, look: Look) -> Box:
    """A mug with its handle to the right."""
    shape = look.trait("shape", "Straight", "Rounded", "Tapered")
    r, h = look.between("r", 108, 128), look.between("h", 230, 275)
    top, bottom = 478 - h, 478
    foot = {"Straight": 0.97, "Rounded": 0.72, "Tapered": 0.74}[shape]
    mid = {"Straight": 1.0, "Rounded": 1.06, "Tapered": 0.9}[shape]
    cx = 270.0
    body = paths.turned(
        cx, [(top, r), (top + h * 0.55, r * mid), (bottom - 14, r * (foot + 0.05)), (bottom, r * foot)]
    )
    c.ground(cx + 12, bottom + 8, r * 1.05)
    reach = look.between("reach", 74, 92)
    loop = [
        (cx + r * 0.9, top + h * 0.2),
        (cx + r + reach * 0.7, top + h * 0.17),
        (cx + r + reach, top + h * 0.42),
    ]
    loop += [(cx + r + reach * 0.6, top + h * 0.66), (cx + r * mid * 0.86, top + h * 0.74)]
    handle = paths.smooth(loop, closed=False)
    c.stroke(handle, tones.darker(look.colour, 0.32), 29, butt=True)
    c.stroke(handle, tones.darker(look.colour, 0.1), 21, butt=True)
    c.stroke(handle, tones.lighter(look.colour, 0.25), 6, opacity=0.7, butt=True)
    c.round(body, look.colour)
    glaze = look.trait("glaze", "Dipped", "Plain", "Speckled", "Banded")
    with c.clip(body):
        if glaze == "Dipped":
            line = paths.smooth(
                [
                    (cx - 180, top + h * 0.64),
                    (cx - 40, top + h * 0.7),
                    (cx + 60, top + h * 0.67),
                    (cx + 180, top + h * 0.62),
                ],
                closed=False,
            )
            c.round(line + "V520H60z", tones.mix(look.accent, "#e9dcc5", 0.6))
        elif glaze == "Speckled":
            surfaces.speckles(c, look.seed, cx - r, top, 2 * r, h, tones.deep(look.colour), count=70)
        elif glaze == "Banded":
            for at in (0.3, 0.38):
                band = paths.oval(cx, top + h * at, r * 1.2, r * 0.17)
                c.stroke(band, tones.mix(look.accent, tones.LIGHT, 0.35), 7, opacity=0.9)
    c.shine(paths.block(cx - r * 0.66, top + 40, 20, h * 0.6, 10), opacity=0.4)
    _mouth(c, cx, top, r, look.colour)
    if look.trait("drink", "coffee", "empty") == "coffee":
        c.ball(paths.oval(cx, top + 7, r * 0.86, r * 0.105), "#5a3820")
    return Box(cx - r, top - r * 0.16, 2 * r, h + r * 0.28)


def _mouth(c: Canvas, cx: float, y: float, r: float, colour: str, *, tilt: float = 0.16) -> None:
    c.fill(paths.oval(cx, y, r, r * tilt), tones.lighter(colour, 0.34))
    inner = c.linear(((0, tones.darker(colour, 0.5), 1), (1, tones.darker(colour, 0.12), 1)))
    c.fill(paths.oval(cx, y + 1, r * 0.92, r * tilt * 0.86), inner)


@drawing("teapot")
def draw_teapot(c: Canvas, look: Look) -> Box:
    """A round pot, spout to the left, handle to the right or over the top."""
    cx, bottom = 305.0, 478.0
    r, h = look.between("r", 128, 145), look.between("h", 190, 215)
    top = bottom - h
    c.ground(cx, bottom + 6, r * 0.95)
    dark = tones.darker(look.colour, 0.2)
    spout = f"M{cx - r * 0.7:.0f} {bottom - 40:.0f}C{cx - r - 50:.0f} {bottom - 55:.0f} {cx - r - 35:.0f} {top + 55:.0f} {cx - r - 92:.0f} {top + 18:.0f}"
    spout += f"L{cx - r - 62:.0f} {top + 6:.0f}C{cx - r - 8:.0f} {top + 30:.0f} {cx - r + 10:.0f} {top + 75:.0f} {cx - r * 0.5:.0f} {top + 90:.0f}z"
    c.round(spout, look.colour)
    c.fill(paths.oval(cx - r - 77, top + 12, 16, 7), tones.darker(look.colour, 0.6))
    style = look.trait("handle", "Side handle", "Overhead handle")
    grip = tones.WOOD if style == "Overhead handle" else dark
    if style == "Overhead handle":
        arch = f"M{cx - r * 0.72:.0f} {top + 34:.0f}C{cx - r * 0.9:.0f} {top - 150:.0f} {cx + r * 0.9:.0f} {top - 150:.0f} {cx + r * 0.72:.0f} {top + 34:.0f}"
    else:
        arch = f"M{cx + r * 0.7:.0f} {top + 36:.0f}C{cx + r + 110:.0f} {top - 6:.0f} {cx + r + 96:.0f} {bottom - 50:.0f} {cx + r * 0.86:.0f} {bottom - 52:.0f}"
    c.stroke(arch, tones.darker(grip, 0.4), 25)
    c.stroke(arch, grip, 19)
    c.stroke(arch, tones.lighter(grip, 0.35), 5, opacity=0.7)
    body = paths.turned(
        cx,
        [
            (top, r * 0.55),
            (top + h * 0.22, r * 0.9),
            (top + h * 0.55, r),
            (bottom - 30, r * 0.82),
            (bottom, r * 0.58),
        ],
    )
    c.ball(body, look.colour, depth=0.9)
    with c.clip(body):
        if look.trait("finish", "Glossy", "Ribbed", "Matt") == "Ribbed":
            surfaces.ribs(c, cx - r, top, 2 * r, h, look.colour, count=15)
    lid = paths.turned(cx, [(top - 34, r * 0.1), (top - 24, r * 0.38), (top + 2, r * 0.58)], tilt=0.2)
    c.ball(lid, tones.lighter(look.colour, 0.06))
    c.stroke(
        f"M{cx - r * 0.58:.0f} {top + 2:.0f}a{r * 0.58:.0f} {r * 0.115:.0f} 0 0 0 {r * 1.16:.0f} 0",
        tones.darker(look.colour, 0.5),
        3,
        opacity=0.6,
    )
    c.ball(paths.oval(cx, top - 46, 19, 17), grip if style == "Overhead handle" else look.colour)
    c.shine(paths.oval(cx - r * 0.48, top + h * 0.36, 20, 44), opacity=0.45)
    over = 105 if style == "Overhead handle" else 63
    return Box(cx - r - 92, top - over, 2 * r + 175, h + over + r * 0.09)


@drawing("water_bottle")
def draw_water_bottle(c: Canvas, look: Look) -> Box:
    """A drinking bottle with a cap and a carrying loop."""
    cx, bottom = 300.0, 500.0
    r, h = look.between("r", 62, 80), look.between("h", 290, 340)
    top = bottom - h
    c.ground(cx, bottom + 5, r)
    body = paths.turned(
        cx,
        [
            (top, r * 0.56),
            (top + 22, r * 0.6),
            (top + 62, r),
            (top + 90, r),
            (bottom - 12, r),
            (bottom, r * 0.93),
        ],
    )
    c.round(body, look.colour, metal=False, depth=1.2)
    with c.clip(body):
        c.round(paths.block(cx - r - 4, bottom - 34, 2 * r + 8, 60), tones.STEEL, metal=True)
        if look.trait("finish", "Powder-coated", "Brushed", "Two-tone") == "Two-tone":
            c.round(
                paths.block(cx - r - 4, top - 20, 2 * r + 8, 120), tones.mix(look.colour, tones.LIGHT, 0.6)
            )
    glyphs.write(c, look.label, cx - 2, top + h * 0.52, 16, tones.ink(look.colour), room=r * 1.35)
    c.shine(paths.block(cx - r * 0.66, top + 84, 13, h * 0.5, 6), opacity=0.5)
    cap = tones.DARK if tones.brightness(look.colour) > 0.3 else tones.STEEL
    lid = paths.turned(cx, [(top - 56, r * 0.62), (top - 50, r * 0.68), (top + 4, r * 0.68)], soft=False)
    c.round(lid, cap)
    c.fill(paths.oval(cx, top - 56, r * 0.62, r * 0.1), tones.lighter(cap, 0.25))
    if look.trait("lid", "Loop lid", "Screw lid", "Sports lid") != "Screw lid":
        loop = f"M{cx - r * 0.5:.0f} {top - 46:.0f}C{cx - r * 0.6:.0f} {top - 120:.0f} {cx + r * 0.6:.0f} {top - 120:.0f} {cx + r * 0.5:.0f} {top - 46:.0f}"
        c.stroke(loop, tones.darker(cap, 0.3), 17)
        c.stroke(loop, tones.lighter(cap, 0.16), 9)
    return Box(cx - r, top - 105, 2 * r, h + 113)
