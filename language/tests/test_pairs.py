from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.pairs import Known, Pair, batches, split

FEW = st.sampled_from("abcdefgh")
PAIRS = st.lists(
    st.builds(Pair, anchor=FEW, positive=FEW, product=st.sampled_from(["", "P", "Q"])),
    min_size=1,
    max_size=40,
)


def only(pairs: list[Pair], *, known: list[Pair] | None = None):
    (batch,) = batches(pairs, known=Known(known or pairs), size=len(pairs), seed=1)
    return batch


@given(PAIRS, st.integers(1, 9), st.integers(0, 3))
def test_each_pair_is_dealt_once_with_its_text(pairs, size, seed):
    dealt = Counter()
    for batch in batches(pairs, known=Known(pairs), size=size, seed=seed):
        assert len(batch.texts) == len(set(batch.texts))
        dealt.update(
            (anchor, batch.texts[column]) for anchor, column in zip(batch.anchors, batch.right, strict=True)
        )
    assert dealt == Counter((pair.anchor, pair.positive) for pair in pairs)


@given(PAIRS, st.integers(1, 9))
def test_nothing_that_belongs_is_a_counterexample(pairs, size):
    belongs = {(pair.anchor, pair.positive) for pair in pairs}
    for batch in batches(pairs, known=Known(pairs), size=size, seed=1):
        for row, anchor in enumerate(batch.anchors):
            assert not batch.silent[row, batch.right[row]]
            for column, text in enumerate(batch.texts):
                if (anchor, text) in belongs and column != batch.right[row]:
                    assert batch.silent[row, column]


def test_strangers_are_counterexamples():
    batch = only([Pair("mug", "a mug"), Pair("lamp", "a lamp")])
    assert not batch.silent.any()


def test_another_text_of_the_same_product_is_no_counterexample():
    pairs = [Pair("mug", "a mug", product="7"), Pair("cup", "holds tea", product="7"), Pair("lamp", "a lamp")]
    batch = only(pairs)
    mug, tea = batch.anchors.index("mug"), batch.texts.index("holds tea")
    assert batch.silent[mug, tea]
    unnamed = only(
        [Pair(pair.anchor, pair.positive) for pair in pairs]
    )  # without the product nobody can know
    assert not unnamed.silent.any()


def test_what_is_known_from_other_batches_counts():
    pairs = [Pair("mug", "a mug"), Pair("cup", "a cup")]
    other = Pair("mug", "a cup")
    assert not only(pairs).silent.any()
    batch = only(pairs, known=[*pairs, other])
    assert batch.silent[batch.anchors.index("mug"), batch.texts.index("a cup")]


def test_the_order_follows_the_seed():
    pairs = [Pair(str(n), f"text {n}") for n in range(50)]

    def anchors(seed):
        return [
            anchor
            for batch in batches(pairs, known=Known(pairs), size=8, seed=seed)
            for anchor in batch.anchors
        ]

    assert anchors(1) == anchors(1)
    assert anchors(1) != anchors(2)


@given(PAIRS, st.floats(0, 1), st.integers(0, 9), st.integers(0, 3))
def test_an_anchor_is_learnt_or_held_out_but_not_both(pairs, share, limit, seed):
    lessons, held_out = split(pairs, share=share, limit=limit, seed=seed)
    assert Counter(lessons) + Counter(held_out) == Counter(pairs)
    assert not {pair.anchor for pair in lessons} & {pair.anchor for pair in held_out}
    assert len({pair.anchor for pair in held_out}) <= limit
    assert split(pairs[::-1], share=share, limit=limit, seed=seed)[1] == held_out[::-1]


def test_a_tenth_is_held_out():
    pairs = [Pair(str(n), "text") for n in range(100)]
    assert len(split(pairs, share=0.1, limit=500, seed=1)[1]) == pytest.approx(10)
