"""Drawings of pans, knives, boards and jars."""

from __future__ import annotations

from shop.demo.illustrations import paths, surfaces, tones
from shop.demo.illustrations.canvas import Box, Canvas
from shop.demo.illustrations.gallery import drawing
from shop.demo.illustrations.look import Look


@drawing("chefs_knife", stance="flat")
def draw_chefs_knife(c: Canvas, look: Look) -> Box:
    """A cook's knife lying aslant, edge down."""
    blade = look.number("blade_length", 20) * look.between("b", 14.2, 15.4)
    deep = look.between("deep", 54, 70)
    with c.moved(turn=-28, about=(300, 300)):
        left = 300 - (blade + 168) / 2
        tip = left
        heel = left + blade
        point = look.trait("profile", "French", "Santoku")
        if point == "Santoku":
            d = f"M{heel:.0f} 268L{tip + 60:.0f} 268Q{tip + 14:.0f} 272 {tip:.0f} {268 + deep:.0f}Q{heel - blade * 0.4:.0f} {284 + deep:.0f} {heel:.0f} {272 + deep:.0f}z"
        else:
            d = f"M{heel:.0f} 268L{tip + blade * 0.3:.0f} 272Q{tip + 30:.0f} 284 {tip:.0f} {276 + deep * 0.5:.0f}Q{heel - blade * 0.35:.0f} {286 + deep:.0f} {heel:.0f} {272 + deep:.0f}z"
        handle = f"M{heel + 2:.0f} 264h34q60 -6 126 -2q22 4 20 24q-2 20 -24 20q-60 2 -120 0q-26 0 -36 4z"
        c.lying(d, lift=0.8)
        c.lying(handle, lift=1.2)
        c.fill(
            d,
            c.linear(
                ((0, "#f3f5f6", 1), (0.45, "#c3cacf", 1), (0.7, "#eef1f3", 1), (1, "#97a1a8", 1)),
                x2=0.2,
                y2=1,
            ),
        )
        with c.clip(d):
            if look.trait("steel", "Damascus", "Plain") == "Damascus":
                for n in range(6):
                    at = 262 + deep * 0.5 + n * 8
                    wave = paths.smooth(
                        [(tip - 10 + k * 26, at + (6 if (k + n) % 2 else -4)) for k in range(16)],
                        closed=False,
                    )
                    c.stroke(wave, "#7d8890", 1.6, opacity=0.55)
            c.fill(
                f"M{tip - 10:.0f} {262 + deep:.0f}Q{heel - blade * 0.4:.0f} {282 + deep:.0f} {heel + 20:.0f} {264 + deep:.0f}v60H{tip - 20:.0f}z",
                "#ffffff",
                opacity=0.55,
            )
        c.bar(handle, look.colour)
        if look.trait("steel", "Damascus", "Plain") == "Damascus":
            surfaces.grain(c, look.seed, heel + 30, 270, 120, 26, look.colour, count=3)
        for at in (50, 92, 134):
            c.ball(paths.oval(heel + at, 284, 6, 6), tones.BRASS if at == 92 else tones.STEEL)
        c.solid(paths.block(heel - 6, 263, 16, 47, 3), tones.STEEL)
    return Box(90, 110, 420, 380)


@drawing("chopping_board", stance="flat")
def draw_chopping_board(c: Canvas, look: Look) -> Box:
    """A board seen from above, with a groove or a handle."""
    w, h = look.between("w", 320, 390), look.between("h", 220, 260)
    form = look.trait("form", "Paddle", "Block", "Round")
    cy = 300.0
    with c.moved(turn=-14):
        if form == "Round":
            w = h = 340.0
            d = paths.oval(290, cy, w / 2, h / 2)
        else:
            d = paths.block(290 - w / 2, cy - h / 2, w, h, 26 if form == "Paddle" else 12)
        tail = paths.block(290 + w / 2 - 24, cy - 26, 116, 52, 24) if form != "Block" else ""
        c.lying(d + tail, lift=1.3)
        if tail:
            c.solid(tail, look.colour)
        c.solid(d, look.colour, depth=0.7)
        with c.clip(d + tail):
            if look.trait("grain", "End grain", "Long grain") == "End grain" and form == "Block":
                step = 38.0
                for row in range(8):
                    for col in range(12):
                        tone = tones.darker(look.colour, ((row * 7 + col * 5) % 5) * 0.06)
                        c.fill(
                            paths.block(
                                290 - w / 2 + col * step - (row % 2) * 19,
                                cy - h / 2 + row * step,
                                step - 1,
                                step - 1,
                            ),
                            tone,
                            opacity=0.75,
                        )
            else:
                for n in range(5):
                    c.fill(
                        paths.block(60, cy - h / 2 + n * h / 5, 520, h / 5),
                        tones.darker(look.colour, (n * 3 % 5) * 0.05),
                        opacity=0.6,
                    )
                surfaces.grain(c, look.seed, 90, cy - h / 2, 460, h, look.colour, count=16)
        if form == "Block":
            groove = paths.block(290 - w / 2 + 20, cy - h / 2 + 20, w - 40, h - 40, 14)
            c.stroke(groove, tones.darker(look.colour, 0.55), 8, opacity=0.5)
            c.stroke(groove, tones.lighter(look.colour, 0.3), 2, opacity=0.6)
        else:
            hole = paths.oval(290 + w / 2 + 62, cy, 11, 11)
            c.fill(hole, tones.darker(look.colour, 0.75))
        for dx, dy, leaf_turn in ((-30, 36, 20), (10, 46, 75), (-64, 52, -40)):
            surfaces.leaf(c, 250 + dx, cy + dy - 30, 62, leaf_turn, "#5f7f4b")
        for dx, dy in ((70, -26), (104, 6), (64, 26)):
            c.ball(paths.oval(290 + dx, cy + dy, 22, 21), "#c8412f")
            c.shine(paths.oval(283 + dx, cy + dy - 8, 6, 4), opacity=0.8)
    return Box(300 - w / 2, cy - h / 2, w, h)


