"""The measurements notice what they are there for: a false reason, a cited product that did not matter, a search made better."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from recommendations import explain, letters, opinions, serve, showings
from recommendations.measuring import personal as measuring_personal
from recommendations.measuring import reasons
from recommendations.models import Showing
from recommendations.reasons.evidence import Shared
from recommendations.shoppers import interests
from recommendations.tests.conftest import did
from search import log, personal
from search.models import LoggedQuery
from shop import privacy
from shop.activity import Shopper
from shop.models import Product, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone(taught: list[Product], alice: User) -> Shopper:
    shopper = Shopper(user_id=alice.pk, visitor=None)
    did(shopper, "view", *taught[:4])
    did(shopper, "purchase", taught[4])
    return shopper


def test_reasons_are_so(someone: Shopper) -> None:
    counted = reasons.measure(reasons=50)
    assert counted.reasons > 5
    assert counted.unsupported == []
    assert counted.cases > 0
    assert counted.mattered / counted.cases >= 0.9


@pytest.mark.parametrize("lie", ["deed", "shared", "both", "category", "matched", "item"])
def test_a_reason_that_is_not_so_is_found(someone: Shopper, lie: str) -> None:
    shelves = serve.page("home", shopper=someone)
    reason = next(
        item.reason for shelf in shelves for item in shelf.items if item.reason.evidence.ground == "item"
    )
    assert reasons.objection(reason, someone) == ""
    one = reason.evidence
    changed = {
        "deed": replace(one, deed="rating", stars=5),
        "shared": replace(one, shared=(Shared("brand", "", "Nobody"),)),
        "both": replace(one, both=12),
        "category": replace(one, category="Nowhere"),
        "matched": replace(one, matched=("zeppelin",)),
        "item": replace(one, item="Something else"),
    }[lie]
    assert reasons.objection(replace(reason, evidence=changed), someone)


def test_a_writers_lie_is_found(someone: Shopper) -> None:
    [shelf, *_rest] = serve.page("home", shopper=someone)
    reason = replace(shelf.items[0].reason, detail="It is made of gold.", written_by="somebody")
    assert reasons.objection(reason, someone)


def test_search_is_shaped_by_what_was_done_before(someone: Shopper, taught: list[Product]) -> None:
    ids = [product.pk for product in taught]
    liked = opinions.of(someone, ids)
    assert set(liked) == {product.pk for product in taught[:5]}
    assert 0 < liked[taught[0].pk] <= 1
    assert liked[taught[4].pk] == opinions.BOUGHT
    assert opinions.at(someone, ids, until=timezone.now() - timedelta(days=1)) == {}
    assert opinions.of(Shopper(user_id=None, visitor=uuid4()), ids) == {}
    interests.set_interest(someone, code="brand", value=taught[1].brand.slug, kind="dislikes")
    less = opinions.of(someone, ids)
    assert less[taught[1].pk] < liked[taught[1].pk]
    assert less[taught[7].pk] < 0


def test_the_gain_of_personal_results_is_measured(someone: Shopper, taught: list[Product]) -> None:
    key = uuid4()
    log.note(
        key=key, shopper=someone, text="mug", normalised="mug", corrected="", results=6, step="",
        filters={}, milliseconds=1.0,
    )  # fmt: skip
    LoggedQuery.objects.update(at=timezone.now() + timedelta(minutes=1))
    log.note_click(key=key, shopper=someone, slug=taught[5].slug, position=3)
    before = list(personal._opinion)
    found = measuring_personal.measure(most=10)
    assert found.searches == 1
    assert 0 < found.without <= 1
    assert 0 < found.with_history <= 1
    assert personal._opinion == before


def test_commands_print_json(someone: Shopper, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate_reasons", "--reasons", "20", "--json")
    assert json.loads(capsys.readouterr().out)["unsupported"] == 0
    call_command("bench_recommendations", "--clients", "1", "--seconds", "0.3", "--think", "0.05", "--json")
    assert set(json.loads(capsys.readouterr().out)) == {"products", "shoppers", "without_pauses"}
    for command, option in (("evaluate_reasons", "--reasons"), ("bench_recommendations", "--clients")):
        with pytest.raises(CommandError):
            call_command(command, option, "0")
    with pytest.raises(CommandError):
        call_command("evaluate_personal")


def test_a_letter_is_ready_to_be_sent(someone: Shopper, alice: User) -> None:
    letter = letters.suggestions(alice)
    assert letter
    title = serve.page("mail", shopper=someone)[0].items[0].card.title
    assert title in letter.text
    assert title in letter.html
    assert "?shelf=" in letter.text
    assert Showing.objects.get().shelf == "mail"
    User.objects.filter(pk=alice.pk).update(language="zh-hans")
    alice.refresh_from_db()
    chinese = letters.suggestions(alice)
    assert chinese
    assert chinese.subject != letter.subject
    alice.uses_history = False
    assert letters.suggestions(alice) is None


def test_what_is_kept_of_an_account_can_be_taken_along(someone: Shopper, alice: User) -> None:
    showings.note(someone, [showings.Shown(key=uuid4(), shelf="for_you", version_id=None, product_ids=(1,))])
    part = privacy.export(alice)["recommendations"]
    assert part["what_we_think_you_like"]
    assert part["shown"][0]["shelf"] == "for_you"
    assert json.dumps(part)
    from recommendations.privacy import erase

    assert erase(alice) == 1
    assert explain.listed(()) == ""
