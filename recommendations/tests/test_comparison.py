"""A comparison counts shoppers, each once, and only while it runs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from recommendations import comparison, experiments
from recommendations.comparison import Counts
from recommendations.models import Choice, Experiment, Showing, Version
from shop.models import Product, User
from shop.tests import factories
from shop.tests.conftest import *  # noqa: F403 - the cast

pytestmark = pytest.mark.django_db
S = Version.Status


@pytest.fixture
def experiment() -> Experiment:
    Version.objects.create(status=S.LIVE, has_lists=True)
    return experiments.start(
        challenger=Version.objects.create(status=S.CANDIDATE, has_lists=True), percent=50
    )


def showing(version: Version, number: int, product: Product, *, minutes: float = 1) -> Showing:
    return Showing.objects.create(
        shelf="home",
        version=version,
        visitor=UUID(int=number + 1),
        product_ids=[product.pk],
        at=timezone.now() + timedelta(minutes=minutes),
    )


def crowd(version: Version, product: Product, *, saw: int, opened: int, bought: int = 0) -> None:
    for number in range(saw):
        row = showing(version, number, product, minutes=0.0)
        showing(version, number, product, minutes=0.0)
        if number < opened:
            now = timezone.now()
            Choice.objects.create(
                showing=row,
                product=product,
                position=1,
                at=now,
                carted_at=now if number < bought else None,
                bought_at=now if number < bought else None,
            )


def test_a_shopper_counts_once(experiment: Experiment) -> None:
    mug = factories.product()
    crowd(experiment.control, mug, saw=30, opened=6, bought=2)
    crowd(experiment.challenger, mug, saw=20, opened=10)
    showing(experiment.challenger, 99, mug, minutes=-60)
    showing(Version.objects.create(status=S.FAILED), 98, mug, minutes=0)
    assert Showing.objects.count() == 102
    assert comparison.counts(experiment) == (
        Counts(saw=30, opened=6, carted=2, bought=2),
        Counts(saw=20, opened=10, carted=0, bought=0),
    )


def test_only_a_difference_that_is_no_chance_is_called_better(experiment: Experiment) -> None:
    mug = factories.product()
    assert comparison.rates(experiment) == []
    crowd(experiment.control, mug, saw=60, opened=3, bought=1)
    crowd(experiment.challenger, mug, saw=60, opened=30, bought=2)
    opened, _carted, bought = comparison.rates(experiment)
    assert opened.difference.value == pytest.approx(0.45)
    assert opened.is_better is True
    assert bought.is_better is None


def test_the_page_tells_the_rates(client: Client, owner: User, experiment: Experiment) -> None:
    Version.objects.update(metrics={"models": {}})
    assert "Nobody saw a shelf" in client.get("/admin/recommendations/learning/").content.decode()
    mug = factories.product()
    crowd(experiment.control, mug, saw=10, opened=1)
    crowd(experiment.challenger, mug, saw=10, opened=9)
    page = client.get("/admin/recommendations/learning/").content.decode()
    assert "10.0 % (1.8 – 40.4)" in page
    assert "90.0 % (59.6 – 98.2)" in page
    assert "+80.0 %" in page
