"""Reads of the price history: the lowest price before a discount.

Article 6a of Directive 98/6/EC: a price reduction names the lowest price of the 30 days before it was applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import connection

LOWEST = """
WITH current AS (
    SELECT DISTINCT ON (variant_id) variant_id, effective_at
    FROM shop_pricerecord WHERE variant_id = ANY(%s) AND effective_at <= clock_timestamp()
    ORDER BY variant_id, effective_at DESC, id DESC
), held AS (
    SELECT record.variant_id, record.price,
        lead(record.effective_at) OVER (PARTITION BY record.variant_id ORDER BY record.effective_at, record.id) AS until
    FROM shop_pricerecord AS record JOIN current USING (variant_id)
    WHERE record.effective_at <= current.effective_at
)
SELECT held.variant_id, min(held.price)
FROM held JOIN current USING (variant_id)
WHERE held.until IS NOT NULL AND held.until > current.effective_at - interval '30 days'
GROUP BY held.variant_id
"""


def lowest_before(variant_ids: Sequence[int]) -> dict[int, Decimal]:
    """By variant: the lowest price that held in the 30 days before today's price. Those without a history are absent.

    One query, none for an empty list.
    """
    if not variant_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LOWEST, [list(variant_ids)])
        return dict(cursor.fetchall())
