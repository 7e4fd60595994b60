"""Asks workers for long work on behalf of somebody, and tells them why nothing was begun."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from search import asking, training
from search.indexing import rebuild
from shop import broker


def asked(request: HttpRequest, ask: Callable[[], None]) -> bool:
    """Whether a worker will do it; what stands in the way is said in a message."""
    try:
        ask()
    except training.Running:
        messages.warning(request, _("An encoder is in training at this moment."))
    except rebuild.Running:
        messages.warning(request, _("The index is being written at this moment."))
    except asking.Asked:
        messages.warning(request, _("It was asked for already; a worker begins as soon as it is free."))
    except broker.NoWorker:
        messages.error(request, _("The queue of the workers cannot be reached: is Redis running?"))
    else:
        return True
    return False
