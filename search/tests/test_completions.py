"""Past queries are suggested when several people asked them, found something, and named only what the shop has."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from search import completions, suggest, tasks
from search.models import Completion, LoggedQuery
from shop.models import Product
from shop.tests import factories


def ask(text: str, *, times: int = 1, days_ago: float = 0, **fields: Any) -> None:
    """So many visitors ask, each another one unless `visitor` or `user` says who."""
    for _ in range(times):
        values = {
            "normalised": text,
            "results": 5,
            "milliseconds": 1.0,
            "at": timezone.now() - timedelta(days=days_ago),
            **fields,
        }
        if "visitor" not in values and "user" not in values:
            values["visitor"] = uuid.uuid4()
        LoggedQuery.objects.create(text=text, **values)


def suggested(text: str) -> list[str]:
    completions.refresh()
    return [link.text for link in suggest.suggest(text).queries]


def test_what_three_people_asked_is_suggested(shelf: list[Product]) -> None:
    ask("Navy  Mug", times=2)
    assert suggested("na") == []
    ask("navy mug")
    assert suggested("na") == suggested("mug na") == ["navy mug"]
    assert suggest.suggest("na").queries[0].url == "/search/?q=navy+mug"


def test_one_person_asking_often_stays_private(shelf: list[Product]) -> None:
    """By cookie or by account; the negative control is the third person."""
    alice, visitor = factories.user(), uuid.uuid4()
    ask("clay lamp", times=9, visitor=visitor)
    ask("clay lamp", times=9, user=alice)
    assert suggested("clay") == []
    ask("clay lamp")
    assert suggested("clay") == ["clay lamp"]


def test_those_who_object_are_not_counted(shelf: list[Product]) -> None:
    ask("clay lamp", times=9, visitor=None)
    assert suggested("clay") == []


def test_private_words_stay_private_however_many_ask(
    shelf: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    private = [
        "mug for jonathan", "mug alice@example.com", "mug 01761234567", "mug <b>secret</b>", "buy at evil.example mug",
        "https://evil.example", "mug 12345", "xyzzy",
    ]  # fmt: skip
    for text in private:
        ask(text, times=5)
    ask("mug", times=3)
    assert suggested("mug") == ["mug"]
    monkeypatch.setattr(
        completions, "_is_public", lambda *told: True
    )  # without the guard they would be shown
    assert len(suggested("mug")) > 1
    completions.refresh()
    assert Completion.objects.filter(text="xyzzy").exists()


@pytest.mark.parametrize(
    "text", ["mug 250 ml", "kettle size 42", "blanket of clay", "clay & moss mug", "number 7", "moss-mug"]
)
def test_what_the_catalogue_says_is_public(shelf: list[Product], text: str) -> None:
    ask(text, times=3)
    assert suggested(text.split(maxsplit=1)[0]) == [text]


def test_only_queries_that_found_what_was_asked(shelf: list[Product]) -> None:
    ask("navy mug", times=5, results=0)
    ask("clay mug", times=5, step="meaning")
    ask("moss mug", times=5, step="popular")
    assert suggested("m") == []
    ask("moss mug", times=3)
    assert suggested("m") == ["moss mug"]


def test_a_misspelling_is_suggested_as_it_was_corrected(shelf: list[Product]) -> None:
    ask("nayv mug", times=4, corrected="navy mug")
    assert suggested("na") == ["navy mug"]


def test_of_several_ways_to_ask_the_same_the_commonest_is_shown(shelf: list[Product]) -> None:
    ask("mug navy", times=3)
    ask("navy mugs", times=5)
    assert suggested("nav") == ["navy mugs"]


def test_what_is_asked_lately_goes_first_and_old_questions_fade(shelf: list[Product]) -> None:
    ask("clay mug", times=8, days_ago=60)
    ask("moss mug", times=3)
    assert suggested("mug") == ["moss mug", "clay mug"]
    ask("navy mug", times=8, days_ago=100)
    assert "navy mug" not in suggested("mug")


def test_a_refresh_replaces_all(shelf: list[Product]) -> None:
    ask("navy mug", times=3)
    assert suggested("nav") == ["navy mug"]
    LoggedQuery.objects.all().delete()
    assert suggested("nav") == []
    before = set(Completion.objects.values_list("kind", "text"))
    assert tasks.refresh_completions() == len(before)
    assert set(Completion.objects.values_list("kind", "text")) == before
    assert {kind for kind, _text in before} == {"category", "brand"}
