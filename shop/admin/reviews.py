"""The moderation queue: what shoppers wrote, read in the list, published or rejected with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import linebreaks_filter
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from shop import reviews
from shop.admin import badges, history
from shop.admin.access import ReadOnly
from shop.models import Review

REASONS = [
    ("off_topic", gettext_lazy("It is not about the product")),
    ("insulting", gettext_lazy("It insults somebody")),
    ("advertising", gettext_lazy("It advertises something else")),
    ("private", gettext_lazy("It tells private things")),
    ("unreadable", gettext_lazy("It cannot be understood")),
    ("other", gettext_lazy("Another reason")),
]
AT_ONCE = 200


class RejectForm(forms.Form):
    ids = forms.CharField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=REASONS, widget=UnfoldAdminSelectWidget)
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=gettext_lazy("Kept with the review; only staff read it."),
    )

    def clean_ids(self) -> list[int]:
        return _ids(self.cleaned_data["ids"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reason") == "other" and not values.get("words", "").strip():
            self.add_error("words", _("Say which reason it is."))
        return values

    def note(self) -> str:
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"].strip()
        return words if reason == "other" else ": ".join(filter(None, [str(dict(REASONS)[reason]), words]))


@admin.register(Review)
class ReviewAdmin(ReadOnly, ModelAdmin):
    list_display = ("words", "stars", "author", "state", "created_at")
    list_display_links = None
    list_select_related = ("product",)
    list_filter = ("status", "rating", ("created_at", RangeDateFilter), ("product", AutocompleteSelectFilter))
    list_filter_submit = True
    list_per_page = 25
    search_fields = ("product__title", "title", "text", "author_name")
    show_full_result_count = False
    actions = ("publish", "reject")

    @admin.display(description=gettext_lazy("review"))
    def words(self, review: Review) -> str:
        return format_html(
            '<div class="m-review"><a class="m-link" href="{}/change/">{}</a>{}<small>{}</small></div>',
            review.pk,
            review.title or review.product.title,
            linebreaks_filter(review.text),
            review.product.title,
        )

    @admin.display(description=gettext_lazy("rating"), ordering="rating")
    def stars(self, review: Review) -> str:
        return format_html('<span class="m-stars">{}</span>', "★" * review.rating + "☆" * (5 - review.rating))

    @admin.display(description=gettext_lazy("shopper"), ordering="author_name")
    def author(self, review: Review) -> str:
        return review.author_name

    @display(description=gettext_lazy("status"), ordering="status", label=badges.REVIEW)
    def state(self, review: Review) -> tuple[str, str]:
        return review.status, review.get_status_display()

    @admin.action(description=gettext_lazy("Publish"), permissions=["moderate"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        self._moderate(request, queryset, is_published=True)

    @admin.action(description=gettext_lazy("Reject …"), permissions=["moderate"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Review]) -> HttpResponse:
        ids = ",".join(str(pk) for pk in queryset.values_list("pk", flat=True)[:AT_ONCE])
        return self._ask(request, RejectForm(initial={"ids": ids}), ids)

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("shop.moderate_review")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.moderate)
        return [path("moderate/", view, name="shop_review_moderate"), *super().get_urls()]

    def moderate(self, request: HttpRequest) -> HttpResponse:
        """POST: `publish` with ids at once; otherwise reject, once the reason is said."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        chosen = _ids(request.POST.get("ids", ""))
        if request.method != "POST" or not chosen:
            messages.error(request, _("Choose reviews in the list first."))
            return redirect("admin:shop_review_changelist")
        if "publish" in request.POST:
            self._moderate(request, Review.objects.filter(pk__in=chosen), is_published=True)
            return redirect("admin:shop_review_changelist")
        form = RejectForm(
            request.POST if "reason" in request.POST else None, initial={"ids": request.POST["ids"]}
        )
        if not form.is_bound or not form.is_valid():
            return self._ask(request, form, request.POST["ids"])
        self._moderate(request, Review.objects.filter(pk__in=chosen), is_published=False, note=form.note())
        return redirect("admin:shop_review_changelist")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        rows = Review.objects.select_related("product", "user", "order_line__order")
        review = rows.filter(pk=object_id).first() if object_id.isdecimal() else None
        if review is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, review):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": review,
            "title": review.product.title,
            "review": review,
            "kinds": badges.REVIEW,
            "may_moderate": self.has_moderate_permission(request)
            and review.status != Review.Status.WITHDRAWN,
        }
        return TemplateResponse(request, "admin/shop/review/page.html", context)

    def _ask(self, request: HttpRequest, form: RejectForm, ids: str) -> HttpResponse:
        chosen = Review.objects.filter(pk__in=_ids(ids)).select_related("product")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Reject"),
            "form": form,
            "reviews": chosen,
        }
        return render(request, "admin/shop/review/reject.html", context)

    def _moderate(
        self, request: HttpRequest, chosen: QuerySet[Review], *, is_published: bool, note: str = ""
    ) -> None:
        """One by one, as each is told to the outbox; a withdrawn one stays withdrawn."""
        rows = [row for row in chosen.order_by("pk")[:AT_ONCE] if row.status != Review.Status.WITHDRAWN]
        for review in rows:
            reviews.moderate(review, is_published=is_published, note=note)
        history.note(request, rows, _("Published") if is_published else f"{_('Rejected')}: {note}")
        if is_published:
            text = ngettext("%(count)d review was published.", "%(count)d reviews were published.", len(rows))
        else:
            text = ngettext("%(count)d review was rejected.", "%(count)d reviews were rejected.", len(rows))
        messages.success(request, text % {"count": len(rows)})


def _ids(text: str) -> list[int]:
    return [int(part) for part in text.split(",")[:AT_ONCE] if part.isdecimal() and len(part) < 19]


def add_column(column: Callable[[Review], object], *, related: str, filters: tuple[Any, ...] = ()) -> None:
    """What an app above the shop says beside each review; `related` is the row that it needs, read with the list."""
    ReviewAdmin.list_display = (*ReviewAdmin.list_display, column)
    ReviewAdmin.list_select_related = (*ReviewAdmin.list_select_related, related)
    ReviewAdmin.list_filter = (*ReviewAdmin.list_filter, *filters)
