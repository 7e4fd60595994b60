"""What becomes of a proposal: checked as it was edited, put on the page, rejected; or an earlier version put back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assistant.admin.descriptions.forms import WordsForm
from assistant.admin.descriptions.writing import page
from assistant.admin.people import staff
from assistant.descriptions import versions
from assistant.models import Description
from shop.admin import history


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Warnings for the words as they are in the form; nothing is written."""
    row = _row(pk)
    form = WordsForm(request.POST)
    remarks = None
    if form.is_valid():
        remarks = versions.remarks(row.product, form.cleaned_data["text"], versions.brief_of(row))
        if not remarks:
            messages.success(request, _("Every sentence is supported by the facts, and every fact is told."))
    return page(request, row.product, row.language, words_form=form, remarks=remarks)  # type: ignore[arg-type]


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it on the page. Warnings do not hinder; a person's text does, unless it may be replaced."""
    row = _row(pk)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return page(request, row.product, row.language, words_form=form)  # type: ignore[arg-type]
    try:
        made = versions.accept(
            row, by=staff(request), words=form.words(), overwrite=form.cleaned_data["overwrite"]
        )
    except versions.WrittenByPerson:
        form.add_error(
            "overwrite",
            _("A person wrote the text on the page. Tick this to replace it; it is kept as a version."),
        )
        return page(request, row.product, row.language, words_form=form)  # type: ignore[arg-type]
    except versions.Decided:
        messages.error(request, _("Somebody decided on this proposal meanwhile, or asked for a newer one."))
        return _back(row)
    history.note(request, [row.product], _("A description was put on the page"))
    if made.remarks:
        messages.warning(request, _("It is on the page. The checks object to some of its words; see below."))
    else:
        messages.success(request, _("It is on the page."))
    return _back(row)


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    try:
        versions.reject(row, by=staff(request))
    except versions.Decided:
        messages.error(request, _("Somebody decided on this proposal meanwhile, or asked for a newer one."))
    else:
        history.note(request, [row.product], _("A description was rejected"))
        messages.success(request, _("The proposal was rejected; the page stays as it is."))
    return _back(row)


@require_POST
def revert(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an earlier version on the page again; what stands there stays a version."""
    row = _row(pk)
    versions.revert(row, by=staff(request))
    history.note(request, [row.product], _("An earlier description was put back"))
    messages.success(request, _("The earlier text is on the page again."))
    return _back(row)


def _row(pk: int) -> Description:
    return get_object_or_404(Description.objects.select_related("product__brand"), pk=pk)


def _back(row: Description) -> HttpResponse:
    address = reverse("admin:description_write", args=[row.product_id])
    return redirect(f"{address}?language={row.language}")
