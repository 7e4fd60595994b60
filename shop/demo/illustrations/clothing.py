"""Drawings of clothes, laid out flat from the front."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look

Points = list[tuple[float, float]]


def _cloth(c: Canvas, d: str, colour: str, *, lift: float = 1.0) -> None:
    c.lying(d, lift=lift)
    c.solid(d, colour, depth=0.8)


def _sleeve(side: int, shoulder: float, y: float, length: float, flare: float, cuff: float) -> Points:
    """Shoulder, outer cuff, inner cuff, armpit of one sleeve hanging outwards."""
    x = 300 + side * shoulder
    out = 300 + side * (shoulder + flare)
    return [
        (x, y),
        (out, y + length),
        (out - side * cuff, y + length + cuff * 0.28),
        (300 + side * (shoulder - 18), y + 96),
    ]


def _folds(c: Canvas, colour: str, lines: tuple[str, ...]) -> None:
    for line in lines:
        c.stroke(line, tones.darker(colour, 0.55), 7, opacity=0.14)
        c.stroke(line, tones.darker(colour, 0.6), 2, opacity=0.16)


@drawing("jumper", stance="flat")
def draw_jumper(c: Canvas, look: Look) -> Box:
    """A knitted jumper with ribbed hem, cuffs and neck."""
    colour, neck = look.colour, look.trait("neck", "Crew neck", "Roll neck", "V-neck")
    wide, bottom = look.between("wide", 122, 136), look.between("bottom", 472, 496)
    for side in (-1, 1):
        points = _sleeve(side, wide - 6, 150, 276, 66, 52)
        _cloth(c, paths.smooth(points, pull=0.25), tones.darker(colour, 0.08))
        (x1, y1), (x2, y2) = points[1], points[2]
        cuff = paths.poly([(x1, y1 - 4), (x2, y2 - 4), (x2 - side * 2, y2 + 34), (x1 - side * 5, y1 + 32)])
        c.solid(cuff, tones.darker(colour, 0.18))
    body = paths.smooth(
        paths.mirrored(
            [(246, 116), (300 - wide, 146), (300 - wide + 14, 250), (300 - wide + 8, bottom - 34)]
        ),
        pull=0.3,
    )
    _cloth(c, body, colour)
    with c.clip(body):
        pattern = look.trait("knit", "Cable", "Fisherman rib", "Striped", "Fair Isle", "Plain knit")
        tint = tones.mix(look.accent, "#f6efe2", 0.55)
        surfaces.knit(c, 150, 100, 320, 420, colour, step=21)
        if pattern == "Cable":
            for dx in (-66, 0, 66):
                surfaces.cables(c, 300 + dx, 150, 330, colour)
        elif pattern == "Fisherman rib":
            surfaces.ribs(c, 160, 100, 280, 400, colour, count=24)
        elif pattern == "Striped":
            surfaces.stripes(c, 140, 170, 330, 300, tint, step=48, width=20)
        elif pattern == "Fair Isle":
            for n, y in enumerate((178, 204, 226, 252)):
                surfaces.zigzag(c, 140, y, 330, (tint, look.accent)[n % 2], step=28, width=5)
            surfaces.dots(c, 140, 262, 330, 30, tint, step=28, size=4)
        _folds(c, colour, ("M186 250q26 40 10 120", "M414 250q-26 40 -10 120"))
    hem = paths.block(300 - wide + 6, bottom - 36, 2 * wide - 12, 40, 8)
    c.solid(hem, tones.darker(colour, 0.12))
    with c.clip(hem):
        surfaces.ribs(c, 300 - wide, bottom - 40, 2 * wide, 30, colour, count=34)
    if neck == "Roll neck":
        c.solid("M250 126Q250 76 262 70H338Q350 76 350 126Q300 150 250 126z", tones.lighter(colour, 0.06))
        c.stroke("M256 96Q300 116 344 96", tones.darker(colour, 0.5), 3, opacity=0.5)
    elif neck == "V-neck":
        c.fill("M252 112L300 206L348 112Q300 128 252 112z", tones.darker(colour, 0.55))
        c.stroke("M250 112L300 206L350 112", tones.darker(colour, 0.14), 14)
    else:
        c.fill(paths.oval(300, 118, 48, 20), tones.darker(colour, 0.55))
        c.stroke("M250 112Q256 150 300 152Q344 150 350 112", tones.darker(colour, 0.14), 15)
    return Box(300 - wide, 110, 2 * wide, bottom - 106)


@drawing("t_shirt", stance="flat")
def draw_t_shirt(c: Canvas, look: Look) -> Box:
    """A T-shirt, plain, striped or with a small print."""
    colour, wide = look.colour, look.between("wide", 126, 140)
    bottom = look.between("bottom", 470, 495)
    long = look.trait("sleeve", "Short sleeve", "Long sleeve") == "Long sleeve"
    for side in (-1, 1):
        points = (
            _sleeve(side, wide - 8, 142, 270, 60, 46) if long else _sleeve(side, wide - 10, 138, 104, 76, 66)
        )
        sleeve = paths.smooth(points, pull=0.2)
        _cloth(c, sleeve, tones.darker(colour, 0.06))
        (x1, y1), (x2, y2) = points[1], points[2]
        c.stroke(
            f"M{x1 - side * 3:.0f} {y1 - 12:.0f}L{x2 - side * 2:.0f} {y2 - 12:.0f}",
            tones.darker(colour, 0.5),
            2,
            opacity=0.5,
            dash="5 4",
        )
    body = paths.smooth(
        paths.mirrored([(244, 112), (300 - wide, 140), (300 - wide + 12, 250), (300 - wide + 6, bottom)]),
        pull=0.25,
    )
    _cloth(c, body, colour)
    tint = tones.ink(colour)
    with c.clip(body):
        print_ = look.trait("print", "Striped", "Plain", "Chest print", "Pocket")
        if print_ == "Striped":
            surfaces.stripes(c, 140, 176, 330, 330, tones.mix(look.accent, "#f6efe2", 0.5), step=34, width=11)
        elif print_ == "Chest print":
            c.fill(paths.oval(300, 262, 46, 46), tones.mix(look.accent, colour, 0.1))
            c.fill("M246 284L282 236L302 262L322 228L358 284z", tint, opacity=0.85)
        elif print_ == "Pocket":
            c.solid("M330 206h62v56l-31 18l-31 -18z", tones.darker(colour, 0.12))
            c.stroke("M334 218h54", tones.darker(colour, 0.5), 2, opacity=0.6, dash="5 4")
        _folds(c, colour, ("M184 240q34 60 14 200", "M416 240q-34 60 -14 200", "M262 330q40 60 20 150"))
    c.stroke(
        f"M{300 - wide + 8:.0f} {bottom - 12:.0f}H{300 + wide - 8:.0f}",
        tones.darker(colour, 0.5),
        2,
        opacity=0.5,
        dash="5 4",
    )
    c.fill(paths.oval(300, 114, 52, 22), tones.darker(colour, 0.5))
    c.stroke("M246 108Q254 154 300 156Q346 154 354 108", tones.darker(colour, 0.12), 11)
    return Box(300 - wide, 106, 2 * wide, bottom - 106)


@drawing("jeans", stance="flat")
def draw_jeans(c: Canvas, look: Look) -> Box:
    """Jeans with pockets and seams."""
    colour = look.colour
    fit = look.trait("fit", "Straight", "Slim", "Wide")
    ankle = {"Straight": 66, "Slim": 50, "Wide": 88}[fit]
    hip, bottom = 112.0, 540.0
    thread = "#d09a4a"
    shape = [
        (300 - hip + 18, 74),
        (300 - hip - 2, 190),
        (300 - hip - 14 + (10 if fit == "Slim" else -6), 360),
        (300 - 96 - ankle / 2, bottom),
        (300 - 96 + ankle / 2, bottom + 4),
        (292, 236),
    ]
    right = [(600 - x, y) for x, y in reversed(shape)]
    d = paths.poly([*shape, (300, 222), *right])
    _cloth(c, d, colour, lift=1.1)
    with c.clip(d):
        surfaces.weave(c, 150, 60, 300, 500, colour, step=6)
        for x in (206, 394):
            worn = tones.lighter(colour, 0.6)
            c.fill(paths.oval(x, 330, 46, 180), c.radial(((0, worn, 0.38), (1, worn, 0.0))))
        _folds(
            c,
            colour,
            (
                "M280 236q-40 20 -80 14",
                "M320 236q40 20 80 14",
                "M226 400q30 10 46 2",
                "M374 400q-30 10 -46 2",
            ),
        )
        for side in (-1, 1):
            c.stroke(
                f"M{300 + side * 50} 104Q{300 + side * 58} 158 {300 + side * 104} 162",
                tones.darker(colour, 0.5),
                4,
                opacity=0.6,
            )
            c.stroke(
                f"M{300 + side * 54} 104Q{300 + side * 62} 153 {300 + side * 106} 156",
                thread,
                1.8,
                dash="6 4",
            )
            c.stroke(
                f"M{300 + side * 96 + side * (ankle / 2 - 9):.0f} {bottom}L{300 + side * (hip - 2)} 190",
                thread,
                1.6,
                opacity=0.7,
                dash="6 4",
            )
        c.stroke("M300 104V222M316 104V176Q316 202 300 206", thread, 2, dash="6 4")
    c.solid(
        paths.poly(
            [(300 - hip + 14, 74), (300 + hip - 14, 74), (300 + hip - 10, 106), (300 - hip + 10, 106)]
        ),
        tones.darker(colour, 0.12),
    )
    c.fill("M226 76Q300 92 374 76z", tones.darker(colour, 0.65))
    for x in (222, 262, 338, 378):
        c.solid(paths.block(x - 6, 70, 12, 40, 2), tones.darker(colour, 0.2))
    c.ball(paths.oval(300, 92, 8, 8), tones.BRASS)
    for side in (-1, 1):
        x = 300 + side * 96 - ankle / 2
        c.solid(
            paths.block(x, bottom - 16, ankle, 20, 2),
            tones.lighter(colour, 0.15 if look.trait("turn-up", "turned", "plain") == "plain" else 0.4),
        )
    return Box(300 - hip - 14, 70, 2 * hip + 28, bottom - 66)


@drawing("dress", stance="flat")
def draw_dress(c: Canvas, look: Look) -> Box:
    """A dress with waist and skirt."""
    colour = look.colour
    length = {"Midi": 545.0, "Knee": 490.0, "Maxi": 570.0}[look.trait("hem", "Midi", "Knee", "Maxi")]
    sleeve = look.trait("sleeve", "Short sleeve", "Sleeveless", "Long sleeve")
    flare = look.between("flare", 128, 164)
    if sleeve != "Sleeveless":
        for side in (-1, 1):
            points = (
                _sleeve(side, 84, 104, 246, 58, 34)
                if sleeve == "Long sleeve"
                else _sleeve(side, 82, 104, 78, 58, 54)
            )
            _cloth(c, paths.smooth(points, pull=0.25), tones.darker(colour, 0.08))
    left = [
        (262, 84),
        (216, 100),
        (224, 170),
        (236, 238),
        (300 - flare * 0.8, (238 + length) / 2),
        (300 - flare, length),
    ]
    d = paths.smooth(paths.mirrored(left), pull=0.4)
    _cloth(c, d, colour)
    tint = tones.mix(look.accent, "#f8f1e4", 0.45)
    with c.clip(d):
        print_ = look.trait("print", "Floral", "Plain", "Dots", "Stripe")
        if print_ == "Floral":
            for row in range(11):
                for col in range(8):
                    x, y = 140 + col * 46 + (row % 2) * 23, 90 + row * 46
                    for petal in range(5):
                        surfaces.leaf(c, x, y, 12, petal * 72, tint, girth=0.42)
                    c.fill(paths.oval(x, y, 3.5, 3.5), tones.darker(colour, 0.3))
        elif print_ == "Dots":
            surfaces.dots(c, 120, 80, 360, 500, tint, step=30, size=4.5)
        elif print_ == "Stripe":
            surfaces.uprights(c, 120, 80, 360, 500, tint, step=26, width=5)
        for dx in (-72, -36, 0, 36, 72):
            c.stroke(
                f"M{300 + dx * 0.6:.0f} 250Q{300 + dx * 0.8:.0f} {length * 0.6:.0f} {300 + dx * 1.5:.0f} {length + 10:.0f}",
                tones.darker(colour, 0.6),
                7,
                opacity=0.15,
            )
    c.fill("M258 84Q262 138 300 140Q338 138 342 84Q300 100 258 84z", tones.darker(colour, 0.5))
    c.stroke("M258 86Q262 140 300 142Q338 140 342 86", tones.darker(colour, 0.2), 6)
    belt = look.trait("waist", "Tie belt", "Elastic waist")
    c.solid("M232 228Q300 244 368 228l2 22Q300 266 230 250z", tones.darker(colour, 0.25))
    if belt == "Tie belt":
        c.solid(
            "M318 244q30 -26 40 -8q4 18 -40 8zM318 244q-28 -28 -40 -10q-2 18 40 10z",
            tones.darker(colour, 0.15),
        )
        c.stroke("M316 248q8 40 -6 74M322 248q18 34 14 70", tones.darker(colour, 0.25), 7)
    return Box(300 - flare, 84, 2 * flare, length - 84)


@drawing("rain_jacket", stance="flat")
def draw_rain_jacket(c: Canvas, look: Look) -> Box:
    """A hooded jacket with a zip and pockets."""
    colour, wide = look.colour, look.between("wide", 130, 142)
    bottom = {"Hip": 470.0, "Parka": 520.0}[look.trait("cut", "Hip", "Parka")]
    for side in (-1, 1):
        points = _sleeve(side, wide - 8, 168, 262, 62, 54)
        _cloth(c, paths.smooth(points, pull=0.22), tones.darker(colour, 0.1))
        (x1, y1), (x2, y2) = points[1], points[2]
        c.stroke(
            f"M{x1 - side * 3:.0f} {y1 - 22:.0f}L{x2 - side * 2:.0f} {y2 - 22:.0f}",
            tones.darker(colour, 0.5),
            9,
            butt=True,
        )
    hood = paths.smooth(
        [(222, 150), (218, 92), (252, 54), (300, 44), (348, 54), (382, 92), (378, 150), (300, 176)], pull=0.8
    )
    _cloth(c, hood, tones.darker(colour, 0.05))
    inner = paths.smooth(
        [(246, 146), (246, 104), (268, 78), (300, 72), (332, 78), (354, 104), (354, 146), (300, 172)],
        pull=0.8,
    )
    c.fill(
        inner, c.linear(((0, tones.darker(colour, 0.75), 1), (1, tones.darker(colour, 0.4), 1)), x2=0, y2=1)
    )
    body = paths.smooth(
        paths.mirrored([(236, 142), (300 - wide, 166), (300 - wide + 10, 280), (300 - wide - 4, bottom)]),
        pull=0.25,
    )
    _cloth(c, body, colour)
    with c.clip(body):
        if look.trait("panel", "Two-tone", "One colour") == "Two-tone":
            c.fill("M120 140H480V236Q300 262 120 236z", tones.mix(look.accent, colour, 0.25))
        c.stroke("M140 238Q300 264 460 238", tones.darker(colour, 0.5), 3, opacity=0.5)
        _folds(c, colour, ("M190 280q22 60 4 150", "M410 280q-22 60 -4 150"))
        c.shine("M180 150h36l-20 330h-40z", opacity=0.22)
    c.stroke(f"M300 150V{bottom - 2:.0f}", tones.darker(colour, 0.6), 13, butt=True)
    c.stroke(f"M300 150V{bottom - 2:.0f}", tones.mix(look.accent, "#ffffff", 0.3), 4, butt=True, dash="5 3")
    c.round(paths.block(294, 196, 12, 30, 4), tones.STEEL, metal=True)
    for side in (-1, 1):
        x = 300 + side * 74
        c.solid(
            paths.poly([(x - 34, 352), (x + 34, 352), (x + 32, 382), (x - 32, 382)]),
            tones.darker(colour, 0.15),
        )
        c.stroke(
            f"M{x - 32} 424L{x - 34} 380M{x + 32} 424L{x + 34} 380M{x - 32} 424H{x + 32}",
            tones.darker(colour, 0.5),
            2.4,
            opacity=0.5,
        )
        c.stroke(f"M{300 + side * 26} 164q{side * 6} 40 {side * 2} 66", tones.PAPER, 4)
        c.ball(paths.oval(300 + side * 28, 232, 6, 8), tones.DARK)
    return Box(300 - wide, 44, 2 * wide, bottom - 44)
