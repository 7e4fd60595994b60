"""How orders look in JSON, and what placing one takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from shop import access, orders, timeline
from shop.api.people_shapes import AddressIn
from shop.api.shapes import Money, Picture, page_of
from shop.models import Order, Payment


class OrderLineShape(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="What a review names.")
    product_id = serializers.IntegerField(allow_null=True)
    product_slug = serializers.SlugField(allow_null=True)
    variant_id = serializers.IntegerField(allow_null=True)
    sku = serializers.CharField()
    title = serializers.CharField()
    label = serializers.CharField()
    picture = serializers.SerializerMethodField()
    unit_price = serializers.SerializerMethodField()
    quantity = serializers.IntegerField()
    refunded_quantity = serializers.IntegerField()
    total = serializers.SerializerMethodField()

    @extend_schema_field(Picture(allow_null=True))
    def get_picture(self, line: Any) -> Any:
        return Picture().to_representation(line.picture_name or "")

    @extend_schema_field(Money())
    def get_unit_price(self, line: Any) -> Any:
        return Money().to_representation((line.unit_price, self.context["currency"]))

    @extend_schema_field(Money())
    def get_total(self, line: Any) -> Any:
        return Money().to_representation((line.total, self.context["currency"]))


class StepShape(serializers.Serializer[Any]):
    state = serializers.ChoiceField(["done", "current", "todo", "stopped"])
    title = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    note = serializers.CharField()


class PaymentShape(serializers.Serializer[Any]):
    """One attempt to pay. Open `redirect_url` in a browser; the shopper pays there, no card passes through the app."""

    status = serializers.ChoiceField(Payment.Status.values)
    redirect_url = serializers.SerializerMethodField(help_text="Empty where there is nothing to pay.")
    amount = Money()
    created_at = serializers.DateTimeField()

    def get_redirect_url(self, payment: Payment) -> str:
        url = payment.redirect_url
        return self.context["view"].request.build_absolute_uri(url) if url else ""


class OrderTotals(serializers.Serializer[Any]):
    items = Money(source="items_total")
    discount = Money(source="discount_total")
    delivery = Money(source="delivery_total")
    tax = Money(source="tax_total")
    total = Money()
    refunded = Money(source="refunded_total")


class DeliveryAddress(serializers.Serializer[Any]):
    name = serializers.CharField()
    line1 = serializers.CharField()
    line2 = serializers.CharField()
    postcode = serializers.CharField()
    city = serializers.CharField()
    region = serializers.CharField()
    country = serializers.CharField()
    phone = serializers.CharField()


class ParcelShape(serializers.Serializer[Any]):
    carrier = serializers.CharField()
    tracking_number = serializers.CharField()
    shipped_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)


class OrderSummary(serializers.Serializer[Any]):
    number = serializers.CharField()
    status = serializers.ChoiceField(Order.Status.values)
    placed_at = serializers.DateTimeField()
    total = Money()
    refunded = Money(source="refunded_total")
    count = serializers.SerializerMethodField(help_text="Units of all lines.")
    titles = serializers.SerializerMethodField(help_text="Of the lines.")

    def get_count(self, order: Order) -> int:
        return sum(line.quantity for line in order.lines.all())

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_titles(self, order: Order) -> list[str]:
        return [line.title for line in order.lines.all()]


OrderPage = page_of(OrderSummary, "OrderPage")


class OrderDetail(serializers.Serializer[Any]):
    """Sent with an ETag; `expand=history` and `expand=payments` bring the last two members."""

    number = serializers.CharField()
    token = serializers.SerializerMethodField(
        help_text="Of a guest's order: send it as `Order-Token` to read the order again. Null for accounts."
    )
    status = serializers.ChoiceField(Order.Status.values)
    email = serializers.EmailField()
    placed_at = serializers.DateTimeField()
    currency = serializers.CharField()
    lines = serializers.SerializerMethodField()
    totals = serializers.SerializerMethodField()
    coupon_code = serializers.CharField()
    note = serializers.CharField()
    address = serializers.SerializerMethodField()
    delivery_method = serializers.CharField()
    parcel = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField(
        help_text="What the buyer may do now: pay, cancel, readdress, review."
    )
    history = serializers.SerializerMethodField()
    payments = serializers.SerializerMethodField()

    def get_token(self, order: Order) -> str | None:
        return access.token_of(order) if order.user_id is None else None

    @extend_schema_field(OrderLineShape(many=True))
    def get_lines(self, order: Order) -> Any:
        rows = order.lines.with_pictures()  # type: ignore[attr-defined]
        return OrderLineShape(rows, many=True, context={"currency": order.currency}).data

    @extend_schema_field(OrderTotals)
    def get_totals(self, order: Order) -> Any:
        return OrderTotals(order).data

    @extend_schema_field(DeliveryAddress)
    def get_address(self, order: Order) -> Any:
        return DeliveryAddress(order).data

    @extend_schema_field(ParcelShape(allow_null=True))
    def get_parcel(self, order: Order) -> Any:
        parcel = getattr(order, "fulfilment", None)
        return ParcelShape(parcel).data if parcel else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_can(self, order: Order) -> list[str]:
        names = {"pay": "pay", "cancel_by_shopper": "cancel", "readdress": "readdress", "review": "review"}
        return [name for action, name in names.items() if orders.can(order, action)]

    @extend_schema_field(StepShape(many=True, allow_null=True))
    def get_history(self, order: Order) -> Any:
        if not self.context["view"].wants("history"):
            return None
        return StepShape(timeline.steps(order, order.events.all(), order.refunds.all()), many=True).data

    @extend_schema_field(PaymentShape(many=True, allow_null=True))
    def get_payments(self, order: Order) -> Any:
        if not self.context["view"].wants("payments"):
            return None
        return PaymentShape(order.payments.all(), many=True, context=self.context).data


class OrderIn(serializers.Serializer[Any]):
    """`address`, or `address_id` of the account's address book."""

    email = serializers.EmailField(required=False, help_text="Guests must say it; accounts need not.")
    address = AddressIn(required=False)
    address_id = serializers.IntegerField(min_value=1, max_value=2**62, required=False)
    delivery = serializers.CharField(max_length=60, help_text="Code of one of the cart's delivery options.")
    note = serializers.CharField(max_length=500, allow_blank=True, default="")
    expected_total = serializers.DecimalField(
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="The total that the shopper has seen; another total is refused.",
    )
    save_address = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("address" in attrs) == ("address_id" in attrs):
            raise serializers.ValidationError("Say where it goes by address or by address_id.", code="one_of")
        return attrs


class PaymentIn(serializers.Serializer[Any]):
    return_url = serializers.CharField(
        max_length=500,
        required=False,
        help_text="Where the payment page sends the shopper back: an address of the app that the shop allows. Usually the shop's own page.",
    )


class ReturnShape(serializers.Serializer[Any]):
    """What became of the payment, as the provider says."""

    ending = serializers.ChoiceField(["paid", "waiting", "undecided", "failed", "cancelled", "returned"])
    order_status = serializers.ChoiceField(Order.Status.values)


class RefilledShape(serializers.Serializer[Any]):
    added = serializers.IntegerField()
    missing = serializers.IntegerField(help_text="Units that are not to be had any more.")
    cart_token = serializers.CharField(allow_null=True, help_text="Of a guest's cart.")
