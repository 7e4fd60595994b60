"""Drawings of what goes with clothes: scarves, hats, socks, watches, sunglasses."""

from __future__ import annotations

import math

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("scarf", stance="flat")
def draw_scarf(c: Canvas, look: Look) -> Box:
    """A scarf laid in a loop, both fringed ends down."""
    colour, wide = look.colour, look.between("wide", 74, 92)
    tint = tones.mix(look.accent, "#f6efe2", 0.5)
    pattern = look.trait("pattern", "Check", "Striped", "Plain")
    for side, drop in ((1, 500.0), (-1, 460.0)):
        x = 300 + side * 62
        d = paths.poly(
            [
                (x - wide / 2 - side * 6, 210),
                (x + wide / 2 - side * 6, 210),
                (x + wide / 2 + side * 12, drop),
                (x - wide / 2 + side * 12, drop),
            ]
        )
        fringe = "".join(
            f"M{x - wide / 2 + side * 12 + 4 + n * 9:.0f} {drop - 2}v34" for n in range(int(wide / 9))
        )
        c.stroke(fringe, tones.darker(colour, 0.2), 3.6)
        c.lying(d)
        c.solid(d, colour)
        with c.clip(d):
            if pattern == "Check":
                surfaces.checks(c, x - 80, 200, 170, 320, tint, step=46)
            elif pattern == "Striped":
                surfaces.stripes(c, x - 80, 200, 170, 320, tint, step=40, width=14)
            surfaces.knit(c, x - 80, 200, 170, 320, colour, step=19)
    loop = "M300 92C190 92 158 150 170 214C186 300 250 326 300 326C350 326 414 300 430 214C442 150 410 92 300 92z"
    hole = "M300 156C250 156 232 176 240 206C250 240 274 250 300 250C326 250 350 240 360 206C368 176 350 156 300 156z"
    c.lying(loop)
    c.ball(loop, colour)
    with c.clip(loop):
        if pattern == "Check":
            surfaces.checks(c, 150, 80, 300, 260, tint, step=46)
        elif pattern == "Striped":
            for n in range(10):
                c.stroke(f"M{160 + n * 30} 60L{120 + n * 40} 340", tint, 12)
        surfaces.knit(c, 150, 80, 300, 260, colour, step=19)
        c.stroke(
            "M196 150Q214 274 330 306M236 112Q190 200 262 282M404 150Q386 262 290 312",
            tones.darker(colour, 0.6),
            8,
            opacity=0.2,
        )
    c.fill(hole, tones.darker(tones.wall(colour), 0.22))
    c.stroke(hole, tones.darker(colour, 0.4), 7, opacity=0.5)
    return Box(158, 92, 284, 440)


@drawing("beanie", stance="flat")
def draw_beanie(c: Canvas, look: Look) -> Box:
    """A knitted hat with a turned brim."""
    colour, top = look.colour, look.between("top", 138, 170)
    bobble = look.trait("bobble", "With bobble", "Without bobble")
    crown = f"M148 400C140 230 210 {top} 300 {top}C390 {top} 460 230 452 400z"
    c.lying(crown, lift=1.4)
    if bobble == "With bobble":
        for n in range(26):
            angle = n * math.tau / 26
            c.stroke(
                f"M300 {top - 8}l{math.cos(angle) * 54:.1f} {math.sin(angle) * 52:.1f}",
                tones.mix(look.accent, tones.LIGHT, 0.2 + (n % 3) * 0.15),
                14,
            )
        c.ball(paths.oval(300, top - 8, 42, 40), tones.mix(look.accent, tones.LIGHT, 0.3))
    c.ball(crown, colour)
    with c.clip(crown):
        knit = look.trait("knit", "Cable", "Rib", "Striped")
        if knit == "Cable":
            for dx in (-92, -32, 32, 92):
                surfaces.cables(c, 300 + dx, top, 280, colour, width=24)
        elif knit == "Rib":
            for n in range(-7, 8):
                c.stroke(
                    f"M{300 + n * 5} {top - 4}C{300 + n * 16} {top + 60} {300 + n * 21} 280 {300 + n * 22} 410",
                    tones.darker(colour, 0.5),
                    4,
                    opacity=0.35,
                )
        else:
            surfaces.stripes(c, 120, top, 360, 250, tones.mix(look.accent, "#f6efe2", 0.5), step=50, width=20)
        surfaces.knit(c, 130, top - 10, 350, 300, colour, step=21)
        c.shade(paths.block(130, 330, 340, 80), opacity=0.3)
    brim = "M138 368Q300 330 462 368Q474 420 460 464Q300 430 140 464Q126 420 138 368z"
    c.lying(brim, lift=0.5)
    c.solid(brim, tones.darker(colour, 0.06))
    with c.clip(brim):
        surfaces.ribs(c, 130, 330, 340, 120, colour, count=36)
    c.solid(paths.block(372, 398, 50, 36, 3), tones.LEATHER)
    return Box(
        130,
        top - (60 if bobble == "With bobble" else 0),
        340,
        464 - top + (60 if bobble == "With bobble" else 0),
    )


