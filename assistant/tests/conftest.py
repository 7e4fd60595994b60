"""A small shop to talk about: a shelf, delivery, articles, and the cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import redis
from django.conf import settings
from django.core import cache as caching

from assistant import chat, conversations
from assistant.events import Action, Done, Event, FactCard, HandOff, Sentence, Status
from assistant.models import Conversation
from assistant.shopper import Shopper
from assistant.tests import shop as stock
from search.tests.conftest import *  # noqa: F403 - the cast and the dictionary
from shop.models import User


@dataclass(frozen=True)
class Told:
    """One turn, sorted."""

    events: list[Event] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(event.text for event in self.events if isinstance(event, Sentence))

    @property
    def status(self) -> str:
        return next(event.text for event in self.events if isinstance(event, Status))

    @property
    def card(self) -> dict:
        return next((event.card.values for event in self.events if isinstance(event, FactCard)), {})

    @property
    def actions(self) -> list[Action]:
        return [event for event in self.events if isinstance(event, Action)]

    @property
    def hand_off(self) -> str:
        return next((event.reason for event in self.events if isinstance(event, HandOff)), "")

    @property
    def done(self) -> Done:
        return next(event for event in self.events if isinstance(event, Done))


class Talk:
    """A conversation of one shopper with the shop."""

    def __init__(self, shopper: Shopper) -> None:
        self.shopper = shopper
        self.conversation: Conversation = conversations.begin(shopper, language="en")

    def __call__(self, text: str, language: str = "en") -> Told:
        return Told(list(chat.turn(self.conversation, text, shopper=self.shopper, language=language)))


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What another test measured or counted is not known here."""
    caching.cache.clear()


@pytest.fixture
def talk() -> Callable[[User], Talk]:
    return lambda user: Talk(Shopper(user=user))


@pytest.fixture
def goods(db: None) -> stock.Goods:
    return stock.open_shop()


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    """What earlier tests wrote does not count against this one."""
    client = redis.Redis.from_url(settings.REDIS_URL)
    for key in client.scan_iter("marigold:chat:*"):
        client.delete(key)
    yield
    client.close()
