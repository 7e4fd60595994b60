"""Private rows open for their owner; for everybody else they do not exist."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import Http404

from shop import access, addresses, reviews
from shop.tests import factories

pytestmark = pytest.mark.django_db


def test_each_row_opens_for_its_owner_and_for_nobody_else(alice, mallory):
    order = factories.delivered_order(alice)
    line = order.lines.get()
    review = reviews.write(alice, product=line.product, rating=5, title="", text="", author_name="A")
    address = addresses.save(alice, factories.ADDRESS)
    doors = [
        (access.order_for, order.number, order),
        (access.address_for, address.pk, address),
        (access.review_for, review.pk, review),
        (access.reviewable_line, line.pk, line),
    ]
    for door, key, row in doors:
        assert door(alice, key) == row
        for stranger in (mallory, AnonymousUser()):
            with pytest.raises(Http404):
                door(stranger, key)


def test_a_signed_link_opens_its_order_and_nothing_guessed_does():
    order = factories.placed_order()
    assert access.order_by_link(access.token_of(order)) == order
    assert access.token_of(order) in access.order_link(order)
    for token in (
        "",
        str(order.pk),
        access.token_of(order)[:-1],
        signing.dumps(order.pk),
        signing.dumps(order.pk, salt="other"),
    ):
        with pytest.raises(Http404):
            access.order_by_link(token)
