"""The only writer of Conversation, Message and Proposal.

Invariant: the state moves along TRANSITIONS only, by a transaction that holds the row; what the assistant says is kept only
while the conversation is still the assistant's. Whoever may read a conversation is decided by `of` and `mine` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assistant.answers import Offer
from assistant.events import Card, Link
from assistant.models import Conversation, Message, Proposal
from assistant.models.conversations import ConversationQuerySet
from assistant.shopper import Shopper
from language.verifier import Fact
from shop.models import User

S = Conversation.State
TRANSITIONS: dict[str, frozenset[str]] = {
    S.BOT: frozenset({S.WAITING, S.CLOSED}),
    S.WAITING: frozenset({S.HUMAN, S.BOT, S.CLOSED}),
    S.HUMAN: frozenset({S.BOT, S.WAITING, S.CLOSED}),
    S.CLOSED: frozenset(),
}
PROPOSAL_FOR = timedelta(minutes=30)
IDLE = timedelta(hours=12)


class WrongState(Exception):
    """The conversation's state does not allow the step."""


class NotYours(Exception):
    """The conversation is not the asker's, or is not there."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the assistant says in one turn, ready to be kept."""

    text: str
    intent: str
    probability: float | None = None
    facts: Sequence[Fact] = ()
    card: Card | None = None
    links: Sequence[Link] = ()
    written_by: str = "template"
    model: str = ""
    is_failure: bool = False
    first_event_ms: float | None = None
    first_sentence_ms: float | None = None
    turn_ms: float | None = None


def mine(shopper: Shopper) -> ConversationQuerySet:
    """The conversations of the asker; none for a guest without a key."""
    if shopper.user is not None:
        return Conversation.objects.filter(user=shopper.user)
    if shopper.guest is not None:
        return Conversation.objects.filter(guest=shopper.guest)
    return Conversation.objects.none()


def of(shopper: Shopper, key: UUID) -> Conversation:
    """One query. Raises NotYours."""
    found = mine(shopper).filter(key=key).first()
    if found is None:
        raise NotYours
    return found


def current(shopper: Shopper) -> Conversation | None:
    """The open conversation, if there is one. One query."""
    return mine(shopper).open().order_by("-pk").first()


def begin(shopper: Shopper, *, language: str) -> Conversation:
    """The open conversation of the asker, or a new one. Raises NotYours for a guest without a key."""
    found = current(shopper)
    if found is not None:
        return found
    if shopper.user is None and shopper.guest is None:
        raise NotYours
    now = timezone.now()
    fields: dict[str, Any] = {"user": shopper.user} if shopper.user else {"guest": shopper.guest}
    try:
        with transaction.atomic():
            return Conversation.objects.create(
                **fields, language=language, opened_at=now, last_at=now, consented_at=now
            )
    except IntegrityError:  # two windows began at once
        found = current(shopper)
        if found is None:
            raise
        return found


def adopt(*, guest: UUID, user: User) -> bool:
    """What a guest said goes on in the account, unless the account has an open conversation. Says whether it did."""
    try:
        with transaction.atomic():
            taken = Conversation.objects.open().filter(guest=guest).update(user=user, guest=None)
    except IntegrityError:
        return False
    return bool(taken)


def look_at(conversation: Conversation, product_id: int) -> None:
    """The shopper asks from the page of a product, so "it" is that product."""
    if conversation.memory.get("page") == product_id:
        return
    with transaction.atomic():
        locked = _locked(conversation.pk)
        locked.memory = {**locked.memory, "page": product_id, "product": product_id}
        locked.save(update_fields=["memory"])
    conversation.memory = locked.memory


def hear(conversation: Conversation, text: str) -> Message:
    """Keep what the shopper said. Raises WrongState for a conversation that is closed."""
    now = timezone.now()
    with transaction.atomic():
        locked = _locked(conversation.pk)
        if not locked.is_open:
            raise WrongState
        _copy(locked, conversation)
        Conversation.objects.filter(pk=conversation.pk).update(last_at=now)
        return Message.objects.create(
            conversation=conversation, author=Message.Author.SHOPPER, text=text, at=now
        )


def reply(
    conversation: Conversation,
    said: Reply,
    *,
    memory: Mapping[str, Any],
    offers: Iterable[Offer] = (),
) -> tuple[Message, list[Proposal]] | None:
    """Keep the assistant's answer and its proposals; None where a person has taken over meanwhile: then it is not said."""
    now = timezone.now()
    with transaction.atomic():
        locked = _locked(conversation.pk)
        if locked.state != S.BOT:
            _copy(locked, conversation)
            return None
        message = Message.objects.create(
            conversation=conversation,
            author=Message.Author.BOT,
            text=said.text,
            intent=said.intent,
            probability=said.probability,
            facts=[plain(fact) for fact in said.facts],
            card=asdict(said.card) if said.card else {},
            links=[asdict(link) for link in said.links],
            written_by=said.written_by,
            model=said.model,
            is_failure=said.is_failure,
            first_event_ms=said.first_event_ms,
            first_sentence_ms=said.first_sentence_ms,
            turn_ms=said.turn_ms,
            at=now,
        )
        proposals = [
            Proposal.objects.create(
                message=message,
                kind=offer.kind,
                arguments=dict(offer.arguments),
                label=offer.label,
                expires_at=now + PROPOSAL_FOR,
            )
            for offer in offers
        ]
        Conversation.objects.filter(pk=conversation.pk).update(last_at=now, memory=dict(memory))
    conversation.memory = dict(memory)
    return message, proposals


