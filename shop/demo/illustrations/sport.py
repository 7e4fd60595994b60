"""Drawings of mats, weights, helmets and lights."""

from __future__ import annotations

from shop.demo.illustrations import glyphs, paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("yoga_mat")
def draw_yoga_mat(c: Canvas, look: Look) -> Box:
    """A mat half rolled up."""
    colour, y = look.colour, 380.0
    r = look.between("r", 54, 68)
    c.ground(330, 488, 230, ry=22, strength=0.4)
    sheet = f"M176 {y}L470 {y - 30}L570 {y + 84}L250 {y + 116}z"
    c.solid(sheet, tones.lighter(colour, 0.08))
    with c.clip(sheet):
        pattern = look.trait("surface", "Smooth", "Alignment lines", "Ribbed")
        if pattern == "Alignment lines":
            c.stroke(f"M330 {y - 20}L420 {y + 104}M240 {y + 40}L560 {y + 10}", tones.lighter(colour, 0.6), 4)
        elif pattern == "Ribbed":
            for n in range(16):
                c.stroke(
                    f"M{200 + n * 22} {y - 10 - n * 2}L{270 + n * 24} {y + 120 - n * 2}",
                    tones.darker(colour, 0.5),
                    2,
                    opacity=0.35,
                )
    c.stroke(f"M570 {y + 84}L250 {y + 116}", tones.darker(colour, 0.4), 9)
    with c.moved(turn=52, about=(210, y + 20)):
        c.bar(paths.block(110, y - r, 210, 2 * r, 8), colour)
        c.shine(paths.block(120, y - r + 12, 190, 16, 8), opacity=0.35)
        c.solid(paths.oval(320, y, r * 0.42, r), tones.darker(colour, 0.1))
        for scale in (0.8, 0.6, 0.4, 0.2):
            c.stroke(
                paths.oval(320, y, r * 0.42 * scale, r * scale), tones.darker(colour, 0.6), 3, opacity=0.7
            )
        if look.trait("strap", "With strap", "No strap") == "With strap":
            for x in (150, 262):
                c.bar(paths.block(x, y - r - 2, 16, 2 * r + 4, 4), look.accent)
            c.stroke(f"M158 {y - r}Q214 {y - r - 70} 270 {y - r}", tones.darker(look.accent, 0.2), 9)
    return Box(130, y - 110, 440, 240)


@drawing("dumbbell")
def draw_dumbbell(c: Canvas, look: Look) -> Box:
    """A pair of hand weights: hexagonal, round or dipped in vinyl."""
    form = look.trait("shape", "Hexagonal", "Round", "Dipped")
    size = 46 + min(look.number("weight_each", 4), 12) * 4.2
    c.ground(300, 484, 210, ry=22)
    _weight(c, look, 330, 484 - size * 1.0 - 26, size * 0.92, form, tones.darker(look.colour, 0.22))
    _weight(c, look, 284, 484 - size, size, form, look.colour)
    return Box(284 - 190, 484 - 2 * size, 380, 2 * size)


def _weight(c: Canvas, look: Look, x: float, y: float, size: float, form: str, colour: str) -> None:
    reach = 128.0
    bar = tones.darker(colour, 0.1) if form == "Dipped" else tones.STEEL
    c.bar(paths.block(x - reach, y - 17, 2 * reach, 34, 14), bar, metal=form != "Dipped")
    if form != "Dipped":
        for n in range(13):
            c.stroke(f"M{x - 62 + n * 10:.0f} {y - 15}l6 30", "#7d848a", 1.6, opacity=0.7)
    for side in (-1, 1):
        left = x + side * reach - 46
        if form == "Hexagonal":
            c.bar(
                paths.poly(
                    [
                        (left, y - size * 0.5),
                        (left + 8, y - size),
                        (left + 84, y - size),
                        (left + 92, y - size * 0.5),
                        (left + 92, y + size * 0.5),
                        (left + 84, y + size),
                        (left + 8, y + size),
                        (left, y + size * 0.5),
                    ]
                ),
                colour,
            )
            c.stroke(
                f"M{left:.0f} {y - size * 0.5:.0f}h92M{left:.0f} {y + size * 0.5:.0f}h92",
                tones.darker(colour, 0.5),
                2,
                opacity=0.5,
            )
        elif form == "Round":
            for n, scale in enumerate((0.8, 1.0, 0.8)):
                c.bar(paths.block(left + n * 31, y - size * scale, 29, 2 * size * scale, 10), colour)
        else:
            c.ball(paths.block(left, y - size, 92, 2 * size, 40), colour)
        c.shine(paths.block(left + 14, y - size * 0.86, 64, 12, 6), opacity=0.4)
    kilos = f"{look.number('weight_each', 4):g} KG"
    glyphs.write(c, kilos, x + reach, y - 9, 18, tones.ink(colour), room=74)


