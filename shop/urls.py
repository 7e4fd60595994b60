"""Addresses of the storefront."""

from __future__ import annotations

from django.urls import path

from shop.views import media

app_name = "shop"

urlpatterns = [
    path("img/<int:width>/<path:path>.webp", media.sized, name="image"),
]
