"""Cards are drawn once, and never shown as they were before something of them changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from shop import cards
from shop.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def mug() -> cards.Card:
    product = factories.product("Stoneware mug", price="20.00")
    return cards.by_ids([product.pk])[0]


def drawn(card: cards.Card, arguments: str = "") -> str:
    page = Template("{% load storefront %}{% product_card card " + arguments + " %}")
    return page.render(Context({"card": card}))


CHANGES = [
    ({"price": Decimal("21.50")}, "€21.50"),
    ({"title": "Blue <mug>"}, "Blue &lt;mug&gt;"),
    ({"is_available": False}, "Sold out"),
    ({"list_price": Decimal("40.00"), "lowest": Decimal("25.00")}, "€40.00"),
    ({"rating_average": Decimal("4.5"), "rating_count": 12}, "12"),
    ({"image": cards.Picture(name="products/mug-7.png", alt="")}, "/img/480/products/mug-7.png"),
    ({"is_new": True}, "New"),
]


@pytest.mark.parametrize(
    ("change", "shown"), CHANGES, ids=lambda one: "-".join(one) if isinstance(one, dict) else ""
)
def test_what_changed_is_shown_at_once(mug: cards.Card, change: dict[str, object], shown: str) -> None:
    mug = replace(mug, is_new=False)
    before = drawn(mug)
    assert shown not in before
    assert shown in drawn(replace(mug, **change))
    assert drawn(mug) == before


def test_each_language_and_place_has_its_own(mug: cards.Card) -> None:
    gone = replace(mug, is_available=False)
    assert "Sold out" in drawn(gone)
    with override("zh-hans"):
        assert "Sold out" not in drawn(gone)
    assert '<h2 class="card__title">' in drawn(gone, "level=2")
    assert '<h3 class="card__title">' in drawn(gone)
    seen = replace(mug, image=cards.Picture(name="mug.png", alt=""))
    assert 'loading="lazy"' in drawn(seen)
    assert 'loading="lazy"' not in drawn(seen, "eager=True")


def test_where_it_was_shown_is_in_its_address_and_in_no_other(mug: cards.Card) -> None:
    marked = drawn(replace(mug, url=f'{mug.url}?shelf=1&x="'))
    assert f'href="{mug.url}?shelf=1&amp;x=&quot;"' in marked
    assert f'href="{mug.url}"' in drawn(mug)
