"""Answers that staff give often; kept by whoever answers shoppers."""

from __future__ import annotations

from django.contrib import admin
from unfold.admin import ModelAdmin

from assistant.models import CannedReply


@admin.register(CannedReply)
class CannedReplyAdmin(ModelAdmin):
    list_display = ("title", "language", "position")
    list_filter = ("language",)
    list_editable = ("position",)
    search_fields = ("title", "text")
