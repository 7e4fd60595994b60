"""What reviews praise about a product, told to the recommendations as labels. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.models import ProductInsight

FEWEST, SHARE = 3, 0.6
"""An aspect is praised where so many reviews speak of it and so large a share of them for it."""
CHUNK = 5000


def praised(product_ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Pairs of a product and an aspect. One query for each 5,000 products."""
    for start in range(0, len(product_ids), CHUNK):
        rows = ProductInsight.objects.filter(product__in=product_ids[start : start + CHUNK])
        for product, aspects in rows.values_list("product_id", "aspects"):
            for aspect, (for_it, neither, against) in sorted(aspects.items()):
                told = for_it + neither + against
                if told >= FEWEST and for_it >= SHARE * told:
                    yield product, aspect
