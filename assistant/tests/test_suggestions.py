"""A wish that names nothing is answered from the shopper's own shelf, with reasons that are so."""

from __future__ import annotations

import pytest

from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import advice
from language.verifier import objections
from recommendations.tests.conftest import _nothing_kept, _standing, did, full, shelf, taught  # noqa: F401 - fixtures
from shop import activity
from shop.models import Product, User

pytestmark = pytest.mark.django_db


def asked(text: str) -> Asked:
    return Asked(text=text, intent="recommendation", language="en", memory={})


def test_a_known_shopper_gets_their_own_shelf(taught: list[Product], alice: User) -> None:  # noqa: F811
    followed = activity.Shopper(user_id=alice.pk, visitor=None)
    nobody = advice.recommend(Shopper(user=alice, followed=followed), asked("Can you recommend something?"))
    assert nobody.card is None, "nothing is known yet"
    did(followed, "view", taught[0], taught[1])
    answer = advice.recommend(Shopper(user=alice, followed=followed), asked("Can you recommend something?"))
    assert answer.card
    assert any(taught[0].title in sentence or taught[1].title in sentence for sentence in answer.sentences)
    for sentence in answer.sentences:
        assert objections(sentence, answer.facts) == (), sentence


def test_who_may_not_be_followed_is_asked_what_it_is_for(taught: list[Product], alice: User) -> None:  # noqa: F811
    did(activity.Shopper(user_id=alice.pk, visitor=None), "view", taught[0])
    answer = advice.recommend(Shopper(user=alice), asked("Can you recommend something?"))
    assert answer.card is None
    assert answer.asks == "recommendation"
