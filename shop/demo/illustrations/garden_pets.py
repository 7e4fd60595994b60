"""Drawings for the garden and its animals."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("plant_pot")
def draw_plant_pot(c: Canvas, look: Look) -> Box:
    """A pot with a plant in it."""
    cx, bottom = 300.0, 496.0
    r, h = look.between("r", 104, 124), look.between("h", 170, 205)
    top = bottom - h
    c.ground(cx, bottom + 8, r * 0.95)
    plant = look.trait("plant", "fern", "snake plant", "monstera")
    if plant == "snake plant":
        for dx, length, turn in ((-44, 180, -16), (40, 190, 15), (-20, 250, -6), (22, 236, 7), (0, 200, 0)):
            surfaces.leaf(
                c, cx + dx, top + 8, length, turn, "#5f8455" if dx % 4 == 0 else "#7c9c5f", girth=0.11
            )
    elif plant == "fern":
        for turn in (-76, -52, -30, -10, 10, 30, 52, 76):
            for n in range(8):
                with c.moved(cx, top + 6, turn=turn * (0.62 + n * 0.06), about=(0, 0)):
                    for side in (-1, 1):
                        surfaces.leaf(
                            c,
                            0,
                            -36 - n * 20,
                            40 - n * 3,
                            side * 56,
                            ("#6c9456", "#557b48")[n % 2],
                            girth=0.22,
                        )
    else:
        for dx, dy, size, turn in (
            (-96, -66, 110, -58),
            (92, -76, 112, 54),
            (-40, -120, 126, -20),
            (48, -130, 128, 22),
            (4, -60, 104, 4),
        ):
            c.stroke(
                f"M{cx} {top + 6}Q{cx + dx * 0.3:.0f} {top + dy * 0.4:.0f} {cx + dx * 0.72:.0f} {top + dy * 0.72:.0f}",
                "#55703f",
                6,
            )
            surfaces.leaf(c, cx + dx * 0.6, top + dy * 0.6, size, turn, "#4f7a4c", girth=0.56)
    if look.trait("saucer", "With saucer", "No saucer") == "With saucer":
        c.round(
            paths.turned(cx, [(bottom - 14, r * 0.98), (bottom + 8, r * 0.84)], tilt=0.13),
            tones.darker(look.colour, 0.12),
        )
    form = look.trait("shape", "Tapered", "Round", "Straight")
    foot, mid = {"Tapered": (0.68, 0.86), "Round": (0.66, 1.12), "Straight": (0.94, 0.97)}[form]
    body = paths.turned(cx, [(top, r), (top + h * 0.5, r * mid), (bottom, r * foot)])
    c.round(body, look.colour)
    with c.clip(body):
        finish = look.trait("finish", "Terracotta", "Fluted", "Glazed", "Banded")
        if finish == "Fluted":
            surfaces.ribs(c, cx - r * 1.2, top, 2.4 * r, h, look.colour, count=20)
        elif finish == "Banded":
            c.stroke(
                f"M{cx - r * 1.3:.0f} {top + h * 0.55:.0f}Q{cx} {top + h * 0.7:.0f} {cx + r * 1.3:.0f} {top + h * 0.55:.0f}",
                tones.mix(look.accent, tones.LIGHT, 0.4),
                30,
            )
        elif finish == "Terracotta":
            surfaces.speckles(
                c, look.seed, cx - r, top, 2 * r, h, tones.darker(look.colour, 0.6), count=60, size=2
            )
        else:
            c.shine(paths.oval(cx - r * 0.45, top + h * 0.42, 16, h * 0.25), opacity=0.7)
    if form == "Tapered":
        c.round(
            paths.turned(cx, [(top - 4, r * 1.08), (top + 34, r * 1.06)], tilt=0.15, soft=False),
            tones.lighter(look.colour, 0.06),
        )
    c.stroke(
        f"M{cx - r:.0f} {top:.0f}a{r:.0f} {r * 0.15:.0f} 0 0 0 {2 * r:.0f} 0",
        tones.lighter(look.colour, 0.3),
        4,
        opacity=0.8,
    )
    return Box(cx - r, top, 2 * r, h)


@drawing("watering_can")
def draw_watering_can(c: Canvas, look: Look) -> Box:
    """A can with spout to the left, rose or long spout, handle over the top."""
    colour, bottom = look.colour, 488.0
    r, h = look.between("r", 100, 116), look.between("h", 170, 205)
    cx, top = 340.0, bottom - h
    c.ground(cx - 20, bottom + 4, r * 1.25)
    arch = f"M{cx + r * 0.6:.0f} {top + 4:.0f}C{cx + r + 90:.0f} {top - 40:.0f} {cx + r + 80:.0f} {bottom - 50:.0f} {cx + r - 6:.0f} {bottom - 46:.0f}"
    over = f"M{cx - r * 0.7:.0f} {top + 6:.0f}C{cx - r * 0.6:.0f} {top - 110:.0f} {cx + r * 0.6:.0f} {top - 110:.0f} {cx + r * 0.7:.0f} {top + 6:.0f}"
    for line in (
        (arch, over) if look.trait("handles", "Two handles", "One handle") == "Two handles" else (arch,)
    ):
        c.stroke(line, tones.darker(colour, 0.45), 19)
        c.stroke(line, tones.darker(colour, 0.1), 13)
        c.stroke(line, tones.lighter(colour, 0.4), 4, opacity=0.7)
    tip = (118.0, top + 14) if look.trait("spout", "Rose", "Long spout") == "Rose" else (82.0, top - 20)
    spout = paths.poly(
        [
            (cx - r * 0.6, bottom - 24),
            (cx - r * 0.7, bottom - 84),
            (tip[0] + 10, tip[1] - 8),
            (tip[0] - 8, tip[1] + 10),
        ]
    )
    c.solid(spout, tones.darker(colour, 0.06))
    if look.trait("spout", "Rose", "Long spout") == "Rose":
        with c.moved(turn=-42, about=tip):
            c.solid(
                paths.poly(
                    [
                        (tip[0] - 12, tip[1] + 8),
                        (tip[0] + 12, tip[1] + 8),
                        (tip[0] + 42, tip[1] - 34),
                        (tip[0] - 42, tip[1] - 34),
                    ]
                ),
                tones.BRASS,
            )
            c.solid(paths.oval(tip[0], tip[1] - 34, 42, 14), tones.lighter(tones.BRASS, 0.3))
            surfaces.dots(c, tip[0] - 30, tip[1] - 44, 60, 18, "#6d5526", step=12, size=2.4)
        for n in range(7):
            c.fill(paths.oval(70 - n * 5 + (n % 3) * 22, top + 46 + n * 26, 4, 8), "#7fb0cf", opacity=0.75)
    body = paths.turned(cx, [(top, r * 0.86), (bottom - 8, r), (bottom, r * 0.98)], soft=False)
    metal = (
        look.trait("material", "Galvanised steel", "Painted steel", "Recycled plastic") == "Galvanised steel"
    )
    c.round(body, colour, metal=metal and tones.brightness(colour) > 0.5)
    for at in (0.12, 0.86):
        width = r * (0.86 + 0.14 * at)
        c.stroke(
            f"M{cx - width:.0f} {top + h * at:.0f}a{width:.0f} {width * 0.16:.0f} 0 0 0 {2 * width:.0f} 0",
            tones.darker(colour, 0.45),
            4,
            opacity=0.55,
        )
    c.fill(paths.oval(cx, top, r * 0.86, r * 0.138), tones.darker(colour, 0.55))
    c.fill(
        f"M{cx - r * 0.86:.0f} {top:.0f}a{r * 0.86:.0f} {r * 0.138:.0f} 0 0 1 {r * 1.0:.0f} {-r * 0.12:.0f}L{cx - 4:.0f} {top + r * 0.13:.0f}A{r * 0.86:.0f} {r * 0.138:.0f} 0 0 1 {cx - r * 0.86:.0f} {top:.0f}z",
        tones.lighter(colour, 0.1),
    )
    c.shine(paths.block(cx - r * 0.66, top + 34, 16, h * 0.6, 8), opacity=0.45)
    return Box(tip[0] - 20, top - 84, cx + r + 66 - tip[0], h + 92)


@drawing("secateurs", stance="flat")
def draw_secateurs(c: Canvas, look: Look) -> Box:
    """Pruning shears, open, lying aslant with a cut twig."""
    colour = look.colour
    with c.moved(turn=look.between("turn", 26, 38)):
        lower = "M318 250Q372 320 374 420Q374 500 352 548Q340 560 328 548Q322 530 326 500Q336 400 292 292z"
        upper = "M282 250Q228 320 226 420Q226 500 248 548Q260 560 272 548Q278 530 274 500Q264 400 308 292z"
        blade = "M310 292Q270 260 262 180Q262 110 300 54Q316 100 322 160Q330 220 330 262z"
        hook = "M292 288Q336 262 352 210Q366 160 350 110Q384 150 386 204Q382 262 330 298z"
        for part in (lower, upper, blade, hook):
            c.lying(part, lift=0.9)
        c.solid(hook, "#83898d")
        c.fill(blade, c.linear(((0, "#f2f4f5", 1), (0.5, "#bcc3c8", 1), (1, "#8d969c", 1))))
        c.stroke("M300 58Q276 110 274 180Q278 240 300 276", "#ffffff", 3, opacity=0.7)
        for part in (lower, upper):
            c.solid(part, colour)
        c.stroke(
            "M352 350Q360 440 342 530M248 350Q240 440 258 530", tones.lighter(colour, 0.4), 5, opacity=0.55
        )
        if look.trait("grip", "Rubber grip", "Wooden grip", "Smooth grip") == "Rubber grip":
            for n in range(6):
                c.stroke(f"M360 {400 + n * 18}l14 -3M240 {400 + n * 18}l-14 -3", tones.darker(colour, 0.6), 4)
        c.stroke("M282 330q18 -10 36 0q-18 10 -36 20q18 10 36 20q-18 6 -30 14", "#9aa2a7", 5)
        c.ball(paths.oval(300, 276, 21, 21), tones.BRASS)
        c.stroke("M290 276h20", "#6d5526", 4)
    for turn in (-50, -10, 30, 64):
        surfaces.leaf(c, 130, 200, 74, turn, "#6f9057")
    c.stroke("M130 200L96 262", "#7a5a3a", 9)
    return Box(150, 70, 300, 460)


@drawing("dog_bed")
def draw_dog_bed(c: Canvas, look: Look) -> Box:
    """A round or oval bed with a rim, a bone in it."""
    colour, inner = look.colour, tones.mix(look.accent, "#f6ead6", 0.6)
    c.ground(300, 470, 235, ry=26)
    wide, deep = look.between("w", 222, 240), look.between("d", 106, 122)
    y = 372.0
    base = paths.smooth(
        [
            (300 - wide, y),
            (300 - wide * 0.9, y + 76),
            (300, y + deep),
            (300 + wide * 0.9, y + 76),
            (300 + wide, y),
            (300, y - deep),
        ],
        pull=0.85,
    )
    c.ball(base, tones.darker(colour, 0.12))
    rim = paths.oval(300, y - 14, wide, deep * 0.92)
    c.ball(rim, colour)
    hollow = paths.oval(300, y - 6, wide * 0.7, deep * 0.54)
    c.fill(hollow, tones.darker(colour, 0.55))
    pillow = paths.oval(300, y + 6, wide * 0.68, deep * 0.46)
    c.ball(pillow, inner, depth=0.8)
    with c.clip(pillow):
        pattern = look.trait("lining", "Check", "Plush", "Paw print")
        if pattern == "Check":
            surfaces.checks(c, 100, y - 90, 400, 180, look.accent, step=46)
        elif pattern == "Paw print":
            for x, py in ((190, y - 10), (396, y + 6), (250, y + 36), (348, y - 26)):
                c.fill(paths.oval(x, py, 13, 10), look.accent)
                for dx, dy in ((-14, -10), (-5, -17), (6, -17), (15, -10)):
                    c.fill(paths.oval(x + dx, py + dy, 4.4, 5.4), look.accent)
        else:
            surfaces.speckles(
                c, look.seed, 120, y - 80, 360, 170, tones.darker(inner, 0.5), count=220, size=3
            )
    lip = f"M{300 - wide:.0f} {y - 14:.0f}A{wide:.0f} {deep * 0.92:.0f} 0 0 0 {300 + wide:.0f} {y - 14:.0f}L{300 + wide * 0.7:.0f} {y - 6:.0f}A{wide * 0.7:.0f} {deep * 0.54:.0f} 0 0 1 {300 - wide * 0.7:.0f} {y - 6:.0f}z"
    dip = look.trait("entry", "Low entry", "Even rim")
    if dip == "Low entry":
        c.ball(lip, tones.darker(colour, 0.05))
    with c.clip(rim):
        for n in range(-4, 5):
            c.stroke(
                f"M{300 + n * 62} {y + deep + 10:.0f}Q{300 + n * 54} {y + 60:.0f} {300 + n * 40} {y + 44:.0f}",
                tones.darker(colour, 0.5),
                5,
                opacity=0.22,
            )
    with c.moved(turn=-18, about=(300, y)):
        bone = "#f7efe0"
        for dx in (-44, 44):
            for dy in (-11, 11):
                c.ball(paths.oval(300 + dx, y + dy, 17, 15), bone, depth=0.6)
        c.bar(paths.block(256, y - 12, 88, 24, 8), bone)
    return Box(300 - wide, y - deep, 2 * wide, 2 * deep)


@drawing("bird_feeder", stance="wall")
def draw_bird_feeder(c: Canvas, look: Look) -> Box:
    """A hanging feeder: little house or tube, with a bird."""
    colour = look.colour
    c.stroke("M300 0V96", "#6b5a44", 5)
    if look.trait("form", "House", "Tube") == "House":
        glass = paths.block(212, 226, 176, 172, 4)
        c.lying(glass + "M150 236L300 106L450 236z" + paths.block(170, 396, 260, 40), lift=1.6)
        c.fill(glass, "#e9f0ec", opacity=0.9)
        c.fill("M214 290Q300 270 386 296V398H214z", "#c9973f")
        with c.clip("M214 290Q300 270 386 296V398H214z"):
            surfaces.speckles(c, look.seed, 212, 270, 176, 130, "#5a3d1c", count=160, size=5)
        for x in (206, 378):
            c.round(paths.block(x, 226, 16, 178, 3), colour)
        c.solid(paths.block(160, 394, 280, 40, 8), colour)
        c.solid("M140 240L300 98L460 240L436 256L300 138L164 256z", tones.darker(colour, 0.25))
        c.solid("M164 250L300 132L436 250z", tones.lighter(colour, 0.06))
        c.fill(paths.oval(300, 208, 20, 20), tones.darker(colour, 0.65))
        box = Box(150, 98, 300, 336)
    else:
        c.lying(paths.block(240, 130, 120, 300, 20), lift=1.6)
        tube = paths.turned(300, [(150, 58), (420, 58)], soft=False)
        c.fill(tube, "#e9f0ec", opacity=0.85)
        seeds = paths.turned(300, [(214, 55), (418, 55)], soft=False)
        c.round(seeds, "#c9973f")
        with c.clip(seeds):
            surfaces.speckles(c, look.seed, 240, 200, 120, 230, "#5a3d1c", count=200, size=5)
        c.shine(paths.block(256, 160, 14, 240, 6), opacity=0.7)
        c.round(paths.turned(300, [(92, 20), (112, 66), (150, 70)]), colour)
        c.round(paths.turned(300, [(414, 62), (440, 84), (452, 80)]), colour)
        for y, side in ((280, -1), (330, 1), (380, -1)):
            c.fill(paths.oval(300 + side * 40, y - 12, 9, 12), "#4a3a26")
            c.stroke(f"M{300 + side * 36} {y}h{side * 60}", tones.darker(colour, 0.4), 8)
        box = Box(216, 92, 168, 360)
    x, y = (424.0, 366.0) if look.trait("form", "House", "Tube") == "House" else (404.0, 300.0)
    c.solid(f"M{x + 34} {y + 4}l56 30l-8 12l-62 -26z", "#54667a")
    c.ball(
        paths.smooth(
            [
                (x - 40, y - 22),
                (x - 10, y - 34),
                (x + 36, y),
                (x + 34, y + 26),
                (x - 6, y + 32),
                (x - 34, y + 10),
            ],
            pull=0.9,
        ),
        "#d9783f",
    )
    c.ball(
        paths.smooth([(x - 6, y - 12), (x + 34, y), (x + 48, y + 22), (x + 8, y + 20)], pull=0.8), "#61768c"
    )
    c.ball(paths.oval(x - 26, y - 26, 24, 22), "#61768c")
    c.fill(f"M{x - 48} {y - 26}l-18 6l18 6z", "#4a3a26")
    c.fill(paths.oval(x - 34, y - 30, 4, 4), "#1f1b18")
    return box
