"""What lies in a cart as the shopper sees it now: each line with its present price, stock and picture, and what all of it costs.

Reads only. Invariant: nothing of it was kept; a price or a stock that changed since is told beside what it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Subquery
from django.utils.translation import gettext as _

from shop import delivery, money, pricing, promotions
from shop.models import Cart, CartLine, Coupon, Product, ProductImage, Variant


@dataclass(frozen=True, kw_only=True)
class Line:
    """`picture_name` is the stored name of the variant's picture, or the product's first, empty for none."""

    id: int
    variant: Variant
    product: Product
    quantity: int
    available: int
    unit_price: Decimal
    previous_price: Decimal | None
    problem: str
    picture_name: str

    @property
    def subtotal(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def is_available(self) -> bool:
        return not self.problem


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A cart as the shopper sees it now. `totals` contains no delivery."""

    cart: Cart | None
    lines: tuple[Line, ...]
    totals: pricing.Totals
    coupon: Coupon | None
    coupon_problem: str
    currency: str

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def weight_grams(self) -> int:
        return sum(line.variant.weight_grams * line.quantity for line in self.lines)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def is_buyable(self) -> bool:
        return bool(self.lines) and all(line.is_available for line in self.lines)

    @property
    def has_new_prices(self) -> bool:
        return any(line.previous_price is not None for line in self.lines)


def of(cart: Cart | None, *, country: str = "") -> Contents:
    """Two queries, whatever the number of lines; one for no cart."""
    lines = tuple(_line(row) for row in _rows(cart)) if cart else ()
    tax = delivery.tax_for(country or (cart.country if cart else "") or settings.DEFAULT_COUNTRY)
    return _priced(cart, lines, tax)


def _priced(cart: Cart | None, lines: tuple[Line, ...], tax: pricing.Tax) -> Contents:
    currency = settings.CURRENCY
    coupon, problem = (cart.coupon if cart else None), ""
    sellable = [line for line in lines if line.is_available]
    if coupon is not None:
        try:
            subtotal = sum((line.subtotal for line in sellable), money.ZERO)
            promotions.check(coupon, items_total=subtotal, currency=currency)
        except promotions.Unusable as error:
            problem = str(error.reason)
    totals = pricing.totals(
        [pricing.Item(unit_price=line.unit_price, quantity=line.quantity) for line in sellable],
        discount=None if problem else promotions.discount(coupon),
        tax=tax,
        currency=currency,
    )
    return Contents(
        cart=cart, lines=lines, totals=totals, coupon=coupon, coupon_problem=problem, currency=currency
    )


def _rows(cart: Cart) -> list[CartLine]:
    images = ProductImage.objects.of_outer(product="variant__product", variant="variant")
    return list(
        cart.lines.select_related("variant__product", "variant__stock")
        .annotate(picture_name=Subquery(images.values("file")[:1]))
        .order_by("added_at", "pk")
    )


def _line(row: CartLine) -> Line:
    variant, product = row.variant, row.variant.product
    stock = getattr(variant, "stock", None)
    available = max(stock.available, 0) if stock else 0
    problem = ""
    if not (variant.is_active and product.is_published):
        problem = _("This is no longer sold.")
    elif available == 0:
        problem = _("Sold out.")
    elif available < row.quantity:
        problem = _("Only %(count)d left.") % {"count": available}
    return Line(
        id=row.pk,
        variant=variant,
        product=product,
        quantity=row.quantity,
        available=available,
        unit_price=variant.price,
        previous_price=row.seen_price if row.seen_price != variant.price else None,
        problem=problem,
        picture_name=row.picture_name or "",  # type: ignore[attr-defined]
    )
