"""Drawings of notebooks, pens, puzzles, blocks and soft toys."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("notebook", stance="flat")
def draw_notebook(c: Canvas, look: Look) -> Box:
    """A notebook with ribbon and elastic, or a wire spine."""
    w, h = look.between("w", 270, 300), look.between("h", 380, 410)
    x, y, colour = 300 - w / 2, 300 - h / 2, look.colour
    with c.moved(turn=look.between("turn", -13, -6)):
        c.lying(paths.block(x, y, w + 8, h + 8, 10), lift=1.4)
        c.solid(paths.block(x + 6, y + 8, w + 2, h, 8), "#efe7d7")
        for n in range(3):
            c.stroke(f"M{x + w + 2 + n * 2:.0f} {y + 14}V{y + h + 4:.0f}", "#cdbfa4", 1)
        cover = paths.block(x, y, w, h, 9)
        c.solid(cover, colour, depth=0.8)
        binding = look.trait("binding", "Sewn hardcover", "Wire-bound", "Stitched softcover")
        with c.clip(cover):
            motif = look.trait("cover", "Plain cloth", "Dots", "Botanical", "Lines")
            tint = tones.mix(look.accent, "#f6efe2", 0.35)
            if motif == "Dots":
                surfaces.dots(c, x, y, w, h, tint, step=36, size=5)
            elif motif == "Botanical":
                for n in range(9):
                    px, py = x + w * (0.2 + 0.3 * (n % 3)), y + h * (0.24 + 0.3 * (n // 3))
                    for turn in (-50, -20, 20, 50):
                        surfaces.leaf(c, px, py + 20, 44, turn + n * 13, tint, girth=0.24)
            elif motif == "Lines":
                for n in range(7):
                    c.stroke(paths.oval(x + w * 0.5, y + h * 0.9, 40 + n * 34, 40 + n * 34), tint, 6)
            else:
                surfaces.weave(c, x, y, w, h, colour, step=6)
            if binding != "Wire-bound":
                c.fill(paths.block(x, y, 34, h), tones.darker(colour, 0.4), opacity=0.55)
        if motif in {"Plain cloth", "Dots"}:
            c.solid(paths.block(300 - 62, y + 92, 140, 62, 5), tones.PAPER, depth=0.4)
            glyphs.write(c, look.label, 308, y + 115, 14, tones.deep(colour), room=112)
        if binding == "Wire-bound":
            for n in range(13):
                at = y + 26 + n * (h - 52) / 12
                c.fill(paths.oval(x + 20, at, 5, 5), tones.darker(colour, 0.75))
                c.stroke(f"M{x + 20:.0f} {at:.0f}q-38 -9 -32 6", tones.STEEL, 4.4)
        elif binding == "Sewn hardcover":
            c.stroke(f"M{x + w - 34:.0f} {y}V{y + h:.0f}", tones.darker(colour, 0.62), 8, butt=True)
            c.stroke(f"M300 {y + h - 4:.0f}q6 30 -4 52", look.accent, 9, butt=True)
        else:
            c.stroke(f"M{x + 17:.0f} {y + 12}V{y + h - 12:.0f}", tones.lighter(colour, 0.7), 3, dash="14 9")
    return Box(x, y, w, h)


@drawing("fountain_pen", stance="flat")
def draw_fountain_pen(c: Canvas, look: Look) -> Box:
    """An open pen with its cap beside it and a written line."""
    colour = look.colour
    trim = tones.BRASS if look.trait("trim", "Gold trim", "Steel trim") == "Gold trim" else tones.STEEL
    girth = look.between("girth", 23, 29)
    ink = tones.deep(look.accent)
    line = paths.smooth(
        [(90 + n * 26, 452 + (20 if n % 2 else -16) * (1 - n / 22)) for n in range(13)], closed=False, pull=1
    )
    c.stroke(line, ink, 5, opacity=0.85)
    with c.moved(turn=-32):
        barrel = f"M214 {300 - girth}H470Q520 {300 - girth * 0.7} 532 300Q520 {300 + girth * 0.7} 470 {300 + girth}H214z"
        grip = f"M214 {300 - girth + 3}L138 {300 - girth * 0.62}V{300 + girth * 0.62}L214 {300 + girth - 3}z"
        nib = f"M140 {300 - girth * 0.56}Q92 {300 - girth * 0.62} 40 300Q92 {300 + girth * 0.62} 140 {300 + girth * 0.56}z"
        for part in (barrel, grip, nib):
            c.lying(part, lift=0.9)
        c.bar(nib, trim, metal=True)
        c.stroke("M44 300H112", "#5c4a22", 1.8)
        c.fill(paths.oval(114, 300, 4.5, 4.5), "#4a3c20")
        c.bar(grip, tones.darker(colour, 0.5))
        c.bar(barrel, colour)
        with c.clip(barrel):
            body = look.trait("body", "Resin", "Faceted", "Marbled")
            if body == "Faceted":
                c.fill(
                    paths.block(210, 300 - girth * 0.3, 330, girth * 0.8),
                    tones.darker(colour, 0.3),
                    opacity=0.5,
                )
                c.shine(paths.block(210, 300 - girth, 330, girth * 0.7), opacity=0.4)
            elif body == "Marbled":
                for n in range(9):
                    c.stroke(
                        f"M{220 + n * 34} {300 - girth}q20 {girth * 0.8:.0f} -4 {girth:.0f}t10 {girth:.0f}",
                        tones.mix(look.accent, tones.LIGHT, 0.4),
                        6,
                        opacity=0.55,
                    )
        for x in (210, 462):
            c.bar(paths.block(x, 300 - girth - 1, 12, 2 * girth + 2, 3), trim, metal=True)
        c.shine(paths.block(230, 300 - girth * 0.72, 220, 7, 4), opacity=0.6)
    with c.moved(66, 96, turn=-24):
        cap = paths.block(200, 300 - girth - 4, 190, 2 * girth + 8, girth * 0.8)
        c.lying(cap, lift=0.9)
        c.bar(cap, colour)
        c.bar(paths.block(206, 300 - girth - 5, 20, 2 * girth + 10, 3), trim, metal=True)
        c.bar(paths.block(236, 300 - 7, 142, 13, 6), trim, metal=True)
    return Box(96, 130, 410, 340)


@drawing("puzzle", stance="flat")
def draw_puzzle(c: Canvas, look: Look) -> Box:
    """Joined jigsaw pieces making a little landscape, two pieces apart."""
    columns, rows = 4, 4
    cell, x0, y0 = 96.0, 92.0, 96.0
    scene = look.trait("motif", "Mountains", "Harbour", "Meadow")
    apart = {(3, 3): (36, 30, 14), (0, 3): (-22, 34, -10)}
    pieces = {
        (col, row): _piece(x0 + col * cell, y0 + row * cell, cell, col, row, columns, rows)
        for row in range(rows)
        for col in range(columns)
    }
    joined = "".join(piece for place, piece in pieces.items() if place not in apart)
    c.lying(joined, lift=0.5)
    with c.clip(joined):
        _landscape(c, look, scene)
    c.stroke(joined, tones.SHADOW, 1.8, opacity=0.4)
    for place, (dx, dy, turn) in apart.items():
        middle = (x0 + (place[0] + 0.5) * cell, y0 + (place[1] + 0.5) * cell)
        with c.moved(dx, dy, turn=turn, about=middle):
            c.lying(pieces[place], lift=0.7)
            with c.clip(pieces[place]):
                _landscape(c, look, scene)
            c.stroke(pieces[place], tones.SHADOW, 1.8, opacity=0.4)
    return Box(x0, y0, columns * cell, rows * cell)


def _piece(x: float, y: float, s: float, col: int, row: int, columns: int, rows: int) -> str:
    def edge(ax: float, ay: float, bx: float, by: float, sign: int) -> str:
        if sign == 0:
            return f"L{bx:.1f} {by:.1f}"
        ux, uy = (bx - ax) / s, (by - ay) / s
        nx, ny = uy * sign, -ux * sign
        at = lambda t, n: (ax + (bx - ax) * t + nx * n, ay + (by - ay) * t + ny * n)  # noqa: E731
        p = [at(0.38, 0), at(0.34, 12), at(0.36, 24), at(0.5, 25), at(0.64, 24), at(0.66, 12), at(0.62, 0)]
        pairs = [f"{px:.1f} {py:.1f}" for px, py in p]
        return (
            f"L{pairs[0]}C{pairs[1]} {pairs[2]} {pairs[3]}C{pairs[4]} {pairs[5]} {pairs[6]}L{bx:.1f} {by:.1f}"
        )

    sign = lambda a, b: 1 if (a * 3 + b * 5) % 2 else -1  # noqa: E731
    top = 0 if row == 0 else -sign(col, row)
    right = 0 if col == columns - 1 else sign(col + 1, row + 3)
    bottom = 0 if row == rows - 1 else sign(col, row + 1)
    left = 0 if col == 0 else -sign(col, row + 3)
    return (
        f"M{x:.1f} {y:.1f}"
        + edge(x, y, x + s, y, top)
        + edge(x + s, y, x + s, y + s, right)
        + edge(x + s, y + s, x, y + s, bottom)
        + edge(x, y + s, x, y, left)
        + "z"
    )


def _landscape(c: Canvas, look: Look, scene: str) -> None:
    sky = tones.mix(look.colour, "#fff3dc", 0.68)
    c.fill(paths.block(60, 60, 480, 480), sky)
    c.fill(paths.oval(390, 170, 46, 46), "#f0b04a")
    if scene == "Mountains":
        c.fill("M60 380L190 190L270 300L370 160L540 400V540H60z", tones.mix(look.colour, "#6a7b86", 0.4))
        c.fill("M190 190L222 240L192 252L168 226zM370 160L408 220L366 236L334 208z", "#fdf8ee")
        c.fill("M60 400Q200 340 320 400T540 390V540H60z", tones.darker(look.colour, 0.35))
    elif scene == "Harbour":
        c.fill("M60 340H540V540H60z", tones.mix(look.colour, "#3f7390", 0.6))
        for x, tone in ((90, "#c8553d"), (160, "#e2b04a"), (230, "#4f7a6b"), (300, "#f1e6d2")):
            c.fill(f"M{x} 340v-96l34 -36l34 36v96z", tone)
            c.fill(paths.block(x + 24, 270, 20, 26), "#3d3a36", opacity=0.7)
        c.fill("M380 400h120l-26 40h-70z", "#8d3f2e")
        c.fill("M436 394V250l60 132z", "#fdf8ee")
    else:
        c.fill("M60 330Q200 270 330 330T540 320V540H60z", tones.mix(look.colour, "#7fa05a", 0.6))
        c.fill("M60 420Q220 360 540 430V540H60z", tones.mix(look.colour, "#5a7d42", 0.7))
        for n in range(24):
            c.fill(
                paths.oval(84 + (n * 83) % 420, 400 + (n * 37) % 100, 8, 8),
                ("#e9a02a", "#d9553d", "#fdf3de")[n % 3],
            )


@drawing("building_blocks")
def draw_building_blocks(c: Canvas, look: Look) -> Box:
    """Wooden blocks built into a tower with an arch."""
    palette = (
        look.colour,
        look.accent,
        "#e6c27a",
        tones.mix(look.colour, "#f6efe2", 0.5),
        "#b4553e",
        "#7f9a78",
    )
    bottom = 490.0
    c.ground(300, bottom + 2, 215)
    high = look.trait("build", "Castle", "Bridge", "Tower")

    def cube(x: float, y: float, w: float, h: float, tone: str) -> None:
        c.solid(
            paths.poly([(x + w, y), (x + w + 14, y - 12), (x + w + 14, y + h - 12), (x + w, y + h)]),
            tones.darker(tone, 0.4),
        )
        c.solid(
            paths.poly([(x, y), (x + 14, y - 12), (x + w + 14, y - 12), (x + w, y)]),
            tones.lighter(tone, 0.35),
            depth=0.4,
        )
        face = paths.block(x, y, w, h)
        c.solid(face, tone, depth=0.7)
        with c.clip(face):
            surfaces.grain(c, f"{look.seed}{x}{y}", x, y, w, h, tone, count=4)

    cube(110, bottom - 90, 90, 90, palette[0])
    cube(388, bottom - 90, 90, 90, palette[1])
    arch = f"M206 {bottom}V{bottom - 90}H382V{bottom}H344A50 50 0 0 0 244 {bottom}z"
    c.solid(
        paths.poly([(206, bottom - 90), (220, bottom - 102), (396, bottom - 102), (382, bottom - 90)]),
        tones.lighter(palette[2], 0.35),
        depth=0.4,
    )
    c.solid(arch, palette[2], depth=0.7)
    cube(150, bottom - 146, 290, 44, palette[3])
    cube(170, bottom - 240, 74, 84, palette[4])
    cube(346, bottom - 240, 74, 84, palette[5])
    c.round(paths.turned(297, [(bottom - 236, 34), (bottom - 158, 34)], soft=False), palette[1])
    c.fill(paths.oval(297, bottom - 236, 34, 5.4), tones.lighter(palette[1], 0.35))
    if high == "Castle":
        for x, tone in ((168, palette[0]), (344, palette[1])):
            c.solid(f"M{x} {bottom - 250}l40 -72l40 72z", tone)
            c.solid(f"M{x + 40} {bottom - 322}l14 -8l40 68l-14 12z", tones.darker(tone, 0.4))
    elif high == "Bridge":
        cube(160, bottom - 288, 272, 38, palette[0])
        c.ball(paths.oval(300, bottom - 334, 36, 36), palette[4])
    else:
        cube(262, bottom - 336, 74, 84, palette[0])
        c.solid(f"M252 {bottom - 346}l48 -76l48 76z", palette[1])
    if look.trait("scattered", "yes", "no") == "yes":
        cube(60, bottom - 34, 42, 42, palette[5])
    return Box(110, bottom - 400, 382, 400)


@drawing("plush_bear")
def draw_plush_bear(c: Canvas, look: Look) -> Box:
    """A sitting soft animal: bear, rabbit or fox-like, front view."""
    animal, colour = look.trait("animal", "Bear", "Rabbit", "Fox"), look.colour
    pale = tones.mix(colour, "#fdf3e2", 0.6)
    bottom = 496.0
    c.ground(300, bottom, 150, ry=18)
    for side in (-1, 1):
        if animal == "Rabbit":
            with c.moved(turn=side * look.between("ear", 6, 18), about=(300 + side * 46, 190)):
                c.ball(paths.oval(300 + side * 48, 112, 30, 92), colour)
                c.ball(paths.oval(300 + side * 48, 122, 15, 66), "#e8b9a8")
        elif animal == "Fox":
            c.ball(
                paths.poly([(300 + side * 30, 158), (300 + side * 100, 82), (300 + side * 106, 196)]), colour
            )
            c.ball(
                paths.poly([(300 + side * 56, 152), (300 + side * 92, 112), (300 + side * 94, 176)]),
                tones.darker(colour, 0.6),
            )
        else:
            c.ball(paths.oval(300 + side * 84, 136, 40, 40), colour)
            c.ball(paths.oval(300 + side * 86, 140, 22, 22), "#dcae94")
    for side in (-1, 1):
        with c.moved(turn=side * -24, about=(300 + side * 104, 350)):
            c.ball(paths.oval(300 + side * 112, 372, 36, 74), tones.darker(colour, 0.06))
    c.ball(paths.oval(300, 388, 116, 108), colour)
    c.ball(paths.oval(300, 400, 72, 76), pale, depth=0.6)
    for side in (-1, 1):
        c.ball(paths.oval(300 + side * 88, 466, 56, 38), colour)
        c.ball(paths.oval(300 + side * 98, 468, 28, 26), pale, depth=0.6)
    c.ball(paths.oval(300, 208, 116, 100), tones.lighter(colour, 0.04))
    c.ball(paths.oval(300, 244, 54, 40), pale, depth=0.5)
    for side in (-1, 1):
        c.ball(paths.oval(300 + side * 46, 196, 12, 14), "#2b2320")
        c.fill(paths.oval(300 + side * 46 - 4, 190, 4, 4), "#ffffff")
        c.fill(paths.oval(300 + side * 74, 230, 20, 13), "#e59a86", opacity=0.4)
    c.ball(paths.oval(300, 228, 17, 12), "#3a2a25")
    c.stroke("M300 240V254M300 254Q282 270 268 256M300 254Q318 270 332 256", "#3a2a25", 4)
    scarf = look.trait("wears", "Scarf", "Bow", "Nothing")
    if scarf == "Scarf":
        c.solid("M206 290Q300 338 394 290L398 318Q300 364 202 318z", look.accent)
        c.solid("M340 320l40 -6l12 84l-44 6z", tones.darker(look.accent, 0.1))
        c.stroke("M350 404v14M362 402v14M374 400v14M386 398v14", look.accent, 5)
    elif scarf == "Bow":
        c.solid("M300 316q-60 -42 -66 4q4 40 66 -4zM300 316q60 -42 66 4q-4 40 -66 -4z", look.accent)
        c.ball(paths.oval(300, 316, 14, 13), tones.darker(look.accent, 0.15))
    with c.clip(paths.oval(300, 300, 210, 220)):
        surfaces.speckles(c, look.seed, 180, 110, 240, 390, tones.LIGHT, count=150, size=2)
    return Box(176, 84, 248, bottom - 84)
