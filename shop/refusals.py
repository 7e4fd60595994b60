"""Why an order was not placed, in words for a person who wants to buy: the same on pages and in the API."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shop import amounts, checkout, promotions, stock

REFUSED = (
    checkout.EmptyCart,
    checkout.KeyReused,
    checkout.NoDelivery,
    checkout.NotForSale,
    checkout.TotalChanged,
    promotions.Unusable,
    stock.SoldOut,
)


def told(error: Exception) -> str:
    if isinstance(error, checkout.EmptyCart):
        return _("Your cart is empty.")
    if isinstance(error, stock.SoldOut):
        return _(
            "Somebody was faster: not enough is left of what is marked in your order. Change the cart to go on."
        )
    if isinstance(error, checkout.TotalChanged):
        return _("The total is now %(total)s. Have a look, then order again.") % {
            "total": amounts.shown(error.total)
        }
    if isinstance(error, checkout.NotForSale):
        return _("No longer sold: %(titles)s. Take it out of the cart to go on.") % {"titles": error}
    if isinstance(error, promotions.Unusable):
        return str(error.reason)
    return _("This delivery method does not go there. Choose another one, then order again.")
