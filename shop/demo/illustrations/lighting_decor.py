"""Drawings of lamps, rugs, cushions, throws, clocks, vases and candles."""

from __future__ import annotations

import math

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("desk_lamp")
def draw_desk_lamp(c: Canvas, look: Look) -> Box:
    """A jointed lamp that throws a cone of light."""
    bottom = 500.0
    metal = tones.BRASS if look.trait("fittings", "Brass", "Black steel") == "Brass" else "#46474a"
    c.ground(230, bottom, 92)
    c.fill(
        "M330 236L215 500H520L402 262z",
        c.linear(((0, "#ffe9b0", 0.55), (1, "#ffe9b0", 0.0)), x1=0.4, x2=0.5, y2=1),
    )
    c.round(
        paths.turned(230, [(bottom - 22, 84), (bottom - 10, 90), (bottom, 90)], tilt=0.15, soft=False),
        look.colour,
    )
    c.fill(paths.oval(230, bottom - 22, 84, 12.6), tones.lighter(look.colour, 0.25))
    knee = (look.between("kneex", 152, 186), look.between("kneey", 285, 315))
    arms = f"M230 {bottom - 26}L{knee[0]:.0f} {knee[1]:.0f}L328 172"
    c.stroke(arms, tones.darker(metal, 0.45), 14)
    c.stroke(arms, metal, 9)
    c.stroke(arms, tones.lighter(metal, 0.6), 2.5, opacity=0.8)
    c.ball(paths.oval(*knee, 15, 15), metal)
    with c.moved(turn=look.between("tilt", -22, -12), about=(340, 200)):
        shape = look.trait("shade", "Cone", "Dome", "Drum")
        profile = {
            "Cone": [(150, 22), (170, 26), (244, 88)],
            "Dome": [(146, 18), (168, 58), (206, 84), (240, 90)],
            "Drum": [(158, 66), (240, 72)],
        }[shape]
        c.fill(paths.oval(346, profile[-1][0] + 2, 40, 20), "#fff0c4")
        c.round(paths.turned(346, profile, tilt=0.14), look.colour, depth=1.2)
        c.fill(paths.oval(346, profile[-1][0], profile[-1][1], profile[-1][1] * 0.14), "#fff3cf")
        c.stroke(
            paths.oval(346, profile[-1][0], profile[-1][1], profile[-1][1] * 0.14),
            tones.darker(look.colour, 0.3),
            2.5,
        )
        c.ball(paths.oval(338, profile[0][0] - 4, 17, 14), metal)
    return Box(140, 128, 310, bottom - 116)


@drawing("pendant_lamp", stance="wall")
def draw_pendant_lamp(c: Canvas, look: Look) -> Box:
    """A lamp hanging from its cord, lit."""
    form = look.trait("shape", "Bell", "Globe", "Woven dome", "Cone")
    top = look.between("top", 190, 225)
    c.fill(paths.oval(300, 420, 290, 190), c.radial(((0, "#ffe9b0", 0.6), (1, "#ffe9b0", 0.0))))
    c.stroke(f"M300 0V{top:.0f}", "#3c3833", 5)
    c.round(paths.turned(300, [(top - 22, 13), (top + 16, 18)], soft=False), tones.BRASS, metal=True)
    if form == "Globe":
        c.ball(paths.oval(300, top + 128, 124, 120), tones.mix(look.colour, "#fff4d6", 0.45))
        c.fill(paths.oval(300, top + 140, 90, 86), c.radial(((0, "#fffbe8", 0.95), (1, "#fff3cf", 0.0))))
        c.shine(paths.oval(250, top + 74, 30, 18), opacity=0.8)
        return Box(176, top - 22, 248, 272)
    profile = {
        "Bell": [(top + 12, 34), (top + 70, 68), (top + 150, 112), (top + 190, 150)],
        "Woven dome": [(top + 12, 44), (top + 44, 120), (top + 110, 168), (top + 182, 176)],
        "Cone": [(top + 12, 30), (top + 180, 164)],
    }[form]
    y, r = profile[-1]
    shade = paths.turned(300, profile, tilt=0.12)
    c.round(shade, look.colour, depth=1.2)
    with c.clip(shade):
        if form == "Woven dome":
            surfaces.stripes(c, 100, top, 400, 230, tones.darker(look.colour, 0.4), step=16, width=2.6)
            surfaces.uprights(c, 100, top, 400, 230, tones.lighter(look.colour, 0.4), step=14, width=2.4)
    c.fill(paths.oval(300, y, r, r * 0.12), "#fff3cf")
    c.ball(paths.oval(300, y + 8, 32, 30), "#fffbe8", depth=0.3)
    c.stroke(paths.oval(300, y, r, r * 0.12), tones.darker(look.colour, 0.25), 3)
    return Box(300 - r, top - 22, 2 * r, y - top + 44)


