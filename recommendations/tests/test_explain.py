"""Reasons are evidence first: what is cited was measured, what is shared is shared, what is counted was counted."""

from __future__ import annotations

from uuid import uuid4

import numpy as np
import pytest
from django.utils import timezone, translation

from language import verifier
from language.verifier import Fact
from recommendations import explain, memory, serve
from recommendations.models import Reason
from recommendations.ranking import knowledge, scoring
from recommendations.ranking.knowledge import Known, Trait
from recommendations.reasons import together, tokens, wording
from recommendations.reasons.evidence import Evidence, Shared
from recommendations.shoppers import history, profiles
from recommendations.tests.conftest import did
from shop.activity import Shopper
from shop.models import Product
from shop.tests import factories

pytestmark = pytest.mark.django_db


def visitor() -> Shopper:
    return Shopper(user_id=None, visitor=uuid4())


def evidence(**values: object) -> Evidence:
    first = {"product_id": 1, "ground": "item", "deed": "view", "item_id": 2, "item": "Moss mug"}
    return Evidence(**{**first, **values})  # type: ignore[arg-type]


def test_what_is_called_shared_is_shared(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", *taught[:3])
    told = [item.reason.evidence for shelf in serve.page("home", shopper=someone) for item in shelf.items]
    known = knowledge.of({one.product_id for one in told} | {one.item_id for one in told if one.item_id})
    personal = [one for one in told if one.ground == "item"]
    assert any(one.shared for one in personal)
    for one in personal:
        for shared in one.shared:
            for product in (one.product_id, one.item_id):
                held = {(trait.code, trait.label) for trait in known[product or 0].traits}
                assert (shared.code, shared.label) in held


def test_taking_the_cited_product_away_lowers_the_score_most(taught: list[Product]) -> None:
    someone = visitor()
    did(someone, "view", *taught[:5])
    whole = history.of(someone)
    profile = profiles.of(whole)
    ids = [product.pk for product in taught[5:]]
    scored = scoring.score(ids, signals=(), profile=profile, lists={})
    found = knowledge.of(one.product_id for one in profile.items if one.product_id)
    for place in range(len(scored.known)):
        told = explain.evidence_of(scored, place, profile=profile, found=found)
        if told is None or told.item_id is None:
            continue
        drops = {}
        for item in profile.items:
            fewer = profiles.of(whole.without(item.product_id or 0))
            fresh = scoring.score(ids, signals=(), profile=fewer, lists={})
            drops[item.product_id] = scored.totals[place] - fresh.totals[place]
        assert drops[told.item_id] == pytest.approx(max(drops.values()), abs=0.16)


def test_counts_of_few_are_not_told(full: list[Product]) -> None:
    one, other = full[0], full[1]
    buyers = [Shopper(user_id=factories.user().pk, visitor=None) for _ in range(together.LEAST)]
    for buyer in buyers[:-1]:
        did(buyer, "purchase", one, other)
    did(buyers[-1], "purchase", one)
    pair = (one.pk, other.pk)
    assert together._count([pair]) == {pair: together.LEAST - 1}
    assert together.counts([pair]) == {}
    did(buyers[-1], "purchase", other)
    assert together.counts([pair]) == {}, "kept for a day"
    from django.core.cache import cache

    cache.clear()
    memory.forget()
    assert together.counts([pair]) == {pair: together.LEAST}


def test_templates_speak_english_and_chinese(db: None) -> None:
    one = evidence(shared=(Shared("brand", "", "Haldorf"), Shared("colour", "Colour", "navy")))
    assert explain.reasons([one])[0].text == "You looked at Moss mug. In common: by Haldorf, colour navy."
    with translation.override("zh-hans"):
        said = explain.reasons([one])[0].text
    assert "Moss mug" in said
    assert "Haldorf" in said
    assert "looked" not in said


@pytest.mark.parametrize(
    "one",
    [
        evidence(deed="rating", stars=5),
        evidence(deed="liked"),
        evidence(deed="cart"),
        evidence(deed="purchase"),
        evidence(ground="words", deed="search", words="blue mug", matched=("mug",)),
        evidence(ground="words", deed="review", words="so soft"),
        evidence(ground="named", shared=(Shared("brand", "", "Haldorf"),)),
        evidence(ground="page"),
        evidence(ground="beside"),
        evidence(ground="cart"),
        evidence(ground="order"),
        evidence(ground="popular", category="Rugs"),
        evidence(ground="popular"),
        evidence(ground="season"),
        evidence(ground="near", words="rain"),
    ],
)
def test_every_ground_has_words(one: Evidence, db: None) -> None:
    assert len(explain.reasons([one])[0].text) > 10
    assert Evidence.from_json(one.as_json()) == one


@pytest.mark.parametrize("one", [evidence(ground="page"), evidence(deed="view"), evidence(ground="season")])
def test_only_what_is_said_is_looked_up(one: Evidence, monkeypatch, db: None) -> None:  # type: ignore[no-untyped-def]
    """Thirty reasons once cost a thousand lookups a page."""
    asked: list[str] = []
    monkeypatch.setattr(explain, "_", lambda text: asked.append(text) or text)
    monkeypatch.setattr(explain, "pgettext", lambda _context, text: asked.append(text) or text)
    said = explain.reasons([one])[0].text
    assert len(asked) == 1
    assert said == asked[0] % {"item": one.item}


def test_what_has_no_words_is_not_said_in_others(db: None) -> None:
    for odd in (evidence(deed="stole"), evidence(ground="stars")):
        with pytest.raises(ValueError, match="no words"):
            explain.reasons([odd])


class Says:
    def __init__(self, text: str) -> None:
        self.text, self.name = text, "test writer"

    def stream(self, messages, **options):  # type: ignore[no-untyped-def]
        yield self.text


NAVY = evidence(shared=(Shared("colour", "Colour", "navy"),))


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [
        ("It fits because it is navy.", True),
        ("It fits because it is red.", False),
        ("It fits because it is navy and waterproof.", False),
        ("It is navy. It is navy.", False),
        ("It fits.", False),
        ("", False),
        ("It is navy and costs 5 EUR.", False),
        ("It is made of navy.", False),
        ("It is navy, perfect for you.", False),
        ("It suits the navy of you.", False),
        ("It fits because it has the right navy.", False),
    ],
)
def test_only_what_the_verifier_supports_is_kept(said: str, is_kept: bool, settings, db: None) -> None:  # type: ignore[no-untyped-def]
    settings.WRITER = "local"
    wording.ask([NAVY])
    row = wording.write(NAVY.digest, by=Says(said))  # type: ignore[arg-type]
    assert row is not None
    assert (row.state == Reason.State.WRITTEN) is is_kept
    text = explain.reasons([NAVY])[0]
    assert (text.written_by == "test writer") is is_kept
    assert (said in text.text) is (is_kept or not said)


