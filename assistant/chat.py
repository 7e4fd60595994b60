"""One turn of a conversation: guard, intent, tools, facts, sentences, in this order, told as events while it happens.

Invariant: facts reach the shopper before any sentence; a sentence is one of a template or was verified; what is said is kept
only while the conversation is the assistant's; nothing is changed but the conversation itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from assistant import conversations, guard, intents, mentions, planning, proposals, writing
from assistant.answers import Answer
from assistant.asked import Asked
from assistant.events import Action, Done, Event, FactCard, HandOff, Sentence, Status
from assistant.following import followed
from assistant.models import Conversation, Message
from assistant.shopper import GUEST, Shopper
from assistant.tools import choosing, talk

FAILURES = 2
REASONS = (("safety", "safety"), ("legal", "legal"), ("complaint", "complaint"), ("human", "asked"))
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def turn(
    conversation: Conversation, text: str, *, shopper: Shopper | None = None, language: str = "en"
) -> Iterator[Event]:
    """Answer one message. Raises guard.TooLong, guard.Empty and conversations.WrongState before the first event.

    The answer's language is that of the message where that is plain, else `language`. Closing the iterator cancels what
    was not said yet. The language of the thread is left alone between events.
    """
    text = guard.clean(text)
    spoken = language_of(text, language)
    events = _turn(_Turn(conversation, text, shopper or GUEST, spoken))
    try:
        while True:
            with translation.override(spoken):
                event = next(events, None)
            if event is None:
                return
            yield event
    finally:
        events.close()


def language_of(text: str, given: str) -> str:
    """Chinese for a text with Chinese characters, English for three Latin words without any, else what was given."""
    if _HAN.search(text):
        return "zh-hans"
    return "en" if len(_LATIN.findall(text)) >= 3 else given


@dataclass
class _Turn:
    """One message on its way to an answer, with the moments at which things were told."""

    conversation: Conversation
    text: str
    shopper: Shopper
    language: str
    began: float = field(default_factory=time.perf_counter)
    first_event_ms: float = 0.0
    first_sentence_ms: float = 0.0

    @property
    def passed_ms(self) -> float:
        return (time.perf_counter() - self.began) * 1000


def _turn(now: _Turn) -> Generator[Event, None, None]:
    conversations.hear(now.conversation, now.text)
    if now.conversation.is_with_people:
        yield from _to_a_person(now)
        return
    intent, asked = _asked(now)
    yield Status(text=str(choosing.LOOKS.get(asked.intent, choosing.READING)))
    now.first_event_ms = now.passed_ms
    answer = _answer(now, asked)
    if answer.card:
        yield FactCard(card=answer.card)
    kept = conversations.reply(
        now.conversation,
        _reply(now, answer, asked, intent.probability),
        memory=_memory(now, answer, asked),
        offers=answer.offers,
    )
    if kept is None:  # a person has taken over meanwhile
        yield from _to_a_person(now)
        return
    message, offered = kept
    yield from _sentences(now, answer, asked, message)
    for proposal in offered:
        yield Action(kind=proposal.kind, label=proposal.label, token=proposals.token(proposal))
    if answer.hand_off and conversations.hand_off(now.conversation, answer.hand_off):
        yield HandOff(reason=answer.hand_off)
    conversations.note_times(message, first_sentence_ms=now.first_sentence_ms, turn_ms=now.passed_ms)
    yield _done(message, answer, asked)


def _asked(now: _Turn) -> tuple[intents.Intent, Asked]:
    intent = intents.read(now.text, language=now.language)
    asked = Asked(
        text=now.text,
        intent="out_of_scope" if intent.is_out_of_scope else intent.name,
        said=mentions.read(now.text),
        memory=now.conversation.memory,
        language=now.language,
    )
    return intent, followed(asked, probability=intent.probability)


def _answer(now: _Turn, asked: Asked) -> Answer:
    flags = guard.flags(now.text)
    reason = next((reason for flag, reason in REASONS if flag in flags), "")
    if reason:
        return _with_facts(now, asked, talk.hand_off(reason))
    answer = planning.planned(now.shopper, asked) or choosing.answer(now.shopper, asked)
    if answer.is_failure and now.conversation.memory.get("failures", 0) + 1 >= FAILURES:
        return replace(talk.hand_off("failed"), facts=(*answer.facts, *talk.hand_off("failed").facts))
    if answer.is_out_of_scope and now.conversation.memory.get("refused", 0):
        return talk.with_person(answer)
    return answer


def _with_facts(now: _Turn, asked: Asked, answer: Answer) -> Answer:
    """The order that is spoken of goes along, so that the person sees it."""
    if not (asked.said.orders or asked.said.tokens or asked.memory.get("order")):
        return answer
    found = choosing.track(now.shopper, asked)
    return replace(answer, card=found.card, facts=(*answer.facts, *found.facts), remembers=found.remembers)


def _memory(now: _Turn, answer: Answer, asked: Asked) -> dict[str, Any]:
    before = now.conversation.memory
    memory = {
        **before,
        **answer.remembers,
        "intent": asked.intent if asked.intent not in {"thanks", "greeting"} else before.get("intent", ""),
        "asks": answer.asks,
        "question": asked.text if answer.asks else "",
        "failures": before.get("failures", 0) + 1 if answer.is_failure and not answer.hand_off else 0,
        "refused": 1 if answer.is_out_of_scope else 0,
    }
    return {key: value for key, value in memory.items() if value not in (None, "", 0)}


def _reply(now: _Turn, answer: Answer, asked: Asked, probability: float) -> conversations.Reply:
    return conversations.Reply(
        text=_joined(answer.sentences, now.language),
        intent=asked.intent,
        probability=probability,
        facts=answer.facts,
        card=answer.card,
        links=answer.links,
        is_failure=answer.is_failure,
        first_event_ms=now.first_event_ms,
    )


def _joined(sentences: tuple[str, ...] | list[str], language: str) -> str:
    return ("" if language.startswith("zh") else " ").join(sentences)


def _sentences(now: _Turn, answer: Answer, asked: Asked, message: Message) -> Iterator[Event]:
    """The writer's, where it may word the answer and is quick; the templates' otherwise."""
    worded: list[str] = []
    if answer.is_open:
        for text in writing.worded(asked, answer):
            now.first_sentence_ms = now.first_sentence_ms or now.passed_ms
            worded.append(text)
            yield Sentence(text=text, written_by="model")
    if worded:
        conversations.reword(message, _joined(worded, now.language), model=writing.name())
        return
    for text in answer.sentences:
        now.first_sentence_ms = now.first_sentence_ms or now.passed_ms
        yield Sentence(text=text)


def _done(message: Message, answer: Answer, asked: Asked) -> Done:
    return Done(
        message_id=message.pk,
        intent=asked.intent,
        text=message.text,
        links=answer.links,
        written_by="model" if message.written_by == Message.Writer.MODEL else "template",
        is_out_of_scope=answer.is_out_of_scope,
        facts=tuple(message.facts),
    )


def _to_a_person(now: _Turn) -> Iterator[Event]:
    yield Status(text=_("Your message goes to a person of the shop."))
    yield Done(message_id=None, intent="", text="")
