"""The benchmark measures the real pages and leaves the shop as it was."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from shop.models import Cart, ShopperEvent, User
from shop.tests import factories

pytestmark = pytest.mark.django_db


def test_pages_are_measured_and_nothing_stays(capsys):
    shelf = factories.category()
    factories.delivery()
    for _ in range(6):
        factories.product(category=shelf)
    users = User.objects.count()
    call_command("bench_pages", "--json", "--rounds", "2")
    figures = json.loads(capsys.readouterr().out)
    assert figures["products"] == 6
    assert {
        "home",
        "category",
        "search",
        "product",
        "cart",
        "checkout",
        "account_orders",
        "api_list",
        "api_detail",
    } <= set(figures)
    budgets = {
        "home": 10,
        "category": 12,
        "product": 14,
        "cart": 10,
        "checkout": 14,
        "account_orders": 8,
        "api_list": 6,
        "api_detail": 6,
    }
    assert {
        page: figures[page]["queries"] for page, limit in budgets.items() if figures[page]["queries"] > limit
    } == {}
    assert (User.objects.count(), Cart.objects.count(), ShopperEvent.objects.count()) == (users, 0, 0)


def test_an_empty_shop_says_what_to_do():
    with pytest.raises(CommandError, match="seed_demo"):
        call_command("bench_pages")
