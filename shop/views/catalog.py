"""Pages of the catalogue: categories, brands, collections, new and reduced goods, products."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop import activity, detail, directory, facets, structured
from shop.models import Brand, Category, Collection, Product
from shop.views import lists

PARTS = {"product-top": "components/product_top.html", "reviews": "components/reviews.html"}


@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        family = directory.family(slug)
    except Category.DoesNotExist as error:
        raise Http404 from error
    products = Product.objects.published().in_category(family.category)
    return lists.respond(
        request, "shop/category.html", products, family=family, trail=family.trail, title=family.category.name
    )


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Brand, slug=slug)
    trail = [(_("Brands"), reverse("shop:brands")), (found.name, found.get_absolute_url())]
    products = Product.objects.published().filter(brand=found)
    return lists.respond(request, "shop/brand.html", products, brand=found, trail=trail, title=found.name)


@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    groups = directory.by_initial(list(directory.brands()))
    return render(
        request,
        "shop/brands.html",
        {"groups": groups, "nav": "brands", "trail": [(_("Brands"), request.path)]},
    )


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Collection, slug=slug, is_published=True)
    trail = [(_("Collections"), reverse("shop:collections")), (found.title, found.get_absolute_url())]
    return lists.respond(
        request,
        "shop/collection.html",
        directory.in_collection(found),
        default_sort="relevance",
        sorts=("relevance", *lists.SORT_CHOICES),
        collection=found,
        trail=trail,
        title=found.title,
    )


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    trail = [(_("Collections"), request.path)]
    context = {"collections": directory.collections(), "nav": "collections", "trail": trail}
    return render(request, "shop/collections.html", context)


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    products = Product.objects.published()
    title = _("New in")
    return lists.respond(
        request,
        "shop/new.html",
        products,
        default_sort="newest",
        title=title,
        trail=[(title, request.path)],
        nav="new",
    )


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    title = _("Offers")
    return lists.respond(
        request,
        "shop/offers.html",
        directory.on_offer(),
        title=title,
        trail=[(title, request.path)],
        nav="offers",
    )


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; only gallery and buy box, or only the reviews, where HTMX asks for these."""
    try:
        shown = detail.read(slug, **_wish(request))
    except detail.NotFound as error:
        raise Http404 from error
    template = PARTS.get(lists.htmx_target(request), "shop/product.html")
    if template == "shop/product.html":
        activity.record(activity.shopper_of(request), activity.Kind.VIEW, product=shown.product)
    context = {"detail": shown, "structured": structured.product(shown), "trail": shown.trail}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _wish(request: HttpRequest) -> dict[str, Any]:
    """Which variant and which reviews to show."""
    return {
        "sku": facets.clean(request.GET.get("sku", ""), 64),
        "review_sort": request.GET.get("reviews", ""),
        "review_page": facets.page_number(request.GET.get("reviews_page", "")),
    }
