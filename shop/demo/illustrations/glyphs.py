"""Lettering as strokes, so that labels and measures look the same on machines without fonts.

Each letter is a list of strokes on a grid of 4 x 6; two digits are one point, "~" bends the stroke.
"""

from __future__ import annotations

import unicodedata

from shop.demo.illustrations import paths
from shop.demo.illustrations.canvas import Canvas

STROKES = {
    "A": "06 20 46;14 34",
    "B": "00 06;~00 20 31 41 32 23 03;~03 23 34 45 36 26 06",
    "C": "~41 30 10 02 04 16 36 45",
    "D": "00 06;~00 20 42 44 26 06",
    "E": "40 00 06 46;03 33",
    "F": "40 00 06;03 33",
    "G": "~41 30 10 02 04 16 36 45;45 43 23",
    "H": "00 06;40 46;03 43",
    "I": "20 26",
    "J": "40 45;~45 36 16 05",
    "K": "00 06;40 03 46",
    "L": "00 06 46",
    "M": "06 00 24 40 46",
    "N": "06 00 46 40",
    "O": "~20 10 02 04 16 36 44 42 30 20",
    "P": "06 00;~00 20 31 42 33 23 03",
    "Q": "~20 10 02 04 16 36 44 42 30 20;34 46",
    "R": "06 00;~00 20 31 42 33 23 03;23 46",
    "S": "~41 30 10 01 12 33 44 45 36 16 05",
    "T": "00 40;20 26",
    "U": "00 04;~04 16 36 44;44 40",
    "V": "00 26 40",
    "W": "00 16 22 36 40",
    "X": "00 46;40 06",
    "Y": "00 23 40;23 26",
    "Z": "00 40 06 46",
    "0": "~20 10 02 04 16 36 44 42 30 20",
    "1": "01 20 26",
    "2": "~01 10 30 41 32 06;06 46",
    "3": "~01 10 30 41 32 23;~23 34 45 36 16 05",
    "4": "36 30 04 44",
    "5": "40 10 02;~02 22 34 45 36 16 05",
    "6": "~31 20 02 04 16 36 44 33 13 04",
    "7": "00 40 16",
    "8": "~23 12 10 30 32 23 05 16 36 45 23",
    "9": "~42 33 13 02 10 30 42 44 26 15",
    ".": "26 26",
    ",": "26 17",
    "-": "13 33",
    "+": "13 33;22 24",
    "/": "06 40",
    "%": "06 40;~10 01 12 21 10;~34 25 36 45 34",
    "&": "~46 12 10 30 31 04 16 36 44",
    "'": "20 21",
    "°": "~10 01 12 21 10",
    "×": "12 34;32 14",
    "²": "~10 20 31 12;12 32",
}
NARROW = {"²": 3.2, "I": 2.2, ".": 2.2, "'": 2.0, ",": 2.2, "1": 3.6, "°": 2.6}


def letters(words: str) -> str:
    """Capitals without accents; long dashes become short ones."""
    plain = unicodedata.normalize("NFD", words.replace("–", "-").replace("ø", "o"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).upper()


def width(words: str, height: float, *, spacing: float = 1.9) -> float:
    """How wide the words come out."""
    unit = height / 6
    total = sum((2.6 if sign == " " else NARROW.get(sign, 4.0)) + spacing for sign in letters(words))
    return max(total - spacing, 0.0) * unit


def outline(words: str, x: float, y: float, height: float, *, spacing: float = 1.9) -> str:
    """Path data of the words from the top left corner."""
    unit = height / 6
    pieces: list[str] = []
    at = x
    for sign in letters(words):
        advance = 2.6 if sign == " " else NARROW.get(sign, 4.0)
        shift = at - ((4.0 - advance) / 2) * unit if sign in NARROW else at
        for stroke in STROKES.get(sign, "").split(";"):
            if not stroke:
                continue
            points = [(shift + int(p[0]) * unit, y + int(p[1]) * unit) for p in stroke.lstrip("~").split()]
            if points[0] == points[-1] and len(points) == 2:
                points[1] = (points[1][0] + 0.1, points[1][1])
            pieces.append(
                paths.smooth(points, closed=False, pull=0.55)
                if stroke.startswith("~")
                else paths.poly(points, closed=False)
            )
        at += (advance + spacing) * unit
    return "".join(pieces)


def write(
    canvas: Canvas,
    words: str,
    x: float,
    y: float,
    height: float,
    colour: str,
    *,
    weight: float = 0.15,
    room: float = 0.0,
    spacing: float = 1.9,
    align: str = "middle",
) -> None:
    """Write in capitals; x is the middle (or left end), y the top; room shrinks long words to fit."""
    full = width(words, height, spacing=spacing)
    if room and full > room:
        smaller = height * room / full
        y, height, full = y + (height - smaller) / 2, smaller, room
    left = x - full / 2 if align == "middle" else x
    data = outline(words, left, y, height, spacing=spacing)
    if data:
        canvas.stroke(data, colour, height * weight)
