"""The catalogue as a file: brought in after a rehearsal that says what each row would do, and taken out for a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from shop.admin import history
from shop.admin.catalog import uploads
from shop.exchange import dumping, loading, records
from shop.models import Product

SHOWN = 200
RIGHTS = ("shop.add_product", "shop.change_product", "shop.change_variant", "shop.change_stock")
FORMATS = {"csv": ("text/csv", dumping.as_csv), "jsonl": ("application/x-ndjson", dumping.as_jsonl)}


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,.jsonl"}),
        help_text=gettext_lazy(
            "CSV or JSON lines, in UTF-8, at most 8 MB. Larger files: manage.py import_catalog."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(uploads.ENDINGS):
            raise forms.ValidationError(_("Choose a file that ends in .csv or .jsonl."))
        if file.size > uploads.LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 8 MB; split it, or use manage.py import_catalog.")
            )
        return file


def may_import(request: HttpRequest) -> bool:
    return all(request.user.has_perm(right) for right in RIGHTS)


def bring_in(page: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """First the file, then the rehearsal, then the yes."""
    if not may_import(request):
        raise PermissionDenied
    if request.method == "POST" and "token" in request.POST:
        return _load(page, request, request.POST["token"])
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return _ask(page, request, form)
    file = form.cleaned_data["file"]
    token = uploads.keep(file.name, file.read(), user=request.user)
    try:
        report = _run(token, request, is_rehearsal=True)
    except (records.BadFile, uploads.Gone) as error:
        uploads.forget(token, user=request.user)
        form.add_error("file", str(error) or _("The file could not be kept; please try again."))
        return _ask(page, request, form)
    return _tell(page, request, report, name=file.name, token=token)


def _load(page: ModelAdmin, request: HttpRequest, token: str) -> HttpResponse:
    try:
        with uploads.opened(token, user=request.user) as path:
            name = path.name
        report = _run(token, request, is_rehearsal=False)
    except uploads.Gone:
        form = FileForm()
        return _ask(page, request, form, trouble=_("The file is no longer there. Please choose it again."))
    except records.BadFile as error:
        return _ask(page, request, FileForm(), trouble=str(error))
    uploads.forget(token, user=request.user)
    _note(request, report, name)
    return _tell(page, request, report, name=name)


def _run(token: str, request: HttpRequest, *, is_rehearsal: bool) -> loading.Report:
    with uploads.opened(token, user=request.user) as path:
        return loading.load(path, is_rehearsal=is_rehearsal)


def _note(request: HttpRequest, report: loading.Report, name: str) -> None:
    """The import in the history of each product that it touched, and in that of the shop."""
    outcomes = {row.product_id: row for row in report.rows if row.outcome != "unchanged"}
    touched = Product.objects.filter(pk__in=outcomes).only("pk", "title")
    history.note(request, touched, f"Import of {name}")
    counts = f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {len(report.rejected)} rejected"
    history.note_table(request, Product, name=name, text=f"Import: {counts}")


def _ask(page: ModelAdmin, request: HttpRequest, form: FileForm, *, trouble: str = "") -> HttpResponse:
    context = {**_frame(page, request), "form": form, "trouble": trouble, "columns": records.COLUMNS}
    return render(request, "admin/shop/product/import.html", context)


def _tell(
    page: ModelAdmin, request: HttpRequest, report: loading.Report, *, name: str, token: str = ""
) -> HttpResponse:
    telling = [row for row in report.rows if row.outcome != "unchanged"]
    context = {
        **_frame(page, request),
        "report": report,
        "name": name,
        "token": token,
        "shown": telling[:SHOWN],
        "more": max(0, len(telling) - SHOWN),
        "bad": report.rejected[:SHOWN],
        "more_bad": max(0, len(report.rejected) - SHOWN),
        "is_useful": bool(telling),
    }
    return render(request, "admin/shop/product/import_report.html", context)


def _frame(page: ModelAdmin, request: HttpRequest) -> dict[str, Any]:
    return {**page.admin_site.each_context(request), "opts": page.opts, "title": _("Import")}


def take_out(page: ModelAdmin, request: HttpRequest, kind: str) -> HttpResponse:
    """Every product, as the import reads it."""
    if not page.has_view_permission(request) or not request.user.has_perm("shop.view_stock"):
        raise PermissionDenied
    content_type, write = FORMATS[kind]
    answer = HttpResponse(
        "".join(write(dumping.rows())).encode(), content_type=f"{content_type}; charset=utf-8"
    )
    name = f"catalogue-{timezone.localdate().isoformat()}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
