"""Stock for merchants: `listing` what is there, `views` counting and receiving, all through shop/stock.py with a reason."""

from shop.admin.stock import listing

__all__ = ["listing"]