def test_without_the_verifier_a_wrong_sentence_would_be_shown(settings, monkeypatch, db: None) -> None:  # type: ignore[no-untyped-def]
    settings.WRITER = "local"
    monkeypatch.setattr(wording, "objection_to", lambda text, facts: "")
    wording.ask([NAVY])
    wording.write(NAVY.digest, by=Says("It fits because it is red."))  # type: ignore[arg-type]
    assert "red" in explain.reasons([NAVY])[0].text


def test_a_refused_sentence_is_not_asked_for_again(settings, db: None) -> None:  # type: ignore[no-untyped-def]
    settings.WRITER = "local"
    wording.ask([NAVY])
    wording.write(NAVY.digest, by=Says("It is red."))  # type: ignore[arg-type]
    assert wording.write(NAVY.digest, by=Says("It is navy.")) is None  # type: ignore[arg-type]
    assert wording.objection_to("It is navy.", [Fact("product", "product"), Fact("colour", "navy")]) == ""
    assert "red" not in explain.reasons([NAVY])[0].text


def test_chinese_pages_get_templates(settings, db: None) -> None:  # type: ignore[no-untyped-def]
    settings.WRITER = "local"
    wording.ask([NAVY])
    wording.write(NAVY.digest, by=Says("It is navy."))  # type: ignore[arg-type]
    with translation.override("zh-hans"):
        assert explain.reasons([NAVY])[0].written_by == "template"


def test_tokens_open_for_whom_they_were_made(db: None) -> None:
    someone = visitor()
    shown = tokens.Shown(shelf="for_you", version_id=None, evidence=NAVY)
    token = tokens.sign(shown, shopper=someone)
    assert tokens.read(token, shopper=someone) == shown
    for text, shopper in ((token, visitor()), (token, None), (token + "x", someone), ("", someone)):
        with pytest.raises(tokens.Invalid):
            tokens.read(text, shopper=shopper)


