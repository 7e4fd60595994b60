"""Drawings of packed food: tins, bags, bottles, bars and jars."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("tea")
def draw_tea(c: Canvas, look: Look) -> Box:
    """A round tin with a label and a few leaves beside it."""
    cx, bottom = 290.0, 486.0
    r, h = look.between("r", 100, 112), look.between("h", 260, 290)
    top = bottom - h
    c.ground(cx, bottom + 4, r)
    c.round(paths.turned(cx, [(top, r), (bottom, r)], soft=False), look.colour)
    seam = top + 74
    c.round(
        paths.turned(cx, [(top, r * 1.02), (seam, r * 1.02)], soft=False), tones.darker(look.colour, 0.12)
    )
    c.fill(paths.oval(cx, top, r * 1.02, r * 0.163), tones.lighter(look.colour, 0.3))
    label = paths.turned(cx, [(seam + 34, r), (bottom - 30, r)], soft=False)
    c.round(label, tones.PAPER, depth=0.8)
    with c.clip(label):
        for n, turn in enumerate((-38, 0, 38)):
            surfaces.leaf(
                c, cx, bottom - 52 + abs(n - 1) * 4, 58, turn, tones.mix(look.accent, "#6a8a52", 0.7)
            )
    glyphs.write(c, look.label, cx, seam + 62, 17, tones.deep(look.colour), room=r * 1.45)
    c.stroke(f"M{cx - r * 0.5:.0f} {seam + 92:.0f}h{r:.0f}", look.colour, 3)
    for dx, turn in ((140, 70), (164, 110), (188, 60), (150, 20)):
        surfaces.leaf(c, cx + dx, bottom + 14 - (turn % 30) * 0.4, 38, turn, "#5d7444", girth=0.2)
    c.shine(paths.block(cx - r * 0.66, top + 22, 14, h * 0.8, 7), opacity=0.35)
    return Box(cx - r, top - 18, 2 * r, h + 36)


@drawing("coffee")
def draw_coffee(c: Canvas, look: Look) -> Box:
    """A flat-bottomed bag with a folded top and beans in front."""
    w, h = look.between("w", 226, 250), look.between("h", 320, 350)
    bottom = 490.0
    top, x = bottom - h, 300 - w / 2
    c.ground(300, bottom + 4, w * 0.52)
    bag = paths.smooth(
        paths.mirrored(
            [(x + 18, top), (x + 12, top + 60), (x - 2, top + 150), (x + 3, bottom - 30), (x + 12, bottom)]
        ),
        pull=0.5,
    )
    c.round(bag, look.colour)
    with c.clip(bag):
        c.shade(
            paths.poly([(x, top + 50), (x + 40, top + 90), (x + 26, bottom), (x - 10, bottom)]),
            opacity=0.25,
            x1=1,
            x2=0,
            y2=0,
        )
        c.shine(paths.poly([(x + 48, top), (x + 74, top), (x + 64, bottom), (x + 40, bottom)]), opacity=0.25)
    c.bar(paths.block(x + 10, top - 18, w - 20, 44, 5), tones.darker(look.colour, 0.15))
    for side in (-1, 1):
        c.bar(paths.block(300 + side * (w / 2 - 8) - 13, top - 4, 26, 14, 4), tones.BRASS)
    label = paths.block(300 - w * 0.33, top + 88, w * 0.66, 150, 8)
    c.solid(label, tones.PAPER, depth=0.6)
    glyphs.write(c, look.label, 300, top + 108, 17, tones.deep(look.colour), room=w * 0.54)
    _bean(c, 300, top + 180, 26, look.accent, 25)
    c.stroke(f"M{300 - w * 0.2:.0f} {top + 222:.0f}h{w * 0.4:.0f}", look.colour, 4)
    for dx, dy, turn in ((-170, 6, 30), (-140, 14, -40), (150, 10, 60), (182, 4, -10), (166, 22, 20)):
        _bean(c, 300 + dx, bottom + dy, 17, "#5a3820", turn)
    return Box(x, top - 18, w, h + 20)


def _bean(c: Canvas, x: float, y: float, size: float, colour: str, turn: float) -> None:
    with c.moved(x, y, turn=turn, about=(0, 0)):
        c.ball(paths.oval(0, 0, size, size * 0.7), colour)
        c.stroke(
            f"M{-size * 0.8:.1f} 0q{size * 0.4:.1f} {-size * 0.4:.1f} {size * 0.8:.1f} 0t{size * 0.8:.1f} 0",
            tones.darker(colour, 0.7),
            size * 0.13,
        )


@drawing("olive_oil")
def draw_olive_oil(c: Canvas, look: Look) -> Box:
    """A tall bottle with an olive twig on its label."""
    cx, bottom = 300.0, 494.0
    r, h = look.between("r", 66, 80), look.between("h", 350, 385)
    top = bottom - h
    c.ground(cx, bottom + 4, r)
    shoulder = top + h * look.between("shoulder", 0.34, 0.42)
    body = paths.turned(
        cx,
        [
            (top, 20),
            (shoulder - 74, 22),
            (shoulder - 30, r * 0.62),
            (shoulder, r * 0.96),
            (shoulder + 24, r),
            (bottom - 10, r),
            (bottom, r * 0.95),
        ],
    )
    glass = {"Dark glass": "#37422a", "Clear glass": "#b9a53a"}[
        look.trait("bottle", "Dark glass", "Clear glass")
    ]
    c.round(body, glass, depth=1.5)
    label = paths.turned(cx, [(shoulder + 40, r), (bottom - 50, r)], soft=False)
    c.round(label, tones.PAPER, depth=0.7)
    c.round(paths.turned(cx, [(shoulder + 40, r), (shoulder + 54, r)], soft=False), look.colour)
    glyphs.write(c, look.label, cx, shoulder + 76, 15, tones.deep(look.colour), room=r * 1.5)
    y = shoulder + 128
    c.stroke(f"M{cx - 40:.0f} {y + 24:.0f}q36 -4 74 -34", "#7c6a3c", 3)
    for dx, dy, turn in (
        (-22, 18, -30),
        (-2, 12, -20),
        (16, 0, -12),
        (-10, 20, 130),
        (10, 10, 120),
        (28, -4, 110),
    ):
        surfaces.leaf(c, cx + dx, y + dy, 26, turn, "#7f9154")
    c.ball(paths.oval(cx + 2, y + 30, 9, 12), look.colour)
    c.round(paths.turned(cx, [(top - 34, 24), (top + 20, 25)], soft=False), look.colour)
    c.fill(paths.oval(cx, top - 34, 24, 4), tones.lighter(look.colour, 0.3))
    c.shine(paths.block(cx - r * 0.74, shoulder + 8, 10, h * 0.5, 5), opacity=0.5)
    return Box(cx - r, top - 38, 2 * r, h + 48)


@drawing("chocolate", stance="flat")
def draw_chocolate(c: Canvas, look: Look) -> Box:
    """A wrapped bar, its corner open: chocolate squares show."""
    w, h = look.between("w", 200, 216), look.between("h", 370, 400)
    with c.moved(turn=look.between("turn", -16, -9)):
        x, y = 300 - w / 2, 300 - h / 2
        bar = paths.block(x + 8, y - 26, w - 16, h, 6)
        c.lying(paths.block(x, y - 20, w, h + 20, 6), lift=1.2)
        cocoa = {"Dark": "#3c2115", "Milk": "#6d4126", "White": "#eedfb8"}[
            look.trait("type", "Dark", "Milk", "White")
        ]
        c.solid(bar, cocoa)
        for col in range(3):
            cell = (w - 16) / 3
            piece = paths.block(x + 12 + col * cell, y - 20, cell - 8, 84, 5)
            c.solid(piece, tones.lighter(cocoa, 0.1))
            c.shine(paths.block(x + 17 + col * cell, y - 15, cell - 18, 16, 4), opacity=0.3)
        foil = (
            "M"
            + "L".join(
                f"{x - 2 + (w + 4) * n / 14:.1f} {y + 62 + (9 if n % 2 else 0):.1f}" for n in range(15)
            )
            + f"V{y + 104:.0f}H{x - 2:.0f}z"
        )
        c.solid(foil, "#d7c38d" if look.trait("foil", "gold", "silver") == "gold" else "#d3d7da")
        wrap = paths.block(x, y + 84, w, h - 84, 5)
        c.solid(wrap, look.colour)
        with c.clip(wrap):
            pattern = look.trait("paper", "waves", "dots", "lattice")
            tint = tones.mix(look.colour, look.accent, 0.6)
            if pattern == "dots":
                surfaces.dots(c, x, y + 80, w, h, tint, step=30, size=5)
            elif pattern == "lattice":
                surfaces.diamonds(c, x, y + 84, w, h, tint, step=44, width=3)
            else:
                for n in range(12):
                    surfaces.zigzag(c, x - 10, y + 100 + n * 30, w + 40, tint, step=40, width=3)
        c.solid(paths.block(x + 18, y + 168, w - 36, 118, 6), tones.PAPER, depth=0.5)
        glyphs.write(c, look.label, 300, y + 194, 19, tones.deep(look.colour), room=w - 66)
        glyphs.write(c, look.trait("type", "Dark", "Milk", "White"), 300, y + 236, 12, look.colour)
    return Box(300 - w / 2, 300 - h / 2 - 20, w, h + 20)


@drawing("honey")
def draw_honey(c: Canvas, look: Look) -> Box:
    """A jar of honey with a dipper."""
    cx, bottom = 290.0, 486.0
    r, h = look.between("r", 104, 116), look.between("h", 210, 236)
    top = bottom - h
    amber = {"Runny": "#d98a1c", "Set": "#e8c679"}[look.trait("texture", "Runny", "Set")]
    c.ground(cx, bottom + 4, r)
    body = paths.turned(cx, [(top, r * 0.8), (top + 26, r * 0.98), (bottom - 24, r), (bottom, r * 0.9)])
    c.round(body, amber, depth=1.3)
    c.fill(body, c.radial(((0, "#ffe9a8", 0.55), (1, "#ffe9a8", 0)), cx=0.4, cy=0.7, r=0.5))
    label = paths.turned(cx, [(top + 70, r), (bottom - 34, r)], soft=False)
    c.round(label, tones.PAPER, depth=0.7)
    glyphs.write(c, look.label, cx, top + 94, 16, tones.deep(look.colour), room=r * 1.5)
    for row, dxs in enumerate(((-26, 0, 26), (-13, 13))):
        for dx in dxs:
            s, x, y = 14, cx + dx, top + 140 + row * 23
            points = [
                (x, y - s),
                (x + s * 0.87, y - s / 2),
                (x + s * 0.87, y + s / 2),
                (x, y + s),
                (x - s * 0.87, y + s / 2),
                (x - s * 0.87, y - s / 2),
            ]
            c.stroke(paths.poly(points), look.colour, 3.4)
    c.round(paths.turned(cx, [(top - 40, r * 0.84), (top + 4, r * 0.86)], soft=False), look.colour)
    c.fill(paths.oval(cx, top - 40, r * 0.84, r * 0.135), tones.lighter(look.colour, 0.3))
    with c.moved(cx + 150, bottom - 6, turn=32, about=(0, 0)):
        c.bar(paths.block(-8, -240, 14, 200, 6), "#c79a68")
        for n in range(5):
            c.bar(paths.block(-24 + abs(n - 2) * 4, -46 + n * 13, 46 - abs(n - 2) * 8, 11, 5), "#b98650")
    c.shine(paths.block(cx - r * 0.78, top + 34, 14, h * 0.66, 7), opacity=0.6)
    return Box(cx - r, top - 56, 2 * r, h + 72)
