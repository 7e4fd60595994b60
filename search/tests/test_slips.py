"""Mistyped queries of the demonstration catalogue find what the clean ones find."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from search import query
from search.indexing import rebuild
from search.reading import EXACT
from search.tests.slips import mistyped
from search.text.spelling import vocabulary_words
from shop.demo import catalogue, stocking
from shop.facets import Selection

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
QUERIES, ENOUGH = 300, 0.9


def slipped(text: str, rng: random.Random) -> str:
    """One word of the query mistyped; two, each once, in one query of three that has two long enough."""
    long = [word for word in vocabulary_words(text) if len(word) >= 5]
    several = min(len(long), 2 if rng.random() < 1 / 3 else 1)
    for word in rng.sample(long, several):
        text = text.lower().replace(word, mistyped(word, rng), 1)
    return text


def best(text: str, *wishes: str) -> list[int]:
    return [hit.product_id for hit in query.run(Selection(words=text, reading=wishes)).hits[:10]]


def test_nine_in_ten_mistyped_queries_find_the_product_of_the_clean_one() -> None:
    with transaction.atomic():
        stocking.rows()
    rebuild.run()
    rng = random.Random(300)
    titled = [
        entry.title
        for entry in catalogue.products()
        if any(len(word) >= 5 for word in vocabulary_words(entry.title))
    ]
    right = uncorrected = 0
    for text in rng.sample(titled, QUERIES):
        wanted, typed = best(text)[0], slipped(text, rng)
        assert typed != text.lower(), "nothing was mistyped"
        right += wanted in best(typed)
        uncorrected += wanted in best(typed, EXACT)
    told = f"{right} of {QUERIES} with corrections, {uncorrected} without"
    print(told)  # noqa: T201 - the figure to report
    assert right >= ENOUGH * QUERIES, told
    assert uncorrected < right, "without corrections it is worse, or this proves nothing"