@drawing("socks", stance="flat")
def draw_socks(c: Canvas, look: Look) -> Box:
    """A pair of socks."""
    colour = look.colour
    tint = tones.mix(look.accent, "#f6efe2", 0.4)
    high = {"Ankle": 236.0, "Crew": 150.0, "Knee": 80.0}[look.trait("leg", "Ankle", "Crew", "Knee")]
    for dx, dy, turn in ((70, -14, 9), (-40, 20, -5)):
        with c.moved(dx, dy, turn=turn):
            d = f"M236 {high}H340L338 330Q338 356 316 380L238 462Q206 494 168 478Q118 456 146 408L214 334Q234 310 236 280z"
            c.lying(d)
            c.solid(d, colour)
            with c.clip(d):
                pattern = look.trait("pattern", "Striped", "Dots", "Plain", "Zigzag")
                if pattern == "Striped":
                    surfaces.stripes(c, 120, high, 240, 420, tint, step=40, width=15)
                elif pattern == "Dots":
                    surfaces.dots(c, 120, high, 240, 420, tint, step=36, size=7)
                elif pattern == "Zigzag":
                    for n in range(12):
                        surfaces.zigzag(c, 120, high + 50 + n * 36, 240, tint, step=30, width=6)
                surfaces.knit(c, 110, high, 260, 420, colour, step=19)
                c.fill(paths.oval(338, 356, 62, 52), look.accent)
                c.fill(paths.oval(150, 470, 76, 62), look.accent)
                surfaces.knit(c, 110, 300, 260, 220, look.accent, step=19)
            cuff = paths.block(232, high - 8, 112, 52, 8)
            c.solid(cuff, look.accent)
            with c.clip(cuff):
                surfaces.ribs(c, 232, high - 10, 112, 50, look.accent, count=16)
    return Box(100, high - 20, 320, 520 - high)


@drawing("watch", stance="flat")
def draw_watch(c: Canvas, look: Look) -> Box:
    """A wrist watch laid out, strap up and down."""
    case = tones.BRASS if look.trait("case", "Gold tone", "Steel") == "Gold tone" else tones.STEEL
    r = look.number("case_diameter", 38) * 2.9
    strap = look.trait("strap", "Leather", "Steel mesh", "Canvas")
    band = tones.STEEL if strap == "Steel mesh" else look.colour
    w = r * 0.58
    with c.moved(turn=look.between("turn", 10, 20)):
        up = paths.poly([(300 - w, 240), (300 + w, 240), (300 + w * 0.78, 24), (300 - w * 0.78, 24)])
        down = f"M{300 - w:.0f} 360H{300 + w:.0f}L{300 + w * 0.72:.0f} 560Q300 600 {300 - w * 0.72:.0f} 560z"
        for part in (up, down):
            c.lying(part)
            c.solid(part, band)
            with c.clip(part):
                if strap != "Leather":
                    surfaces.weave(c, 200, 10, 200, 590, band, step=7)
        if strap != "Steel mesh":
            for side in (-1, 1):
                c.stroke(
                    f"M{300 + side * (w - 9):.0f} 250L{300 + side * (w * 0.78 - 8):.0f} 40M{300 + side * (w - 9):.0f} 350L{300 + side * (w * 0.72 - 8):.0f} 556",
                    tones.lighter(band, 0.5),
                    2.2,
                    opacity=0.8,
                    dash="7 5",
                )
            for n in range(4):
                c.fill(paths.oval(300, 470 + n * 24, 5, 5), tones.darker(band, 0.7))
        c.bar(paths.block(300 - w * 0.95, 16, w * 1.9, 24, 6), case, metal=True)
        c.bar(paths.block(300 + r - 4, 288, 24, 24, 5), case, metal=True)
        c.lying(paths.oval(300, 300, r, r), lift=0.9)
        c.fill(
            paths.oval(300, 300, r, r),
            c.linear(
                ((0, tones.lighter(case, 0.75), 1), (0.5, case, 1), (1, tones.darker(case, 0.5), 1)),
                x2=1,
                y2=1,
            ),
        )
        face = {
            "White dial": "#f8f4ea",
            "Black dial": "#26272a",
            "Coloured dial": tones.mix(look.colour, "#20242a", 0.15),
        }[look.trait("dial", "White dial", "Black dial", "Coloured dial")]
        c.fill(
            paths.oval(300, 300, r * 0.86, r * 0.86),
            c.radial(((0, tones.lighter(face, 0.12), 1), (1, tones.darker(face, 0.15), 1))),
        )
        ink = tones.ink(face)
        for hour in range(12):
            angle = math.radians(hour * 30)
            long = 0.16 if hour % 3 == 0 else 0.09
            c.stroke(
                f"M{300 + math.sin(angle) * r * 0.76:.1f} {300 - math.cos(angle) * r * 0.76:.1f}l{-math.sin(angle) * r * long:.1f} {math.cos(angle) * r * long:.1f}",
                ink,
                5,
            )
        c.stroke(f"M300 300L{300 - r * 0.33:.0f} {300 - r * 0.25:.0f}", ink, 8)
        c.stroke(f"M300 300L{300 + r * 0.5:.0f} {300 - r * 0.32:.0f}", ink, 6)
        c.stroke(f"M300 {300 + r * 0.18:.0f}V{300 - r * 0.6:.0f}", "#c8412f", 2.5)
        c.ball(paths.oval(300, 300, 7, 7), case)
        c.fill(
            paths.oval(300, 300, r * 0.86, r * 0.86),
            c.linear(((0, "#ffffff", 0.4), (0.42, "#ffffff", 0.02), (0.43, "#ffffff", 0.0)), x2=1, y2=1),
        )
    return Box(300 - r, 300 - r, 2 * r, 2 * r)


