"""Drawings of what boils, grinds and brews."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("kettle")
def draw_kettle(c: Canvas, look: Look) -> Box:
    """A kettle on its base: gooseneck or short spout."""
    cx, bottom = 310.0, 480.0
    r, h = look.between("r", 108, 122), look.between("h", 215, 245)
    top = bottom - h
    c.ground(cx, bottom + 10, r * 1.1)
    dark = tones.DARK
    c.round(paths.turned(cx, [(bottom - 12, r * 1.02), (bottom + 6, r * 1.06)], soft=False), dark)
    neck = look.trait("spout", "Gooseneck", "Classic spout")
    if neck == "Gooseneck":
        line = f"M{cx - r * 0.8:.0f} {bottom - 50:.0f}C{cx - r - 120:.0f} {bottom - 70:.0f} {cx - r - 20:.0f} {top + 40:.0f} {cx - r - 88:.0f} {top + 8:.0f}"
        c.stroke(line, tones.darker(look.colour, 0.4), 24, butt=True)
        c.stroke(line, look.colour, 18, butt=True)
        c.stroke(line, tones.lighter(look.colour, 0.4), 5, opacity=0.7)
        c.fill(paths.oval(cx - r - 88, top + 8, 12, 7), tones.darker(look.colour, 0.6))
    else:
        c.round(
            paths.poly(
                [
                    (cx - r * 0.6, top + 100),
                    (cx - r - 44, top + 24),
                    (cx - r - 18, top + 12),
                    (cx - r * 0.5, top + 36),
                ]
            ),
            look.colour,
        )
    arch = f"M{cx + r * 0.5:.0f} {top + 12:.0f}C{cx + r + 70:.0f} {top - 60:.0f} {cx + r + 120:.0f} {top + 30:.0f} {cx + r + 54:.0f} {bottom - 60:.0f}"
    grip = tones.WOOD if look.trait("grip", "Wooden grip", "Plastic grip") == "Wooden grip" else dark
    c.stroke(arch, tones.darker(grip, 0.4), 30)
    c.stroke(arch, grip, 23)
    c.stroke(arch, tones.lighter(grip, 0.35), 6, opacity=0.6)
    body = paths.turned(
        cx, [(top, r * 0.62), (top + h * 0.3, r * 0.8), (bottom - 24, r), (bottom - 10, r * 0.98)]
    )
    metal = (
        tones.brightness(look.colour) > 0.55
        and look.trait("finish", "Brushed steel", "Enamelled") == "Brushed steel"
    )
    c.round(body, look.colour, metal=metal)
    c.stroke(
        f"M{cx - r * 0.95:.0f} {bottom - 44:.0f}a{r * 0.95:.0f} {r * 0.15:.0f} 0 0 0 {r * 1.9:.0f} 0",
        tones.darker(look.colour, 0.4),
        3,
        opacity=0.5,
    )
    lid = paths.turned(cx, [(top - 22, r * 0.34), (top, r * 0.62)], tilt=0.18)
    c.round(lid, tones.lighter(look.colour, 0.08), metal=metal)
    c.round(paths.turned(cx, [(top - 50, 16), (top - 38, 22), (top - 22, 12)], tilt=0.3), grip)
    c.shine(
        paths.smooth(
            [
                (cx - r * 0.5, top + 50),
                (cx - r * 0.36, top + 46),
                (cx - r * 0.52, bottom - 70),
                (cx - r * 0.68, bottom - 70),
            ]
        ),
        opacity=0.55,
    )
    return Box(cx - r - 100, top - 58, 2 * r + 180, h + 70)


@drawing("coffee_press")
def draw_coffee_press(c: Canvas, look: Look) -> Box:
    """A glass press with coffee, plunger up."""
    cx, bottom = 290.0, 490.0
    r, h = look.between("r", 86, 98), look.between("h", 250, 285)
    top = bottom - h
    c.ground(cx, bottom + 4, r * 1.1)
    metal = look.colour
    arch = f"M{cx + r - 4:.0f} {top + 44:.0f}h50c38 0 38 30 36 60l-6 {h * 0.42:.0f}"
    c.stroke(arch, tones.darker(metal, 0.45), 25)
    c.stroke(arch, metal, 18)
    glass = paths.turned(cx, [(top, r), (bottom - 8, r), (bottom - 2, r * 0.96)], soft=False)
    c.fill(
        glass,
        c.linear(((0, "#8fa1a6", 0.5), (0.25, "#ffffff", 0.55), (0.6, "#dfe8e8", 0.3), (1, "#6f8288", 0.55))),
    )
    level = top + h * look.between("level", 0.34, 0.46)
    coffee = paths.turned(cx, [(level, r * 0.93), (bottom - 12, r * 0.93)], soft=False)
    c.round(coffee, "#4a2c18")
    c.fill(paths.oval(cx, level, r * 0.93, r * 0.148), "#8a5a34")
    c.stroke(f"M{cx} {top - 74}V{level - 8:.0f}", "#8d949a", 8, butt=True)
    c.stroke(f"M{cx - 2} {top - 74}V{level - 8:.0f}", "#eef2f4", 2.4, butt=True)
    c.bar(paths.block(cx - r * 0.88, level - 24, r * 1.76, 14, 5), tones.STEEL, metal=True)
    for at in (top + 30, bottom - 26):
        c.round(paths.turned(cx, [(at, r * 1.04), (at + 15, r * 1.04)], soft=False), metal)
    for side in (-0.72, 0.0, 0.72):
        c.round(paths.block(cx + side * r - 7, top + 40, 14, h - 56), metal)
    lid = paths.turned(
        cx, [(top - 34, r * 0.2), (top - 26, r * 0.7), (top - 6, r * 1.02), (top + 6, r * 1.04)]
    )
    c.round(lid, metal)
    c.ball(
        paths.oval(cx, top - 82, 23, 21),
        tones.WOOD if look.trait("grip", "Wooden knob", "Matching knob") == "Wooden knob" else metal,
    )
    c.shine(paths.block(cx - r * 0.66, top + 56, 16, h * 0.62, 8), opacity=0.65)
    return Box(cx - r, top - 104, 2 * r + 84, h + 112)


@drawing("coffee_grinder")
def draw_coffee_grinder(c: Canvas, look: Look) -> Box:
    """A hand mill: wooden box with drawer, or a slim steel tube."""
    if look.trait("form", "Box mill", "Tube mill") == "Box mill":
        return _box_mill(c, look)
    cx, bottom, r = 290.0, 500.0, look.between("r", 50, 58)
    top = bottom - look.between("h", 250, 280)
    c.ground(cx, bottom + 4, r * 1.15)
    c.round(paths.turned(cx, [(top, r * 0.92), (bottom, r)], soft=False), look.colour)
    c.round(
        paths.turned(cx, [(top + 118, r), (bottom, r * 1.06)], soft=False), tones.darker(look.colour, 0.35)
    )
    with c.clip(paths.turned(cx, [(top + 124, r), (bottom - 8, r * 1.05)], soft=False)):
        surfaces.ribs(c, cx - r, top + 120, 2 * r, 200, look.colour, count=14)
    c.round(paths.turned(cx, [(top - 26, r * 0.7), (top + 2, r * 0.94)]), tones.STEEL, metal=True)
    _crank(c, cx, top - 30, 130)
    c.shine(paths.block(cx - r * 0.6, top + 18, 10, 90, 5), opacity=0.6)
    return Box(cx - r, top - 96, 2 * r + 110, bottom - top + 104)


def _box_mill(c: Canvas, look: Look) -> Box:
    w, h = look.between("w", 190, 220), look.between("h", 170, 195)
    bottom = 490.0
    x, top = 300 - w / 2, bottom - h
    wood = tones.mix(look.colour, tones.WOOD, 0.25)
    c.ground(300, bottom + 6, w * 0.58)
    for y, spread in ((bottom - 14, 12), (top - 6, 10)):
        c.solid(paths.block(x - spread, y, w + 2 * spread, 20, 5), tones.darker(wood, 0.15))
    front = paths.block(x, top + 8, w, h - 18, 3)
    c.solid(front, wood)
    with c.clip(front):
        surfaces.grain(c, look.seed, x, top, w, h, wood, count=10)
    drawer = paths.block(x + w * 0.18, bottom - 84, w * 0.64, 54, 4)
    c.solid(drawer, tones.lighter(wood, 0.12))
    c.stroke(drawer, tones.darker(wood, 0.6), 2.5, opacity=0.6)
    c.ball(paths.oval(300, bottom - 57, 11, 11), tones.BRASS)
    dome = paths.turned(300, [(top - 74, 26), (top - 52, w * 0.32), (top - 4, w * 0.38)])
    c.round(
        dome,
        tones.STEEL if look.trait("top", "Steel hopper", "Brass hopper") == "Steel hopper" else tones.BRASS,
        metal=True,
    )
    _crank(c, 300, top - 78, 150)
    return Box(x - 12, top - 150, w + 60, h + 158)


def _crank(c: Canvas, x: float, y: float, reach: float) -> None:
    c.stroke(
        f"M{x:.0f} {y + 8:.0f}V{y - 8:.0f}Q{x + reach * 0.4:.0f} {y - 34:.0f} {x + reach:.0f} {y - 22:.0f}",
        "#7d848a",
        12,
    )
    c.stroke(
        f"M{x:.0f} {y + 4:.0f}V{y - 9:.0f}Q{x + reach * 0.4:.0f} {y - 36:.0f} {x + reach:.0f} {y - 24:.0f}",
        "#e4e8ea",
        4,
    )
    c.round(paths.turned(x + reach, [(y - 74, 12), (y - 58, 20), (y - 26, 11)], tilt=0.3), tones.WOOD)
