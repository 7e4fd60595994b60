"""What tests of the administration share: filling in the forms of its pages as a browser does, and what the outbox heard."""

from __future__ import annotations

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import HttpResponse
from django.test import Client

from shop.models import OutboxMessage


def posted(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from the page, untouched."""
    page = client.get(address)
    assert page.status_code == 200
    bound = list(page.context["adminform"].form)
    for formset in page.context["inline_admin_formsets"]:
        bound += [
            field for form in (formset.formset.management_form, *formset.formset.forms) for field in form
        ]
    values = {field.html_name: field.value() for field in bound}
    fields = {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and not isinstance(value, FieldFile)
    }
    for name in [name for name, value in fields.items() if hasattr(value, "hour")]:
        moment = fields.pop(name)
        fields |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    return fields


def save(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Change fields of the page and save; answers the page that follows."""
    return client.post(address, {**posted(client, address), "_continue": "1", **changes}, follow=True)


def errors(page: HttpResponse) -> str:
    """Everything that the forms of the page complain about."""
    found = [str(error) for error in page.context["adminform"].form.errors.values()]
    for formset in page.context["inline_admin_formsets"]:
        found += [
            str(formset.formset.non_form_errors()),
            *(str(each) for each in formset.formset.errors if each),
        ]
    return " ".join(found)


def noted(product_id: int) -> int:
    """How often the outbox heard that the product changed."""
    return OutboxMessage.objects.filter(topic="product.changed", payload__product_id=product_id).count()