@drawing("rug", stance="flat")
def draw_rug(c: Canvas, look: Look) -> Box:
    """A rug from above, one corner turned by a few degrees, with fringes or round."""
    pattern = look.trait("pattern", "Diamond", "Striped", "Border", "Zigzag", "Plain weave")
    if look.trait("shape", "Rectangular", "Round", "Runner") == "Round":
        d, box = paths.oval(300, 300, 210, 210), Box(90, 90, 420, 420)
    else:
        wide = 190 if look.trait("shape", "Rectangular", "Round", "Runner") == "Runner" else 310
        d, box = paths.block(300 - wide / 2, 70, wide, 460, 3), Box(300 - wide / 2, 70, wide, 460)
    tint, pale = tones.mix(look.colour, look.accent, 0.6), tones.mix(look.colour, "#f3ead9", 0.72)
    with c.moved(turn=look.between("turn", -12, -5)):
        if box.height != box.width:
            fringe = "".join(f"M{box.left + 5 + n * 9:.0f} 56V544" for n in range(int(box.width / 9)))
            c.stroke(fringe, "#e9dcc3", 3.4)
        c.lying(d, lift=0.8)
        c.solid(d, look.colour, depth=0.5)
        x, y, w, h = box.left, box.top, box.width, box.height
        with c.clip(d):
            if pattern == "Diamond":
                surfaces.diamonds(c, x, y, w, h, pale, step=76, width=7)
                surfaces.diamonds(c, x + 38, y, w, h, tint, step=76, width=3)
            elif pattern == "Striped":
                surfaces.stripes(c, x, y, w, h, pale, step=62, width=24)
                surfaces.stripes(c, x, y + 26, w, h, tint, step=62, width=7)
            elif pattern == "Zigzag":
                for n in range(11):
                    surfaces.zigzag(
                        c, x - 20, y + 10 + n * 44, w + 60, (pale, tint)[n % 2], step=60, width=11
                    )
            elif pattern == "Border":
                round_ = box.height == box.width
                for inset, width, tone in ((24, 16, pale), (48, 5, tint)):
                    edge = (
                        paths.oval(300, 300, 210 - inset, 210 - inset)
                        if round_
                        else paths.block(x + inset, y + inset, w - 2 * inset, h - 2 * inset)
                    )
                    c.stroke(edge, tone, width)
            surfaces.weave(c, x, y, w, h, look.colour, step=7)
    return box


@drawing("cushion", stance="standing")
def draw_cushion(c: Canvas, look: Look) -> Box:
    """A stuffed square with a pattern."""
    w = look.between("w", 350, 380)
    h = w * look.between("ratio", 0.86, 1.0)
    bottom = 500.0
    x, y = 300 - w / 2, bottom - h
    c.ground(300, bottom - 6, w * 0.46)
    d = paths.smooth(
        [
            (x - 4, y - 6),
            (300, y + 14),
            (x + w + 4, y - 6),
            (x + w - 14, y + h / 2),
            (x + w + 2, bottom + 2),
            (300, bottom - 8),
            (x - 2, bottom + 2),
            (x + 14, y + h / 2),
        ],
        pull=0.45,
    )
    c.ball(d, look.colour, depth=0.8)
    tint = tones.mix(look.accent, "#f3ead9", 0.5)
    with c.clip(d):
        pattern = look.trait("pattern", "Stripe", "Knitted", "Check", "Dots", "Plain")
        if pattern == "Stripe":
            surfaces.uprights(c, x, y - 10, w, h + 20, tint, step=52, width=14)
        elif pattern == "Knitted":
            surfaces.knit(c, x, y - 10, w + 20, h + 20, look.colour, step=20)
        elif pattern == "Check":
            surfaces.checks(c, x, y, w, h, tint, step=70)
        elif pattern == "Dots":
            surfaces.dots(c, x, y, w, h, tint, step=58, size=9)
        surfaces.weave(c, x, y - 10, w, h + 20, look.colour, step=8)
        for cx, cy, dx, dy in (
            (x, y, 60, 50),
            (x + w, y, -60, 50),
            (x, bottom, 60, -50),
            (x + w, bottom, -60, -50),
        ):
            c.stroke(
                f"M{cx:.0f} {cy:.0f}q{dx * 0.3:.0f} {dy * 0.8:.0f} {dx:.0f} {dy:.0f}",
                tones.darker(look.colour, 0.5),
                5,
                opacity=0.18,
            )
        c.fill(
            d,
            c.radial(
                ((0, "#fffaf0", 0.22), (0.6, "#fffaf0", 0.0), (1, tones.SHADOW, 0.28)),
                cx=0.4,
                cy=0.38,
                r=0.72,
            ),
        )
    c.stroke(d, tones.darker(look.colour, 0.35), 4, opacity=0.5)
    return Box(x, y, w, h)


