"""Orders: placing one, reading, paying, cancelling. An account finds its own; a guest shows the order's signed token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import access, addresses, cart, checkout, orders, promotions, readdressing, refusals, stock
from shop.api import cursors, kinds, parameters, tokens
from shop.api.order_shapes import (
    OrderDetail,
    OrderIn,
    OrderPage,
    PaymentIn,
    PaymentShape,
    RefilledShape,
    ReturnShape,
)
from shop.api.people_shapes import AddressIn
from shop.api.problems import Problem, invalid
from shop.api.resource import Resource
from shop.forms.address import lines_of
from shop.models import Order
from shop.payments import flow, gateway

TOKEN = "Order-Token"  # noqa: S105 - the name of a header


class OrderResource(Resource):
    """Finds the order of the asker."""

    guests = ("Order-Token",)

    def order(self, request: Request, number: str) -> Order:
        """By the account, or by the token of a guest's order. Raises Http404."""
        if (token := request.headers.get(TOKEN)) is not None:
            found = access.order_by_link(token)
            if found.number == number and found.user_id is None:
                return found
            raise Http404
        return access.order_for(request.user, number)

    def scope(self, request: Request) -> str:
        token = request.headers.get(TOKEN)
        return f"order:{token}" if token else super().scope(request)


class Orders(Resource):
    """The account's orders; and where orders are placed, by guests too."""

    private = frozenset({"get", "head"})
    needs_key = frozenset({"post"})
    is_durable = True
    guests = ("Cart-Token",)
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_orders", responses=OrderPage, tags=["orders"])
    def get(self, request: Request) -> Response:
        """List the account's orders, the latest first."""
        rows = Order.objects.filter(user=request.user).prefetch_related("lines")
        found, place = cursors.in_order(request, rows, ("-placed_at", "-pk"))
        return Response(OrderPage(cursors.page(request, found, place)).data)

    @extend_schema(
        operation_id="place_order", request=OrderIn, responses={201: OrderDetail}, tags=["checkout"]
    )
    def post(self, request: Request) -> Response:
        """Make an order of the cart and reserve its goods. Sent again with its Idempotency-Key it answers the same order."""
        owner, asked = tokens.owner_of(request), self._asked_for(request)
        try:
            order = checkout.place_order(owner, asked)
        except refusals.REFUSED as error:
            raise _refused(error) from error
        if self.values["save_address"] and request.user.is_authenticated and "address" in self.values:
            addresses.save(request.user, asked.address)
        order.refresh_from_db()
        where = reverse("api:order", args=[order.number])
        data = OrderDetail(order, context={"view": self}).data
        return Response(data, status=201, headers={"Location": where})

    def _asked_for(self, request: Request) -> checkout.Request:
        self.values: dict[str, Any] = self.checked(OrderIn)
        values, user = self.values, request.user
        email = values.get("email") or getattr(user, "email", "")
        if not email:
            raise invalid("/email", _("This field is required."), code="required")
        if "address_id" in values:
            try:
                lines = lines_of(access.address_for(user, values["address_id"]))
            except Http404:
                raise invalid("/address_id", _("There is no such address.")) from None
        else:
            lines = values["address"]["lines"]
        return checkout.Request(
            email=email,
            address=lines,
            delivery_code=values["delivery"],
            note=values["note"],
            language=get_language() or "en",
            expected_total=values.get("expected_total"),
            key=request.headers["Idempotency-Key"],
        )


KINDS = {
    checkout.EmptyCart: kinds.EMPTY_CART,
    checkout.KeyReused: kinds.KEY_REUSED,
    checkout.NoDelivery: kinds.NO_DELIVERY,
    checkout.NotForSale: kinds.NOT_FOR_SALE,
    checkout.TotalChanged: kinds.TOTAL_CHANGED,
    promotions.Unusable: kinds.COUPON,
    stock.SoldOut: kinds.OUT_OF_STOCK,
}


def _refused(error: Exception) -> Problem:
    kind = KINDS[type(error)]
    if isinstance(error, checkout.KeyReused):
        return Problem(kind, _("Every request has a key of its own."))
    more: dict[str, Any] = {}
    if isinstance(error, checkout.NotForSale):
        more["titles"] = list(error.titles)
    if isinstance(error, checkout.TotalChanged):
        more["total"] = str(error.total)
    return Problem(kind, refusals.told(error), **more)


