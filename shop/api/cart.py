"""The cart of an account, or of a guest with a signed token. Edits say which version they change, additions add to any."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import access, activity, cart, checkout, delivery, promotions
from shop.api import kinds, parameters, tokens
from shop.api.cart_shapes import (
    AddedShape,
    CartShape,
    CountryIn,
    CouponIn,
    LineIn,
    MergedShape,
    MergeIn,
    QuantityIn,
    token,
)
from shop.api.problems import Problem, invalid, parameter
from shop.api.resource import Resource, version
from shop.cart import Owner
from shop.models import Variant

COUNTRY = parameters.Query(name="country", about="Where it is to go.", pattern=r"^[A-Z]{2}$", example="DE")
DELIVERY = parameters.Query(name="delivery", about="Code of the delivery method.", example="standard")


class CartResource(Resource):
    """What the parts of the cart share."""

    guests = ("Cart-Token",)

    def quote_for_edit(self, request: Request, owner: Owner) -> checkout.Quote:
        """The cart as it stands, locked until the edit commits, if it is the version that the client means."""
        cart.lock(owner)
        quote = checkout.quote(owner)
        self.require_version(CartShape(quote).data)
        return quote

    def answer(self, owner: Owner, *, status: int = 200) -> Response:
        quote = checkout.quote(owner)
        data = CartShape(quote).data
        return Response(data, status=status, headers=self.tags(quote, data))

    def tags(self, quote: checkout.Quote, data: Any) -> dict[str, str]:
        own = token(quote)
        return {"ETag": version(data)} | ({tokens.CART: own} if own else {})


class TheCart(CartResource):
    """The cart as it would be bought now."""

    versioned = frozenset({"patch"})

    @extend_schema(operation_id="get_cart", responses=CartShape, tags=["cart"])
    def get(self, request: Request) -> Response:
        """Read the cart. An empty one where there is none yet."""
        return self.answer(tokens.owner_of(request))

    @extend_schema(operation_id="change_cart", request=CountryIn, responses=CartShape, tags=["cart"])
    def patch(self, request: Request) -> Response:
        """Say where the cart is to go: taxes and delivery are those of the country."""
        values = self.checked(CountryIn)
        owner = tokens.owner_of(request)
        self.quote_for_edit(request, owner)
        cart.set_country(owner, country=_deliverable(values["country"]))
        return self.answer(owner)


class CartQuote(Resource):
    """What the cart would cost, to a country and by a method, without changing it."""

    guests = ("Cart-Token",)
    queries = {"get": (COUNTRY, DELIVERY)}

    @extend_schema(operation_id="get_cart_quote", responses=CartShape, tags=["cart"])
    def get(self, request: Request) -> Response:
        """Quote the cart."""
        country = request.query_params.get("country", "")
        if country and country not in {one.code for one in delivery.countries()}:
            raise parameter("country", _("The shop does not deliver there."))
        code = request.query_params.get("delivery")
        quote = checkout.quote(tokens.owner_of(request), country=country, delivery_code=code)
        return Response(CartShape(quote).data)


class CartLines(CartResource):
    """Where variants are put into the cart."""

    is_followed = True

    @extend_schema(operation_id="add_to_cart", request=LineIn, responses={201: AddedShape}, tags=["cart"])
    def post(self, request: Request) -> Response:
        """Put units into the cart, on top of those in it. A guest's first addition answers with a cart token."""
        values = self.checked(LineIn)
        variant_id = values.get("variant_id") or _by_sku(values["sku"])
        owner = tokens.owner_of(request)
        try:
            added = cart.add(owner, variant_id=variant_id, quantity=values["quantity"])
        except cart.NotForSale:
            raise Problem(kinds.NOT_FOR_SALE, _("This is no longer sold.")) from None
        except cart.OutOfStock:
            raise Problem(
                kinds.OUT_OF_STOCK, _("There are no more of these in stock than your cart holds.")
            ) from None
        activity.record(
            activity.shopper_of(request),
            activity.Kind.CART,
            product=added.variant.product,
            value=values["quantity"],
        )
        quote = checkout.quote(Owner(owner.user_id, added.cart.token))
        inner = CartShape(quote).data
        told = {name: getattr(added, name) for name in ("line_id", "quantity", "added", "is_capped")}
        return Response({**told, "cart": inner}, status=201, headers=self.tags(quote, inner))


class CartLine(CartResource):
    """One line of the asker's own cart."""

    versioned = frozenset({"patch", "delete"})

    @extend_schema(operation_id="change_cart_line", request=QuantityIn, responses=CartShape, tags=["cart"])
    def patch(self, request: Request, pk: int) -> Response:
        """Set the quantity of a line."""
        return self._set(request, pk, self.checked(QuantityIn)["quantity"])

    @extend_schema(operation_id="remove_cart_line", request=None, responses={200: CartShape}, tags=["cart"])
    def delete(self, request: Request, pk: int) -> Response:
        """Take a line out."""
        return self._set(request, pk, 0)

    def _set(self, request: Request, pk: int, quantity: int) -> Response:
        owner = tokens.owner_of(request)
        quote = self.quote_for_edit(request, owner)
        if pk not in {line.id for line in quote.contents.lines}:
            raise Problem(kinds.NOT_FOUND)
        cart.set_quantity(owner, line_id=pk, quantity=quantity)
        return self.answer(owner)


class CartCoupon(CartResource):
    """The coupon of the cart."""

    versioned = frozenset({"put", "delete"})

    @extend_schema(operation_id="apply_coupon", request=CouponIn, responses=CartShape, tags=["cart"])
    def put(self, request: Request) -> Response:
        """Use a coupon."""
        values = self.checked(CouponIn)
        owner = tokens.owner_of(request)
        quote = self.quote_for_edit(request, owner)
        if quote.contents.cart is None:
            raise Problem(kinds.EMPTY_CART, _("Your cart is empty."))
        try:
            cart.apply_coupon(owner, code=values["code"])
        except promotions.Unusable as error:
            raise Problem(kinds.COUPON, str(error.reason)) from error
        return self.answer(owner)

    @extend_schema(operation_id="remove_coupon", request=None, responses={200: CartShape}, tags=["cart"])
    def delete(self, request: Request) -> Response:
        """Take the coupon off."""
        owner = tokens.owner_of(request)
        self.quote_for_edit(request, owner)
        cart.remove_coupon(owner)
        return self.answer(owner)


class CartMerge(CartResource):
    """What brings a guest's cart into an account. Signing in with a Cart-Token does the same."""

    guests = ()
    private = frozenset({"post"})

    @extend_schema(operation_id="merge_cart", request=MergeIn, responses=MergedShape, tags=["cart"])
    def post(self, request: Request) -> Response:
        """Merge a guest's cart into the account's."""
        key = access.cart_by_token(self.checked(MergeIn)["cart_token"])
        if key is None:
            raise invalid("/cart_token", _("This is not a cart token of the shop."))
        moved = cart.merge(token=key, user=request.user)
        owner = Owner(request.user.pk, None)
        quote = checkout.quote(owner)
        inner = CartShape(quote).data
        return Response({"moved": moved, "cart": inner}, headers=self.tags(quote, inner))


def _by_sku(sku: str) -> int:
    found = Variant.objects.for_sale().filter(sku=sku).values_list("pk", flat=True).first()
    if found is None:
        raise Problem(kinds.NOT_FOR_SALE, _("This is no longer sold."))
    return found


def _deliverable(country: str) -> str:
    if country not in {one.code for one in delivery.countries()}:
        raise invalid("/country", _("The shop does not deliver there."))
    return country