@drawing("casserole")
def draw_casserole(c: Canvas, look: Look) -> Box:
    """A cast pot with lid and two ears."""
    cx, bottom = 300.0, 478.0
    r, h = look.between("r", 160, 178), look.between("h", 135, 165)
    top = bottom - h
    c.ground(cx, bottom + 6, r * 0.98)
    for side in (-1, 1):
        x = cx + side * (r - 6)
        ear = f"M{x:.0f} {top + 24:.0f}h{side * 40}q{side * 16} 0 {side * 14} 20q{side * -2} 16 {side * -20} 16h{side * -36}"
        c.stroke(ear, tones.darker(look.colour, 0.4), 21)
        c.stroke(ear, look.colour, 14)
    body = paths.turned(
        cx, [(top, r), (top + h * 0.6, r * 0.99), (bottom - 16, r * 0.9), (bottom, r * 0.82)], tilt=0.14
    )
    c.round(body, look.colour, depth=1.15)
    with c.clip(body):
        c.shade(paths.block(cx - r, bottom - 60, 2 * r, 80), opacity=0.4)
    c.stroke(
        f"M{cx - r:.0f} {top + 6:.0f}a{r:.0f} {r * 0.14:.0f} 0 0 0 {2 * r:.0f} 0",
        tones.mix(look.colour, "#efe3cd", 0.7),
        5,
    )
    lid = paths.turned(
        cx, [(top - 62, 44), (top - 50, r * 0.6), (top - 10, r * 0.99), (top, r * 1.0)], tilt=0.14
    )
    c.round(lid, tones.lighter(look.colour, 0.05), depth=1.15)
    ring = f"M{cx - r * 0.62:.0f} {top - 38:.0f}a{r * 0.62:.0f} {r * 0.1:.0f} 0 0 0 {r * 1.24:.0f} 0"
    c.stroke(ring, tones.darker(look.colour, 0.4), 3, opacity=0.4)
    knob = tones.BRASS if look.trait("knob", "Brass knob", "Steel knob") == "Brass knob" else tones.STEEL
    c.round(
        paths.turned(cx, [(top - 102, 22), (top - 90, 30), (top - 72, 14), (top - 56, 18)], tilt=0.3),
        knob,
        metal=True,
    )
    c.shine(
        paths.smooth(
            [
                (cx - r * 0.74, top + 24),
                (cx - r * 0.6, top + 20),
                (cx - r * 0.56, bottom - 50),
                (cx - r * 0.68, bottom - 56),
            ]
        ),
        opacity=0.5,
    )
    return Box(cx - r - 54, top - 108, 2 * r + 108, h + 116)


