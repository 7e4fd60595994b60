"""Where shoppers and gateways come back to. Neither is believed: the gateway is asked."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from shop import access, payments
from shop.models import Order
from shop.payments import flow, gateway
from shop.views import paying

log = logging.getLogger(__name__)
LARGEST = 256 * 1024


@never_cache
@require_safe
def returned(request: HttpRequest, token: str) -> HttpResponse:
    """Back from the hosted page, by the link that was signed for this order."""
    order = access.order_by_link(token)
    try:
        flow.refresh_open(order)
    except gateway.Unavailable as error:
        log.warning("The gateway does not answer: %s", error)
    order.refresh_from_db()
    if order.status == Order.Status.PLACED and flow.has_failed(order):
        messages.warning(
            request,
            _("The payment did not go through. Your order is kept for some minutes; you can try again."),
        )
        return redirect(paying.address(order))
    return redirect(f"{paying.address(order)}?thanks")


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """400: not signed by the gateway. 200: noted, also the second time. 503: ask us again."""
    if name not in payments.NAMES:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse("The message is too large.", status=413, content_type="text/plain")
    try:
        flow.receive(name, request.body, request.headers)
    except gateway.BadSignature:
        return HttpResponse("The signature is not valid.", status=400, content_type="text/plain")
    except gateway.Unavailable:
        return HttpResponse(
            "Please repeat.", status=503, content_type="text/plain", headers={"Retry-After": "30"}
        )
    return HttpResponse("Noted.", content_type="text/plain")
