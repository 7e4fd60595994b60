"""Drawings of bed linen, pillows, towels, soap and bottles for the bathroom."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("bed_linen")
def draw_bed_linen(c: Canvas, look: Look) -> Box:
    """A made bed: headboard, two pillows, duvet turned back."""
    bottom = 500.0
    wood, pale = tones.WOOD, tones.mix(look.colour, "#fffaf0", 0.55)
    c.ground(300, bottom, 250, ry=18)
    c.solid(paths.block(84, 160, 432, 250, 16), wood)
    c.solid(paths.block(96, 172, 408, 120, 10), tones.lighter(wood, 0.12), depth=0.5)
    for x in (92, 508):
        c.round(paths.block(x - 10, 400, 20, bottom - 400, 4), tones.darker(wood, 0.2))
    c.solid(paths.block(76, 330, 448, 140, 22), "#f4eee2")
    for x in (190, 410):
        pillow = paths.smooth(
            [
                (x - 96, 236),
                (x, 226),
                (x + 96, 236),
                (x + 100, 290),
                (x + 92, 334),
                (x, 342),
                (x - 92, 334),
                (x - 100, 290),
            ],
            pull=0.7,
        )
        c.ball(pillow, pale, depth=0.6)
        c.stroke(pillow, tones.darker(look.colour, 0.3), 2, opacity=0.3)
    duvet = (
        "M68 346Q66 326 90 324L510 324Q534 326 532 346L540 462Q540 482 518 484Q300 496 82 484Q60 482 60 462z"
    )
    c.solid(duvet, look.colour, depth=0.9)
    pattern = look.trait("pattern", "Plain", "Stripe", "Check", "Dots")
    tint = tones.mix(look.colour, "#fffaf0", 0.6)
    with c.clip(duvet):
        if pattern == "Stripe":
            surfaces.uprights(c, 60, 320, 480, 180, tint, step=36, width=10)
        elif pattern == "Check":
            surfaces.checks(c, 60, 320, 480, 180, tint, step=50)
        elif pattern == "Dots":
            surfaces.dots(c, 60, 320, 480, 180, tint, step=36, size=5)
        for x, bend in ((150, 20), (260, -14), (380, 18), (470, -16)):
            c.stroke(
                f"M{x} 372q{bend} 50 {bend * 0.4:.0f} 118", tones.darker(look.colour, 0.5), 6, opacity=0.16
            )
            c.stroke(f"M{x + 9} 372q{bend} 50 {bend * 0.4:.0f} 118", tones.LIGHT, 5, opacity=0.2)
    fold = "M66 340Q66 312 92 312L508 312Q534 312 534 340L534 372Q300 388 66 372z"
    c.solid(fold, pale, depth=0.6)
    c.stroke("M68 372Q300 388 532 372", tones.darker(look.colour, 0.4), 3, opacity=0.4)
    return Box(60, 160, 480, bottom - 160)


@drawing("pillow")
def draw_pillow(c: Canvas, look: Look) -> Box:
    """A plump pillow, or a stack of two."""
    bottom, count = 492.0, 2 if look.trait("pack", "Pair", "Single") == "Pair" else 1
    c.ground(300, bottom - 4, 190)
    height = look.between("loft", 130, 156)
    for n in range(count):
        base = bottom - n * (height - 22)
        dx = (-8, 10)[n] if count == 2 else 0
        d = paths.smooth(
            [
                (102 + dx, base - height + 16),
                (300 + dx, base - height - 12),
                (498 + dx, base - height + 16),
                (512 + dx, base - height / 2),
                (494 + dx, base - 10),
                (300 + dx, base),
                (106 + dx, base - 10),
                (88 + dx, base - height / 2),
            ],
            pull=0.75,
        )
        c.ball(d, tones.mix(look.colour, "#fdf8ee", 0.45), depth=0.8)
        with c.clip(d):
            c.shade(d, opacity=0.22)
            if look.trait("quilting", "Quilted", "Smooth") == "Quilted":
                surfaces.diamonds(
                    c,
                    80,
                    base - height - 20,
                    440,
                    height + 40,
                    tones.darker(look.colour, 0.2),
                    step=46,
                    width=1.6,
                )
            for x, lean in ((130, 26), (470, -26)):
                c.stroke(
                    f"M{x + dx} {base - height / 2 - 20:.0f}q{lean} 16 {lean * 2} 8M{x + dx} {base - height / 2 + 14:.0f}q{lean} -6 {lean * 1.8:.0f} 2",
                    tones.darker(look.colour, 0.5),
                    3,
                    opacity=0.25,
                )
        c.stroke(d, look.colour, 5)
    return Box(88, bottom - height * count - 8, 424, height * count + 8)


@drawing("towel")
def draw_towel(c: Canvas, look: Look) -> Box:
    """Folded towels in a pile."""
    bottom, count = 495.0, int(look.between("count", 2, 3.99))
    c.ground(300, bottom, 170)
    thick, top = look.between("thick", 66, 80), 495.0
    for n in range(count):
        tone = (look.colour, tones.lighter(look.colour, 0.3), tones.darker(look.colour, 0.12))[n]
        y, half = bottom - thick * (n + 1), 168 - n * 7
        d = paths.block(300 - half, y, 2 * half, thick - 2, thick / 2.3)
        c.solid(d, tone)
        with c.clip(d):
            surfaces.speckles(
                c, look.seed + str(n), 120, y, 360, thick, tones.darker(tone, 0.6), count=110, size=2
            )
            surfaces.speckles(c, look.seed + "l" + str(n), 120, y, 360, thick, tones.LIGHT, count=110, size=2)
            c.shade(paths.block(100, y + thick * 0.6, 400, thick * 0.4), opacity=0.25)
            c.stroke(
                f"M{300 - half + 22:.0f} {y + thick / 2:.0f}H{300 + half + 4:.0f}",
                tones.darker(tone, 0.5),
                5,
                opacity=0.45,
            )
            band = tones.mix(tone, "#fffaf0", 0.55)
            if look.trait("border", "Woven band", "Plain hem") == "Woven band":
                c.fill(paths.block(300 + half - 92, y, 26, thick), band, opacity=0.8)
                c.fill(paths.block(300 + half - 58, y, 7, thick), band, opacity=0.8)
        top = y
    return Box(132, top, 336, bottom - top)


@drawing("soap")
def draw_soap(c: Canvas, look: Look) -> Box:
    """A bar of soap on its dish, with bubbles and a sprig."""
    bottom = 470.0
    c.ground(300, bottom + 14, 190)
    dish = "#dcc7ac" if look.trait("dish", "wood", "stone") == "wood" else "#c9c4bb"
    c.bar(paths.block(110, bottom - 18, 380, 34, 16), dish)
    h, w = look.between("h", 120, 145), look.between("w", 270, 310)
    x, y = 300 - w / 2, bottom - 16 - h
    side = paths.block(x, y + 44, w, h - 44, 26)
    round_shape = look.trait("shape", "Rounded bar", "Oval bar", "Hand-cut block")
    corner = {"Rounded bar": 34, "Oval bar": 60, "Hand-cut block": 8}[round_shape]
    side = paths.block(x, y + 30, w, h - 28, corner)
    c.solid(side, tones.darker(look.colour, 0.08))
    top = paths.block(x, y, w, h - 34, corner)
    c.solid(top, tones.lighter(look.colour, 0.1), depth=0.6)
    with c.clip(top):
        if look.trait("inside", "Botanicals", "Marbled", "Plain") == "Marbled":
            for n in range(5):
                wave = paths.smooth(
                    [(x - 20 + k * 50, y + 14 + n * 20 + (12 if (k + n) % 2 else -8)) for k in range(8)],
                    closed=False,
                )
                c.stroke(wave, tones.mix(look.accent, tones.LIGHT, 0.35), 6, opacity=0.55)
        elif look.trait("inside", "Botanicals", "Marbled", "Plain") == "Botanicals":
            surfaces.speckles(c, look.seed, x, y, w, h, "#5d6f45", count=60, size=5)
    c.stroke(
        paths.block(x + 24, y + 16, w - 48, h - 66, max(corner - 16, 4)),
        tones.darker(look.colour, 0.35),
        3,
        opacity=0.4,
    )
    glyphs.write(c, look.label, 300, y + (h - 34) / 2 - 11, 22, tones.darker(look.colour, 0.5), room=w - 110)
    for dx, dy, r in ((-150, -30, 24), (-122, -60, 14), (150, -24, 18), (168, -56, 10), (-176, -66, 9)):
        bubble = paths.oval(300 + dx, y + h + dy - 20, r, r)
        c.fill(bubble, c.radial(((0, "#ffffff", 0.1), (0.75, "#ffffff", 0.25), (1, "#ffffff", 0.85))))
        c.fill(
            paths.oval(300 + dx - r * 0.35, y + h + dy - 20 - r * 0.35, r * 0.22, r * 0.22),
            "#ffffff",
            opacity=0.9,
        )
    for turn in (-60, -35, -10):
        surfaces.leaf(c, 470, bottom - 8, 92, turn + 70, "#7f9a78", girth=0.17)
    return Box(x, y, w, h)


@drawing("face_cream")
def draw_face_cream(c: Canvas, look: Look) -> Box:
    """A jar of cream, its lid beside it, with a swirl."""
    cx, bottom = 268.0, 486.0
    r, h = look.between("r", 116, 132), look.between("h", 130, 150)
    top = bottom - h
    c.ground(cx + 30, bottom + 4, r * 1.3)
    lid = paths.oval(cx + 168, bottom - 84, 42, 92)
    c.solid(paths.block(cx + 140, bottom - 176, 30, 184, 12), tones.darker(look.accent, 0.25))
    c.solid(lid, look.accent)
    c.stroke(paths.oval(cx + 168, bottom - 84, 34, 80), tones.darker(look.accent, 0.3), 3, opacity=0.6)
    cream = "#fdf6e9"
    swirl = [(r * 0.9, 6), (r * 0.7, -20), (r * 0.46, -42), (r * 0.2, -66)]
    for wide, dy in swirl:
        c.round(
            paths.turned(cx, [(top + dy - 22, wide * 0.7), (top + dy, wide), (top + dy + 12, wide * 0.94)]),
            cream,
            depth=0.6,
        )
    c.round(
        f"M{cx - 18:.0f} {top - 78:.0f}Q{cx - 4:.0f} {top - 124:.0f} {cx + 22:.0f} {top - 118:.0f}Q{cx + 4:.0f} {top - 96:.0f} {cx + 20:.0f} {top - 78:.0f}z",
        cream,
        depth=0.6,
    )
    body = paths.turned(cx, [(top, r * 0.95), (top + 12, r), (bottom - 18, r), (bottom, r * 0.92)])
    c.round(body, look.colour)
    c.round(
        paths.turned(cx, [(top + 40, r), (bottom - 32, r)], soft=False),
        tones.lighter(look.colour, 0.6),
        depth=0.7,
    )
    glyphs.write(c, look.label, cx, top + 62, 16, tones.deep(look.colour), room=r * 1.5)
    c.stroke(f"M{cx - 26:.0f} {top + 96:.0f}h52", look.accent, 3)
    c.shine(paths.block(cx - r * 0.72, top + 26, 14, h * 0.6, 7), opacity=0.6)
    return Box(cx - r, top - 118, 2 * r + 82, h + 140)


@drawing("shampoo")
def draw_shampoo(c: Canvas, look: Look) -> Box:
    """A pump bottle."""
    cx, bottom = 300.0, 498.0
    r, h = look.between("r", 80, 94), look.between("h", 250, 285)
    top = bottom - h
    c.ground(cx, bottom + 4, r)
    body = paths.turned(
        cx, [(top, 28), (top + 14, r * 0.66), (top + 46, r), (bottom - 12, r), (bottom, r * 0.94)]
    )
    amber = look.trait("bottle", "Amber glass", "Aluminium", "Recycled plastic")
    tone = {"Amber glass": "#8a4f1d", "Aluminium": "#c3c8cb", "Recycled plastic": look.colour}[amber]
    c.round(body, tone, metal=amber == "Aluminium", depth=1.2)
    label = paths.turned(cx, [(top + 86, r), (bottom - 44, r)], soft=False)
    c.round(label, tones.PAPER if amber == "Recycled plastic" else look.colour, depth=0.8)
    face = tones.PAPER if amber == "Recycled plastic" else look.colour
    glyphs.write(c, look.label, cx, top + 116, 16, tones.ink(face), room=r * 1.5)
    for turn in (-34, 0, 34):
        surfaces.leaf(c, cx, top + 196, 36, turn, tones.mix(look.accent, tones.ink(face), 0.4))
    dark = "#2f2e2c"
    c.round(paths.turned(cx, [(top - 26, 30), (top + 6, 32)], soft=False), dark)
    c.round(paths.block(cx - 8, top - 66, 16, 44), "#8d949a", metal=True)
    c.bar(f"M{cx + 26:.0f} {top - 88:.0f}h-52q-62 0 -74 26h26q14 -8 48 -6h52z", dark)
    c.shine(paths.block(cx - r * 0.74, top + 60, 12, h * 0.62, 6), opacity=0.5)
    return Box(cx - r - 20, top - 90, 2 * r + 20, h + 100)
