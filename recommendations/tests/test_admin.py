"""The recommender in the administration: reports are whole, one training begins however often it is asked for, going back is one click."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from celery import current_app
from django.contrib.admin.models import LogEntry
from django.core import cache as caching
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from recommendations import experiments, lists, tasks, training
from recommendations.models import Experiment, Version
from recommendations.pipeline import judgement, material
from recommendations.tests import shop as small
from shop.models import User
from shop.tests.conftest import *  # noqa: F403 - the cast

pytestmark = pytest.mark.django_db
S = Version.Status
LIST, TRAIN, LEARNING = (
    "/admin/recommendations/version/",
    "/admin/recommendations/version/train/",
    "/admin/recommendations/learning/",
)


@pytest.fixture(autouse=True)
def _no_memory(db: None) -> Iterator[None]:
    for remembered in (material.of, judgement.model_of):
        remembered.cache_clear()
    caching.cache.clear()
    yield
    caching.cache.clear()


@pytest.fixture
def queue() -> Iterator[Any]:
    """What was sent to workers, who do nothing."""
    with mock.patch("celery.canvas.group.apply_async") as send:
        yield send


@pytest.fixture
def version() -> Version:
    small.crowd(small.products())
    made = training.run(training.start())
    caching.cache.clear()
    return made


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_a_shop_that_learned_nothing_says_so(client: Client, owner: User) -> None:
    assert "Nothing was learned yet" in page(client, LEARNING)
    assert "Train now" in page(client, LIST)


def test_a_report_has_figures_bars_and_tables(client: Client, owner: User, version: Version) -> None:
    for address in (LEARNING, reverse("admin:recommendations_version_change", args=[version.pk])):
        text = page(client, address)
        for shown in (
            "NDCG@10",
            "Gini",
            "Overlap of two shoppers",
            "What variety costs and brings",
            "Newcomers",
        ):
            assert shown in text, shown
        assert "Products that nobody took yet" in text
        assert f"{version.metrics['models']['hybrid']['ndcg@10']:.3f}" in text
        assert f"{version.report['cleaning']['read']:,}" in text
    assert "Seconds of training" in page(client, LEARNING)


def test_a_version_that_measured_nothing_has_a_page(client: Client, owner: User) -> None:
    row = Version.objects.create(status=S.FAILED, error="It broke.")
    assert "It broke." in page(client, reverse("admin:recommendations_version_change", args=[row.pk]))
    assert client.get("/admin/recommendations/version/999999/change/").status_code == 302


def test_two_clicks_are_one_training(client: Client, owner: User, queue: Any) -> None:
    small.products(2)
    first, second = (client.post(TRAIN, {"variety": "30"}, follow=True) for _ in range(2))
    assert "Workers learn from what shoppers did" in messages_of(first)[0]
    assert "in training at this moment" in messages_of(second)[0]
    queue.assert_called_once()
    assert Version.objects.get().settings["variety"] == 0.3
    assert LogEntry.objects.filter(user=owner).count() == 1
    assert "<progress" in page(client, LIST)


def test_a_training_is_followed_to_its_end(client: Client, owner: User) -> None:
    small.crowd(small.products())
    current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = True
    assert tasks.train_unit.name in current_app.tasks
    try:
        client.post(TRAIN, follow=True)
    finally:
        current_app.conf.task_always_eager = current_app.conf.task_eager_propagates = False
    assert Version.objects.get().status == S.LIVE
    assert client.get("/admin/recommendations/version/progress/").headers["HX-Refresh"] == "true"


def test_what_is_no_variety_and_no_queue_is_told(client: Client, owner: User) -> None:
    for sent in ("101", "-1", "much"):
        assert "from 0 to 100" in messages_of(client.post(TRAIN, {"variety": sent}, follow=True))[0]
    with mock.patch("celery.canvas.group.apply_async", side_effect=OperationalError("refused")):
        assert "cannot be reached" in messages_of(client.post(TRAIN, follow=True))[0]
    assert not Version.objects.exclude(status=S.FAILED).exists()


def test_a_silent_training_is_named_and_given_up(client: Client, owner: User, queue: Any) -> None:
    client.post(TRAIN)
    row = Version.objects.get()
    assert "no sign of life" not in page(client, LIST)
    Version.objects.update(beat_at=timezone.now() - training.PATIENCE - timedelta(minutes=1))
    assert "no sign of life" in page(client, LIST)
    address = reverse("admin:recommendations_give_up", args=[row.pk])
    assert "given up" in messages_of(client.post(address, follow=True))[0]
    assert "ended already" in messages_of(client.post(address, follow=True))[0]
    row.refresh_from_db()
    assert row.status == S.FAILED


def test_going_back_is_one_click(
    client: Client, owner: User, version: Version, django_capture_on_commit_callbacks: Any
) -> None:
    second = training.run(training.start())
    caching.cache.clear()
    assert lists.version_id() == second.pk
    assert "Go back to this one" in page(
        client, reverse("admin:recommendations_version_change", args=[version.pk])
    )
    address = reverse("admin:recommendations_use", args=[version.pk])
    with django_capture_on_commit_callbacks(execute=True):
        assert "Shoppers get the lists" in messages_of(client.post(address, follow=True))[0]
    assert lists.version_id() == version.pk
    Version.objects.filter(pk=second.pk).update(has_lists=False)
    gone = reverse("admin:recommendations_use", args=[second.pk])
    assert "not there any more" in messages_of(client.post(gone, follow=True))[0]
    assert client.post(reverse("admin:recommendations_use", args=[10**6])).status_code == 404


def test_two_versions_are_compared_and_the_comparison_ends(
    client: Client, owner: User, version: Version
) -> None:
    second = training.run(training.start())
    address = reverse("admin:recommendations_compare", args=[version.pk])
    assert "cannot be compared" in messages_of(client.post(address, {"percent": "0"}, follow=True))[0]
    assert (
        "Some shoppers get this version"
        in messages_of(client.post(address, {"percent": "20"}, follow=True))[0]
    )
    assert "compared already" in messages_of(client.post(address, {"percent": "20"}, follow=True))[0]
    assert experiments.compared() == {version.pk, second.pk}
    assert "End the comparison" in page(client, LEARNING)
    end = reverse("admin:recommendations_end")
    assert "comparison is over" in messages_of(client.post(end, follow=True))[0]
    assert not Experiment.objects.filter(ended_at=None).exists()
    assert "End the comparison" not in page(client, LEARNING)
