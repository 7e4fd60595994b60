"""Patterns painted inside a clipped form: speckles, ribs, stripes, checks, knit, weave, wood grain."""

from __future__ import annotations

from shop.demo.illustrations import paths, tones
from shop.demo.illustrations.canvas import Canvas
from shop.demo.seeded import chance


def speckles(
    c: Canvas,
    seed: str,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: str,
    *,
    count: int = 60,
    size: float = 2.6,
) -> None:
    """Small dots strewn by lot."""
    rng = chance(seed, "speckles")
    dots = "".join(
        paths.oval(x + rng.random() * w, y + rng.random() * h, s := rng.uniform(0.4, 1) * size, s)
        for _ in range(count)
    )
    c.fill(dots, colour, opacity=0.45)


def ribs(c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, count: int = 12) -> None:
    """Upright grooves with a light edge."""
    step = w / count
    dark = "".join(f"M{x + step * n:.1f} {y - 20:.1f}v{h + 60:.1f}" for n in range(count + 1))
    light = "".join(f"M{x + step * n + 4:.1f} {y - 20:.1f}v{h + 60:.1f}" for n in range(count + 1))
    c.stroke(dark, tones.darker(colour, 0.5), 3, opacity=0.4)
    c.stroke(light, tones.LIGHT, 2, opacity=0.3)


def stripes(
    c: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: str,
    *,
    step: float,
    width: float,
    opacity: float = 1,
) -> None:
    """Level bands."""
    lines, at = "", y + step / 2
    while at < y + h:
        lines += f"M{x:.1f} {at:.1f}h{w:.1f}"
        at += step
    c.stroke(lines, colour, width, opacity=opacity, butt=True)


def uprights(
    c: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    colour: str,
    *,
    step: float,
    width: float,
    opacity: float = 1,
) -> None:
    """Upright bands."""
    lines, at = "", x + step / 2
    while at < x + w:
        lines += f"M{at:.1f} {y:.1f}v{h:.1f}"
        at += step
    c.stroke(lines, colour, width, opacity=opacity, butt=True)


def checks(c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, step: float = 44) -> None:
    """Crossing bands, as on a shirt or a picnic rug."""
    for opacity, width in ((0.5, step * 0.4), (0.8, step * 0.07)):
        stripes(c, x, y, w, h, colour, step=step, width=width, opacity=opacity)
        uprights(c, x, y, w, h, colour, step=step, width=width, opacity=opacity)


def knit(c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, step: float = 19) -> None:
    """Rows of stitches like small Vs."""
    marks, row = "", y
    while row < y + h:
        marks += f"M{x:.0f} {row:.0f}" + f"l{step / 2:g} {step * 0.55:g}l{step / 2:g} {-step * 0.55:g}" * (
            int(w / step) + 1
        )
        row += step * 0.8
    c.stroke(marks, tones.darker(colour, 0.45), step * 0.16, opacity=0.34)


def cables(c: Canvas, cx: float, y: float, h: float, colour: str, *, width: float = 30) -> None:
    """One plaited cable of a jumper."""
    for phase in (0, 1):
        points = []
        for n in range(int(h / 26) + 2):
            side = 1 if (n + phase) % 2 else -1
            points.append((cx + side * width / 2, y + n * 26))
        line = paths.smooth(points, closed=False)
        c.stroke(line, tones.darker(colour, 0.4), 9, opacity=0.5)
        c.stroke(line, tones.lighter(colour, 0.16), 6)


def weave(c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, step: float = 9) -> None:
    """Fine crossing threads, wider apart than they would be: the renderer pays for every line."""
    stripes(c, x, y, w, h, tones.mix(colour, tones.darker(colour, 0.6), 0.22), step=step * 2, width=1.6)
    uprights(c, x, y, w, h, tones.mix(colour, tones.lighter(colour, 0.7), 0.22), step=step * 2, width=1.6)


def diamonds(
    c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, step: float = 60, width: float = 5
) -> None:
    """A lattice of slanting lines."""
    lines, at = "", x - h
    while at < x + w + h:
        lines += f"M{at:.1f} {y:.1f}l{h:.1f} {h:.1f}M{at:.1f} {y + h:.1f}l{h:.1f} {-h:.1f}"
        at += step
    c.stroke(lines, colour, width)


def zigzag(
    c: Canvas, x: float, y: float, w: float, colour: str, *, step: float = 26, width: float = 8
) -> None:
    """One row of zigzag."""
    line = f"M{x:.1f} {y:.1f}" + f"l{step / 2:.1f} {-step * 0.5:.1f}l{step / 2:.1f} {step * 0.5:.1f}" * (
        int(w / step) + 1
    )
    c.stroke(line, colour, width)


def dots(
    c: Canvas, x: float, y: float, w: float, h: float, colour: str, *, step: float = 34, size: float = 5
) -> None:
    """Dots in staggered rows."""
    marks, row, at = "", 0, y + step / 2
    while at < y + h:
        left = x + (step / 2 if row % 2 else 0)
        while left < x + w + step:
            marks += paths.oval(left, at, size, size)
            left += step
        row, at = row + 1, at + step * 0.8
    c.fill(marks, colour)


def grain(
    c: Canvas, seed: str, x: float, y: float, w: float, h: float, colour: str, *, count: int = 9
) -> None:
    """The lines of a wooden board, along its width."""
    rng = chance(seed, "grain")
    for n in range(count):
        at = y + h * (n + rng.uniform(0.2, 0.8)) / count
        bend = rng.uniform(-h, h) * 0.05
        line = f"M{x:.1f} {at:.1f}C{x + w * 0.3:.1f} {at + bend:.1f} {x + w * 0.7:.1f} {at - bend:.1f} {x + w:.1f} {at + bend:.1f}"
        c.stroke(line, tones.darker(colour, 0.5), rng.uniform(1, 2.4), opacity=0.26)


def leaf(
    c: Canvas, x: float, y: float, length: float, angle: float, colour: str, *, girth: float = 0.26
) -> None:
    """One leaf growing from (x, y); angle 0 points up, positive leans right."""
    g = length * girth
    c.raw(f'<g transform="translate({x:.1f} {y:.1f}) rotate({angle:.1f})">')
    c.solid(
        f"M0 0C{-g:.1f} {-length * 0.35:.1f} {-g * 0.8:.1f} {-length * 0.75:.1f} 0 {-length:.1f}C{g * 0.8:.1f} {-length * 0.75:.1f} {g:.1f} {-length * 0.35:.1f} 0 0z",
        colour,
    )
    c.stroke(f"M0 0V{-length * 0.9:.1f}", tones.darker(colour, 0.4), 2, opacity=0.6)
    c.raw("</g>")
