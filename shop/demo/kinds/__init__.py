"""All kinds of products of the store, in the order of its departments."""

from __future__ import annotations

from shop.demo.kinds import (
    accessories,
    bath,
    clothing,
    furniture,
    garden,
    home,
    kitchen,
    outdoor,
    pantry,
    paper,
    sound,
    sport,
)
from shop.demo.spec import Kind

KINDS: tuple[Kind, ...] = (
    *kitchen.KINDS, *pantry.KINDS, *furniture.KINDS, *home.KINDS, *bath.KINDS, *clothing.KINDS,
    *accessories.KINDS, *outdoor.KINDS, *sport.KINDS, *sound.KINDS, *paper.KINDS, *garden.KINDS,
)  # fmt: skip
BY_CODE = {kind.code: kind for kind in KINDS}
