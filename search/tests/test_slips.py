"""Mistyped queries of the demonstration catalogue find what the clean ones find."""

from __future__ import annotations

import random

import pytest
from django.db import transaction

from search import query
from search.indexing import rebuild
from search.reading import EXACT
from search.tests.slips import mistyped
from shop.demo import catalogue, stocking
from shop.facets import Selection

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
QUERIES, ENOUGH = 300, 0.9


def long_words(text: str) -> list[str]:
    return [word for word in text.lower().split() if len(word) >= 5 and word.isascii() and word.isalpha()]


def slipped(text: str, rng: random.Random) -> str:
    """One word of the query mistyped; two, each once, in one query of three that has two long enough."""
    typed, long = text.lower(), long_words(text)
    for word in rng.sample(long, min(len(long), 2 if rng.random() < 1 / 3 else 1)):
        typed = typed.replace(word, mistyped(word, rng), 1)
    return typed


def best(text: str, *wishes: str) -> list[int]:
    return [hit.product_id for hit in query.run(Selection(words=text, reading=wishes)).hits[:10]]


def test_nine_in_ten_mistyped_queries_find_the_product_of_the_clean_one() -> None:
    with transaction.atomic():
        stocking.rows()
    rebuild.run()
    rng = random.Random(300)
    asked = {" ".join(entry.title.split()[-2:]) for entry in catalogue.products()}
    asked |= {
        f"{entry.title.split()[-1]} {entry.colours[0]}" for entry in catalogue.products() if entry.colours
    }
    titled = sorted(text for text in asked if long_words(text))
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
