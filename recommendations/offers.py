"""Cards of what can be sold at this moment.

Invariant: visibility, stock and price are asked of the shop's own tables at every call. The rest of a card (words, picture, stars,
what a reduction is from) is remembered by this process for SECONDS at most, under a key that holds the price and when the product
was last changed; so nothing of it is ever shown beside another price.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from recommendations.memory import Memory
from shop import cards, planned
from shop.cards import Card

SECONDS = 120
Key = tuple[int, Decimal, Decimal, datetime]
"""A product, its lowest and highest price, and when it was changed."""
SOLD = """
SELECT product.id, product.price_from, product.price_to, product.updated_at FROM shop_product AS product
WHERE product.id = ANY(%s::bigint[]) AND product.status = 'published' AND product.price_from IS NOT NULL AND EXISTS (
    SELECT FROM shop_variant AS variant JOIN shop_stock AS stock ON stock.variant_id = variant.id
    WHERE variant.product_id = product.id AND variant.is_active AND stock.on_hand > stock.reserved
)
"""
_cards: Memory[Key, Card] = Memory(most=20_000, seconds=SECONDS)


def now(product_ids: Iterable[int]) -> dict[int, Card]:
    """Of those that are published and in stock. One query, and those of `cards.by_ids` for what is new to this process or changed."""
    wanted = list(dict.fromkeys(product_ids))
    if not wanted:
        return {}
    with planned.cursor() as cursor:
        cursor.execute(SOLD, [wanted])
        keys: list[Key] = cursor.fetchall()
    return {key[0]: card for key, card in _cards.of(keys, _read).items()}


def _read(keys: list[Key]) -> dict[Key, Card]:
    """What sold out between the two questions is left out, and not remembered."""
    by_id = {key[0]: key for key in keys}
    return {by_id[card.id]: card for card in cards.by_ids(list(by_id)) if card.is_available}
