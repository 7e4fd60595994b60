"""Every kind can be drawn, as valid SVG of a reasonable size, the same each time; finished files are not drawn again."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from shop.demo import catalogue, kinds, looks, pictures
from shop.demo.illustrations import glyphs, sheet, studio, tones
from shop.demo.illustrations.canvas import SIZE, Canvas
from shop.demo.illustrations.gallery import DRAWINGS

pictures.drawings()


def first(kind: str):
    return next(product for product in catalogue.products() if product.kind.code == kind)


@pytest.mark.parametrize("kind", [kind.code for kind in kinds.KINDS])
def test_a_kind_is_drawn_as_valid_svg_in_every_variation(kind: str):
    for product in [entry for entry in catalogue.products() if entry.kind.code == kind]:
        canvas = Canvas()
        shot = looks.shots(product)[0]
        box = DRAWINGS[kind].draw(canvas, shot.look)
        svg = canvas.document(width=96, height=96)
        ElementTree.fromstring(svg)  # noqa: S314 - our own text
        assert "nan" not in svg
        assert 0 < box.width <= SIZE
        assert 0 < box.height <= SIZE
        again = Canvas()
        DRAWINGS[kind].draw(again, shot.look)
        assert again.document(width=96, height=96) == svg


def test_the_colour_of_the_variant_is_the_colour_of_the_picture():
    mug = first("mug")
    red, blue = (studio.picture("mug", looks.look_of(mug, colour), size=60) for colour in ("Poppy", "Navy"))
    assert red.getpixel((26, 34))[0] > 120 > red.getpixel((26, 34))[2]
    assert blue.getpixel((26, 34))[0] < 80


def test_measures_and_facts_are_on_the_sheet():
    mug = first("mug")
    shot = looks.shots(mug)[-1]
    assert shot.view == "sheet"
    assert shot.measures == (mug.value("width").shown, mug.value("height").shown)
    drawn = sheet.lines(
        shot.look, studio.cut("mug", shot.look, size=60).box, facts=shot.facts, measures=shot.measures
    )
    assert glyphs.outline(shot.measures[1], 0, 0, 15) != ""
    assert len(drawn.parts) > len(shot.facts) * 3
    assert all(value in shot.alt for _name, value in shot.facts)


@pytest.mark.parametrize(
    "sign",
    sorted(
        {
            s
            for p in catalogue.products()
            for f in looks.shots(p)[-1].facts
            for s in glyphs.letters("".join(f))
        }
        - {" "}
    ),
)
def test_every_sign_that_is_written_has_strokes(sign: str):
    assert glyphs.outline(sign, 0, 0, 10)


def test_pictures_are_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pictures, "SIZE", 60)
    session = pictures.Session("one", looks.shots(first("mug")))
    pictures.make(session, tmp_path)
    for shot in session.shots:
        with Image.open(pictures.file_of(shot, tmp_path)) as image:
            assert (image.format, image.size) == ("WEBP", (60, 60))
    monkeypatch.setattr(pictures, "make", None)
    assert list(pictures.made([session], cache=tmp_path, workers=1)) == [session]


def test_light_and_shade_keep_to_the_colour():
    assert (
        tones.brightness(tones.lighter("#35486e", 0.5))
        > tones.brightness("#35486e")
        > tones.brightness(tones.darker("#35486e", 0.5))
    )
    assert tones.mix("#000000", "#ffffff", 0.5) == "#808080"
