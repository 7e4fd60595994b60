"""A training puts a whole version in use, only if it is no worse, and the way back is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from recommendations import lists, training
from recommendations.learning import model
from recommendations.learning.model import Settings
from recommendations.models import Neighbours, Piece, Popular, ShopperList, Version
from recommendations.pipeline import judgement, material, stages
from recommendations.tests import shop as small
from recommendations.tests.learned import _no_memory, trained  # noqa: F401 - a fixture
from shop.models import Product, ShopperEvent
from shop.tests import factories

pytestmark = pytest.mark.django_db
S, Stage = Version.Status, Version.Stage


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
