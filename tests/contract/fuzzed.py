"""The names of a shop that is to be fuzzed: what made-up requests are given so that some of them succeed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress

from recommendations.tests.conftest import teach
from shop import addresses, reviews
from shop.models import HelpArticle, Order, Stock, User, Variant
from shop.tests import factories, shelves
from shop.tests.callers import App, session_of
from tests.contract.conftest import Shop

SESSIONS, REVIEWABLE, IN_STOCK = 200, 4, 1_000_000


def names(shop: Shop, *, mail: Path) -> dict[str, Any]:
    """Also writes what belongs to them: an address, a review, orders that can be reviewed."""
    alice, product = shop.alice, shop.product
    App(alice).post("chat/messages/", {"text": "Hello"})  # the first message has the shop learn to read
    EmailAddress.objects.create(user=alice, email=alice.email, primary=True, verified=True)
    teach([product, *shelves.filled(product.category, 11)])
    factories.coupon()
    address = addresses.save(alice, factories.ADDRESS)
    order = Order.objects.get(number=shop.names["delivered"])
    review = reviews.write(
        alice, product=product, rating=4, title="Kept", text="It holds.", author_name="Alice"
    )
    slug = {"slug": product.slug}
    number = {"number": factories.placed_order(alice, variants=[shop.variant]).number}
    lines = _reviewable(alice, product.category)
    Stock.objects.update(on_hand=IN_STOCK)
    return {
        "url": shop.url,
        "mail": str(mail),
        "email": alice.email,
        "session": session_of(alice),
        "sessions": [session_of(alice) for _ in range(SESSIONS)],
        "skus": list(Variant.objects.filter(is_active=True).values_list("sku", flat=True)),
        "lines": lines,
        "product": product.slug,
        "product_id": product.pk,
        "category": product.category.slug,
        "brand": product.brand.slug,
        "collection": "slow-mornings",
        "article": HelpArticle.objects.get().slug,
        "queries": {
            "category": product.category.slug,
            "collection": "slow-mornings",
            "brand": [product.brand.slug],
            "attribute": ["colour:Navy"],
            "country": "DE",
            "delivery": "standard",
            "sku": shop.variant.sku,
            "product": [product.pk],
        },
        "paths": {
            "get_address": {"id": address.pk},
            "change_address": {"id": address.pk},
            "delete_address": {"id": address.pk},
            "get_own_review": {"id": review.pk},
            "change_review": {"id": review.pk},
            "get_product": slug,
            "list_product_reviews": slug,
            "get_category": {"slug": product.category.slug},
            "get_collection": {"slug": "slow-mornings"},
            "list_recommendations": {"place": "product"},
            "get_order": {"number": order.number},
            "order_again": {"number": order.number},
            "change_order_address": number,
            "start_payment": number,
        },
    }


def _reviewable(alice: User, category: Any) -> list[tuple[int, int]]:
    """Lines of delivered orders with their products, each of another product."""
    found = []
    for number in range(REVIEWABLE):
        product = shelves.full_product(category, title=f"Reviewed mug {number}", units=100)
        variant = product.variants.get(position=0)
        order = factories.delivered_order(alice, variants=[variant], quantity=1)
        found.append((order.lines.get().pk, product.pk))
    return found
