"""Drawings of shoes, seen from the side."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


def _laces(c: Canvas, points: list[tuple[float, float]], colour: str, *, reach: float = 34) -> None:
    for x, y in points:
        c.stroke(f"M{x:.0f} {y:.0f}l{reach:.0f} {-reach * 0.36:.0f}", tones.SHADOW, 8, opacity=0.25)
        c.stroke(f"M{x:.0f} {y - 2:.0f}l{reach:.0f} {-reach * 0.36:.0f}", colour, 7)


@drawing("trainers")
def draw_trainers(c: Canvas, look: Look) -> Box:
    """A low everyday trainer, toe to the right."""
    _pair(c, look, _trainer)
    return Box(78, 250, 454, 232)


def _pair(c: Canvas, look: Look, draw: object) -> None:
    c.ground(305, 482, 232, ry=18)
    with c.moved(26, -34, scale=0.96):
        draw(c, look, True)  # type: ignore[operator]
    draw(c, look, False)  # type: ignore[operator]


def _trainer(c: Canvas, look: Look, behind: bool) -> None:
    colour = tones.darker(look.colour, 0.25) if behind else look.colour
    sole = look.trait("sole", "White sole", "Gum sole")
    rubber = {"White sole": "#f3eee4", "Gum sole": "#b98550"}[sole]
    upper = "M92 446Q84 330 104 276Q112 262 132 268Q170 300 214 286L238 262Q250 256 262 270Q300 330 372 356Q470 376 508 420L512 450z"
    c.solid(upper, colour)
    with c.clip(upper):
        c.fill("M404 340Q430 390 420 460H540V340z", tones.darker(colour, 0.16))
        c.fill("M80 260L180 300Q170 380 190 460H70z", tones.mix(look.accent, colour, 0.3))
        if look.trait("upper", "Suede", "Canvas", "Leather") == "Canvas":
            surfaces.weave(c, 70, 240, 460, 230, colour, step=7)
        c.stroke(
            "M404 340Q430 390 420 460M180 296Q170 380 190 460",
            tones.darker(colour, 0.6),
            2.2,
            opacity=0.55,
            dash="6 4",
        )
        c.stroke(
            "M226 442Q300 410 330 350M258 446Q336 412 362 362", tones.mix(look.accent, "#fffaf0", 0.6), 11
        )
        c.shade(paths.block(70, 400, 470, 60), opacity=0.25)
    c.fill(
        "M104 276Q112 262 132 268Q170 300 214 286L238 262Q200 250 150 254Q116 256 104 276z",
        tones.darker(colour, 0.65),
    )
    _laces(c, [(262 + n * 27, 306 + n * 17 - (n * n)) for n in range(4)], "#fbf6ec")
    c.solid("M84 440Q82 478 104 482H500Q530 480 528 452Q524 436 508 440Q300 462 84 440z", rubber, depth=0.7)
    c.stroke("M90 462Q300 478 522 460", tones.darker(rubber, 0.4), 2.4, opacity=0.6)


@drawing("running_shoes")
def draw_running_shoes(c: Canvas, look: Look) -> Box:
    """A running shoe with a high foam sole, toe to the right."""
    _pair(c, look, _runner)
    return Box(72, 246, 468, 240)


def _runner(c: Canvas, look: Look, behind: bool) -> None:
    colour = tones.darker(look.colour, 0.25) if behind else look.colour
    foam = look.between("foam", 0, 16)
    upper = "M98 420Q72 330 96 262Q108 244 124 260Q160 300 210 290L240 256Q252 250 262 264Q310 332 400 356Q500 376 522 424z"
    c.solid(upper, colour)
    with c.clip(upper):
        surfaces.dots(c, 250, 280, 280, 140, tones.darker(colour, 0.35), step=16, size=2.8)
        c.fill("M80 240L150 290Q190 360 172 440H60z", tones.darker(colour, 0.3))
        c.stroke(
            "M196 430C250 400 300 340 296 300M240 432C310 404 344 366 344 330",
            tones.mix(look.accent, "#fffaf0", 0.15),
            16,
        )
        c.stroke("M470 372Q508 390 520 424", tones.darker(colour, 0.4), 20)
    c.fill(
        "M96 262Q108 244 124 260Q160 300 210 290L240 256Q200 236 140 244Q104 246 96 262z",
        tones.darker(colour, 0.7),
    )
    c.solid("M88 262Q70 240 84 226Q100 222 108 252z", tones.mix(look.accent, colour, 0.2))
    _laces(
        c, [(258 + n * 28, 300 + n * 17 - n * n) for n in range(5)], tones.mix(look.accent, "#fffaf0", 0.75)
    )
    sole = f"M84 {414 - foam:.0f}Q70 446 66 456Q78 486 110 486H470Q528 480 540 438Q536 420 520 418Q420 438 300 {420 - foam:.0f}Q160 {402 - foam:.0f} 84 {414 - foam:.0f}z"
    c.solid(sole, "#f6f1e7", depth=0.8)
    with c.clip(sole):
        c.stroke(
            f"M70 {444 - foam:.0f}C200 {424 - foam:.0f} 330 470 540 440",
            tones.mix(look.accent, look.colour, 0.35),
            7,
        )
    tread = look.trait("terrain", "Road", "Trail")
    if tread == "Trail":
        for n in range(13):
            c.fill(
                paths.poly(
                    [(104 + n * 29, 480), (124 + n * 29, 480), (120 + n * 29, 494), (108 + n * 29, 494)]
                ),
                "#35332f",
            )
    c.stroke("M92 484H474Q516 478 532 452", "#35332f", 8)


@drawing("boots")
def draw_boots(c: Canvas, look: Look) -> Box:
    """A boot to the ankle, toe to the right."""
    c.ground(310, 492, 200, ry=18)
    with c.moved(30, -34, scale=0.96):
        _boot(c, look, behind=True)
    _boot(c, look, behind=False)
    return Box(126, 136, 386, 356)


def _boot(c: Canvas, look: Look, *, behind: bool) -> None:
    colour = tones.darker(look.colour, 0.28) if behind else look.colour
    style = look.trait("style", "Lace-up", "Chelsea", "Hiking")
    upper = (
        "M150 452Q138 380 148 300L142 158Q200 140 290 156L300 290Q330 340 410 356Q492 374 498 440L498 456z"
    )
    c.solid(upper, colour)
    with c.clip(upper):
        c.fill("M400 330Q420 390 412 470H520V330z", tones.darker(colour, 0.12))
        c.stroke("M400 348Q420 400 412 470", tones.darker(colour, 0.6), 3, opacity=0.6, dash="7 4")
        if style == "Chelsea":
            gore = "M196 156Q186 250 214 330Q246 340 264 320Q272 240 262 152z"
            c.fill(gore, tones.darker(colour, 0.62))
            with c.clip(gore):
                surfaces.ribs(c, 190, 150, 90, 200, colour, count=14)
        else:
            c.stroke(
                "M236 160L246 300Q280 350 346 366", tones.darker(colour, 0.55), 3, opacity=0.6, dash="7 4"
            )
        if style == "Hiking":
            c.fill("M130 400Q300 380 520 420V470H130z", tones.mix(look.accent, "#3b3530", 0.6))
            c.fill("M136 156H300V196Q220 182 136 198z", tones.mix(look.accent, "#3b3530", 0.45))
        c.fill("M150 200Q170 300 160 440H140V200z", tones.LIGHT, opacity=0.14)
        c.shade(paths.block(130, 400, 390, 60), opacity=0.3)
    c.fill(paths.oval(216, 155, 74, 11), tones.darker(colour, 0.72))
    if style == "Chelsea":
        c.stroke("M150 150q-16 -34 6 -40q18 4 10 42", tones.darker(colour, 0.45), 7)
    else:
        _laces(
            c,
            [(246, 186), (250, 216), (254, 246), (260, 276), (278, 306), (304, 332)],
            "#d9b26a" if style == "Hiking" else tones.darker(colour, 0.6),
            reach=36,
        )
    sole = tones.DARK if style != "Chelsea" else "#6b4a33"
    c.solid("M144 446H502Q514 462 508 486H360L352 476H256L248 492H142z", sole, depth=0.8)
    if style == "Hiking":
        for n in range(6):
            c.fill(paths.block(366 + n * 24, 482, 14, 10, 2), sole)
