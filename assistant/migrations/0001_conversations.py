"""Conversations of the support chat and what evaluations measured."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CannedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                ("text", models.TextField(max_length=2000, verbose_name="text")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "canned reply",
                "verbose_name_plural": "canned replies",
                "ordering": ["position", "title"],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("guest", models.UUIDField(blank=True, null=True, verbose_name="guest")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("bot", "The assistant answers"),
                            ("waiting", "Waits for a person"),
                            ("human", "A person answers"),
                            ("closed", "Closed"),
                        ],
                        default="bot",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("language", models.CharField(default="en", max_length=10, verbose_name="language")),
                ("memory", models.JSONField(blank=True, default=dict)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "Asked for a person"),
                            ("failed", "The assistant could not help twice"),
                            ("complaint", "Complaint"),
                            ("safety", "Somebody's safety"),
                            ("legal", "Law"),
                            ("request", "A request that only people can carry out"),
                            ("staff", "Somebody of the shop stepped in"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "handed_off_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="handed to people at"),
                ),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken over at")),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="rating")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Not known yet"),
                            ("contained", "Answered without a person"),
                            ("verified", "Answered, and nobody came back within three days"),
                            ("returned", "The shopper came back with it"),
                            ("handed_off", "A person took over"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "consented_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="agreed to be kept at"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="opened at")),
                ("last_at", models.DateTimeField(verbose_name="last message at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "conversation",
                "verbose_name_plural": "conversations",
                "ordering": ["-last_at", "-pk"],
                "permissions": [
                    ("answer_conversation", "Can read and answer conversations"),
                    ("view_figures", "Can see how the assistant does, in sums"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="evaluation")),
                ("model", models.CharField(blank=True, max_length=200, verbose_name="model")),
                ("figures", models.JSONField(default=dict, verbose_name="figures")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
            ],
            options={
                "verbose_name": "evaluation",
                "verbose_name_plural": "evaluations",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["name", "-at"], name="evaluation_latest")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "author",
                    models.CharField(
                        choices=[("shopper", "Shopper"), ("bot", "Assistant"), ("staff", "Staff")],
                        max_length=10,
                        verbose_name="author",
                    ),
                ),
                ("text", models.TextField(max_length=8000, verbose_name="text")),
                ("intent", models.CharField(blank=True, max_length=40, verbose_name="intent")),
                ("probability", models.FloatField(blank=True, null=True, verbose_name="certainty")),
                ("facts", models.JSONField(blank=True, default=list, verbose_name="facts")),
                ("card", models.JSONField(blank=True, default=dict, verbose_name="card")),
                ("links", models.JSONField(blank=True, default=list, verbose_name="links")),
                (
                    "written_by",
                    models.CharField(
                        choices=[("person", "Person"), ("template", "Template"), ("model", "Language model")],
                        default="person",
                        max_length=10,
                        verbose_name="written by",
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=120, verbose_name="model")),
                ("is_failure", models.BooleanField(default=False, verbose_name="could not help")),
                (
                    "first_event_ms",
                    models.FloatField(blank=True, null=True, verbose_name="first event after"),
                ),
                (
                    "first_sentence_ms",
                    models.FloatField(blank=True, null=True, verbose_name="first sentence after"),
                ),
                ("turn_ms", models.FloatField(blank=True, null=True, verbose_name="whole answer after")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="assistant.conversation",
                        verbose_name="conversation",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("cancel", "Cancel the order"),
                            ("address", "Change the address of the order"),
                            ("person", "Ask a person"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("arguments", models.JSONField(blank=True, default=dict)),
                ("label", models.CharField(max_length=200, verbose_name="label")),
                ("expires_at", models.DateTimeField(verbose_name="expires at")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used at")),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="assistant.message",
                        verbose_name="message",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposal",
                "verbose_name_plural": "proposals",
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["state", "handed_off_at"], name="conversation_inbox"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["last_at"], name="conversation_age"),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["guest"], name="conversation_guest"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guest__isnull", True), ("user__isnull", False)),
                    models.Q(("guest__isnull", False), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="conversation_has_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["bot", "waiting", "human", "closed"])),
                name="conversation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["waiting", "human"]), _negated=True),
                    models.Q(("handed_off_at__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="conversation_hand_off_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "human"), _negated=True), ("taken_at__isnull", False), _connector="OR"
                ),
                name="conversation_human_was_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="conversation_closed_has_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rating__isnull", True),
                    models.Q(("rating__gte", 1), ("rating__lte", 5)),
                    _connector="OR",
                ),
                name="conversation_rating_1_to_5",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("state", "closed"), _negated=True), ("user__isnull", False)),
                fields=("user",),
                name="conversation_one_open_of_account",
            ),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("state", "closed"), _negated=True), ("guest__isnull", False)),
                fields=("guest",),
                name="conversation_one_open_of_guest",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["conversation", "at"], name="message_of_conversation"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["at"], name="message_age"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("author__in", ["shopper", "bot", "staff"])), name="message_author_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("author", "bot"), ("written_by__in", ["template", "model"])),
                    models.Q(models.Q(("author", "bot"), _negated=True), ("written_by", "person")),
                    _connector="OR",
                ),
                name="message_writer_fits_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["cancel", "address", "person"])), name="proposal_kind_known"
            ),
        ),
    ]