@drawing("throw", stance="flat")
def draw_throw(c: Canvas, look: Look) -> Box:
    """A folded blanket with fringes, from above."""
    x, y, w, h = 130.0, 150.0, 340.0, 290.0
    pattern = look.trait("pattern", "Herringbone", "Check", "Waffle", "Stripe")
    with c.moved(turn=look.between("turn", -10, 8)):
        whole = paths.block(x, y, w, h, 16)
        c.stroke(
            "".join(f"M{x + 8 + n * 12:.0f} {y + h - 6:.0f}v34" for n in range(28)),
            tones.darker(look.colour, 0.15),
            4,
        )
        c.lying(whole, lift=1.7)
        tint = tones.mix(look.colour, "#f6efe2", 0.65)
        for top, height, shift in ((y, h, 0), (y - 12, h * 0.66, 6), (y - 26, h * 0.36, 2)):
            fold = paths.block(x + shift, top, w - shift, height, 16)
            c.solid(fold, look.colour, depth=0.8)
            with c.clip(fold):
                if pattern == "Check":
                    surfaces.checks(c, x, top, w, height, tint, step=58)
                elif pattern == "Stripe":
                    surfaces.uprights(c, x, top, w, height, tint, step=70, width=20)
                elif pattern == "Waffle":
                    surfaces.weave(c, x, top, w, height, look.colour, step=18)
                else:
                    for n in range(int(height / 18) + 3):
                        surfaces.zigzag(c, x - 10, top + n * 18, w + 30, tint, step=24, width=3.4)
                c.shade(paths.block(x, top + height - 26, w, 26), opacity=0.35)
                c.shine(paths.block(x, top, w, 20), opacity=0.3)
    return Box(x, y - 26, w, h + 54)