def reword(message: Message, text: str, *, model: str) -> None:
    """The answer as a writer worded it, in place of the templates' words."""
    message.text, message.written_by, message.model = text, Message.Writer.MODEL, model[:120]
    message.save(update_fields=["text", "written_by", "model"])


def note_times(message: Message, *, first_sentence_ms: float, turn_ms: float) -> None:
    Message.objects.filter(pk=message.pk).update(first_sentence_ms=first_sentence_ms, turn_ms=turn_ms)


def hand_off(conversation: Conversation, reason: str) -> bool:
    """A person is to answer. Says whether this call did it: a second one finds it done."""
    return _move(conversation, S.WAITING, reason=reason, handed_off_at=timezone.now())


def take_over(conversation: Conversation, *, by: User) -> bool:
    """Somebody of the staff answers from now on; False where another one was faster."""
    with transaction.atomic():
        locked = _locked(conversation.pk)
        if locked.state == S.BOT:
            hand_off(locked, Conversation.Reason.STAFF)
        is_free = locked.state == S.WAITING
        if is_free:
            _move(locked, S.HUMAN, agent=by, taken_at=timezone.now())
    _copy(locked, conversation)
    return is_free


def hand_back(conversation: Conversation) -> bool:
    """The assistant answers again. What it remembers of two failures is forgotten."""
    return _move(conversation, S.BOT, agent=None, memory={})


def close(conversation: Conversation) -> bool:
    return _move(conversation, S.CLOSED, closed_at=timezone.now())


def answer(conversation: Conversation, text: str, *, by: User) -> Message:
    """What a person of the shop says. Raises WrongState unless this person has taken over."""
    now = timezone.now()
    with transaction.atomic():
        locked = _locked(conversation.pk)
        if locked.state != S.HUMAN or locked.agent_id != by.pk:
            raise WrongState
        Conversation.objects.filter(pk=locked.pk).update(last_at=now)
        return Message.objects.create(conversation=locked, author=Message.Author.STAFF, text=text, at=now)


def rate(conversation: Conversation, stars: int) -> None:
    """1 to 5."""
    Conversation.objects.filter(pk=conversation.pk).update(rating=min(max(stars, 1), 5))


def forget(conversations: QuerySet[Conversation]) -> int:
    """Delete conversations with all that was said; answers how many."""
    return conversations.delete()[1].get("assistant.Conversation", 0)


def prune() -> int:
    """Close what nobody has written in for IDLE, and delete what is older than CHAT_DAYS."""
    now = timezone.now()
    idle = Conversation.objects.filter(state=S.BOT, last_at__lt=now - IDLE)
    idle.update(state=S.CLOSED, closed_at=now)
    return forget(Conversation.objects.filter(last_at__lt=now - timedelta(days=settings.CHAT_DAYS)))


def transcript(conversation: Conversation) -> QuerySet[Message]:
    """Everything that was said, oldest first, with what was offered. Two queries."""
    return conversation.messages.order_by("at", "pk").prefetch_related("proposals")


def plain(fact: Fact) -> dict[str, Any]:
    """A fact as it is kept."""
    value = fact.value if isinstance(fact.value, (bool, int)) else str(fact.value)
    return {"key": fact.key, "value": value, "unit": fact.unit, "kind": fact.kind, "source": fact.source}


def _locked(pk: int) -> Conversation:
    found = Conversation.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotYours
    return found


def _copy(row: Conversation, into: Conversation) -> None:
    for name in ("state", "memory", "reason", "handed_off_at", "agent_id", "taken_at", "closed_at"):
        setattr(into, name, getattr(row, name))


@transaction.atomic
def _move(conversation: Conversation, state: str, **changes: Any) -> bool:
    locked = _locked(conversation.pk)
    is_allowed = state in TRANSITIONS[locked.state]
    if is_allowed:
        for name, value in {**changes, "state": state}.items():
            setattr(locked, name, value)
        locked.save(update_fields=["state", *changes])
    _copy(locked, conversation)
    return is_allowed


def owner_filter(conversation: Conversation) -> Q:
    """Conversations of the same person."""
    return Q(user_id=conversation.user_id) if conversation.user_id else Q(guest=conversation.guest)
