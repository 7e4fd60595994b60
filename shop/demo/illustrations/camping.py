"""Drawings of what goes on a walk: tents, sleeping bags, packs, torches, stoves."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("tent")
def draw_tent(c: Canvas, look: Look) -> Box:
    """A dome, tunnel or ridge tent with an open door."""
    form, bottom = look.trait("form", "Dome", "Ridge", "Tunnel"), 482.0
    colour = look.colour
    inner = tones.mix(look.accent, "#f2e3c4", 0.5)
    c.ground(300, bottom, 235, ry=20)
    c.stroke(
        f"M84 {bottom - 30}L30 {bottom + 8}M516 {bottom - 30}L572 {bottom + 8}M150 300L36 {bottom + 4}M450 300L566 {bottom + 4}",
        "#5d5347",
        2.5,
    )
    if form == "Ridge":
        c.solid(f"M300 156L398 176L540 {bottom - 10}L470 {bottom}z", tones.darker(colour, 0.3))
        body = f"M300 156L72 {bottom}H528z"
        door = f"M300 176L232 {bottom}H368z"
        flap = f"M300 176L232 {bottom}Q206 420 214 {bottom - 6}Q236 330 300 176z"
    elif form == "Tunnel":
        c.solid(f"M352 176Q520 190 544 {bottom - 8}H420z", tones.darker(colour, 0.3))
        body = f"M70 {bottom}C70 250 150 170 262 170C380 170 440 250 442 {bottom}z"
        door = f"M168 {bottom}C168 320 206 240 260 240C316 240 346 320 348 {bottom}z"
        flap = f"M260 240C206 240 168 320 168 {bottom}Q140 420 176 330Q200 260 260 240z"
    else:
        body = f"M64 {bottom}C96 290 190 160 300 158C410 160 504 290 536 {bottom}z"
        door = f"M210 {bottom}C216 350 250 250 304 236C352 256 388 350 392 {bottom}z"
        flap = f"M304 236C250 250 216 350 210 {bottom}Q176 440 214 340Q244 262 304 236z"
    c.solid(body, colour)
    with c.clip(body):
        c.fill(f"M300 120L560 {bottom}H420Q400 300 300 158z", tones.darker(colour, 0.18), opacity=0.7)
        c.shine(f"M300 150Q170 220 110 {bottom}H160Q210 260 300 165z", opacity=0.3)
        c.stroke(f"M64 {bottom - 26}H540", tones.darker(colour, 0.45), 3, opacity=0.5)
        if form == "Dome":
            c.stroke(
                f"M300 158C220 200 150 330 140 {bottom}M300 158C380 200 450 330 460 {bottom}",
                tones.mix(look.accent, "#fff7e6", 0.3),
                6,
            )
        elif form == "Tunnel":
            c.stroke(
                f"M130 {bottom}C130 270 190 186 262 172M300 172C380 186 410 300 410 {bottom}",
                tones.mix(look.accent, "#fff7e6", 0.3),
                6,
            )
    c.fill(door, c.linear(((0, tones.darker(inner, 0.72), 1), (1, tones.darker(inner, 0.25), 1)), x2=0, y2=1))
    with c.clip(door):
        c.fill(paths.oval(300, bottom, 110, 30), tones.mix(inner, "#ffe6a8", 0.4), opacity=0.7)
    c.solid(flap, inner)
    c.stroke(door, tones.darker(colour, 0.5), 3)
    for x in (30, 572, 36, 566):
        c.stroke(f"M{x} {bottom - 4}l4 18", "#6b6e70", 5)
    return Box(64, 158, 472, bottom - 158)


@drawing("sleeping_bag", stance="flat")
def draw_sleeping_bag(c: Canvas, look: Look) -> Box:
    """A mummy or blanket bag from above, its zip half open."""
    colour, inner = look.colour, tones.mix(look.accent, "#f4e4c6", 0.45)
    with c.moved(turn=look.between("turn", -24, -14)):
        if look.trait("cut", "Mummy", "Blanket") == "Mummy":
            left = [(300, 30), (226, 60), (196, 140), (198, 220), (214, 400), (232, 530), (262, 566)]
        else:
            left = [(300, 44), (196, 46), (186, 120), (186, 300), (186, 520), (200, 560)]
        d = paths.smooth(paths.mirrored(left), pull=0.6)
        c.lying(d, lift=1.6)
        c.ball(d, colour)
        with c.clip(d):
            for n in range(11):
                y = 150 + n * 40
                c.stroke(f"M170 {y}Q300 {y + 22} 430 {y}", tones.darker(colour, 0.5), 4, opacity=0.4)
                c.stroke(f"M170 {y + 6}Q300 {y + 28} 430 {y + 6}", tones.LIGHT, 4, opacity=0.18)
        hood = paths.smooth(
            [(300, 62), (244, 84), (228, 140), (256, 196), (300, 214), (344, 196), (372, 140), (356, 84)],
            pull=0.9,
        )
        c.fill(hood, c.radial(((0, tones.darker(inner, 0.4), 1), (1, inner, 1)), cx=0.5, cy=0.55, r=0.55))
        c.ball(
            paths.smooth([(252, 120), (300, 108), (348, 120), (352, 160), (300, 176), (248, 160)], pull=0.8),
            tones.mix(inner, "#ffffff", 0.55),
        )
        c.solid("M330 206Q392 260 384 366L372 372Q350 286 312 212z", inner)
        c.stroke("M330 206Q392 260 384 366Q380 440 372 470", tones.darker(colour, 0.6), 5)
        c.stroke("M330 206Q392 260 384 366Q380 440 372 470", tones.lighter(colour, 0.6), 2, dash="4 3")
        c.solid(paths.block(250, 500, 70, 24, 4), tones.lighter(colour, 0.3))
        glyphs.write(c, look.label, 285, 507, 10, tones.deep(colour), room=60)
    return Box(180, 30, 240, 536)


@drawing("hiking_pack")
def draw_hiking_pack(c: Canvas, look: Look) -> Box:
    """A walking backpack from the front with pockets and straps."""
    colour, bottom = look.colour, 508.0
    size = look.number("volume", 30)
    top = 210.0 - min(size, 70) * 1.7
    w = 118 + min(size, 70) * 0.5
    strap = tones.darker(colour, 0.55)
    c.ground(300, bottom, w * 1.05)
    for side in (-1, 1):
        c.stroke(
            f"M{300 + side * w * 0.7:.0f} {top + 60:.0f}Q{300 + side * (w + 46):.0f} {top + 140:.0f} {300 + side * (w + 10):.0f} {bottom - 60:.0f}",
            strap,
            20,
        )
        pocket = paths.smooth(
            [
                (300 + side * (w - 12), 350),
                (300 + side * (w + 24), 356),
                (300 + side * (w + 22), bottom - 30),
                (300 + side * (w - 14), bottom - 14),
            ],
            pull=0.5,
        )
        c.solid(pocket, tones.darker(colour, 0.3))
        if side == 1 and look.trait("bottle", "yes", "no") == "yes":
            c.round(paths.block(300 + w - 6, 286, 34, 90, 10), tones.STEEL, metal=True)
            c.round(paths.block(300 + w, 268, 22, 24, 5), tones.DARK)
            c.solid(
                paths.poly(
                    [
                        (300 + w - 12, 350),
                        (300 + w + 34, 352),
                        (300 + w + 26, bottom - 28),
                        (300 + w - 14, bottom - 14),
                    ]
                ),
                tones.darker(colour, 0.25),
            )
    c.stroke(f"M270 {top - 4:.0f}Q300 {top - 40:.0f} 330 {top - 4:.0f}", strap, 13)
    body = paths.smooth(
        paths.mirrored(
            [
                (300, top + 10),
                (300 - w * 0.8, top + 24),
                (300 - w, top + 110),
                (300 - w - 4, bottom - 70),
                (300 - w * 0.86, bottom - 4),
            ]
        ),
        pull=0.5,
    )
    c.ball(body, colour, depth=0.9)
    lid = paths.smooth(
        paths.mirrored(
            [
                (300, top - 16),
                (300 - w * 0.76, top - 4),
                (300 - w * 0.98, top + 60),
                (300 - w * 0.92, top + 92),
                (300, top + 104),
            ]
        ),
        pull=0.6,
    )
    c.lying(lid, lift=0.4)
    c.ball(
        lid,
        tones.mix(look.accent, colour, 0.35)
        if look.trait("panel", "Contrast lid", "One colour") == "Contrast lid"
        else tones.lighter(colour, 0.06),
    )
    c.stroke(
        f"M{300 - w * 0.7:.0f} {top + 64:.0f}Q300 {top + 82:.0f} {300 + w * 0.7:.0f} {top + 64:.0f}",
        tones.darker(colour, 0.6),
        4,
        opacity=0.6,
    )
    pocket = paths.smooth(
        paths.mirrored(
            [
                (300, 336),
                (300 - w * 0.62, 338),
                (300 - w * 0.7, 400),
                (300 - w * 0.66, bottom - 30),
                (300, bottom - 22),
            ]
        ),
        pull=0.4,
    )
    c.lying(pocket, lift=0.4)
    c.solid(pocket, tones.darker(colour, 0.08))
    c.stroke(f"M{300 - w * 0.6:.0f} 362Q300 372 {300 + w * 0.6:.0f} 362", tones.darker(colour, 0.6), 5)
    for side in (-1, 1):
        x = 300 + side * w * 0.42
        c.stroke(f"M{x:.0f} {top + 84:.0f}V{bottom - 12:.0f}", strap, 11, butt=True)
        c.bar(paths.block(x - 12, top + 128, 24, 26, 4), tones.DARK)
        c.bar(paths.block(x - 7, top + 134, 14, 13, 2), "#6a6c6e")
    c.solid(
        paths.block(266, 410, 68, 30, 4),
        tones.LEATHER if look.trait("badge", "leather", "woven") == "leather" else tones.lighter(colour, 0.4),
    )
    glyphs.write(c, look.label, 300, 420, 10, tones.LIGHT, room=58)
    return Box(300 - w - 4, top - 16, 2 * w + 8, bottom - top + 16)


@drawing("head_torch")
def draw_head_torch(c: Canvas, look: Look) -> Box:
    """A lamp on an elastic band, lit."""
    colour, y = look.colour, 350.0
    c.ground(300, 478, 175, ry=18)
    c.fill("M210 350L-40 190V560z", c.linear(((0, "#fff3c4", 0.0), (1, "#fff0b8", 0.85)), x2=1))
    back = f"M200 {y - 40:.0f}C250 {y - 150:.0f} 500 {y - 130:.0f} 496 {y:.0f}C494 {y + 90:.0f} 330 {y + 130:.0f} 240 {y + 96:.0f}"
    c.stroke(back, tones.darker(colour, 0.55), 44, butt=True)
    front = f"M236 {y + 96:.0f}C330 {y + 140:.0f} 500 {y + 96:.0f} 496 {y:.0f}"
    c.stroke(front, tones.darker(colour, 0.2), 46, butt=True)
    c.stroke(front, colour, 40, butt=True)
    c.stroke(front, tones.mix(look.accent, "#fffaf0", 0.4), 6, dash="14 8", butt=True)
    c.solid(paths.block(454, y - 44, 62, 92, 14), tones.DARK)
    c.stroke(f"M468 {y - 20}h34M468 {y}h34M468 {y + 20}h34", "#5b5d60", 4)
    with c.moved(turn=-6, about=(210, y)):
        c.solid(paths.block(176, y - 62, 104, 138, 26), tones.DARK)
        c.solid(paths.block(160, y - 54, 92, 122, 30), colour)
        count = look.trait("beam", "One lens", "Two lenses")
        lenses = (
            ((200.0, y + 2, 42.0),) if count == "One lens" else ((200.0, y - 24, 27.0), (200.0, y + 34, 22.0))
        )
        for x, at, r in lenses:
            c.fill(paths.oval(x - 6, at, r, r + 4), "#33322f")
            c.fill(
                paths.oval(x - 8, at, r - 6, r - 2),
                c.radial(((0, "#ffffff", 1), (0.5, "#fff3c0", 1), (1, "#d9a545", 1))),
            )
        c.bar(paths.block(206, y - 70, 40, 16, 7), look.accent)
    c.fill(paths.oval(190, y, 96, 92), c.radial(((0, "#fff6d6", 0.75), (1, "#fff6d6", 0.0))))
    return Box(150, y - 120, 370, 240)


@drawing("camping_stove")
def draw_camping_stove(c: Canvas, look: Look) -> Box:
    """A gas stove on its cartridge with a pot over the flame."""
    cx, bottom = 300.0, 510.0
    c.ground(cx, bottom + 2, 108)
    c.round(paths.turned(cx, [(412, 64), (432, 96), (bottom - 18, 100), (bottom, 92)]), look.colour)
    c.round(paths.turned(cx, [(452, 99), (bottom - 26, 100)], soft=False), tones.PAPER)
    glyphs.write(c, look.label, cx, 470, 15, tones.deep(look.colour), room=140)
    c.round(paths.block(cx - 13, 352, 26, 66, 4), tones.BRASS, metal=True)
    c.stroke("M312 392h70q16 0 16 12v10", "#8d949a", 7)
    c.stroke("M384 414h30", "#55585a", 6)
    c.round(paths.turned(cx, [(326, 46), (352, 22)], soft=False), tones.STEEL, metal=True)
    for dx in (-34, -12, 12, 34):
        high = look.between(f"flame{dx}", 40, 56)
        c.fill(
            f"M{cx + dx} {326 - high:.0f}q17 {high * 0.5:.0f} 10 {high * 0.9:.0f}q-10 8 -20 0q-7 {-high * 0.4:.0f} 10 {-high * 0.9:.0f}z",
            c.linear(((0, "#ffd27a", 0.9), (0.5, "#7fb4ee", 0.95), (1, "#3c6fd0", 0.95)), x2=0, y2=1),
        )
    c.stroke("M236 344L206 280H226M364 344L394 280H374", "#7a8187", 8)
    if look.trait("pot", "With pot", "Burner only") == "With pot":
        c.round(
            paths.turned(cx, [(150, 122), (272, 122), (284, 114)], tilt=0.12, soft=False),
            tones.STEEL,
            metal=True,
        )
        c.round(
            paths.turned(cx, [(130, 60), (152, 124)], tilt=0.12), tones.lighter(tones.STEEL, 0.2), metal=True
        )
        c.ball(paths.oval(cx, 124, 16, 13), tones.DARK)
        c.stroke("M420 184h70q14 0 14 12v8q0 12 -14 12h-70", "#5c6266", 7)
        return Box(178, 110, 330, 402)
    c.stroke("M192 278H408M300 262V284", "#7a8187", 8)
    return Box(192, 262, 216, 250)
