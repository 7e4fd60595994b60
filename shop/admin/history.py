"""Who changed what: domain actions leave the same entries that Django's forms leave, so one history shows both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from shop.admin.access import ReadOnly

KINDS = {ADDITION: "success", CHANGE: "info", DELETION: "danger"}
LONGEST = 200


def note(
    request: HttpRequest, rows: Iterable[Model], text: object, *, name: Callable[[Any], object] = str
) -> None:
    """Write that the asker did to the rows, all of one table, what the text says. One query, two the first time."""
    kept = list(rows)
    if not kept:
        return
    table = ContentType.objects.get_for_model(kept[0], for_concrete_model=False)
    LogEntry.objects.bulk_create(
        [
            LogEntry(
                user_id=request.user.pk,
                content_type=table,
                object_id=row.pk,
                object_repr=str(name(row))[:LONGEST],
                action_flag=CHANGE,
                change_message=str(text),
            )
            for row in kept
        ],
        batch_size=1000,
    )


def note_table(request: HttpRequest, model: type[Model], *, name: str, text: object) -> None:
    """Write what the asker did to a table as a whole, such as an import."""
    LogEntry.objects.create(
        user_id=request.user.pk,
        content_type=ContentType.objects.get_for_model(model),
        object_repr=name[:LONGEST],
        action_flag=CHANGE,
        change_message=str(text),
    )


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnly, ModelAdmin):
    list_display = ("action_time", "user", "kind", "content_type", "object_repr", "message")
    list_display_links = None
    list_select_related = ("user", "content_type")
    list_filter = ("action_flag", ("user", admin.RelatedOnlyFieldListFilter))
    search_fields = ("object_repr", "change_message", "user__email")
    date_hierarchy = "action_time"
    show_full_result_count = False

    @display(description=_("action"), ordering="action_flag", label=KINDS)
    def kind(self, entry: LogEntry) -> tuple[Any, str]:
        return entry.action_flag, entry.get_action_flag_display()

    @admin.display(description=_("what"))
    def message(self, entry: LogEntry) -> str:
        return entry.get_change_message()
