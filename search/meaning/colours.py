"""Names of colours: which are nothing else, what they are called in Chinese, and which family a swatch looks like. Pure."""

from __future__ import annotations

import colorsys
import re

CHINESE = {
    "black": "黑色", "white": "白色", "red": "红色", "blue": "蓝色", "green": "绿色", "yellow": "黄色", "pink": "粉色",
    "purple": "紫色", "brown": "棕色", "grey": "灰色", "beige": "米色", "orange": "橙色", "gold": "金色", "silver": "银色",
    "navy": "藏青色", "turquoise": "青绿色", "burgundy": "酒红色",
}  # fmt: skip
_OTHER_NAMES = {
    "grey": ("gray", "灰"),
    "pink": ("粉红色",),
    "brown": ("褐色", "咖啡色"),
    "purple": ("violet",),
}
_ONLY_COLOURS = frozenset(
    {
        "black", "white", "red", "blue", "green", "yellow", "pink", "purple", "brown", "grey", "gray", "beige", "navy", "turquoise",
        "teal", "burgundy", "magenta", "violet", "khaki", "maroon", "cyan", "crimson", "scarlet", "fuchsia", "multicolour",
    }
)  # fmt: skip
_HUES = (
    (15, "red"),
    (42, "orange"),
    (68, "yellow"),
    (165, "green"),
    (255, "blue"),
    (295, "purple"),
    (340, "pink"),
    (360, "red"),
)


def is_only_a_colour(value: list[str]) -> bool:
    """Whether the words of a colour's name mean nothing else: red and sky blue do, rose, gold and orange are things."""
    text = "".join(value)
    return bool(_ONLY_COLOURS & set(value)) or (len(text) > 1 and text.endswith("色"))


def names(value: str) -> list[str]:
    """What else a colour is called: red is 红色 and 红."""
    folded = value.casefold()
    found = [folded, *([CHINESE[folded]] if folded in CHINESE else ()), *_OTHER_NAMES.get(folded, ())]
    for name in list(found):
        if re.fullmatch("[\u4e00-\u9fff]+", name):
            short = name.removesuffix("色")
            found += [short, f"{short}色"]
    return [name for name in dict.fromkeys(found) if name and name != folded]


def family(swatch: str) -> str | None:
    """What people would call the colour of a swatch (#rrggbb); None without one."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", swatch):
        return None
    red, green, blue = (int(swatch[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    chroma = max(red, green, blue) - min(red, green, blue)
    if light < 0.14 or (light < 0.2 and chroma < 0.06):
        return "black"
    if light > 0.9 and chroma < 0.08:
        return "white"
    if chroma < 0.09:
        return "grey"
    return _of_hue(hue * 360, light, strength)


def _of_hue(hue: float, light: float, strength: float) -> str:
    if 15 <= hue < 62 and light > 0.66 and (strength < 0.55 or light > 0.88):
        return "beige"
    if 12 <= hue < 42 and (light < 0.42 or strength < 0.48):
        return "brown"
    if ((hue < 15 or hue >= 340) and light > 0.68) or (hue < 22 and light > 0.78):
        return "pink"
    if 42 <= hue < 68 and strength < 0.45 and light < 0.5:
        return "green"
    if 285 <= hue < 335 and light < 0.38:
        return "purple"
    return next(name for limit, name in _HUES if hue <= limit)