@drawing("sunglasses", stance="standing")
def draw_sunglasses(c: Canvas, look: Look) -> Box:
    """Sunglasses from the front, arms folded back."""
    form = look.trait("shape", "Round", "Square", "Cat-eye")
    frame, y = look.colour, 385.0
    w, h = look.between("w", 98, 106), look.between("h", 74, 86)
    c.ground(300, 484, 215, ry=16, strength=0.35)
    for side in (-1, 1):
        x = 300 + side * 124
        c.stroke(
            f"M{x + side * 92:.0f} {y - 40:.0f}L{x + side * 64:.0f} {y + 76:.0f}",
            tones.darker(frame, 0.4),
            13,
        )
        if form == "Round":
            d = paths.oval(x, y, w * 0.9, w * 0.86)
        elif form == "Square":
            d = paths.block(x - w, y - h, 2 * w, 2 * h - 10, 34)
        else:
            d = paths.smooth(
                [
                    (x - side * w, y - h * 0.62),
                    (x, y - h * 0.86),
                    (x + side * (w + 22), y - h * 1.16),
                    (x + side * w * 0.92, y + h * 0.3),
                    (x, y + h * 0.92),
                    (x - side * w * 0.86, y + h * 0.4),
                ],
                pull=0.9,
            )
        lens = {"Grey lens": "#4b5357", "Brown lens": "#6b4427", "Green lens": "#405a48"}[
            look.trait("lens", "Grey lens", "Brown lens", "Green lens")
        ]
        c.fill(
            d, c.linear(((0, tones.darker(lens, 0.4), 0.97), (1, tones.lighter(lens, 0.4), 0.86)), x2=0, y2=1)
        )
        with c.clip(d):
            c.fill(
                paths.poly([(x - 70, y - 110), (x - 20, y - 110), (x - 90, y + 110), (x - 140, y + 110)]),
                "#ffffff",
                opacity=0.16,
            )
            c.fill(
                paths.poly([(x - 4, y - 110), (x + 10, y - 110), (x - 60, y + 110), (x - 74, y + 110)]),
                "#ffffff",
                opacity=0.13,
            )
        c.stroke(d, tones.darker(frame, 0.35), 19)
        c.stroke(d, frame, 14)
        c.stroke(d, tones.lighter(frame, 0.45), 2.6, opacity=0.6)
    bridge = f"M{300 - 38} {y - 20}Q300 {y - 62} {300 + 38} {y - 20}"
    c.stroke(bridge, tones.darker(frame, 0.35), 17)
    c.stroke(bridge, frame, 12)
    for side in (-1, 1):
        c.ball(paths.oval(300 + side * 222, y - 44, 6, 6), tones.BRASS)
    return Box(70, y - h - 14, 460, 2 * h + 30)
