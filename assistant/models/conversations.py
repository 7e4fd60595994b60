"""Talks between a shopper and the shop: who answers at the moment, what was said, what was offered to do.

Invariants, kept by constraints: a conversation belongs to an account or to a guest's key, never to both; somebody has one
open conversation at most; a hand-off has its reason and moment, a closed conversation its end; a proposal is used once.
"""

from __future__ import annotations

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAX_LETTERS = 2000
LONGEST = 8000


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def open(self) -> Self:
        return self.exclude(state=Conversation.State.CLOSED)

    def for_people(self) -> Self:
        """What somebody of the shop is to read: those who wait first, the longest wait on top."""
        waiting = models.Case(
            models.When(state=Conversation.State.WAITING, then=0),
            models.When(state=Conversation.State.HUMAN, then=1),
            default=2,
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.annotate(turn=waiting).order_by("turn", "handed_off_at", "-pk")


class Conversation(models.Model):
    class State(models.TextChoices):
        BOT = "bot", _("The assistant answers")
        WAITING = "waiting", _("Waits for a person")
        HUMAN = "human", _("A person answers")
        CLOSED = "closed", pgettext_lazy("conversation", "Closed")

    class Reason(models.TextChoices):
        ASKED = "asked", _("Asked for a person")
        FAILED = "failed", _("The assistant could not help twice")
        COMPLAINT = "complaint", _("Complaint")
        SAFETY = "safety", _("Somebody's safety")
        LEGAL = "legal", _("Law")
        REQUEST = "request", _("A request that only people can carry out")
        STAFF = "staff", _("Somebody of the shop stepped in")

    class Outcome(models.TextChoices):
        OPEN = "", _("Not known yet")
        CONTAINED = "contained", _("Answered without a person")
        VERIFIED = "verified", _("Answered, and nobody came back within three days")
        RETURNED = "returned", _("The shopper came back with it")
        HANDED_OFF = "handed_off", _("A person took over")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="conversations",
        verbose_name=_("account"),
    )
    guest = models.UUIDField(_("guest"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State.choices, default=State.BOT)
    language = models.CharField(_("language"), max_length=10, default="en")
    memory = models.JSONField(default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    handed_off_at = models.DateTimeField(_("handed to people at"), null=True, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    taken_at = models.DateTimeField(_("taken over at"), null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    consented_at = models.DateTimeField(_("agreed to be kept at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    last_at = models.DateTimeField(_("last message at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        permissions = [
            ("answer_conversation", _("Can read and answer conversations")),
            ("view_figures", _("Can see how the assistant does, in sums")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest__isnull=True)
                | Q(user__isnull=True, guest__isnull=False),
                name="conversation_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["bot", "waiting", "human", "closed"]),
                name="conversation_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "human"])
                | (Q(handed_off_at__isnull=False) & ~Q(reason="")),
                name="conversation_hand_off_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="human") | Q(taken_at__isnull=False),
                name="conversation_human_was_taken",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="conversation_closed_has_end",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5),
                name="conversation_rating_1_to_5",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=~Q(state="closed") & Q(user__isnull=False),
                name="conversation_one_open_of_account",
            ),
            models.UniqueConstraint(
                fields=["guest"],
                condition=~Q(state="closed") & Q(guest__isnull=False),
                name="conversation_one_open_of_guest",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "handed_off_at"], name="conversation_inbox"),
            models.Index(fields=["last_at"], name="conversation_age"),
            models.Index(fields=["guest"], name="conversation_guest"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CLOSED

    @property
    def is_with_people(self) -> bool:
        return self.state in {self.State.WAITING, self.State.HUMAN}


class Message(models.Model):
    """One message. `facts`, `card` and `links` are what an answer stood on, as it stood when it was given."""

    class Author(models.TextChoices):
        SHOPPER = "shopper", _("Shopper")
        BOT = "bot", _("Assistant")
        STAFF = "staff", _("Staff")

    class Writer(models.TextChoices):
        PERSON = "person", _("Person")
        TEMPLATE = "template", _("Template")
        MODEL = "model", _("Language model")

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", verbose_name=_("conversation")
    )
    author = models.CharField(_("author"), max_length=10, choices=Author.choices)
    text = models.TextField(_("text"), max_length=LONGEST)
    intent = models.CharField(_("intent"), max_length=40, blank=True)
    probability = models.FloatField(_("certainty"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=list, blank=True)
    card = models.JSONField(_("card"), default=dict, blank=True)
    links = models.JSONField(_("links"), default=list, blank=True)
    written_by = models.CharField(
        _("written by"), max_length=10, choices=Writer.choices, default=Writer.PERSON
    )
    model = models.CharField(_("model"), max_length=120, blank=True)
    is_failure = models.BooleanField(_("could not help"), default=False)
    first_event_ms = models.FloatField(_("first event after"), null=True, blank=True)
    first_sentence_ms = models.FloatField(_("first sentence after"), null=True, blank=True)
    turn_ms = models.FloatField(_("whole answer after"), null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.CheckConstraint(
                condition=Q(author__in=["shopper", "bot", "staff"]), name="message_author_known"
            ),
            models.CheckConstraint(
                condition=Q(author="bot", written_by__in=["template", "model"])
                | (~Q(author="bot") & Q(written_by="person")),
                name="message_writer_fits_author",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "at"], name="message_of_conversation"),
            models.Index(fields=["at"], name="message_age"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Proposal(models.Model):
    """Something the assistant offered to do and the shopper has to confirm: cancel an order, change its address."""

    class Kind(models.TextChoices):
        CANCEL = "cancel", _("Cancel the order")
        ADDRESS = "address", _("Change the address of the order")
        PERSON = "person", _("Ask a person")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="proposals", verbose_name=_("message")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    arguments = models.JSONField(default=dict, blank=True)
    label = models.CharField(_("label"), max_length=200)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["cancel", "address", "person"]), name="proposal_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.label


class CannedReply(models.Model):
    """An answer that staff give often."""

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=MAX_LETTERS)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "title"]
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")

    def __str__(self) -> str:
        return self.title