TEA = evidence(
    shared=(
        Shared("water", "Water", "95 °C"),
        Shared("leaf", "Leaf", "Black"),
        Shared("brand", "", "Haldorf"),
    )
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("It fits because it has a black leaf.", "water 95 °C, by Haldorf"),
        ("It fits because its water is 95 °C.", "leaf Black, by Haldorf"),
        ("It fits because its water is 95 °C and it has a black leaf.", "by Haldorf"),
    ],
)
def test_what_a_sentence_leaves_out_a_template_says(said: str, left: str, settings, db: None) -> None:  # type: ignore[no-untyped-def]
    settings.WRITER = "local"
    wording.ask([TEA])
    wording.write(TEA.digest, by=Says(said))  # type: ignore[arg-type]
    found = explain.reasons([TEA])[0]
    assert found.detail == f"{said} Also in common: {left}."
    assert found.written_by == "test writer"


def test_a_number_is_said_with_what_it_is_of(settings, db: None) -> None:  # type: ignore[no-untyped-def]
    """The verifier alone would let it through: 95 °C stands among the facts."""
    facts = [Fact("product", "product", kind="name"), Fact("water", "95 °C")]
    assert not verifier.objections("It fits because it is 95 °C.", facts)
    assert wording.objection_to("It fits because it is 95 °C.", facts) == "does not say of what: 95 °C"
    assert wording.objection_to("It fits because its water is 95 °C.", facts) == ""
    sizes = [facts[0], Fact("size", "200 g")]
    assert wording.objection_to("It fits because it is 200 g.", sizes) == ""


def test_a_writer_that_fails_with_two_facts_is_asked_with_one(settings, db: None) -> None:  # type: ignore[no-untyped-def]
    class Learner(Says):
        def stream(self, messages, **options):  # type: ignore[no-untyped-def]
            asked.append(messages[-1].content)
            yield "It fits because it has a black leaf." if "water" not in asked[-1] else self.text

    asked: list[str] = []
    settings.WRITER = "local"
    wording.ask([TEA])
    row = wording.write(TEA.digest, by=Learner("It is hot."))  # type: ignore[arg-type]
    assert row is not None
    assert row.sentence == "It fits because it has a black leaf."
    assert ["water" in one and "leaf" in one for one in asked] == [True, False, False]


def known(number: int, category: str, *traits: Trait) -> Known:
    return Known(
        product_id=number,
        title="",
        slug="",
        category_id=1,
        category=category,
        price=1.0,
        popularity=0,
        traits=traits,
        trait_ids=np.array([trait.id for trait in traits], np.int64),
        terms=frozenset(),
        vector=None,
    )


NAVY_TRAIT, RAW, SIZE = (
    Trait(1, "colour", "navy", "Colour", "navy", "choice"),
    Trait(2, "edge", "raw", "Edge", "raw", "choice"),
    Trait(3, "size", "37", "Size", "37", "choice"),
)


@pytest.mark.parametrize(("counts", "first"), [({1: 90, 2: 3}, "raw"), ({1: 3, 2: 90}, "navy")])
def test_what_few_products_have_is_told_first(counts: dict[int, int], first: str, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(knowledge, "frequencies", lambda: counts)
    one, other = known(1, "Mugs", NAVY_TRAIT, RAW), known(2, "Mugs", NAVY_TRAIT, RAW)
    assert explain.shared_traits(one, other)[0].label == first


def test_a_size_is_shared_by_products_of_one_kind_only(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(knowledge, "frequencies", dict)
    shoe, boot, jeans = (
        known(1, "Shoes", SIZE, NAVY_TRAIT),
        known(2, "Shoes", SIZE, NAVY_TRAIT),
        known(3, "Jeans", SIZE, NAVY_TRAIT),
    )
    assert [shared.code for shared in explain.shared_traits(shoe, boot)] == ["size", "colour"]
    assert [shared.code for shared in explain.shared_traits(shoe, jeans)] == ["colour"]


def test_a_size_is_no_interest() -> None:
    items = [profiles.Signal(deed="view", weight=1.0, at=timezone.now(), product_id=1)]
    tastes = profiles._tastes(items, {1: known(1, "Shoes", SIZE, NAVY_TRAIT)}, ())
    assert [trait.code for trait, _weight in tastes] == ["colour"]


def test_frequencies_are_counted_in_the_index(taught: list[Product], django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    found = knowledge.frequencies()
    one = knowledge.of([taught[0].pk])[taught[0].pk]
    everyone = knowledge.of([product.pk for product in taught]).values()
    for trait in one.traits:
        assert found[trait.id] == sum(trait.id in other.trait_ids for other in everyone)
    with django_assert_num_queries(0):
        knowledge.frequencies()
