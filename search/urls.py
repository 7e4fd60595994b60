"""Addresses of the search."""

from __future__ import annotations

from django.urls import path

from search.views import results, suggestions

app_name = "search"
urlpatterns = [
    path("search/", results.show, name="results"),
    path("search/suggest/", suggestions.show, name="suggest"),
]
