"""The addresses of the whole API: every app brings its resources, and what nobody brings is a problem like any other."""

from __future__ import annotations

from django.urls import path, re_path

from assistant import api as assistant
from recommendations import api as recommendations
from search import api as search
from shop.api import documents
from shop.api import urls as shop
from shop.api.root import Root

app_name = "api"
COLLECTIONS = (
    "products",
    "facets",
    "categories",
    "brands",
    "collections",
    "search",
    "suggestions",
    "cart",
    "countries",
    "orders",
    "help",
    "chat",
    "profile",
    "addresses",
    "own_reviews",
    "devices",
    "session",
)
"""Names of addresses that the first document tells."""

urlpatterns = [
    path("", Root.as_view(collections=COLLECTIONS), name="root"),
    *shop.urlpatterns,
    *search.urlpatterns,
    *recommendations.urlpatterns,
    *assistant.urlpatterns,
    path("schema/", documents.schema, name="schema"),
    path("docs/", documents.swagger, name="docs"),
    path("reference/", documents.redoc, name="reference"),
    re_path(r"^.*$", documents.Nowhere.as_view(), name="nowhere"),
]
