"""The tables of the shop: fields, constraints and query sets. Domain modules write them; each table has one writer."""

from shop.models.activity import ShopperEvent
from shop.models.api import Device, KeptReply
from shop.models.attribute import Attribute, AttributeChoice, AttributeValue, VariantOption
from shop.models.cart import Cart, CartLine
from shop.models.catalog import Brand, Category, PriceRecord, Product, Variant
from shop.models.collection import Collection, CollectionItem
from shop.models.content import HelpArticle, StoreProfile
from shop.models.customer import Address, User
from shop.models.delivery import DeliveryMethod, DeliveryRate, TaxRate
from shop.models.image import ProductImage
from shop.models.order import Fulfilment, IdempotencyKey, Order, OrderEvent, OrderLine, Refund, RefundLine
from shop.models.outbox import OutboxMessage
from shop.models.payment import Payment, PaymentEvent, SandboxDelivery, SandboxSession
from shop.models.promotion import Coupon, CouponRedemption
from shop.models.review import RatingSummary, Review
from shop.models.stock import Reservation, Stock, StockMovement

__all__ = [
    "Address",
    "Attribute",
    "AttributeChoice",
    "AttributeValue",
    "Brand",
    "Cart",
    "CartLine",
    "Category",
    "Collection",
    "CollectionItem",
    "Coupon",
    "CouponRedemption",
    "DeliveryMethod",
    "DeliveryRate",
    "Device",
    "Fulfilment",
    "HelpArticle",
    "IdempotencyKey",
    "KeptReply",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OutboxMessage",
    "Payment",
    "PaymentEvent",
    "PriceRecord",
    "Product",
    "ProductImage",
    "RatingSummary",
    "Refund",
    "RefundLine",
    "Reservation",
    "Review",
    "SandboxDelivery",
    "SandboxSession",
    "ShopperEvent",
    "Stock",
    "StockMovement",
    "StoreProfile",
    "TaxRate",
    "User",
    "Variant",
    "VariantOption",
]
