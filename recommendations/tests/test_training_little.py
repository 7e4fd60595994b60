"""A training on little, on nothing, and on what is no number: a version that is whole, or a clear error."""

from __future__ import annotations

from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommendations import lists
from recommendations.models import Version
from recommendations.pipeline import material
from recommendations.tests import shop as small
from recommendations.tests.learned import _no_memory, trained  # noqa: F401 - a fixture
from shop.models import Product, ShopperEvent
from shop.tests import factories

pytestmark = pytest.mark.django_db
S, Stage = Version.Status, Version.Stage


def test_without_products_it_says_what_to_do() -> None:
    with pytest.raises(material.NothingToLearn, match="publish products"):
        trained()
    with pytest.raises(CommandError, match="publish products"):
        call_command("train_recommendations", stdout=StringIO())
    assert not Version.objects.exclude(status=S.FAILED).exists()


def test_without_events_what_the_shop_knows_is_listed() -> None:
    things = small.products(4)
    Product.objects.filter(pk=things[2].pk).update(popularity=9)
    version = trained()
    assert version.status == S.LIVE
    assert lists.popular().product_ids[0] == things[2].pk
    assert len(lists.popular()) == 4


@pytest.mark.parametrize(
    ("shoppers", "products", "taken"),
    [(1, 12, 4), (24, 2, 1), (1, 2, 1)],
    ids=["one shopper", "one product each", "one event"],
)
def test_little_is_enough(shoppers: int, products: int, taken: int) -> None:
    things = small.products(products)
    small.crowd(things, shoppers=shoppers, taken=taken)
    assert trained().status == S.LIVE
    assert len(lists.popular()) == products


def test_one_product() -> None:
    product = factories.product()
    for _ in range(3):
        small.event(product, user=factories.user())
    assert trained().status == S.LIVE
    assert lists.popular().product_ids == (product.pk,)


def test_all_ratings_equal_leave_svd_out_and_say_so(things: list[Product]) -> None:
    ShopperEvent.objects.update(kind=ShopperEvent.Kind.VIEW)
    version = trained()
    assert version.status == S.LIVE
    assert "all ratings are equal" in version.report["left_out"]["svd"]


def test_a_vector_that_is_no_number_counts_as_none(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    from recommendations.pipeline import catalogue

    vectors = np.ones((len(things), 4), np.float32)
    vectors[3] = np.nan
    real = catalogue._indexed

    def spoilt(ids: Any) -> Any:
        found = real(ids)
        return catalogue.finite(vectors), found[1], found[2]

    monkeypatch.setattr(catalogue, "_indexed", spoilt)
    assert trained().status == S.LIVE


def test_events_that_vanish_do_not_take_the_old_version_down(things: list[Product]) -> None:
    live = trained()
    assert live.metrics
    ShopperEvent.objects.all().delete()
    version = trained()
    assert version.status == S.CANDIDATE
    assert version.report["verdict"]["how"] == "unmeasured"
    assert lists.version_id() == live.pk
