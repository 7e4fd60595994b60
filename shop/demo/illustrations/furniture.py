"""Drawings of chairs, tables and shelves."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look

OAK, WALNUT, BLACK = "#c99c66", "#7a5236", "#3a3734"


def _wood(look: Look) -> str:
    return {"Oak": OAK, "Walnut": WALNUT, "Black ash": BLACK, "Beech": "#d9b17f"}[
        look.trait("wood", "Oak", "Walnut", "Black ash", "Beech")
    ]


def _leg(c: Canvas, x1: float, y1: float, x2: float, y2: float, colour: str, *, girth: float = 9) -> None:
    d = paths.poly([(x1 - girth, y1), (x1 + girth, y1), (x2 + girth * 0.55, y2), (x2 - girth * 0.55, y2)])
    c.round(d, colour)


@drawing("dining_chair")
def draw_dining_chair(c: Canvas, look: Look) -> Box:
    """A chair turned slightly: seat pad, back, four legs."""
    wood = _wood(look)
    seat, bottom = 336.0, 520.0
    c.ground(300, bottom, 128, ry=18)
    _leg(c, 232, seat, 222, bottom - 26, tones.darker(wood, 0.3))
    _leg(c, 368, seat, 378, bottom - 26, tones.darker(wood, 0.3))
    back = look.trait("back", "Spindle back", "Curved back", "Upholstered back")
    lean = look.between("height", 92, 112)
    c.stroke(f"M214 {seat}L204 {lean + 20}M386 {seat}L396 {lean + 20}", tones.darker(wood, 0.15), 17)
    c.stroke(
        f"M211 {seat}L201 {lean + 20}M383 {seat}L393 {lean + 20}", tones.lighter(wood, 0.25), 4, opacity=0.6
    )
    if back == "Spindle back":
        for n in range(5):
            x = 238 + n * 31
            c.stroke(f"M{x} {seat}L{x + (n - 2) * 3} {lean + 26}", tones.darker(wood, 0.12), 8)
            c.stroke(
                f"M{x - 2} {seat}L{x - 2 + (n - 2) * 3} {lean + 26}",
                tones.lighter(wood, 0.25),
                2,
                opacity=0.6,
            )
        c.solid(f"M194 {lean}Q300 {lean - 30} 406 {lean}l-4 42Q300 {lean + 14} 198 {lean + 42}z", wood)
    elif back == "Curved back":
        c.solid(
            f"M190 {lean + 10}Q300 {lean - 34} 410 {lean + 10}l-8 76Q300 {lean + 46} 198 {lean + 86}z", wood
        )
    else:
        c.solid(
            f"M196 {lean + 14}Q300 {lean - 30} 404 {lean + 14}l-8 140Q300 {lean + 170} 204 {lean + 154}z",
            look.colour,
        )
        c.stroke(
            f"M208 {lean + 26}Q300 {lean - 12} 392 {lean + 26}",
            tones.darker(look.colour, 0.4),
            2.5,
            opacity=0.5,
            dash="7 6",
        )
    c.solid(f"M196 {seat - 4}L404 {seat - 4}L428 {seat + 34}H172z", wood)
    pad = paths.smooth(
        [
            (202, seat - 18),
            (300, seat - 25),
            (398, seat - 18),
            (424, seat + 12),
            (418, seat + 26),
            (300, seat + 32),
            (182, seat + 26),
            (176, seat + 12),
        ],
        pull=0.7,
    )
    c.ball(pad, look.colour)
    c.bar(paths.block(172, seat + 26, 256, 20, 5), wood)
    _leg(c, 184, seat + 44, 168, bottom, wood, girth=11)
    _leg(c, 416, seat + 44, 432, bottom, wood, girth=11)
    return Box(166, lean - 20, 268, bottom - lean + 20)


@drawing("stool")
def draw_stool(c: Canvas, look: Look) -> Box:
    """A round seat on three or four legs."""
    wood = _wood(look)
    top, bottom = look.between("top", 190, 240), 515.0
    c.ground(300, bottom - 4, 140, ry=20)
    for x1, x2, dim in ((270, 246, 0.35), (330, 354, 0.35)):
        _leg(c, x1, top + 20, x2, bottom - 24, tones.darker(wood, dim))
    y = top + (bottom - top) * 0.62
    c.stroke(f"M208 {y:.0f}Q300 {y + 20:.0f} 392 {y:.0f}", tones.darker(wood, 0.25), 11)
    c.stroke(f"M208 {y - 2:.0f}Q300 {y + 18:.0f} 392 {y - 2:.0f}", tones.lighter(wood, 0.2), 3, opacity=0.6)
    _leg(c, 216, top + 24, 178, bottom, wood, girth=13)
    _leg(c, 384, top + 24, 422, bottom, wood, girth=13)
    seat = paths.turned(300, [(top, 128), (top + 30, 128)], tilt=0.22, soft=False)
    if look.trait("seat", "Upholstered", "Solid wood") == "Upholstered":
        c.round(paths.turned(300, [(top + 16, 120), (top + 40, 122)], tilt=0.22, soft=False), wood)
        c.round(paths.turned(300, [(top - 8, 122), (top + 8, 134), (top + 24, 128)], tilt=0.22), look.colour)
        c.ball(paths.oval(300, top - 8, 123, 27), tones.lighter(look.colour, 0.12))
        c.fill(paths.oval(300, top - 6, 8, 4), tones.darker(look.colour, 0.5))
    else:
        c.round(seat, tones.darker(look.colour, 0.08))
        disc = paths.oval(300, top, 128, 28)
        c.solid(disc, tones.lighter(look.colour, 0.14))
        with c.clip(disc):
            surfaces.grain(c, look.seed, 160, top - 30, 280, 60, look.colour, count=7)
    return Box(166, top - 34, 268, bottom - top + 36)


@drawing("armchair")
def draw_armchair(c: Canvas, look: Look) -> Box:
    """A soft chair from the front."""
    wood, cloth = _wood(look), look.colour
    bottom = 512.0
    c.ground(300, bottom - 2, 190, ry=20)
    for x in (168, 432):
        _leg(c, x, 440, x + (14 if x > 300 else -14), bottom, wood, girth=12)
    top = look.between("top", 120, 152)
    wing = look.trait("style", "Wing chair", "Tub chair", "Lounge chair")
    spread = {"Wing chair": 148, "Tub chair": 168, "Lounge chair": 140}[wing]
    back = paths.smooth(
        paths.mirrored(
            [(300, top - 8), (300 - spread * 0.8, top), (300 - spread, top + 60), (300 - spread + 4, 400)]
        ),
        pull=0.8,
    )
    c.ball(back, tones.darker(cloth, 0.05))
    if look.trait("tufting", "Buttoned", "Smooth") == "Buttoned":
        for row, xs in enumerate(((-70, 0, 70), (-35, 35), (-70, 0, 70))):
            for dx in xs:
                y = top + 56 + row * 48
                c.ball(paths.oval(300 + dx, y, 7, 7), tones.darker(cloth, 0.25))
                c.stroke(
                    f"M{300 + dx - 26} {y - 18}Q{300 + dx - 8} {y - 10} {300 + dx} {y}Q{300 + dx + 8} {y - 10} {300 + dx + 26} {y - 18}",
                    tones.darker(cloth, 0.45),
                    2,
                    opacity=0.35,
                )
    c.shade(paths.block(300 - spread + 10, 300, 2 * spread - 20, 60, 10), opacity=0.35)
    c.solid(paths.block(176, 392, 248, 66, 14), tones.darker(cloth, 0.14))
    c.ball(
        paths.smooth(
            [(180, 340), (300, 330), (420, 340), (428, 370), (420, 398), (300, 404), (180, 398), (172, 370)],
            pull=0.8,
        ),
        tones.lighter(cloth, 0.05),
    )
    arm = look.between("arm", 276, 300)
    for side in (-1, 1):
        x = 300 + side * 158
        outer = paths.smooth(
            [(x - 34, arm + 10), (x, arm - 8), (x + 34, arm + 10), (x + 32, 452), (x, 458), (x - 32, 452)],
            pull=0.55,
        )
        c.solid(outer, tones.lighter(cloth, 0.02))
        c.stroke(
            f"M{x - 27} {arm + 26}Q{x} {arm + 8} {x + 27} {arm + 26}",
            tones.darker(cloth, 0.4),
            2.4,
            opacity=0.45,
        )
    if look.trait("extra", "cushion", "plain") == "cushion":
        with c.moved(turn=9):
            tone = tones.mix(look.accent, tones.LIGHT, 0.3)
            pillow = paths.smooth(
                [
                    (252, 250),
                    (300, 258),
                    (348, 250),
                    (342, 296),
                    (350, 344),
                    (300, 336),
                    (250, 344),
                    (258, 296),
                ],
                pull=0.6,
            )
            c.lying(pillow, lift=0.5)
            c.ball(pillow, tone)
    return Box(108, top - 12, 384, bottom - top + 12)


@drawing("side_table")
def draw_side_table(c: Canvas, look: Look) -> Box:
    """A small round or square table with a cup on it."""
    top, bottom = look.between("top", 262, 292), 515.0
    wood = look.colour
    c.ground(300, bottom - 4, 140, ry=22)
    legs = look.trait("base", "Three legs", "Pedestal", "Four legs")
    if legs == "Pedestal":
        c.round(
            paths.turned(
                300,
                [
                    (top + 20, 40),
                    (top + 50, 15),
                    (bottom - 60, 14),
                    (bottom - 24, 60),
                    (bottom - 6, 104),
                    (bottom, 104),
                ],
                tilt=0.2,
            ),
            wood,
        )
    else:
        _leg(c, 290, top + 16, 292, bottom - 36, tones.darker(wood, 0.35))
        if legs == "Four legs":
            _leg(c, 340, top + 16, 350, bottom - 36, tones.darker(wood, 0.35))
        _leg(c, 196, top + 16, 172, bottom, wood, girth=11)
        _leg(c, 404, top + 16, 428, bottom, wood, girth=11)
    c.round(paths.turned(300, [(top, 168), (top + 20, 168)], tilt=0.2, soft=False), tones.darker(wood, 0.1))
    disc = paths.oval(300, top, 168, 33.6)
    c.solid(disc, tones.lighter(wood, 0.16))
    with c.clip(disc):
        surfaces.grain(c, look.seed, 120, top - 36, 360, 72, wood, count=9)
    if look.trait("set", "books", "vase") == "books":
        for n, tone in enumerate(("#b4553e", "#e6d7b8", "#47606b")):
            c.bar(paths.block(236 - n * 4, top - 22 - n * 20, 110 + n * 5, 19, 3), tone)
        c.round(paths.turned(296, [(top - 110, 28), (top - 70, 20), (top - 64, 18)]), "#efe6d6")
        c.fill(paths.oval(296, top - 110, 28, 4.6), "#7b5a3c")
    else:
        for turn in (-32, -8, 16, 40):
            surfaces.leaf(c, 318, top - 66, 96, turn, "#7c9468", girth=0.2)
        c.round(paths.turned(318, [(top - 80, 14), (top - 62, 16), (top - 30, 36), (top - 2, 24)]), "#d8cbb4")
    return Box(132, top - 2, 336, bottom - top + 2)


@drawing("desk")
def draw_desk(c: Canvas, look: Look) -> Box:
    """A desk with a drawer, seen from the front, a lamp and books on it."""
    wood, bottom = look.colour, 505.0
    top = look.between("top", 268, 288)
    c.ground(300, bottom - 4, 230, ry=20)
    frame = {"Steel frame": "#42464a", "Solid legs": wood}[look.trait("frame", "Steel frame", "Solid legs")]
    for x, lean in ((98, -8), (502, 8)):
        _leg(
            c,
            x + (26 if x < 300 else -26),
            top + 20,
            x + (22 if x < 300 else -22),
            bottom - 34,
            tones.darker(frame, 0.35),
            girth=7,
        )
        _leg(c, x, top + 20, x + lean, bottom, frame, girth=10)
    drawers = look.trait("drawers", "Two drawers", "One drawer", "No drawer")
    if drawers != "No drawer":
        c.solid(paths.block(110, top + 18, 380, 62, 3), tones.darker(wood, 0.12))
        count = 2 if drawers == "Two drawers" else 1
        width = 366 / count
        for n in range(count):
            front = paths.block(117 + n * width + 2, top + 26, width - 4, 46, 3)
            c.solid(front, tones.lighter(wood, 0.05), depth=0.6)
            with c.clip(front):
                surfaces.grain(c, look.seed + str(n), 117 + n * width, top + 24, width, 50, wood, count=5)
            c.bar(paths.block(117 + n * width + width / 2 - 22, top + 43, 44, 8, 4), tones.BRASS)
    c.solid(
        paths.poly([(92, top - 14), (508, top - 14), (530, top + 6), (70, top + 6)]),
        tones.lighter(wood, 0.2),
        depth=0.6,
    )
    c.bar(paths.block(70, top + 5, 460, 16, 3), wood)
    x = 150.0
    for n, (w, h, tone) in enumerate(
        ((20, 92, "#b4553e"), (26, 108, "#2f4a5a"), (16, 84, "#d8b25a"), (22, 98, "#e9dfca"))
    ):
        c.round(paths.block(x, top - 8 - h, w, h, 2), tone)
        c.stroke(f"M{x + 4} {top - h + 12 + n * 3}h{w - 8}", tones.LIGHT, 2, opacity=0.6)
        x += w + 1.5
    c.round(paths.turned(440, [(top - 44, 24), (top - 4, 18)], tilt=0.2), "#e9dfd0")
    for dx, lean in ((-8, -9), (0, 3), (8, 12)):
        c.stroke(f"M{440 + dx} {top - 40}l{lean} -46", ("#c9a45c", "#8d3f4e", "#3a3a3c")[(dx + 8) // 8], 6)
    return Box(70, top - 14, 460, bottom - top + 14)


@drawing("bookcase")
def draw_bookcase(c: Canvas, look: Look) -> Box:
    """Shelves with books and a plant."""
    wood = look.colour
    w, bottom = look.between("w", 236, 290), 530.0
    count = int(look.number("shelves", 4))
    top = 70.0 if count >= 5 else 110.0 if count == 4 else 190.0
    x = 300 - w / 2
    c.ground(300, bottom, w * 0.55, ry=14)
    c.solid(paths.block(x, top, w, bottom - top, 4), wood)
    c.fill(paths.block(x + 13, top + 13, w - 26, bottom - top - 30), tones.darker(wood, 0.55))
    step = (bottom - top - 30) / count
    books = ("#b4553e", "#2f4a5a", "#d8b25a", "#e9dfca", "#6f8f78", "#8d3f4e", "#47433f", "#c8b49a")
    for shelf in range(count):
        floor = top + 13 + step * (shelf + 1) - 4
        inner = paths.block(x + 13, floor - step + 4, w - 26, step - 4)
        c.shade(inner, opacity=0.3, x1=0, y1=1, x2=0, y2=0)
        _shelf_of_books(c, look, shelf, x + 20, floor - 6, w - 40, step - 26, books)
        c.bar(paths.block(x + 8, floor - 6, w - 16, 13, 2), tones.lighter(wood, 0.1))
    return Box(x, top, w, bottom - top)


def _shelf_of_books(
    c: Canvas,
    look: Look,
    shelf: int,
    x: float,
    floor: float,
    room: float,
    height: float,
    books: tuple[str, ...],
) -> None:
    at, n = x, 0
    filled = room * look.between(f"fill{shelf}", 0.45, 0.75)
    while at < x + filled:
        wide = look.between(f"w{shelf}.{n}", 11, 24)
        high = height * look.between(f"h{shelf}.{n}", 0.66, 0.98)
        c.round(
            paths.block(at, floor - high, wide, high, 2), books[int(look.between(f"c{shelf}.{n}", 0, 7.99))]
        )
        at, n = at + wide + 1, n + 1
    left = x + room - at
    if left > 40 and shelf % 2 == 0:
        middle = at + left / 2
        for turn in (-40, -12, 14, 42):
            surfaces.leaf(c, middle, floor - 26, min(height * 0.6, 54), turn, "#7c9468", girth=0.28)
        c.round(paths.turned(middle, [(floor - 30, 17), (floor - 1, 13)]), "#dcc7ac")
    elif left > 34:
        c.ball(paths.oval(at + left / 2, floor - 18, 17, 18), "#cfa15d")
