"""Unknown words become known ones; what the catalogue knows, and everything that is no word, stays to the letter."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.tests.slips import mistyped
from search.text import nearness
from search.text.spelling import correct, meant_by, vocabulary_words
from search.text.vocabulary import Vocabulary
from shop.demo import catalogue

SHOP = Vocabulary(
    {
        "kettle": 40, "kettles": 12, "coffee": 60, "mug": 50, "headphones": 30, "head": 9, "phones": 2, "stainless": 44, "steel": 66,
        "table": 90, "tabletop": 3, "top": 30, "lamp": 40, "waterproof": 22, "colour": 30, "jumper": 12, "bottle": 40, "battle": 2,
        "running": 30, "shoes": 44, "tshirt": 12, "shirt": 30, "dress": 22, "red": 50, "blue": 31, "form": 9, "from": 1, "fork": 30,
        "crème": 0, "creme": 4, "保温杯": 8, "pan": 20, "plan": 5, "кружка": 9, "non": 3, "nonstick": 11, "pear": 5, "bear": 5,
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Vocabulary:
    """The words of the demonstration store."""
    counts: Counter[str] = Counter()
    for product in catalogue.products():
        counts.update(vocabulary_words(f"{product.title} {product.subtitle} {product.description}"))
    return Vocabulary(counts)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ketle", "kettle"), ("kettel", "kettle"), ("kettlle", "kettle"), ("mettle", "kettle"), ("ktetle", "kettle"),
        ("stel", "steel"), ("runing shose", "running shoes"), ("waterprof", "waterproof"), ("watrprof", "waterproof"),
        ("red dres", "red dress"), ("stainles-stel", "stainless-steel"), ("statinless-steel", "stainless-steel"),
        ("coffeemug", "coffee mug"), ("coffemug", "coffee mug"), ("reddress", "red dress"), ("head phones", "headphones"),
        ("hed phones", "headphones"), ("ket tle", "kettle"), ("kettlle's lid", "kettle's lid"), ("Ketle", "Kettle"), ("KETLE!", "KETTLE!"),
        ("  ketle ,  500 ml ", "  kettle ,  500 ml "), ("crèmme", "creme"), ("кружла", "кружка"), ("保温杯 ketle", "保温杯 kettle"),
    ],
)  # fmt: skip
def test_what_was_meant(typed, meant):
    found = correct(typed, SHOP)
    assert found.text == meant
    assert found.changes
    for change in found.changes:
        assert typed[change.start : change.end] == change.typed


@pytest.mark.parametrize(
    "typed",
    [
        "kettle", "kettles", "Kettle's", "coloured", "color", "jumpers", "t-shirt", "t shirt", "T-Shirts", "non stick pan", "non-stick",
        "table top", "rs200x", "RS-200", "500ml", "12345", "750 m1", "mugg", "pn", "xyzzyq", "the with of", '"ketle"', "“ketle”",
        "保溫怀", "保温怀", "", " ", "🙂", "\ud800", "<b>", "crème", "watrprf", "shu",
    ],
)  # fmt: skip
def test_what_stays_as_it_is(typed):
    assert correct(typed, SHOP).text == typed
    assert correct(typed, SHOP).changes == ()


def test_writings_without_spaces_are_never_corrected():
    """Though a word one character off is known: where letters are words, an edit is another word."""
    machine = Vocabulary({"コーヒーメーカー": 9, "中华人民共和国": 9})
    assert machine.nearest("コーヒーメーカ", distance=1)
    for typed in ("コーヒーメーカ", "中华人民共和園"):
        assert correct(typed, machine).changes == ()


def test_two_edits_need_nine_letters():
    assert correct("waterprfo", SHOP).text == "waterproof"
    assert OSA.distance("jmuepr", "jumper") == 2
    assert correct("jmuepr", SHOP).text == "jmuepr"


def test_a_join_of_two_known_words_needs_a_far_commoner_whole():
    assert correct("head phones", SHOP).changes
    assert not correct("table top", SHOP).changes
    assert correct("table top", Vocabulary({"table": 5, "top": 2, "tabletop": 9})).text == "tabletop"


def test_order_of_candidates():
    """Distance, then documents, then how likely the slip is."""
    assert [one.word for one in SHOP.nearest("bottel", distance=2)][:2] == ["bottle", "battle"]
    assert [one.word for one in SHOP.nearest("plam", distance=1)] == ["plan"]
    alike = Vocabulary({"pear": 5, "bear": 5, "year": 5})
    assert alike.nearest("oear", distance=1)[0].word == "pear", "o lies beside p"
    assert alike.nearest("tear", distance=1)[0].word == "year", "t lies beside y"
    assert alike.nearest("paer", distance=1)[0].word == "pear"
    commoner = Vocabulary({"pear": 5, "bear": 500, "year": 5})
    assert commoner.nearest("oear", distance=1)[0].word == "bear", "documents outweigh the keyboard"


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("cofee", "coffee", nearness.DOUBLED), ("kettel", "kettle", nearness.SWAPPED), ("kwttle", "kettle", nearness.NEIGHBOUR),
        ("grey", "gray", nearness.VOWEL), ("kpttle", "kettle", 0.0),
    ],
)  # fmt: skip
def test_commoner_slips_weigh_more(one, other, weight):
    special = nearness.likeness(one, other) - nearness.FIRST_LETTER
    assert special - (nearness.SOUND if nearness.sound(one) == nearness.sound(other) else 0) == weight


@pytest.mark.parametrize(
    ("one", "other"),
    [("fone", "phone"), ("kuller", "color"), ("nife", "knife"), ("sissors", "scissors"), ("lite", "light")],
)
def test_words_that_sound_alike(one, other):
    assert nearness.sound(one) == nearness.sound(other)
    assert nearness.sound(one) != nearness.sound("table")


short_words = st.text("abcde", min_size=3, max_size=9)


@given(
    known=st.dictionaries(short_words, st.integers(1, 50), min_size=1, max_size=40),
    word=short_words,
    distance=st.integers(1, 2),
)
def test_every_word_within_the_distance_is_found(known, word, distance):
    """Against measuring every word: the bitmap leaves none out."""
    wanted = {other for other in known if OSA.distance(word, other) <= distance}
    assert {one.word for one in Vocabulary(known).nearest(word, distance=distance, limit=100)} == wanted


@given(st.text(max_size=60))
def test_any_text_is_answered_and_kept_but_for_the_changes(text):
    found = correct(text, SHOP)
    rebuilt, at = "", 0
    for change in found.changes:
        rebuilt += text[at : change.start] + change.meant
        at = change.end
        assert all(SHOP.knows(word) for word in change.meant.lower().split())
    assert rebuilt + text[at:] == found.text


def test_corrections_are_not_corrected_again(store):
    rng = random.Random(5)
    for word in rng.sample(
        sorted(
            word
            for word in vocabulary_words(" ".join(p.title for p in catalogue.products()))
            if len(word) > 4
        ),
        60,
    ):
        once = correct(mistyped(word, rng), store).text
        assert correct(once, store).text == once


def test_most_slips_in_the_words_of_the_store_are_understood(store):
    """Exactly the word, out of all words of the store, rare ones too; slips that make another known word are no slips."""
    rng = random.Random(20)
    titles = sorted(
        {
            word
            for product in catalogue.products()
            for word in vocabulary_words(product.title)
            if len(word) >= 5
        }
    )
    right = unknown = 0
    for word in titles * 2:
        typed = mistyped(word, rng)
        if not store.knows(typed):
            unknown += 1
            right += meant_by(typed, store) == word
    assert unknown > 300
    assert right / unknown > 0.9, f"{right} of {unknown}"


def test_large_vocabularies_are_quick():
    rng = random.Random(1)
    letters = "eeeeaaaiiooutnrslcdmphgbfywkv"
    many = {"".join(rng.choices(letters, k=rng.randint(4, 13))): rng.randint(1, 99) for _ in range(50_000)}
    vocabulary = Vocabulary(many)
    typed = [mistyped(word, rng) for word in rng.sample(sorted(many), 100) if len(word) > 4]
    began = time.process_time()
    for word in typed:
        vocabulary.nearest(word, distance=2)
    assert (time.process_time() - began) / len(typed) < 0.003


def test_a_long_query_is_answered_in_time(store):
    text = " ".join(f"qzx{'abcdefgh'[index % 8]}wvkjq" for index in range(2000))
    began = time.process_time()
    assert correct(text, store).changes == ()
    assert time.process_time() - began < 0.1


def test_an_empty_vocabulary_corrects_nothing():
    assert correct("ketle mug", Vocabulary({})).text == "ketle mug"
    assert len(Vocabulary({"gone": 0})) == 0
