"""A shop in which everything that merchants and shoppers write is Chinese, so that every Latin word is the interface's."""

from __future__ import annotations

from dataclasses import dataclass

from shop import addresses, cart, checkout
from shop.models import (
    Attribute,
    Brand,
    Category,
    Collection,
    DeliveryMethod,
    Fulfilment,
    Order,
    Product,
    Review,
    TaxRate,
    User,
)
from shop.tests import factories, shelves

NAMES = frozenset({"Marigold", "UTC", "SKU", "EUR", "DE", "DHL"})
AT_HOME = checkout.AddressLines(
    name="李雷", line1="菩提树街 12 号", city="柏林", postcode="10969", country="DE"
)


@dataclass(frozen=True, kw_only=True)
class Bazaar:
    buyer: User
    kitchen: Category
    product: Product
    sold_out: Product
    collection: Collection
    placed: Order
    delivered: Order
    review: Review


def opened() -> Bazaar:
    """With goods in every condition, a buyer with orders in two states, an address, a review, and a filled cart."""
    shelves.store(tagline="少而精", contact_email="shop@example.com")
    factories.tax()
    TaxRate.objects.update(name="增值税")
    factories.delivery()
    DeliveryMethod.objects.update(name="标准快递", description="送货上门")
    kitchen = factories.category("厨房")
    factories.category("茶具", kitchen)
    product = _dressed(kitchen)
    sold_out = factories.product("竹篮", units=1, category=kitchen)  # the reviewer buys it
    buyer = factories.user("li@example.com", name="李雷")
    addresses.save(buyer, AT_HOME)
    pot = factories.product("铁壶", units=9, category=kitchen).variants.get()
    placed = factories.placed_order(buyer, variants=[pot])
    delivered = factories.delivered_order(buyer, variants=[pot])
    reviewed = shelves.review(product, 5, title="很好", text="天天在用。", author_name="韩梅梅")
    review = shelves.review(sold_out, 4, title="不错", text="很轻。", author_name="小明")
    Review.objects.filter(pk=review.pk).update(user=buyer)
    Order.objects.update(name="李雷", line1=AT_HOME.line1, city=AT_HOME.city, delivery_method="标准快递")
    Fulfilment.objects.update(carrier="顺丰")
    cart.add(factories.owner(buyer), variant_id=product.variants.get(position=0).pk, quantity=2)
    shelves.article(
        "多久送到？", slug="delivery", body="每天**发货**。", summary="时间与费用", is_policy=True
    )
    collection = shelves.collection("tea", [product, sold_out], teaser="一壶好茶", description="配好的茶具。")
    Collection.objects.update(title="茶席")
    return Bazaar(
        buyer=buyer,
        kitchen=kitchen,
        product=reviewed.product,
        sold_out=sold_out,
        collection=collection,
        placed=placed,
        delivered=delivered,
        review=review,
    )


def _dressed(category: Category) -> Product:
    """Two variants, a discount, pictures, attributes of every kind."""
    brand = Brand.objects.create(name="山水", slug="shan-shui", story="来自山间的窑火。")
    made = factories.product("青瓷茶杯", category=category, brand=brand, variants=2, subtitle="手工拉坯")
    for variant, colour in zip(made.variants.all(), ("青", "白"), strict=True):
        shelves.option(variant, colour=colour)
    shelves.picture(made)
    shelves.picture(made, "products/second.webp", position=1)
    shelves.describe(made, material="陶瓷", weight=300, recycled=True)
    for code, name in (
        ("colour", "颜色"),
        ("material", "材质"),
        ("weight", "重量"),
        ("recycled", "再生材料"),
    ):
        Attribute.objects.filter(code=code).update(name=name)
    made.variants.update(label="青")
    return shelves.reduce(made, before="30.00", now="24.00")
