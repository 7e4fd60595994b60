"""Lists come from the version in use, or from the challenger for those who are assigned to it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from recommendations import experiments, lists, memory
from recommendations.models import Experiment, Neighbours, Popular, ShopperList, Version
from shop.activity import Shopper
from shop.tests import factories

pytestmark = pytest.mark.django_db
S = Version.Status


@pytest.fixture(autouse=True)
def _no_memory(db: None) -> None:
    cache.clear()


def version(status: str = S.LIVE, *, has_lists: bool = True) -> Version:
    return Version.objects.create(status=status, has_lists=has_lists)


def visitors(count: int) -> list[Shopper]:
    return [Shopper(user_id=None, visitor=UUID(int=number)) for number in range(count)]


def test_nothing_learned_gives_empty_lists() -> None:
    shopper = Shopper(user_id=None, visitor=uuid4())
    assert lists.live() is None
    assert lists.neighbours([1], "similar") == {}
    assert len(lists.for_shopper(shopper)) == len(lists.popular()) == 0


def test_lists_of_the_live_version_only() -> None:
    mug, plate = factories.product(), factories.product()
    user, visitor = factories.user(), uuid4()
    kitchen = factories.category()
    for made, ids in ((version(), [plate.pk, mug.pk]), (version(S.RETIRED), [mug.pk])):
        scores = [0.5] * len(ids)
        both = {"version": made, "product_ids": ids, "scores": scores}
        Neighbours.objects.create(product=mug, role="similar", **both)
        ShopperList.objects.create(user=user, **both)
        ShopperList.objects.create(visitor=visitor, **both)
        Popular.objects.create(**both)
        Popular.objects.create(category=kitchen, **both)
    wanted = lists.Ranked((plate.pk, mug.pk), (0.5, 0.5))
    assert lists.neighbours([mug.pk, plate.pk], "similar") == {mug.pk: wanted}
    assert lists.neighbours([mug.pk], "similar", most=1)[mug.pk].product_ids == (plate.pk,)
    assert lists.neighbours([mug.pk], "together") == {}
    assert lists.for_shopper(Shopper(user_id=user.pk, visitor=None)) == wanted
    assert lists.for_shopper(Shopper(user_id=None, visitor=visitor)) == wanted
    assert lists.for_shopper(None) == lists.NOTHING
    assert lists.popular() == lists.popular(kitchen.pk) == wanted
    old = Version.objects.get(status=S.RETIRED).pk
    assert lists.popular(version=old).product_ids == (mug.pk,)


def test_many_products_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    version()
    lists.version_id()
    products = [factories.product() for _ in range(20)]
    for wanted in (products[:2], products):
        with django_assert_num_queries(1):
            lists.neighbours([product.pk for product in wanted], "together")


def test_one_version_is_live() -> None:
    version()
    with pytest.raises(IntegrityError), transaction.atomic():
        version()
    version(S.TRAINING)
    with pytest.raises(IntegrityError), transaction.atomic():
        version(S.TRAINING)


def test_a_live_version_has_lists() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        version(has_lists=False)


def test_ids_and_scores_are_of_one_length() -> None:
    made = version()
    with pytest.raises(IntegrityError), transaction.atomic():
        Popular.objects.create(version=made, product_ids=[1, 2], scores=[1.0])


def test_a_shopper_stays_with_a_version(django_capture_on_commit_callbacks: object) -> None:
    control, challenger = version(), version(S.CANDIDATE)
    crowd = visitors(400)
    assert {lists.version_id(shopper) for shopper in crowd} == {control.pk}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        experiments.start(challenger=challenger, percent=25)
    first = [lists.version_id(shopper) for shopper in crowd]
    assert 60 <= first.count(challenger.pk) <= 140
    assert first.count(challenger.pk) + first.count(control.pk) == 400
    cache.clear()
    assert [lists.version_id(shopper) for shopper in crowd] == first
    assert lists.version_id(None) == control.pk
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert experiments.end() == 1
    assert {lists.version_id(shopper) for shopper in crowd} == {control.pk}


def test_another_experiment_deals_anew() -> None:
    crowd = visitors(200)
    one, other = (
        [experiments.share(shopper, experiment=number) < 0.5 for shopper in crowd] for number in (1, 2)
    )
    same = sum(a == b for a, b in zip(one, other, strict=True))
    assert 60 < same < 140


def test_what_cannot_be_compared_is_told() -> None:
    challenger = version(S.CANDIDATE)
    with pytest.raises(experiments.NotComparable, match="No version is in use"):
        experiments.start(challenger=challenger, percent=50)
    control = version()
    with pytest.raises(experiments.NotComparable, match="in use"):
        experiments.start(challenger=control, percent=50)
    with pytest.raises(experiments.NotComparable, match="1 to 99"):
        experiments.start(challenger=challenger, percent=100)
    with pytest.raises(experiments.NotComparable, match="cleared away"):
        experiments.start(challenger=version(S.RETIRED, has_lists=False), percent=50)
    experiments.start(challenger=challenger, percent=50)
    with pytest.raises(experiments.Running):
        experiments.start(challenger=challenger, percent=50)
    assert Experiment.objects.count() == 1


def test_an_experiment_is_over_when_another_version_goes_live() -> None:
    control, challenger = version(), version(S.CANDIDATE)
    experiments.start(challenger=challenger, percent=99)
    shoppers = visitors(20)
    assert challenger.pk in {lists.version_id(shopper) for shopper in shoppers}
    Version.objects.filter(pk=control.pk).update(status=S.RETIRED)
    fresh = version()
    cache.clear()
    memory.forget()
    assert {lists.version_id(shopper) for shopper in shoppers} == {fresh.pk}
