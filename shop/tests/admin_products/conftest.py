"""A kitchen with mugs, and attributes of every kind."""

from __future__ import annotations

import pytest

from shop.tests import factories
from shop.tests.admin_products.page import attribute


@pytest.fixture
def kitchen():
    return factories.category("Kitchen")


@pytest.fixture
def mugs(kitchen):
    return factories.category("Mugs", kitchen)


@pytest.fixture
def shelf(kitchen, mugs):
    """Attributes of every kind, for the category and for the one above, and one of somewhere else."""
    return {
        "volume": attribute("Volume", "number", mugs, unit="ml"),
        "finish": attribute("Finish", "choice", kitchen, choices=("Matt", "Glossy")),
        "dishwasher": attribute("Dishwasher", "boolean", kitchen),
        "care": attribute("Care", "text", mugs),
        "colour": attribute("Colour", "choice", kitchen, choices=("Navy", "Chalk"), is_option=True),
        "waist": attribute("Waist", "number", factories.category("Clothing"), unit="cm"),
    }
