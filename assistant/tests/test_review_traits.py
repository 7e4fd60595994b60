"""What reviews praise reaches the recommendations as a label of the product."""

from __future__ import annotations

import pytest

from assistant.models import ProductInsight
from recommendations import traits
from recommendations.pipeline import catalogue
from shop.tests import factories

pytestmark = pytest.mark.django_db


def test_what_most_reviews_praise_is_a_label() -> None:
    mug, lamp, plain = factories.product(), factories.product(), factories.product()
    ProductInsight.objects.create(
        product=mug,
        reviews=5,
        score=0.5,
        aspects={"comfort": [4, 0, 1], "price": [1, 1, 3], "size": [2, 0, 0]},
    )
    ProductInsight.objects.create(product=lamp, reviews=4, score=0.1, aspects={"comfort": [3, 1, 0]})
    ids = [mug.pk, lamp.pk, plain.pk]
    assert traits.of(ids) == [(mug.pk, "praised comfort"), (lamp.pk, "praised comfort")]
    labels = catalogue.read().facts.labels.toarray()
    assert (labels[:2].sum(axis=1) - labels[2].sum() == 1).all()
    assert (labels[0] @ labels[1]) > (labels[0] @ labels[2])
