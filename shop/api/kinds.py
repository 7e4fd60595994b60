"""The kinds of problem that the API reports, each with an address that never changes. Pure.

Invariant: a kind is never renamed and never means something else; `docs/problems/SLUG.md` tells what to do about it.
"""

from __future__ import annotations

from dataclasses import dataclass

PATH = "/api/problems/"


@dataclass(frozen=True)
class Kind:
    slug: str
    status: int
    title: str

    @property
    def path(self) -> str:
        return f"{PATH}{self.slug}/"


MALFORMED = Kind("malformed-request", 400, "The request cannot be read")
PARAMETER = Kind("invalid-parameter", 400, "A parameter of the address or a header is not valid")
CURSOR = Kind("invalid-cursor", 400, "The cursor does not belong to this list")
KEY_REQUIRED = Kind("idempotency-key-required", 400, "This request needs an Idempotency-Key")
SIGN_IN = Kind("authentication-required", 401, "Sign in first")
SESSION_ENDED = Kind("session-ended", 401, "The session token is not valid any more")
AGAIN = Kind("reauthentication-required", 401, "Confirm that it is you")
FORBIDDEN = Kind("forbidden", 403, "This is not allowed")
NOT_FOUND = Kind("not-found", 404, "There is no such thing")
METHOD = Kind("method-not-allowed", 405, "This address does not know the method")
NOT_ACCEPTABLE = Kind("not-acceptable", 406, "Only JSON is spoken here")
CURRENCY = Kind("currency-not-offered", 406, "The shop does not sell in this currency")
IN_FLIGHT = Kind("request-in-flight", 409, "The same request is being carried out")
CONFLICT = Kind("conflict", 409, "The state of the resource does not allow this")
OUT_OF_STOCK = Kind("out-of-stock", 409, "There is not enough in stock")
NOT_FOR_SALE = Kind("not-for-sale", 409, "This is not sold any more")
EMPTY_CART = Kind("empty-cart", 409, "The cart is empty")
NO_DELIVERY = Kind("no-delivery", 409, "The delivery method does not go there")
TOTAL_CHANGED = Kind("total-changed", 409, "The total is another one now")
COUPON = Kind("coupon-unusable", 409, "The coupon cannot be used")
ORDER_STATE = Kind("order-state", 409, "The order is too far on, or not far enough")
REVIEWED = Kind("already-reviewed", 409, "The product was reviewed already")
PERSON = Kind("offer-refused", 409, "What was offered is not possible any more")
GONE = Kind("gone", 410, "This has ended")
PRECONDITION = Kind("precondition-failed", 412, "It was changed meanwhile")
TOO_LARGE = Kind("payload-too-large", 413, "The body is too large")
MEDIA_TYPE = Kind("unsupported-media-type", 415, "Only JSON is read here")
VALIDATION = Kind("validation-failed", 422, "Something in the body is not valid")
KEY_REUSED = Kind("idempotency-key-reused", 422, "The Idempotency-Key was used for another request")
PRECONDITION_REQUIRED = Kind("precondition-required", 428, "Say which version you change")
TOO_MANY = Kind("too-many-requests", 429, "Too many requests")
INTERNAL = Kind("internal-error", 500, "Something went wrong on our side")
PROVIDER = Kind("payment-provider-unavailable", 503, "The payment provider does not answer")

ALL: dict[str, Kind] = {kind.slug: kind for kind in list(globals().values()) if isinstance(kind, Kind)}
OF_STATUS: dict[int, Kind] = {
    400: MALFORMED,
    401: SIGN_IN,
    403: FORBIDDEN,
    404: NOT_FOUND,
    405: METHOD,
    406: NOT_ACCEPTABLE,
    409: CONFLICT,
    410: GONE,
    413: TOO_LARGE,
    415: MEDIA_TYPE,
    422: VALIDATION,
    429: TOO_MANY,
    500: INTERNAL,
}
