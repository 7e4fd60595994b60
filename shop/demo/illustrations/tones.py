"""Colour arithmetic for light, shade and backdrops: hex in, hex out."""

from __future__ import annotations

import colorsys

SHADOW = "#2a211b"
LIGHT = "#fffaf0"
WOOD = "#c79a68"
STEEL = "#b9bfc4"
BRASS = "#c9a45c"
DARK = "#33322f"
PAPER = "#f7f1e5"
LEATHER = "#8a5a3a"


def split(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """first with a share of second in it."""
    share = min(max(share, 0.0), 1.0)
    pairs = zip(split(first), split(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(colour: str, share: float) -> str:
    """Towards the warm light."""
    return mix(colour, LIGHT, share)


def darker(colour: str, share: float) -> str:
    """Towards a shade that keeps the hue."""
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in split(colour)))
    deep = colorsys.hls_to_rgb(hue, light * 0.25, min(strength * 1.1, 1.0))
    return mix(colour, "#" + "".join(f"{round(part * 255):02x}" for part in deep), share)


def brightness(colour: str) -> float:
    """Relative luminance by eye, 0 to 1."""
    red, green, blue = split(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def ink(colour: str) -> str:
    """A colour that reads on this one."""
    return deep(colour) if brightness(colour) > 0.55 else mix(colour, LIGHT, 0.86)


def deep(colour: str) -> str:
    """A deep shade of the colour for writing and seams."""
    return mix(darker(colour, 0.75), "#1f1b18", 0.35)


def turned(colour: str, degrees: float, *, light: float = 1.0, strength: float = 1.0) -> str:
    """The colour with its hue turned, its lightness and saturation scaled."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in split(colour)))
    parts = colorsys.hls_to_rgb(
        (hue + degrees / 360) % 1, min(max(lightness * light, 0), 1), min(max(saturation * strength, 0), 1)
    )
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def wall(colour: str) -> str:
    """The warm quiet backdrop that goes with a thing of this colour."""
    hue, light, strength = colorsys.rgb_to_hls(*(part / 255 for part in split(colour)))
    pale = colorsys.hls_to_rgb((hue + 0.02) % 1, 0.84, min(strength, 0.55) * 0.6)
    tinted = "#" + "".join(f"{round(part * 255):02x}" for part in pale)
    ground = mix("#ebe1d2", tinted, 0.6 if strength > 0.12 else 0.15)
    return darker(ground, 0.16) if light > 0.78 else ground
