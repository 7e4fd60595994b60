"""Accounts and staff roles. Rights are given by the owner of the shop only; nobody sees a password or gives themselves more."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSelect2MultipleWidget,
    UnfoldAdminSelectWidget,
)

from shop.models import User

admin.site.unregister(Group)
FIXED = ("joined_at", "last_login", "verified", "orders_link")
RIGHTS = ("email", "is_staff", "is_active", "groups")


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    """Roles come with the shop; an owner may change what they allow, or add one."""

    list_display = ("name", "members", "rights")
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        counts = {
            "member_count": Count("user", distinct=True),
            "right_count": Count("permissions", distinct=True),
        }
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=gettext_lazy("members"))
    def members(self, group: Group) -> int:
        return group.member_count

    @admin.display(description=gettext_lazy("rights"))
    def rights(self, group: Group) -> int:
        return group.right_count

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Rights over what the administration shows; the scheduler's tables and the like are nobody's."""
        shown = {model._meta.app_label for model in admin.site._registry}
        rights = db_field.remote_field.model.objects.filter(content_type__app_label__in=shown)
        kwargs["queryset"] = rights.select_related("content_type")
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.widget = UnfoldAdminSelect2MultipleWidget(choices=field.choices)
        return field


class AccountForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", "—"), *settings.LANGUAGES],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    def clean_email(self) -> str:
        """In small letters, as signing up keeps it; links to choose a password are found by it."""
        email = str(self.cleaned_data["email"]).strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("An account with this e-mail address exists."))
        return email


class StaffFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("staff", _("staff")), ("shopper", _("shoppers"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() in {"staff", "shopper"}:
            return queryset.filter(is_staff=self.value() == "staff")
        return queryset


@admin.register(User)
class UserAdmin(ModelAdmin):
    form = AccountForm
    list_display = ("who", "role", "order_count", "is_active", "joined_at", "last_login")
    list_filter = (StaffFilter, "is_active", "groups")
    search_fields = ("email", "name")
    show_full_result_count = False
    ordering = ("-is_staff", "-joined_at")
    fieldsets = (
        (None, {"fields": ("email", "verified", "name", "language", "uses_history", "orders_link")}),
        (gettext_lazy("Staff"), {"fields": (("is_staff", "is_active"), "groups")}),
        (None, {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": ("email", "name", "is_staff", "groups"),
                "description": gettext_lazy(
                    "An e-mail with a link to choose a password goes to the new account."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = super().get_queryset(request).prefetch_related("groups")
        verified = EmailAddress.objects.filter(
            user=OuterRef("pk"), email__iexact=OuterRef("email"), verified=True
        )
        return rows.annotate(
            is_verified=Exists(verified),
            orders_placed=Count("orders", filter=Q(orders__isnull=False), distinct=True),
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label, field.help_text = _("Roles"), _("What a role allows stands under Staff roles.")
        return field

    @display(description=gettext_lazy("account"), ordering="email", header=True)
    def who(self, user: User) -> tuple[str, str]:
        return user.name or user.email, user.email if user.name else ""

    @admin.display(description=gettext_lazy("role"))
    def role(self, user: User) -> str:
        if user.is_superuser:
            return _("Owner")
        names = ", ".join(group.name for group in user.groups.all())
        return names or (_("Staff without a role") if user.is_staff else "")

    @admin.display(description=gettext_lazy("orders"), ordering="orders_placed")
    def order_count(self, user: User) -> int:
        return user.orders_placed

    @admin.display(description=gettext_lazy("e-mail verified"), boolean=True)
    def verified(self, user: User) -> bool:
        return bool(getattr(user, "is_verified", False))

    @admin.display(description=gettext_lazy("orders"))
    def orders_link(self, user: User) -> str:
        address = f"{reverse('admin:shop_order_changelist')}?user__id__exact={user.pk}"
        return format_html('<a class="m-link" href="{}">{}</a>', address, getattr(user, "orders_placed", 0))

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Rights are the owner's to give; the owner keeps their own, so that a shop is never without one."""
        if not request.user.is_superuser:
            return (*FIXED, *RIGHTS)
        return (*FIXED, "is_staff", "is_active") if obj == request.user else FIXED

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_own_kind = obj is None or request.user.is_superuser or not (obj.is_staff or obj.is_superuser)
        return is_own_kind and super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            self._invite(request, obj)

    def _invite(self, request: HttpRequest, user: User) -> None:
        letter = ResetPasswordForm({"email": user.email})
        if letter.is_valid():
            letter.save(request)
            messages.info(
                request, _("A link to choose a password was sent to %(email)s.") % {"email": user.email}
            )
