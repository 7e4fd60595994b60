"""Trainings and those who do them: one at a time, handed from worker to worker, taken up again where one was killed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from recommendations import lists, tasks, training
from recommendations.models import Piece, ShopperList, Version
from recommendations.pipeline import asking, judgement, pieces, stages
from recommendations.tests.learned import _no_memory, trained  # noqa: F401 - a fixture
from shop import broker
from shop.models import Product

pytestmark = pytest.mark.django_db
S, Stage = Version.Status, Version.Stage


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
