"""The drawing vocabulary: shapes, light and shadow on a sheet of 600 x 600 units.

The light always comes from the upper left. A drawing function asks the canvas for forms (a turned body, a
soft cloth, a slab) and never writes colours of light and shade itself, so all pictures belong together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from shop.demo.illustrations import paths, tones

SIZE = 600
Point = tuple[float, float]
Stops = Sequence[tuple[float, str, float]]


@dataclass(frozen=True)
class Box:
    """What a drawn thing covers, for the measures around it: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


class Canvas:
    """Collects SVG elements in painting order."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.defs: list[str] = []
        self._names: dict[str, str] = {}

    def raw(self, markup: str) -> None:
        """Append an element as it is."""
        self.parts.append(markup)

    def _define(self, prefix: str, template: str) -> str:
        name = self._names.get(template)
        if name is None:
            name = f"{prefix}{len(self._names)}"
            self._names[template] = name
            self.defs.append(template.replace("@", name))
        return name

    def linear(self, stops: Stops, *, x1: float = 0, y1: float = 0, x2: float = 1, y2: float = 0) -> str:
        """A linear gradient over the bounding box; returns a paint."""
        body = "".join(
            f'<stop offset="{at:g}" stop-color="{colour}" stop-opacity="{alpha:g}"/>'
            for at, colour, alpha in stops
        )
        tag = (
            f'<linearGradient id="@" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}">{body}</linearGradient>'
        )
        return f"url(#{self._define('l', tag)})"

    def radial(self, stops: Stops, *, cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        """A radial gradient over the bounding box; returns a paint."""
        body = "".join(
            f'<stop offset="{at:g}" stop-color="{colour}" stop-opacity="{alpha:g}"/>'
            for at, colour, alpha in stops
        )
        tag = f'<radialGradient id="@" cx="{cx:g}" cy="{cy:g}" r="{r:g}">{body}</radialGradient>'
        return f"url(#{self._define('r', tag)})"

    def fill(self, d: str, paint: str, *, opacity: float = 1.0) -> None:
        """A filled path."""
        self.raw(f'<path d="{d}" fill="{paint}"{_alpha("fill", opacity)}/>')

    def stroke(
        self, d: str, paint: str, width: float, *, opacity: float = 1.0, dash: str = "", butt: bool = False
    ) -> None:
        """A stroked path with round ends."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        cap = "butt" if butt else "round"
        self.raw(
            f'<path d="{d}" fill="none" stroke="{paint}" stroke-width="{width:g}" stroke-linecap="{cap}"'
            f' stroke-linejoin="round"{dashes}{_alpha("stroke", opacity)}/>'
        )

    def solid(self, d: str, colour: str, *, depth: float = 1.0) -> None:
        """A body lit from the upper left."""
        stops = (
            (0.0, tones.lighter(colour, 0.16 * depth), 1),
            (0.5, colour, 1),
            (1.0, tones.darker(colour, 0.2 * depth), 1),
        )
        self.fill(d, self.linear(stops, x2=0.75, y2=1))

    def round(self, d: str, colour: str, *, depth: float = 1.0, metal: bool = False) -> None:
        """A turned body standing upright: light on its left third, shade on its right."""
        if metal:
            stops: Stops = (
                (0.0, tones.darker(colour, 0.3), 1),
                (0.12, tones.darker(colour, 0.05), 1),
                (0.26, tones.lighter(colour, 0.6), 1),
                (0.38, tones.lighter(colour, 0.12), 1),
                (0.62, tones.darker(colour, 0.12), 1),
                (0.85, tones.darker(colour, 0.36), 1),
                (0.94, tones.darker(colour, 0.16), 1),
                (1.0, tones.darker(colour, 0.3), 1),
            )
        else:
            stops = (
                (0.0, tones.darker(colour, 0.12 * depth), 1),
                (0.28, tones.lighter(colour, 0.2 * depth), 1),
                (0.55, colour, 1),
                (0.9, tones.darker(colour, 0.26 * depth), 1),
                (1.0, tones.darker(colour, 0.18 * depth), 1),
            )
        self.fill(d, self.linear(stops))

    def bar(self, d: str, colour: str, *, metal: bool = False) -> None:
        """A turned body lying on its side: light on top, shade below."""
        bright = 0.55 if metal else 0.22
        stops = (
            (0.0, tones.darker(colour, 0.06), 1),
            (0.25, tones.lighter(colour, bright), 1),
            (0.55, colour, 1),
            (1.0, tones.darker(colour, 0.34), 1),
        )
        self.fill(d, self.linear(stops, x2=0, y2=1))

    def ball(self, d: str, colour: str, *, depth: float = 1.0) -> None:
        """A round or stuffed form."""
        stops = (
            (0.0, tones.lighter(colour, 0.3 * depth), 1),
            (0.5, colour, 1),
            (1.0, tones.darker(colour, 0.3 * depth), 1),
        )
        self.fill(d, self.radial(stops, cx=0.36, cy=0.3, r=0.78))

    def shine(self, d: str, *, opacity: float = 0.35, vertical: bool = True) -> None:
        """A reflection that fades out."""
        stops = ((0.0, "#ffffff", opacity), (1.0, "#ffffff", 0.0))
        self.fill(d, self.linear(stops, x2=0 if vertical else 1, y2=1 if vertical else 0))

    def shade(
        self, d: str, *, opacity: float = 0.25, x1: float = 0, y1: float = 0, x2: float = 0, y2: float = 1
    ) -> None:
        """A darkness that grows towards (x2, y2)."""
        stops = ((0.0, tones.SHADOW, 0.0), (1.0, tones.SHADOW, opacity))
        self.fill(d, self.linear(stops, x1=x1, y1=y1, x2=x2, y2=y2))

    def ground(self, cx: float, cy: float, rx: float, *, ry: float = 0.0, strength: float = 0.5) -> None:
        """The shadow of a standing thing, drawn out a little to the right."""
        ry = ry or max(rx * 0.13, 8)
        wide = (
            (0.0, tones.SHADOW, 0.42 * strength),
            (0.55, tones.SHADOW, 0.2 * strength),
            (1.0, tones.SHADOW, 0.0),
        )
        near = (
            (0.0, tones.SHADOW, 0.9 * strength),
            (0.7, tones.SHADOW, 0.45 * strength),
            (1.0, tones.SHADOW, 0.0),
        )
        self.fill(paths.oval(cx + rx * 0.18, cy + 1, rx * 1.38, ry * 1.5), self.radial(wide))
        self.fill(paths.oval(cx + rx * 0.04, cy, rx * 1.04, ry * 0.8), self.radial(near))

    def lying(self, d: str, *, lift: float = 1.0) -> None:
        """The edge of shadow below a thing that lies on something; paint it first. The studio adds the soft part."""
        self.raw(f'<g transform="translate({3 * lift:g} {5 * lift:g})">')
        self.raw(
            f'<path d="{d}" fill="none" stroke="{tones.SHADOW}" stroke-width="{7 * lift:g}"'
            f' stroke-linejoin="round" stroke-opacity="0.13"/>'
        )
        self.raw("</g>")

    @contextmanager
    def clip(self, d: str) -> Iterator[None]:
        """What is painted inside shows only within the path."""
        name = self._define("c", f'<clipPath id="@"><path d="{d}"/></clipPath>')
        self.raw(f'<g clip-path="url(#{name})">')
        yield
        self.raw("</g>")

    @contextmanager
    def moved(
        self, x: float = 0, y: float = 0, *, turn: float = 0, about: Point = (300, 300), scale: float = 1
    ) -> Iterator[None]:
        """Shift, turn and scale what is painted inside."""
        cx, cy = about
        steps = f"translate({x:g} {y:g})"
        if turn:
            steps += f" rotate({turn:g} {cx:g} {cy:g})"
        if scale != 1:
            steps += f" scale({scale:g})"
        self.raw(f'<g transform="{steps}">')
        yield
        self.raw("</g>")

    def document(
        self, *, width: int, height: int, view: tuple[float, float, float, float] = (0, 0, 600, 600)
    ) -> str:
        """The whole picture as SVG text."""
        box = " ".join(f"{number:g}" for number in view)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}">'
            f"<defs>{''.join(self.defs)}</defs>{''.join(self.parts)}</svg>"
        )


def _alpha(what: str, opacity: float) -> str:
    """Of the fill or the stroke: opacity of a whole element costs the renderer a layer."""
    return "" if opacity == 1 else f' {what}-opacity="{opacity:g}"'
