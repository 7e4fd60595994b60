"""Shelves of a shop with nothing or one thing in it, and without an index."""

from __future__ import annotations

from uuid import uuid4

import pytest

from recommendations import serve
from recommendations.shelves import Context
from recommendations.tests.conftest import did
from shop.activity import Shopper
from shop.tests import factories

pytestmark = pytest.mark.django_db


def visitor() -> Shopper:
    return Shopper(user_id=None, visitor=uuid4())


def test_an_empty_shop_has_no_shelf(db: None) -> None:
    assert serve.page("home", shopper=None) == ()
    assert serve.page("home", shopper=visitor()) == ()
    assert serve.page("product", shopper=None, context=Context(product_ids=(1,))) == ()


def test_one_product_makes_no_shelf(db: None) -> None:
    only = factories.product()
    someone = visitor()
    did(someone, "view", only)
    assert serve.page("home", shopper=someone) == ()


def test_pages_of_unknown_name(db: None) -> None:
    with pytest.raises(serve.Unknown):
        serve.page("nowhere", shopper=None)