@drawing("frying_pan", stance="flat")
def draw_frying_pan(c: Canvas, look: Look) -> Box:
    """A pan from above, its handle to the lower right."""
    r = look.between("r", 150, 170)
    metal = look.colour
    with c.moved(-28, -30, turn=42):
        handle = f"M{300 + r - 20:.0f} 284h70q90 -8 116 0q14 6 14 16t-14 16q-26 8 -116 0h-70z"
        c.lying(handle, lift=1.2)
        c.lying(paths.oval(300, 300, r, r), lift=1.6)
        grip = tones.WOOD if look.trait("grip", "Beech", "Steel", "Walnut") != "Steel" else tones.STEEL
        if look.trait("grip", "Beech", "Steel", "Walnut") == "Walnut":
            grip = "#6d4a30"
        c.bar(handle, grip, metal=grip == tones.STEEL)
        c.fill(paths.oval(300 + r + 168, 300, 9, 5), tones.darker(grip, 0.7))
        c.solid(paths.block(300 + r - 26, 280, 48, 40, 8), tones.darker(metal, 0.3))
    cx, cy = 272.0, 270.0
    c.solid(paths.oval(cx, cy, r, r), tones.lighter(metal, 0.15))
    c.fill(paths.oval(cx, cy, r - 9, r - 9), tones.darker(metal, 0.5))
    c.fill(
        paths.oval(cx, cy, r - 12, r - 12),
        c.radial(
            (
                (0, tones.darker(metal, 0.1), 1),
                (0.8, tones.darker(metal, 0.3), 1),
                (1, tones.darker(metal, 0.6), 1),
            ),
            cx=0.55,
            cy=0.6,
            r=0.6,
        ),
    )
    c.fill(
        paths.oval(cx, cy, r * 0.76, r * 0.76),
        c.radial(
            ((0, tones.lighter(metal, 0.06), 1), (1, tones.darker(metal, 0.16), 1)), cx=0.35, cy=0.3, r=0.8
        ),
    )
    for scale in (0.62, 0.46, 0.3):
        c.stroke(paths.oval(cx, cy, r * scale, r * scale), tones.lighter(metal, 0.3), 1.2, opacity=0.28)
    if look.trait("show", "egg", "bare") == "egg":
        white = paths.smooth(
            [
                (cx - 62, cy - 6),
                (cx - 30, cy - 52),
                (cx + 24, cy - 46),
                (cx + 60, cy - 8),
                (cx + 44, cy + 44),
                (cx - 8, cy + 56),
                (cx - 52, cy + 38),
            ],
            pull=1,
        )
        c.ball(white, "#fbf6ea", depth=0.4)
        c.ball(paths.oval(cx - 4, cy - 2, 26, 25), "#efac2b")
        c.shine(paths.oval(cx - 12, cy - 10, 8, 5), opacity=0.9)
    return Box(cx - r, cy - r, 2 * r, 2 * r)


@drawing("storage_jar")
def draw_storage_jar(c: Canvas, look: Look) -> Box:
    """A jar with a lid: glass to look into, or glazed."""
    cx, bottom = 300.0, 486.0
    r, h = look.between("r", 92, 118), look.between("h", 220, 290)
    top = bottom - h
    c.ground(cx, bottom + 4, r)
    body = paths.turned(cx, [(top, r * 0.9), (top + 24, r), (bottom - 16, r), (bottom, r * 0.94)])
    if look.trait("material", "Glass", "Stoneware") == "Glass":
        c.fill(
            body,
            c.linear(
                ((0, "#8fa1a6", 0.55), (0.25, "#ffffff", 0.6), (0.6, "#dfe8e8", 0.35), (1, "#6f8288", 0.6))
            ),
        )
        fill = ["#d8b36a", "#a8412f", "#7b4a2a", "#e6d9bd"][int(look.between("grain", 0, 3.99))]
        level = top + h * look.between("level", 0.25, 0.45)
        goods = paths.turned(cx, [(level, r * 0.93), (bottom - 20, r * 0.93), (bottom - 7, r * 0.88)])
        c.round(goods, fill)
        with c.clip(goods):
            surfaces.speckles(
                c, look.seed, cx - r, level - 10, 2 * r, h, tones.darker(fill, 0.6), count=150, size=6
            )
            surfaces.speckles(
                c,
                look.seed + "light",
                cx - r,
                level - 10,
                2 * r,
                h,
                tones.lighter(fill, 0.6),
                count=90,
                size=5,
            )
    else:
        c.round(body, look.colour)
        with c.clip(body):
            surfaces.speckles(c, look.seed, cx - r, top, 2 * r, h, tones.deep(look.colour), count=50)
        c.solid(paths.block(cx - 44, top + h * 0.4, 88, 54, 6), tones.PAPER)
        c.stroke(f"M{cx - 26} {top + h * 0.4 + 20:.0f}h52m-42 14h32", tones.deep(look.colour), 3)
    c.shine(paths.block(cx - r * 0.7, top + 40, 18, h * 0.62, 9), opacity=0.65)
    lid = look.trait("lid", "Cork", "Beech", "Clip top")
    tone = {"Cork": "#c99f6c", "Beech": "#dcb884", "Clip top": tones.STEEL}[lid]
    c.round(
        paths.turned(cx, [(top - 34, r * 0.86), (top + 4, r * 0.93)], soft=False),
        tone,
        metal=lid == "Clip top",
    )
    c.fill(paths.oval(cx, top - 34, r * 0.86, r * 0.138), tones.lighter(tone, 0.3))
    if lid == "Cork":
        with c.clip(paths.turned(cx, [(top - 34, r * 0.86), (top + 4, r * 0.93)], soft=False)):
            surfaces.speckles(c, look.seed + "cork", cx - r, top - 40, 2 * r, 60, "#6d4a2c", count=60, size=3)
    elif lid == "Clip top":
        c.stroke(f"M{cx + r * 0.98:.0f} {top - 6:.0f}q22 6 14 60", "#8d949a", 6)
    else:
        c.ball(paths.oval(cx, top - 48, 24, 17), tone)
    return Box(cx - r, top - 60, 2 * r, h + 76)