@drawing("bicycle_helmet")
def draw_bicycle_helmet(c: Canvas, look: Look) -> Box:
    """A helmet from the side with vents and straps."""
    colour, y = look.colour, 380.0
    c.ground(300, 486, 175, ry=18)
    c.stroke(
        f"M196 {y - 6}Q226 {y + 76} 270 {y + 92}Q330 {y + 70} 372 {y - 6}M270 {y + 92}L262 {y - 6}",
        "#3f4042",
        9,
    )
    c.solid(paths.block(252, y + 80, 36, 24, 6), tones.DARK)
    style = look.trait("style", "Road", "Urban", "Trail")
    if style == "Urban":
        shell = f"M108 {y}C100 220 190 150 304 150C420 150 500 230 496 {y - 14}Q490 {y + 8} 460 {y + 4}L150 {y + 12}Q112 {y + 14} 108 {y}z"
    else:
        shell = f"M90 {y - 30}C110 220 200 152 312 152C430 156 512 236 508 {y - 24}Q486 {y + 2} 440 {y - 2}Q300 {y - 20} 190 {y + 18}Q100 {y + 20} 90 {y - 30}z"
    c.ball(shell, colour)
    with c.clip(shell):
        c.shade(paths.block(80, y - 70, 440, 100), opacity=0.35)
        c.stroke(f"M90 {y - 18}Q300 {y - 56} 510 {y - 40}", tones.mix(look.accent, colour, 0.2), 15)
        dark = tones.darker(colour, 0.78)
        if style == "Urban":
            for x in (190, 250, 310, 370):
                c.fill(paths.block(x, 210, 34, 16, 8), dark)
                c.fill(paths.block(x + 10, 244, 34, 12, 6), dark)
        else:
            for _n, (x, at, length, turn) in enumerate(
                (
                    (150, 290, 96, -42),
                    (220, 226, 116, -22),
                    (316, 206, 118, 6),
                    (410, 246, 96, 32),
                    (236, 300, 100, -14),
                    (338, 288, 104, 6),
                )
            ):
                with c.moved(turn=turn, about=(x, at)):
                    c.fill(
                        paths.smooth(
                            [(x - length / 2, at), (x, at - 17), (x + length / 2, at - 2), (x, at + 15)],
                            pull=0.7,
                        ),
                        dark,
                    )
                    c.stroke(
                        f"M{x - length / 2 + 8} {at + 3}Q{x} {at + 18} {x + length / 2 - 8} {at + 2}",
                        tones.lighter(colour, 0.4),
                        2.5,
                        opacity=0.6,
                    )
        c.shine(paths.oval(230, 190, 90, 24), opacity=0.45)
    if style == "Trail":
        c.solid(
            f"M452 {y - 110}Q548 {y - 100} 572 {y - 62}Q520 {y - 66} 494 {y - 52}z", tones.darker(colour, 0.2)
        )
    glyphs.write(c, look.label, 200, y - 22, 12, tones.ink(colour), room=90)
    return Box(92, 150, 420, 236)


@drawing("bike_light")
def draw_bike_light(c: Canvas, look: Look) -> Box:
    """A front lamp and its red rear lamp on their mounts."""
    c.ground(280, 470, 190, ry=16)
    colour, form = look.colour, look.trait("shape", "Round", "Square")
    for x, y, s, glow, lens in (
        (220.0, 330.0, 112.0, "#fff2bd", "#fffbe8"),
        (430.0, 372.0, 78.0, "#ff8f7c", "#ff5a46"),
    ):
        c.solid(paths.block(x - s * 0.3, y + s * 0.72, s * 0.6, 468 - y - s * 0.72, 8), tones.DARK)
        c.stroke(f"M{x - s * 0.5:.0f} {y + s * 0.98:.0f}h{s:.0f}", "#5c5f62", 12)
        c.fill(paths.oval(x, y, s * 1.7, s * 1.6), c.radial(((0, glow, 0.8), (1, glow, 0.0))))
        outer = (
            paths.oval(x, y, s * 0.86, s * 0.86)
            if form == "Round"
            else paths.block(x - s * 0.82, y - s * 0.82, s * 1.64, s * 1.64, s * 0.34)
        )
        inner = (
            paths.oval(x, y, s * 0.66, s * 0.66)
            if form == "Round"
            else paths.block(x - s * 0.62, y - s * 0.62, s * 1.24, s * 1.24, s * 0.24)
        )
        with c.moved(12, 4):
            c.fill(outer, tones.darker(colour, 0.5))
        c.solid(outer, colour)
        c.fill(inner, c.radial(((0, "#ffffff", 1), (0.35, lens, 1), (1, tones.darker(glow, 0.35), 1))))
        with c.clip(inner):
            surfaces.dots(
                c, x - s, y - s, 2 * s, 2 * s, tones.mix(lens, "#ffffff", 0.4), step=s * 0.26, size=s * 0.08
            )
        c.stroke(inner, tones.darker(colour, 0.5), 4)
        c.bar(paths.block(x - s * 0.2, y - s * 0.98, s * 0.4, s * 0.16, 5), look.accent)
    return Box(124, 230, 380, 240)
