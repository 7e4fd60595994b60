from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.ranking import bm25
from search.ranking.bm25 import FieldWeights, Weighing

PLAIN = FieldWeights(
    boosts=dict.fromkeys(bm25.FIELDS, 1.0), lengths=dict.fromkeys(bm25.FIELDS, 0.0), saturation=1.0
)
AVERAGES = {"title": 4.0, "description": 20.0}


def test_known_answers_without_lengths() -> None:
    weights = Weighing(PLAIN, {}).document({"title": ["red", "shoe"], "description": ["red", "red"]})
    assert weights == {"red": 3 / 4, "shoe": 1 / 2}


def test_boost_and_length_of_a_field_are_applied_before_saturation() -> None:
    fields = FieldWeights(
        boosts=bm25.BOOSTS | {"title": 6.0}, lengths=bm25.LENGTHS | {"title": 0.5}, saturation=2.0
    )
    short = Weighing(fields, AVERAGES).title(["red", "shoe"])
    assert short["red"] == pytest.approx((6 / 0.75) / (2 + 6 / 0.75))
    assert Weighing(fields, AVERAGES).document({"title": ["red", "shoe"]}) == short
    assert Weighing(fields, AVERAGES).title(["red"] + ["x"] * 7)["red"] < short["red"]


def test_a_field_that_counts_nothing_leaves_no_weights() -> None:
    fields = FieldWeights(boosts=bm25.BOOSTS | {"reviews": 0.0})
    assert Weighing(fields, {}).document({"reviews": ["great"], "title": []}) == {}


def test_idf_is_positive_and_falls_with_the_documents_that_contain_a_term() -> None:
    assert bm25.idf(documents=10, containing=1) == pytest.approx(log(1 + 9.5 / 1.5))
    assert 0 < bm25.idf(documents=10, containing=10) < bm25.idf(documents=10, containing=9)
    with pytest.raises(ValueError, match="refresh the statistics"):
        bm25.idf(documents=3, containing=4)


def test_query_weights_name_each_known_term_once_and_weigh_its_importance() -> None:
    found = bm25.query_weights(
        ["red", "red", "unheard", "shoe"],
        documents=10,
        containing={"red": 4, "shoe": 12},
        importance={"red": 0.5},
    )
    assert found == {
        "red": bm25.idf(documents=10, containing=4) / 2,
        "shoe": bm25.idf(documents=10, containing=10),
    }


def test_coverage_is_the_matched_share_of_the_querys_weight() -> None:
    query = {"a": 3.0, "b": 1.0}
    assert bm25.covered(["a", "a", "x"], query) == 0.75
    assert bm25.covered(["a"], {}) == 0


def test_essential_terms_of_known_queries() -> None:
    query = {"the": 0.5, "red": 2.0, "shoe": 3.0, "running": 4.5}
    assert bm25.essential(query, coverage=0.9) == ["running"]
    assert bm25.essential(query, coverage=0.5) == ["running", "shoe"]
    assert bm25.essential(query, coverage=0.01) == ["running", "shoe", "red", "the"]
    assert bm25.essential({}, coverage=0.5) == []
    with pytest.raises(ValueError, match="coverage"):
        bm25.essential(query, coverage=0)


def test_covers_of_a_known_query() -> None:
    query = {"the": 0.5, "red": 2.0, "shoe": 3.0, "running": 4.5}
    found = {frozenset(some) for some in bm25.covers(query, coverage=0.5)}
    assert found == {
        frozenset(text.split()) for text in ("shoe running", "red running", "the running", "red shoe")
    }
    assert bm25.covers({"red": 1.0}, coverage=0.5) == [("red",)]
    assert bm25.covers({}, coverage=0.5) == []
    with pytest.raises(ValueError, match="coverage"):
        bm25.covers(query, coverage=0)


def test_weights_survive_storage_and_older_rows_get_defaults() -> None:
    fields = FieldWeights(boosts=bm25.BOOSTS | {"title": 2.5}, saturation=1.5)
    assert FieldWeights.from_json(fields.as_json()) == fields
    assert FieldWeights.from_json({}) == FieldWeights()
    assert Weighing.from_json({"saturation": 1.5}, AVERAGES).fields.saturation == 1.5


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        ({"boosts": {"colour": 1}}, "boosts must have"),
        ({"boosts": {"title": -1}}, "boosts must be finite"),
        ({"lengths": {"title": 1.5}}, "lengths must be finite"),
        ({"lengths": {"title": float("nan")}}, "lengths must be finite"),
        ({"saturation": 0}, "saturation"),
    ],
)
def test_weights_that_make_no_sense_are_refused(stored: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        FieldWeights.from_json(stored)


words = st.lists(st.sampled_from("abcdef"), max_size=12)
documents = st.fixed_dictionaries(dict.fromkeys(bm25.FIELDS, words))
queries = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.01, 12), min_size=1)


@given(document=documents, query=queries)
def test_a_score_lies_between_zero_and_the_ceiling(document: dict, query: dict) -> None:
    weights = Weighing(FieldWeights(), AVERAGES).document(document)
    assert all(0 < weight < 1 for weight in weights.values())
    assert 0 <= bm25.score(weights, query) < bm25.ceiling(query)


@given(document=documents, query=queries, name=st.sampled_from(bm25.FIELDS))
def test_a_word_that_becomes_a_matching_one_never_lowers_the_score(
    document: dict, query: dict, name: str
) -> None:
    """The other word makes room, so that the length stays as it is."""
    weighing = Weighing(FieldWeights(), AVERAGES)
    before = {**document, name: [*document[name], "other"]}
    for term in query:
        after = {**document, name: [*document[name], term]}
        gain = bm25.score(weighing.document(after), query) - bm25.score(weighing.document(before), query)
        assert gain > -1e-12


@given(document=documents, query=queries, name=st.sampled_from(bm25.FIELDS))
def test_without_length_normalisation_adding_a_matching_term_never_lowers_the_score(
    document: dict, query: dict, name: str
) -> None:
    weighing = Weighing(FieldWeights(lengths=dict.fromkeys(bm25.FIELDS, 0.0)), AVERAGES)
    for term in query:
        longer = {**document, name: [*document[name], term]}
        gain = bm25.score(weighing.document(longer), query) - bm25.score(weighing.document(document), query)
        assert gain > -1e-12


@given(found=st.sets(st.sampled_from("abcdefgh")), query=queries, coverage=st.floats(0.01, 1))
def test_whoever_covers_the_query_has_an_essential_term(found: set, query: dict, coverage: float) -> None:
    if bm25.covered(found, query) >= coverage:
        assert found.intersection(bm25.essential(query, coverage=coverage))


@given(query=queries, coverage=st.floats(0.01, 1))
def test_with_one_essential_term_less_somebody_would_be_missed(query: dict, coverage: float) -> None:
    """The control: the list is no longer than it must be."""
    *_kept, last = essential = bm25.essential(query, coverage=coverage)
    without = [term for term in query if term not in essential or term == last]
    assert bm25.covered(without, query) >= coverage - 2 * bm25.ROUNDING


@given(found=st.sets(st.sampled_from("abcdefgh")), query=queries, coverage=st.floats(0.01, 1))
def test_who_has_a_cover_covers_and_nobody_else_does(found: set, query: dict, coverage: float) -> None:
    has = any(found.issuperset(some) for some in bm25.covers(query, coverage=coverage))
    share = bm25.covered(found, query)
    assert has == (share >= coverage) or abs(share - coverage) <= 2 * bm25.ROUNDING
