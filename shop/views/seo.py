"""What search engines read: robots.txt and the sitemaps."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from shop import content, directory
from shop.models import Category, HelpArticle, Product

PRIVATE = (
    "/account/",
    "/admin/",
    "/cart/",
    "/checkout/",
    "/orders/",
    "/sandbox-pay/",
    "/search/",
    "/theme/",
    "/i18n/",
)


class ShopSitemap(Sitemap):
    """Addresses under SITE_URL, whatever host asks."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object | None = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Products(ShopSitemap):
    limit = 10_000

    def items(self) -> QuerySet[Product]:
        return Product.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item: Product) -> datetime:
        return item.updated_at


class Lists(ShopSitemap):
    def items(self) -> list[Any]:
        categories = Category.objects.filter(is_listed=True).only("slug", "path").order_by("path")
        return [*categories, *directory.brands(), *directory.collections()]


class Pages(ShopSitemap):
    def items(self) -> list[str]:
        names = ("home", "new", "offers", "collections", "brands", "help")
        return [reverse(f"shop:{name}") for name in names]

    def location(self, item: str) -> str:
        return item


class Help(ShopSitemap):
    def items(self) -> QuerySet[HelpArticle]:
        return content.articles().order_by("pk")

    def lastmod(self, item: HelpArticle) -> datetime:
        return item.updated_at


SITEMAPS: dict[str, type[Sitemap]] = {"products": Products, "lists": Lists, "pages": Pages, "help": Help}


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The addresses of all pages of all sitemaps, under SITE_URL."""
    pages = [
        settings.SITE_URL + reverse("shop:sitemap", args=[section]) + (f"?p={number}" if number > 1 else "")
        for section, kind in SITEMAPS.items()
        for number in range(1, kind().paginator.num_pages + 1)
    ]
    context = {"sitemaps": [SitemapIndexItem(location=page) for page in pages]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


sitemap = require_safe(cache_control(public=True, max_age=3600)(sitemaps.sitemap))


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    rules = "\n".join(f"Disallow: {path}" for path in PRIVATE)
    sitemap = settings.SITE_URL + reverse("shop:sitemap_index")
    text = f"User-agent: *\n{rules}\nDisallow: /*?*sort=\nDisallow: /*?*min.\nDisallow: /*?*max.\n\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
