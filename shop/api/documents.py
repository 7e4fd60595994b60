"""What tells of the API: the schema, its two readers from our own files, a page for each kind of problem; and 404 for the rest."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import content
from shop.api import kinds
from shop.api.resource import Resource

SCHEMA = Path(__file__).parent / "openapi.json"
PROBLEMS = settings.BASE_DIR / "docs" / "problems"


@require_safe
@cache_control(public=True, max_age=300)
def schema(request: HttpRequest) -> HttpResponse:
    """The committed schema, at the address where the shop is. A test keeps it equal to what the code says."""
    return HttpResponse(_schema(settings.SITE_URL), content_type="application/vnd.oai.openapi+json")


@lru_cache(maxsize=2)
def _schema(site: str) -> str:
    told = json.loads(SCHEMA.read_text())
    told["servers"] = [{"url": site}]
    return json.dumps(told, ensure_ascii=False)


@require_safe
def swagger(request: HttpRequest) -> HttpResponse:
    """A page to try the API out."""
    return render(request, "api/swagger.html")


@require_safe
@csp_update({"style-src": [SELF, UNSAFE_INLINE]})
def redoc(request: HttpRequest) -> HttpResponse:
    """A page to read about the API. Redoc writes its styles into the page; scripts come from our files here too."""
    return render(request, "api/redoc.html")


@require_safe
def problem(request: HttpRequest, slug: str) -> HttpResponse:
    """What the `type` of a problem says and what to do about it."""
    if slug not in kinds.ALL:
        raise Http404
    text = (PROBLEMS / f"{slug}.md").read_text()
    return render(request, "api/problem.html", {"kind": kinds.ALL[slug], "body": content.render(text)})


@require_safe
def problem_list(request: HttpRequest) -> HttpResponse:
    return render(request, "api/problems.html", {"kinds": kinds.ALL.values()})


@extend_schema(exclude=True)
class Nowhere(Resource):
    """Whatever is asked at an address that there is not."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self._fields = ()
        raise Http404

    def get(self, request: Request) -> Response:
        raise Http404
