"""What was chosen at this time last year, for those of whom nothing is known yet. Reads only; worked out once a day."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

YEAR, AROUND, MOST, KEPT = timedelta(days=365), timedelta(days=28), 60, 86_400
LEAST = 8
STATEMENT = """
SELECT product_id FROM shop_shopperevent
WHERE at BETWEEN %(since)s AND %(until)s AND product_id IS NOT NULL AND kind IN ('purchase', 'cart', 'view')
GROUP BY product_id
HAVING count(*) >= 3
ORDER BY sum(CASE kind WHEN 'purchase' THEN 10 WHEN 'cart' THEN 4 ELSE 1 END) DESC, product_id LIMIT %(most)s
"""


def chosen() -> tuple[int, ...]:
    """Product ids, the most chosen first; none where the shop is younger or events are not kept that long."""
    today = timezone.now()
    key = f"season:{today:%Y-%m-%d}"
    held = cache.get(key)
    if held is None:
        with connection.cursor() as cursor:
            cursor.execute(
                STATEMENT,
                {"since": today - YEAR - AROUND, "until": today - YEAR + AROUND, "most": MOST},
            )
            held = [row[0] for row in cursor.fetchall()]
        held = held if len(held) >= LEAST else []
        cache.set(key, held, KEPT)
    return tuple(held)
