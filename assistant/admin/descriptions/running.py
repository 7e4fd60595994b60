"""Many products at once: what is asked for, how far the worker is, what to look at, and all on their pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin

from assistant.admin import badges
from assistant.admin.descriptions.forms import RunForm
from assistant.admin.people import staff
from assistant.descriptions import asking, runs
from assistant.models import DescriptionRun
from shop.admin import history
from shop.models import Product

SHOWN_ITEMS = 100


@admin.action(description=gettext_lazy("Write descriptions …"), permissions=["change"])
def write_descriptions(page: ModelAdmin, request: HttpRequest, queryset: QuerySet[Product]) -> HttpResponse:
    """Asks for the brief; an action of the product list."""
    if not request.user.has_perm("assistant.add_descriptionrun"):
        messages.error(request, _("You may not write descriptions."))
        return redirect("admin:shop_product_changelist")
    ids = list(queryset.order_by("pk").values_list("pk", flat=True)[: runs.MOST_PRODUCTS + 1])
    return _ask(request, RunForm(initial={"ids": ",".join(map(str, ids))}), count=len(ids))


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    form = RunForm(request.POST)
    if "ids" in form.errors:
        messages.error(request, _("Choose products in the list first."))
        return redirect("admin:shop_product_changelist")
    ids = form.cleaned_data["ids"]
    if not form.is_valid():
        return _ask(request, form, count=len(ids))
    try:
        run = runs.start(
            Product.objects.filter(pk__in=ids),
            form.brief(),
            by=staff(request),
            sample=form.cleaned_data["sample"],
            replaces_people=form.cleaned_data["replaces_people"],
        )
    except runs.TooMany:
        text = _("A run takes at most %(count)d products: choose fewer.")
        messages.error(request, text % {"count": runs.MOST_PRODUCTS})
        return redirect("admin:shop_product_changelist")
    history.note(request, [run], _("Asked for descriptions"))
    _tell(request, run)
    return redirect("admin:description_run", pk=run.pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(DescriptionRun.objects.select_related("asked_by"), pk=pk)
    context = {
        **admin.site.each_context(request),
        **_how_far(request, run),
        "title": _("Run %(number)s") % {"number": run.pk},
        "items": run.items.select_related("product", "description")[:SHOWN_ITEMS],
        "item_kinds": badges.RUN_ITEM,
        "description_kinds": badges.DESCRIPTION,
    }
    return render(request, "admin/assistant/description_run.html", context)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; HTMX asks every two seconds, and loads the page anew when the run has ended."""
    run = get_object_or_404(DescriptionRun, pk=pk)
    answer = render(request, "admin/assistant/description_run_progress.html", _how_far(request, run))
    if run.state != DescriptionRun.State.RUNNING:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def turn(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, continue or give up. Who continues tells a worker, so a run whose worker was lost goes on as well."""
    run = get_object_or_404(DescriptionRun, pk=pk)
    if "pause" in request.POST:
        runs.pause(run)
    elif "cancel" in request.POST:
        runs.cancel(run)
    elif runs.go_on(run):
        _tell(request, run)
    return redirect("admin:description_run", pk=pk)


@require_POST
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the next proposal of the sample that nobody looked at yet."""
    run = get_object_or_404(DescriptionRun, pk=pk)
    item = (
        run.items.filter(is_sample=True, seen_at=None, description__isnull=False)
        .select_related("description")
        .first()
    )
    if item is None or item.description is None:
        return redirect("admin:description_run", pk=pk)
    runs.look_at(item.description)
    address = reverse("admin:description_write", args=[item.product_id])
    return redirect(f"{address}?language={item.description.language}&run={pk}")


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(DescriptionRun, pk=pk)
    try:
        accepted, left = runs.accept_all(run, by=staff(request))
    except runs.NotLookedAt as error:
        text = ngettext(
            "Look at %(count)d more proposal first.", "Look at %(count)d more proposals first.", error.left
        )
        messages.error(request, text % {"count": error.left})
        return redirect("admin:description_run", pk=pk)
    history.note(request, [run], _("All proposals were put on their pages"))
    text = ngettext(
        "%(count)d description is on its page.", "%(count)d descriptions are on their pages.", accepted
    )
    messages.success(request, text % {"count": accepted})
    if left:
        text = ngettext(
            "%(count)d was left: its facts or its page changed.",
            "%(count)d were left: their facts or their pages changed.",
            left,
        )
        messages.warning(request, text % {"count": left})
    return redirect("admin:description_run", pk=pk)


def _ask(request: HttpRequest, form: RunForm, *, count: int) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Write descriptions"),
        "form": form,
        "count": count,
    }
    return render(request, "admin/assistant/description_run_ask.html", context)


def _how_far(request: HttpRequest, run: DescriptionRun) -> dict[str, Any]:
    return {
        "run": run,
        "progress": runs.progress(run),
        "kinds": badges.RUN,
        "may_write": request.user.has_perm("assistant.add_descriptionrun"),
        "may_approve": request.user.has_perm("assistant.approve_description"),
    }


def _tell(request: HttpRequest, run: DescriptionRun) -> None:
    if not asking.for_run(run):
        messages.error(
            request, _("The queue of the workers cannot be reached: is Redis running? Continue the run then.")
        )
