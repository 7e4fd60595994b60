"""Merchants work through the domain functions, and each role only where it may."""

from __future__ import annotations

import pytest
from django.contrib.admin.sites import site
from django.urls import reverse

from shop.tests import factories

pytestmark = pytest.mark.django_db
SHOP_MODELS = sorted(
    (model for model in site._registry if model._meta.app_label == "shop"), key=lambda m: m.__name__
)


@pytest.mark.parametrize("model", SHOP_MODELS, ids=lambda model: model.__name__)
def test_every_list_and_form_opens_with_a_row_in_it(client, owner, model):
    factories.delivered_order(factories.user())
    factories.coupon()
    factories.tax()
    name = f"admin:shop_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist"), follow=True).status_code == 200
    row = model.objects.first()
    if row is not None:
        assert client.get(reverse(f"{name}_change", args=[row.pk]), follow=True).status_code == 200


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("Catalogue", ["product", "stock", "brand"], ["order", "user", "payment"]),
        ("Orders", ["order", "payment", "stock"], ["user", "coupon", "review"]),
        ("Support", ["review", "order", "user"], ["coupon", "stock", "paymentevent"]),
    ],
)
def test_a_role_sees_its_tables_and_no_others(client, staff, role, may, may_not):
    staff(role)
    for table in may:
        assert client.get(reverse(f"admin:shop_{table}_changelist")).status_code == 200, table
    for table in may_not:
        assert client.get(reverse(f"admin:shop_{table}_changelist")).status_code == 403, table


def test_staff_cannot_give_themselves_more(client, staff, sam):
    staff("Support")
    answer = client.post(
        reverse("admin:shop_user_change", args=[sam.pk]), {"email": sam.email, "is_superuser": "on"}
    )
    assert answer.status_code == 403
    sam.refresh_from_db()
    assert not sam.is_superuser


def test_shoppers_are_sent_to_the_login(client, alice):
    client.force_login(alice)
    assert client.get(reverse("admin:index")).status_code in {302, 403}
