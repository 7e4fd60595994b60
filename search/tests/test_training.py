"""An encoder is used only when it is better and a whole index was written with it; whatever goes wrong, the old one stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from language.quality import Quality
from language.tiny import TinyEncoder
from language.training import Report, TooFewPairs
from search import index, query, training
from search.indexing import encoding
from search.models import Click, EncoderVersion, LoggedQuery
from shop.facets import Selection
from shop.models import Product
from shop.tests import shelves

S = EncoderVersion.State


def quality(mrr: float) -> Quality:
    return Quality(anchors=10, texts=10, mrr=mrr, recall=mrr, accuracy=mrr)


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch, settings, tmp_path: Path) -> dict[str, object]:
    """What training is given and gives back; any folder holds the deterministic encoder."""
    settings.VAR = tmp_path
    told: dict[str, object] = {"after": 0.6}

    def train(pairs, *, folder, start, tick):
        told["pairs"] = list(pairs)
        if "error" in told:
            raise told["error"]
        tick(1, 2, 0.5)
        folder.mkdir()
        return Report("id", len(pairs), 10, 1.0, (0.5,), quality(0.5), quality(told["after"]))

    monkeypatch.setattr(training.training, "train", train)
    monkeypatch.setattr(training.weights, "find", lambda source: source)
    monkeypatch.setattr(encoding, "load", lambda source: TinyEncoder())
    return told


def test_a_better_encoder_is_used_with_an_index_of_its_own(shelf: list[Product], lessons) -> None:
    before = index.active()
    version = training.run(training.start())
    assert version.state == S.ACTIVE
    build = index.active()
    assert (build.encoder, build.pk != before.pk) == (version.name, True)
    assert query.run(Selection(words="mug")).listing.total
    training.promote(None)
    version.refresh_from_db()
    assert (version.state, index.active().encoder) == (S.RETIRED, "tiny")


def test_one_that_is_not_better_is_not_used(shelf: list[Product], lessons) -> None:
    before = index.active()
    lessons["after"] = 0.5
    version = training.run(training.start())
    assert version.state == S.CANDIDATE
    assert index.active() == before
    assert encoding.wanted() == "tiny"


def test_an_error_is_told_and_leaves_everything_as_it_was(shelf: list[Product], lessons) -> None:
    before = index.active()
    lessons["error"] = TooFewPairs("There are 3 pairs.")
    version = training.start()
    with pytest.raises(TooFewPairs):
        training.run(version)
    version.refresh_from_db()
    assert (version.state, version.error) == (S.FAILED, "There are 3 pairs.")
    assert index.active() == before
    assert training.start().state == S.TRAINING


def test_one_training_at_a_time_and_a_killed_one_does_not_block(shelf: list[Product]) -> None:
    first = training.start()
    with pytest.raises(training.Running):
        training.start()
    EncoderVersion.objects.filter(pk=first.pk).update(step="Learning")
    second = training.start()
    first.refresh_from_db()
    assert (first.state, second.state) == (S.FAILED, S.TRAINING)
    EncoderVersion.objects.filter(pk=second.pk).update(started_at=timezone.now() - timedelta(hours=1))
    assert training.start().pk != second.pk


def test_pairs_are_queries_with_what_was_chosen_titles_and_reviews(shelf: list[Product], lessons) -> None:
    asked = LoggedQuery.objects.create(
        text="something hot", normalised="hot", results=3, milliseconds=1, at=timezone.now()
    )
    Click.objects.create(
        query=asked, product=shelf[0], position=1, at=timezone.now(), bought_at=timezone.now()
    )
    shelves.review(shelf[1], 5, text="Keeps tea warm for hours")
    found = list(training.pairs())
    assert (found[0].anchor, found[0].weight) == ("something hot", training.WORTH["bought"])
    assert shelf[0].title in found[0].positive
    anchors = [pair.anchor for pair in found]
    assert shelf[5].title in anchors
    assert "Keeps tea warm for hours" in anchors
