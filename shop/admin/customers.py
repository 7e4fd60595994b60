"""Accounts. Rights are given by the owner of the shop only; nobody sees a password or gives themselves more."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from shop.models import User

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    search_fields = ("name",)
    filter_horizontal = ("permissions",)


@admin.register(User)
class UserAdmin(ModelAdmin):
    list_display = ("email", "name", "is_staff", "is_active", "joined_at")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "name")
    filter_horizontal = ("groups",)
    show_full_result_count = False
    fields = (
        "email",
        "name",
        "language",
        "uses_history",
        "is_active",
        "is_staff",
        "groups",
        "joined_at",
        "last_login",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fixed = ("joined_at", "last_login")
        return fixed if request.user.is_superuser else (*fixed, "email", "is_staff", "is_active", "groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own_kind = obj is None or request.user.is_superuser or not (obj.is_staff or obj.is_superuser)
        return is_own_kind and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
