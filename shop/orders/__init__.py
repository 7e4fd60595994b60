"""Orders after they were placed: the only writer of Order.status, OrderEvent, Fulfilment and Refund.

`states` has the rules and the history, `refunds` the money that goes back, `steps` everything else that happens.
"""

from shop.orders.refunds import (
    NotFailed,
    RefundTooLarge,
    refund_worth,
    request_refund,
    retry_refund,
    send_back,
    settle_refund,
    units_left,
)
from shop.orders.states import (
    ACTIONS,
    GATEWAY,
    IS_PAID,
    SHOPPER_GUEST,
    SYSTEM,
    TRANSITIONS,
    Actor,
    TooLate,
    WrongState,
    can,
    note,
    refundable,
)
from shop.orders.steps import (
    anonymise,
    buyer,
    cancel,
    cancel_for_shopper,
    deliver,
    expire,
    mark_paid,
    note_placed,
    ship,
    start_packing,
)

__all__ = [
    "ACTIONS",
    "GATEWAY",
    "IS_PAID",
    "SHOPPER_GUEST",
    "SYSTEM",
    "TRANSITIONS",
    "Actor",
    "NotFailed",
    "RefundTooLarge",
    "TooLate",
    "WrongState",
    "anonymise",
    "buyer",
    "can",
    "cancel",
    "cancel_for_shopper",
    "deliver",
    "expire",
    "mark_paid",
    "note",
    "note_placed",
    "refund_worth",
    "refundable",
    "request_refund",
    "retry_refund",
    "send_back",
    "settle_refund",
    "ship",
    "start_packing",
    "units_left",
]
