"""Where shoppers and gateways come back to. Neither is believed: the gateway is asked."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from shop import access, payments
from shop.payments import flow, gateway
from shop.views import paying

LARGEST = 256 * 1024


TOLD = {
    "undecided": _("This order is not paid yet. We keep your items for some minutes."),
    "failed": _("The payment did not go through. Your order is kept for some minutes; you can try again."),
    "cancelled": _("This order was closed before it was paid. Nothing was charged."),
    "returned": _("Your payment came after the order was closed, so we send all of it back to you."),
}


@never_cache
@require_safe
def returned(request: HttpRequest, token: str) -> HttpResponse:
    """Back from the hosted page, by the link that was signed for this order."""
    order = access.order_by_link(token)
    ending = flow.come_back(order)
    if ending in TOLD:
        messages.warning(request, TOLD[ending])
        return redirect(paying.address(order))
    return redirect(f"{paying.address(order)}?thanks")


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """400: not signed by the gateway. 200: noted, also the second time. 503: ask us again. 404: we do not use it."""
    if name not in payments.NAMES:
        raise Http404
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse("The message is too large.", status=413, content_type="text/plain")
    try:
        flow.receive(name, body, request.headers)
    except ImproperlyConfigured as error:
        raise Http404 from error
    except gateway.BadSignature:
        return HttpResponse("The signature is not valid.", status=400, content_type="text/plain")
    except gateway.Unavailable:
        return HttpResponse(
            "Please repeat.", status=503, content_type="text/plain", headers={"Retry-After": "30"}
        )
    return HttpResponse("Noted.", content_type="text/plain")