@drawing("wall_clock", stance="wall")
def draw_wall_clock(c: Canvas, look: Look) -> Box:
    """A round clock at ten past ten."""
    r = look.between("r", 176, 200)
    ring = paths.oval(300, 300, r, r)
    c.lying(ring, lift=1.8)
    c.solid(ring, look.colour)
    c.stroke(paths.oval(300, 300, r - 3, r - 3), tones.lighter(look.colour, 0.4), 3, opacity=0.5)
    inner = r * look.between("rim", 0.84, 0.92)
    face = look.colour if look.trait("face", "Light", "Tonal") == "Tonal" else tones.PAPER
    c.fill(paths.oval(300, 300, inner + 2, inner + 2), tones.darker(look.colour, 0.5))
    c.ball(paths.oval(300, 300, inner, inner), face, depth=0.35)
    mark = tones.ink(face)
    numerals = look.trait("dial", "Numerals", "Bars", "Dots")
    for hour in range(1, 13):
        angle = math.radians(hour * 30)
        x, y = 300 + math.sin(angle) * inner * 0.82, 300 - math.cos(angle) * inner * 0.82
        if numerals == "Numerals":
            glyphs.write(c, str(hour), x, y - 14, 28, mark)
        elif numerals == "Dots":
            c.fill(paths.oval(x, y, 8 if hour % 3 == 0 else 5, 8 if hour % 3 == 0 else 5), mark)
        else:
            long = 0.16 if hour % 3 == 0 else 0.09
            c.stroke(
                f"M{300 + math.sin(angle) * inner * 0.92:.1f} {300 - math.cos(angle) * inner * 0.92:.1f}l{-math.sin(angle) * inner * long:.1f} {math.cos(angle) * inner * long:.1f}",
                mark,
                7,
            )
    for angle_deg, length, width in ((304, 0.48, 13), (62, 0.7, 9)):
        angle = math.radians(angle_deg)
        hand = f"M{300 - math.sin(angle) * 22:.1f} {300 + math.cos(angle) * 22:.1f}L{300 + math.sin(angle) * inner * length:.1f} {300 - math.cos(angle) * inner * length:.1f}"
        with c.moved(4, 6):
            c.stroke(hand, tones.SHADOW, width, opacity=0.2)
        c.stroke(hand, mark, width)
    c.stroke(f"M300 340L300 {300 - inner * 0.74:.0f}", look.accent, 3.5)
    c.ball(paths.oval(300, 300, 13, 13), look.accent)
    c.fill(
        paths.oval(300, 300, inner, inner),
        c.linear(((0, "#ffffff", 0.28), (0.45, "#ffffff", 0.0)), x2=0.8, y2=1),
    )
    return Box(300 - r, 300 - r, 2 * r, 2 * r)


@drawing("vase")
def draw_vase(c: Canvas, look: Look) -> Box:
    """A vase with a few stems."""
    cx, bottom = 300.0, 500.0
    h, r = look.between("h", 230, 275), look.between("r", 84, 112)
    top = bottom - h
    form = look.trait("shape", "Bottle", "Bulb", "Cylinder", "Amphora")
    profile = {
        "Bottle": [
            (top, 30),
            (top + h * 0.3, 32),
            (top + h * 0.55, r),
            (bottom - 24, r * 0.92),
            (bottom, r * 0.7),
        ],
        "Bulb": [
            (top, 44),
            (top + 26, 38),
            (top + h * 0.55, r * 1.15),
            (bottom - 20, r * 0.7),
            (bottom, r * 0.6),
        ],
        "Cylinder": [(top, r * 0.8), (top + 30, r * 0.78), (bottom - 20, r * 0.82), (bottom, r * 0.78)],
        "Amphora": [
            (top, 62),
            (top + 34, 42),
            (top + h * 0.36, r),
            (bottom - 30, r * 0.56),
            (bottom, r * 0.5),
        ],
    }[form]
    c.ground(cx, bottom + 3, profile[-1][1] * 1.15)
    bloom = look.trait("stems", "marigold", "eucalyptus", "grass")
    for n, (dx, dy) in enumerate(((-74, -118), (-24, -170), (40, -142), (92, -96))):
        x, y = cx + dx, top + dy
        c.stroke(
            f"M{cx + dx * 0.12:.0f} {top + 8:.0f}Q{cx + dx * 0.3:.0f} {top - 60:.0f} {x:.0f} {y:.0f}",
            "#66784f",
            5,
        )
        if bloom == "marigold":
            for petal in range(14):
                surfaces.leaf(
                    c, x, y, 34, petal * 360 / 14 + n * 9, ("#e9a02a", "#d97b22")[petal % 2], girth=0.3
                )
            c.ball(paths.oval(x, y, 13, 13), "#8f4f18")
        elif bloom == "eucalyptus":
            for step in range(5):
                t = 1 - step * 0.17
                for side in (-1, 1):
                    surfaces.leaf(
                        c, cx + dx * t, top + dy * t, 36, side * 62 + dx * 0.2, "#8ba394", girth=0.42
                    )
        else:
            for step in range(9):
                surfaces.leaf(
                    c,
                    x - dx * step * 0.035,
                    y + step * 9,
                    26,
                    (-1) ** step * 38 + dx * 0.3,
                    "#d3b27a",
                    girth=0.16,
                )
    body = paths.turned(cx, profile)
    c.round(body, look.colour, depth=1.1)
    with c.clip(body):
        finish = look.trait("finish", "Ribbed", "Matt", "Reactive glaze")
        if finish == "Ribbed":
            surfaces.ribs(c, cx - r * 1.2, top, 2.4 * r, h, look.colour, count=16)
        elif finish == "Reactive glaze":
            surfaces.speckles(
                c,
                look.seed,
                cx - r * 1.2,
                top + h * 0.3,
                2.4 * r,
                h * 0.7,
                tones.mix(look.accent, tones.LIGHT, 0.3),
                count=80,
                size=5,
            )
    rim = profile[0][1]
    c.fill(paths.oval(cx, top, rim, rim * 0.16), tones.darker(look.colour, 0.55))
    c.stroke(paths.oval(cx, top, rim, rim * 0.16), tones.lighter(look.colour, 0.25), 4)
    c.shine(paths.oval(cx - r * 0.46, top + h * 0.58, 13, h * 0.16), opacity=0.5)
    return Box(cx - r, top - 8, 2 * r, h + 18)


