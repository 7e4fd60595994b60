"""Orders for merchants: `listing` the list, `page` one order, `steps` what can be done to it, `refunds` money back, all through
the functions of shop/orders.py."""

from shop.admin.orders import listing

__all__ = ["listing"]
