"""A training puts a whole version in use or leaves everything as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import numpy as np
import psycopg
import pytest
from celery import current_app
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from recommendations import lists, tasks, training
from recommendations.learning import model
from recommendations.learning.model import Settings
from recommendations.models import Neighbours, Piece, Popular, ShopperList, Version
from recommendations.pipeline import asking, judgement, material, pieces, stages
from recommendations.tests import shop as small
from shop import broker
from shop.models import Product, ShopperEvent
from shop.tests import factories

pytestmark = pytest.mark.django_db
S, Stage = Version.Status, Version.Stage


@pytest.fixture(autouse=True)
def _no_memory(db: None) -> Iterator[None]:
    for remembered in (material.of, judgement.model_of):
        remembered.cache_clear()
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def things() -> list[Product]:
    made = small.products()
    small.crowd(made)
    return made


def trained(settings: Settings | None = None) -> Version:
    version = training.run(training.start(settings))
    cache.clear()
    return version


def test_a_first_version_goes_live_with_lists(things: list[Product]) -> None:
    version = trained()
    assert (version.status, version.stage, version.progress) == (S.LIVE, Stage.DONE, 100)
    assert version.seconds > 0
    assert version.peak_memory_mb > 10
    assert version.report["size"]["interactions"] == 24 * 4
    assert version.metrics["models"]["hybrid"]["ndcg@10"] > version.metrics["models"]["popularity"]["ndcg@10"]
    mugs = {thing.pk for thing in things[:6]}
    found = lists.neighbours([things[0].pk], "similar")[things[0].pk]
    assert set(found.product_ids[:3]) <= mugs
    assert things[0].pk not in found.product_ids
    who = ShopperEvent.objects.values_list("visitor", flat=True).filter(product=things[0]).first()
    seen = set(ShopperEvent.objects.filter(visitor=who).values_list("product", flat=True))
    listed = ShopperList.objects.get(version=version, visitor=who).product_ids
    assert set(listed[:2]) == mugs - seen
    assert len(lists.popular()) == 12
    assert set(lists.popular(things[0].category_id).product_ids) == mugs


def test_what_is_not_sold_is_in_no_list(things: list[Product]) -> None:
    trained()
    assert things[1].pk in lists.popular().product_ids
    things[1].status = Product.Status.ARCHIVED
    things[1].save()
    version = trained()
    assert version.status == S.LIVE
    everything = [
        *Neighbours.objects.filter(version=version).values_list("product_ids", flat=True),
        *ShopperList.objects.filter(version=version).values_list("product_ids", flat=True),
        *Popular.objects.filter(version=version).values_list("product_ids", flat=True),
    ]
    assert len(everything) > 12
    assert not any(things[1].pk in ids for ids in everything)


def test_blocks_that_machines_share_give_a_version(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "BLOCK", 5)
    version = trained(Settings(exact_items=3))
    fitted = set(Piece.objects.filter(version=version, name__startswith="fit").values_list("name", flat=True))
    assert len(fitted) == 6
    assert version.status == S.LIVE
    whole = model.fit(
        material.of(version.pk).interactions,
        vectors=material.of(version.pk).catalogue.vectors,
        settings=Settings(exact_items=3),
    )
    linear = next(part for part in judgement.model_of(version.pk).parts if part.name == "ease")
    expected = next(part for part in whole.parts if part.name == "ease")
    np.testing.assert_allclose(linear.table.toarray(), expected.table.toarray(), atol=1e-6)  # type: ignore[attr-defined]


def test_one_training_at_a_time(things: list[Product]) -> None:
    begun = training.start()
    with pytest.raises(training.Running):
        training.start()
    training.give_up(begun, "Given up.")
    assert training.start().pk != begun.pk


def test_a_stale_training_makes_room_and_the_old_version_stays(things: list[Product]) -> None:
    live = trained()
    begun = training.start()
    Version.objects.filter(pk=begun.pk).update(
        beat_at=timezone.now() - training.PATIENCE - timedelta(seconds=1)
    )
    fresh = training.start()
    begun.refresh_from_db()
    assert (begun.status, begun.error) == (S.FAILED, "The training was interrupted.")
    assert fresh.status == S.TRAINING
    assert lists.version_id() == live.pk


class Killed(BaseException):
    """As a worker ends that gets SIGKILL: nothing of ours runs any more."""


def test_a_killed_worker_is_followed_by_another(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = trained()
    version = training.start()
    real = stages.work

    def die(version: Version, stage: str, unit: str, *, tick: Any) -> Any:
        if unit.startswith("shoppers"):
            raise Killed
        return real(version, stage, unit, tick=tick)

    with monkeypatch.context() as patched:
        patched.setattr(stages, "work", die)
        with pytest.raises(Killed):
            training.run(version)
    version.refresh_from_db()
    cache.clear()
    assert (version.status, version.stage) == (S.TRAINING, Stage.WRITE)
    assert lists.version_id() == live.pk
    assert len(lists.popular()) == 12
    training.run(version)
    version.refresh_from_db()
    assert version.status == S.LIVE
    assert Piece.objects.get(version=version, name="gather all").tries == 1
    assert Piece.objects.get(version=version, name="write shoppers 0-1000").tries == 2


def test_what_kills_every_worker_is_given_up(things: list[Product], monkeypatch: pytest.MonkeyPatch) -> None:
    live = trained()
    version = training.start()

    def die(*_: Any, **__: Any) -> Any:
        raise Killed

    monkeypatch.setattr(stages, "work", die)
    for _ in range(training.MOST_TRIES):
        with pytest.raises(Killed):
            training.run(version)
    with pytest.raises(training.KilledAgain, match="want of memory"):
        training.run(version)
    version.refresh_from_db()
    assert version.status == S.FAILED
    assert "gather all" in version.error
    cache.clear()
    assert lists.version_id() == live.pk


def test_a_worker_that_died_between_two_stages(things: list[Product]) -> None:
    """The stage had moved on and nobody was told; the unit that is delivered again tells them."""
    version = training.start()
    Version.objects.filter(pk=version.pk).update(stage=Stage.JUDGE)
    told: list[tuple[str, list[str]]] = []

    def dispatch(_version: Version, stage: str, units: list[str]) -> None:
        told.append((stage, units))

    training.step(version_id=version.pk, stage=Stage.GATHER, unit="all", dispatch=dispatch)
    assert told == []
    training.step(version_id=version.pk, stage=Stage.GATHER, unit="all", dispatch=dispatch, is_again=True)
    assert told == [(Stage.JUDGE, ["all"])]


def test_an_error_leaves_the_old_version_in_use(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = trained()

    def fail(*_: Any, **__: Any) -> Any:
        raise RuntimeError("no more room on the disk")

    monkeypatch.setattr(judgement, "judge", fail)
    with pytest.raises(RuntimeError, match="no more room"):
        trained()
    cache.clear()
    failed = Version.objects.first()
    assert (failed.status, failed.error) == (S.FAILED, "RuntimeError: no more room on the disk")
    assert lists.version_id() == live.pk
    assert len(lists.popular()) == 12
    assert not Piece.objects.filter(version=failed).exists()


@pytest.mark.parametrize("is_fresh", [True, False])
def test_a_worse_version_does_not_go_live(
    things: list[Product], monkeypatch: pytest.MonkeyPatch, *, is_fresh: bool
) -> None:
    live = trained()
    if is_fresh:
        monkeypatch.setattr(judgement, "FRESH_SHOPPERS", 5)
        Version.objects.filter(pk=live.pk).update(gathered_at=timezone.now() - timedelta(hours=30))
    real = model.weighed

    def spoilt(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        turned = found.learned
        found.learned = replace(turned, whole=-turned.whole, few=-turned.few)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(model, "weighed", spoilt)
        version = trained()
    assert version.status == S.CANDIDATE
    assert version.report["verdict"]["how"] == ("fresh" if is_fresh else "refit")
    assert version.report["verdict"]["difference"] < -0.1
    assert lists.version_id() == live.pk
    assert trained().status == S.LIVE


def test_rolling_back_is_at_once_and_old_versions_are_cleared(
    things: list[Product], django_capture_on_commit_callbacks: Any
) -> None:
    made = [trained() for _ in range(4)]
    assert [Version.objects.get(pk=version.pk).has_lists for version in made] == [False, True, True, True]
    assert not Neighbours.objects.filter(version=made[0]).exists()
    assert Neighbours.objects.filter(version=made[1]).exists()
    assert lists.version_id() == made[3].pk
    with django_capture_on_commit_callbacks(execute=True):
        training.use(made[2])
    assert lists.version_id() == made[2].pk
    assert Version.objects.get(pk=made[3].pk).status == S.RETIRED
    with pytest.raises(training.NotUsable, match="cleared away"):
        training.use(made[0])
    assert lists.version_id() == made[2].pk


def test_somebody_who_objected_meanwhile_gets_no_list(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps, objects = factories.user(), factories.user()
    for who in (keeps, objects):
        small.event(things[0], user=who)
    real = stages.work

    def meanwhile(version: Version, stage: str, unit: str, *, tick: Any) -> Any:
        if stage == Stage.JUDGE:
            type(objects).objects.filter(pk=objects.pk).update(uses_history=False)
        return real(version, stage, unit, tick=tick)

    monkeypatch.setattr(stages, "work", meanwhile)
    version = trained()
    assert list(
        ShopperList.objects.filter(version=version, user__isnull=False).values_list("user", flat=True)
    ) == [keeps.pk]


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


def test_somebody_else_at_a_unit_is_let_alone(things: list[Product]) -> None:
    version = training.start()
    training.begin(version, dispatch=lambda *_: None)
    name = f"{version.pk} {Stage.GATHER} all"
    parameters = connection.get_connection_params()
    wanted = {
        key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if parameters.get(key)
    }
    with psycopg.connect(**wanted) as other:
        other.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", [training.LOCK, name])
        training.step(version_id=version.pk, stage=Stage.GATHER, unit="all", dispatch=lambda *_: None)
        assert not pieces.done(version)
        other.execute("SELECT pg_advisory_unlock_all()")
    training.step(version_id=version.pk, stage=Stage.GATHER, unit="all", dispatch=lambda *_: None)
    assert pieces.done(version) == {"gather all"}


@pytest.fixture
def eager() -> Iterator[None]:
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = True
    yield
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = False


def test_workers_hand_each_other_the_stages(things: list[Product], eager: None) -> None:
    version = asking.for_training()
    version.refresh_from_db()
    assert version.status == S.LIVE
    assert ShopperList.objects.filter(version=version).count() == 24
    asking.nightly()
    assert Version.objects.filter(status__in=(S.LIVE, S.RETIRED)).count() == 2


def test_units_go_to_the_queue_of_trainings(monkeypatch: pytest.MonkeyPatch, things: list[Product]) -> None:
    routes = current_app.conf.task_routes
    assert routes[asking.UNIT] == routes["recommendations.tasks.train"] == {"queue": "train"}
    entry = current_app.conf.beat_schedule["train-recommendations"]
    assert (entry["task"], entry["options"]["queue"]) == ("recommendations.tasks.train", "train")
    assert tasks.train_unit.name == asking.UNIT
    assert tasks.train_unit.acks_late
    assert tasks.train_unit.reject_on_worker_lost


def test_a_queue_that_cannot_be_reached_leaves_no_training(
    things: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kombu.exceptions import OperationalError

    def refuse(*_: Any, **__: Any) -> Any:
        raise OperationalError("refused")

    monkeypatch.setattr("celery.canvas.group.apply_async", refuse)
    with pytest.raises(broker.NoWorker):
        asking.for_training()
    assert Version.objects.get().status == S.FAILED
    assert training.start().status == S.TRAINING


def test_the_command_tells_what_came_out(things: list[Product]) -> None:
    out = StringIO()
    call_command("train_recommendations", "--variety", "0.4", stdout=out)
    assert "learned from 96 interactions of 24 shoppers with 12 products" in out.getvalue()
    assert "in use" in out.getvalue()
    assert Version.objects.get().settings["variety"] == 0.4
    with pytest.raises(CommandError, match="from 0 to 1"):
        call_command("train_recommendations", "--variety", "2", stdout=out)
    training.start()
    with pytest.raises(CommandError, match="in training already"):
        call_command("train_recommendations", stdout=out)