@drawing("candle")
def draw_candle(c: Canvas, look: Look) -> Box:
    """A candle in a glass or a pillar, burning."""
    cx, bottom = 300.0, 492.0
    r, h = look.between("r", 92, 114), look.between("h", 200, 250)
    top = bottom - h
    c.fill(paths.oval(cx, top - 60, 210, 200), c.radial(((0, "#ffe3a0", 0.75), (1, "#ffe3a0", 0.0))))
    c.ground(cx, bottom + 4, r)
    vessel = look.trait("vessel", "Glass", "Ceramic", "Tin")
    if vessel == "Glass":
        wax = paths.turned(cx, [(top + 46, r * 0.92), (bottom - 14, r * 0.92)], soft=False)
        c.round(wax, tones.mix(look.colour, "#fff4dc", 0.35))
        c.fill(
            paths.oval(cx, top + 46, r * 0.92, r * 0.147),
            c.radial(((0, "#fff8e2", 1), (1, tones.mix(look.colour, "#fff4dc", 0.5), 1))),
        )
        _flame(c, cx, top + 44)
        c.fill(
            paths.turned(cx, [(top, r), (bottom, r)], soft=False),
            c.linear(
                ((0, "#6f8288", 0.4), (0.2, "#ffffff", 0.5), (0.5, "#ffffff", 0.05), (1, "#6f8288", 0.42))
            ),
        )
        c.stroke(paths.oval(cx, top, r, r * 0.16), "#ffffff", 3, opacity=0.7)
    else:
        c.round(
            paths.turned(cx, [(top, r), (bottom - 8, r), (bottom, r * 0.95)], soft=False),
            look.colour if vessel == "Ceramic" else tones.STEEL,
            metal=vessel == "Tin",
        )
        c.fill(paths.oval(cx, top, r, r * 0.16), tones.lighter(look.colour, 0.3))
        c.fill(paths.oval(cx, top + 2, r * 0.92, r * 0.14), c.radial(((0, "#fff8e2", 1), (1, "#e9d6ae", 1))))
        _flame(c, cx, top)
    label = paths.turned(cx, [(top + h * 0.48, r), (bottom - 34, r)], soft=False)
    c.round(label, tones.PAPER if vessel != "Tin" else look.colour, depth=0.6)
    ink = tones.deep(look.colour) if vessel != "Tin" else tones.ink(look.colour)
    glyphs.write(c, look.label, cx, top + h * 0.48 + 34, 15, ink, room=r * 1.4)
    c.stroke(f"M{cx - 22} {top + h * 0.48 + 66:.0f}h44", look.accent, 3)
    return Box(cx - r, top - 18, 2 * r, h + 36)


def _flame(c: Canvas, x: float, y: float) -> None:
    c.stroke(f"M{x} {y + 2}q3 -14 0 -24", "#3b332c", 4)
    c.fill(
        f"M{x} {y - 96}C{x + 12} {y - 64} {x + 24} {y - 48} {x + 17} {y - 28}Q{x} {y - 8} {x - 17} {y - 28}C{x - 24} {y - 48} {x - 8} {y - 62} {x} {y - 96}z",
        c.linear(((0, "#fff2b8", 1), (0.6, "#ffc24d", 1), (1, "#e8842a", 0.9)), x2=0, y2=1),
    )
    c.fill(paths.oval(x, y - 34, 7, 13), "#fffbe6", opacity=0.9)
