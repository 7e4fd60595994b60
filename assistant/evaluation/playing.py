"""Plays scripted dialogues through the turn that answers shoppers, and judges every sentence by the facts of its turn."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from assistant import chat, conversations, intents
from assistant.evaluation import cases, stage
from assistant.evaluation.cases import GUEST, Case
from assistant.evaluation.figures import Outcome, Played, Spoken
from assistant.events import Action, Done, Event, FactCard, HandOff, Sentence
from assistant.intents import rules
from assistant.intents.corpus import BadFolder
from assistant.models import Conversation
from assistant.shopper import Shopper
from language import verifier
from shop.models import User

Tick = Callable[[str, int, int], object]


def run(folder: Path, *, tick: Tick = lambda step, done, total: None) -> list[Outcome]:
    """Raises BadFolder before anything is set up, and scratch.NotAllowed."""
    read = cases.read(folder)
    with stage.demo(tick=tick):
        return play(read, tick=tick)


def play(read: Sequence[Case], *, tick: Tick = lambda step, done, total: None) -> list[Outcome]:
    """In the present database. Raises BadFolder where it has no account for a speaker."""
    speakers = {name: _user(name) for name in {case.speaker for case in read} - {GUEST}}
    intents.warm()
    outcomes = []
    for done, case in enumerate(read, start=1):
        outcomes.append(
            _play(
                case,
                Shopper(user=speakers[case.speaker]) if case.speaker != GUEST else Shopper(guest=uuid4()),
            )
        )
        tick("Talking", done, len(read))
    return outcomes


def _user(name: str) -> User:
    found = User.objects.filter(email=f"{name}@example.com").first()
    if found is None:
        raise BadFolder(f"No shopper of the demonstration shop is called {name!r}: use guest, alice or bob.")
    return found


def _play(case: Case, shopper: Shopper) -> Outcome:
    conversation = conversations.begin(shopper, language="en")
    handed_off = False
    turns = []
    for message in case.messages:
        language = "zh-hans" if rules.script(message, language="en") == "zh" else "en"
        turn, called = listen(conversation, message, shopper=shopper, language=language)
        turns.append(turn)
        handed_off = handed_off or called
    conversations.close(conversation)
    return Outcome(case=case, turns=tuple(turns), handed_off=handed_off)


def listen(
    conversation: Conversation, message: str, *, shopper: Shopper, language: str
) -> tuple[Played, bool]:
    """One turn as it was told, and whether it called a person."""
    began = time.perf_counter()
    told: list[Event] = []
    first_event = first_sentence = None
    for event in chat.turn(conversation, message, shopper=shopper, language=language):
        passed = (time.perf_counter() - began) * 1000
        first_event = first_event if first_event is not None else passed
        if isinstance(event, Sentence) and first_sentence is None:
            first_sentence = passed
        told.append(event)
    ended = (time.perf_counter() - began) * 1000
    done = next(event for event in told if isinstance(event, Done))
    played = Played(
        intent=done.intent,
        is_out_of_scope=done.is_out_of_scope,
        sentences=tuple(_judged(event, done, language) for event in told if isinstance(event, Sentence)),
        seen=seen(told),
        first_event_ms=first_event or ended,
        first_sentence_ms=first_sentence,
        turn_ms=ended,
    )
    return played, any(isinstance(event, HandOff) for event in told)


def seen(told: Sequence[Event]) -> str:
    """All that the shopper is shown, as text."""
    parts = []
    for event in told:
        match event:
            case Sentence():
                parts.append(event.text)
            case FactCard():
                parts.append(json.dumps(asdict(event.card), ensure_ascii=False, default=str))
            case Action():
                parts.append(event.label)
            case Done():
                parts.extend(f"{link.label} {link.url}" for link in event.links)
    return "\n".join(parts)


def _judged(sentence: Sentence, done: Done, language: str) -> Spoken:
    found = verifier.objections(
        sentence.text, [fact(row) for row in done.facts], language=language[:2], hosts=hosts()
    )
    return Spoken(
        text=sentence.text,
        written_by=sentence.written_by,
        objections=tuple(dict.fromkeys(objection.reason for objection in found)),
    )


def hosts() -> frozenset[str]:
    """The shop's own, as the verifier wants them."""
    return frozenset({urlsplit(settings.SITE_URL).netloc.lower()})


def fact(row: dict[str, Any]) -> verifier.Fact:
    """A fact as it was before it was kept (conversations.plain)."""
    value = row["value"]
    if row["kind"] == "money":
        value = Decimal(value)
    elif row["kind"] == "date":
        value = date.fromisoformat(value)
    return verifier.Fact(row["key"], value, row["unit"], row["kind"], row["source"])