class OneOrder(OrderResource):
    """One order of the asker's."""

    expandable = ("history", "payments")

    @extend_schema(operation_id="get_order", responses=OrderDetail, tags=["orders"])
    def get(self, request: Request, number: str) -> Response:
        """Read an order."""
        order = self.order(request, number)
        return Response(OrderDetail(order, context={"view": self}).data)


class Cancellation(OrderResource):
    @extend_schema(operation_id="cancel_order", request=None, responses=OrderDetail, tags=["orders"])
    def post(self, request: Request, number: str) -> Response:
        """Cancel an order that is not being packed yet; what was paid goes back."""
        order = self.order(request, number)
        try:
            order = orders.cancel_for_shopper(order)
        except orders.WrongState:
            told = _("This order cannot be cancelled any more. Write to us, and we see what can be done.")
            raise Problem(kinds.ORDER_STATE, told, order_status=order.status) from None
        return Response(OrderDetail(order, context={"view": self}).data)


class OrderAddress(OrderResource):
    @extend_schema(
        operation_id="change_order_address", request=AddressIn, responses=OrderDetail, tags=["orders"]
    )
    def put(self, request: Request, number: str) -> Response:
        """Send an order to another address of the same country, before it is packed."""
        values = self.checked(AddressIn)
        order = self.order(request, number)
        try:
            order = readdressing.change(order, values["lines"], actor=orders.buyer(order))
        except orders.WrongState:
            told = _("This order is being packed already, so its address stays.")
            raise Problem(kinds.ORDER_STATE, told, order_status=order.status) from None
        except readdressing.OtherCountry:
            told = _("This address lies in another country; delivery and tax would change.")
            raise invalid("/country", told) from None
        return Response(OrderDetail(order, context={"view": self}).data)


class OrderAgain(OrderResource):
    guests = ("Order-Token", "Cart-Token")

    @extend_schema(operation_id="order_again", request=None, responses=RefilledShape, tags=["orders"])
    def post(self, request: Request, number: str) -> Response:
        """Put what was ordered into the cart once more, as far as it can be had."""
        order = self.order(request, number)
        wanted = {line.variant_id: line.quantity for line in order.lines.all() if line.variant_id}
        filled = cart.add_again(tokens.owner_of(request), quantities=wanted)
        is_guests = filled.cart is not None and filled.cart.user_id is None
        token = access.token_of_cart(filled.cart.token) if filled.cart and is_guests else None
        told = {"added": filled.added, "missing": filled.missing, "cart_token": token}
        return Response(told, headers={tokens.CART: token} if token else {})


class Payments(OrderResource):
    """Attempts to pay an order, on a page of the payment provider."""

    is_durable = True

    @extend_schema(
        operation_id="start_payment", request=PaymentIn, responses={201: PaymentShape}, tags=["payments"]
    )
    def post(self, request: Request, number: str) -> Response:
        """Open the payment page, or take up the one that is open."""
        values = self.checked(PaymentIn)
        order = self.order(request, number)
        back = _return_url(request, order, values.get("return_url"))
        try:
            payment = flow.start(order, return_url=back)
        except orders.WrongState:
            told = _("This order cannot be paid any more.")
            raise Problem(kinds.ORDER_STATE, told, order_status=order.status) from None
        except gateway.Unavailable:
            raise Problem(
                kinds.PROVIDER,
                _("The payment provider does not answer. Your order is kept; try to pay again in a minute."),
                headers={"Retry-After": "60"},
            ) from None
        return Response(PaymentShape(payment, context={"view": self}).data, status=201)


class PaymentReturn(OrderResource):
    """What an app asks when the shopper comes back from the payment page."""

    is_durable = True

    @extend_schema(operation_id="return_from_payment", request=None, responses=ReturnShape, tags=["payments"])
    def post(self, request: Request, number: str) -> Response:
        """Ask the provider what became of the payment. Nobody is believed but the provider."""
        order = self.order(request, number)
        ending = flow.come_back(order)
        order.refresh_from_db()
        return Response({"ending": ending, "order_status": order.status})


def _return_url(request: Request, order: Order, given: str | None) -> str:
    if given is None:
        return request.build_absolute_uri(reverse("shop:payment_return", args=[access.token_of(order)]))
    if not any(given.startswith(allowed) for allowed in settings.API_RETURN_URLS) or not given.isprintable():
        raise invalid("/return_url", _("The shop does not send anybody there."))
    return given
