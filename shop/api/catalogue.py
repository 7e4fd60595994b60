"""The catalogue: products in lists and one by one, and the ways to them: categories, brands, collections, facets."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from shop import activity, catalog, detail, directory, keyset, listing
from shop.api import cursors, kinds, parameters
from shop.api.catalogue_shapes import (
    BrandPage,
    BrandShape,
    CategoryDetail,
    CategoryTree,
    CollectionPage,
    CollectionShape,
    FacetList,
    ProductDetail,
    ProductPage,
    ReviewPage,
)
from shop.api.problems import Problem
from shop.api.resource import Resource
from shop.api.selecting import FILTERS, SORT, selected
from shop.models import Category, Product, Review
from shop.reviews import ORDERS

REVIEW_SORT = parameters.Query(
    name="sort", about="The order of the reviews.", choices=tuple(ORDERS), default="newest"
)
STARS = parameters.Query(
    name="rating", about="Only reviews with so many stars.", type="integer", least=1, most=5
)
SKU = parameters.Query(name="sku", about="The variant to begin with.", example="MUG-NAVY")


class Products(Resource):
    """Products for sale, in the order asked for."""

    is_public_cacheable = True
    queries = {"get": (*FILTERS, SORT, *parameters.PAGED)}

    @extend_schema(operation_id="list_products", responses=ProductPage, tags=["catalogue"])
    def get(self, request: Request) -> Response:
        """List products."""
        products, selection, usual_sort = selected(request)
        try:
            cards, place = keyset.after(
                products,
                selection,
                place=cursors.place_of(request),
                size=cursors.size_of(request),
                default_sort=usual_sort,
            )
        except ValueError:
            raise Problem(kinds.CURSOR) from None
        return Response(ProductPage(cursors.page(request, cards, place), context={"request": request}).data)


class Facets(Resource):
    """What a list can be narrowed by, with how many products each choice would leave."""

    is_public_cacheable = True
    queries = {"get": FILTERS}

    @extend_schema(operation_id="list_facets", responses=FacetList, tags=["catalogue"])
    def get(self, request: Request) -> Response:
        """List the facets of products."""
        products, selection, usual_sort = selected(request)
        return Response(FacetList(listing.read(products, selection, default_sort=usual_sort)).data)


class OneProduct(Resource):
    """A product with its variants, options, attributes and pictures."""

    is_followed = True
    expandable = ("delivery", "reviews", "related")
    queries = {"get": (SKU,)}

    @extend_schema(operation_id="get_product", responses=ProductDetail, tags=["catalogue"])
    def get(self, request: Request, slug: str) -> Response:
        """Read a product. Looking at it is noted as a view of the visitor, if there is one."""
        try:
            found = detail.read(
                slug,
                sku=parameters.read(request.query_params, SKU) or "",
                with_reviews=self.wants("reviews"),
                with_neighbours=self.wants("related"),
                with_delivery=self.wants("delivery"),
            )
        except detail.NotFound as error:
            raise Http404 from error
        activity.record(activity.shopper_of(request), activity.Kind.VIEW, product=found.product)
        return Response(ProductDetail(found, context={"view": self}).data)


class ProductReviews(Resource):
    """What buyers say of a product."""

    is_public_cacheable = True
    queries = {"get": (REVIEW_SORT, STARS, *parameters.PAGED)}

    @extend_schema(operation_id="list_product_reviews", responses=ReviewPage, tags=["reviews"])
    def get(self, request: Request, slug: str) -> Response:
        """List the published reviews of a product."""
        product = Product.objects.published().filter(slug=slug).first()
        if product is None:
            raise Http404
        rows = Review.objects.published().filter(product=product)
        if stars := parameters.read(request.query_params, STARS):
            rows = rows.filter(rating=stars)
        sort = parameters.read(request.query_params, REVIEW_SORT)
        found, place = cursors.in_order(request, rows, ORDERS[sort])
        return Response(ReviewPage(cursors.page(request, found, place)).data)


class Categories(Resource):
    """The departments of the shop, each with its shelves."""

    is_public_cacheable = True

    @extend_schema(operation_id="list_categories", responses=CategoryTree, tags=["catalogue"])
    def get(self, request: Request) -> Response:
        """List the categories that menus show."""
        return Response(CategoryTree({"items": catalog.departments()}).data)


class OneCategory(Resource):
    """A category between those above and below it."""

    is_public_cacheable = True

    @extend_schema(operation_id="get_category", responses=CategoryDetail, tags=["catalogue"])
    def get(self, request: Request, slug: str) -> Response:
        """Read a category."""
        try:
            return Response(CategoryDetail(directory.family(slug)).data)
        except Category.DoesNotExist as error:
            raise Http404 from error


class Brands(Resource):
    """Brands that have something to sell."""

    is_public_cacheable = True
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_brands", responses=BrandPage, tags=["catalogue"])
    def get(self, request: Request) -> Response:
        """List the brands by name."""
        found, place = cursors.sliced(request, list(directory.brands()), lambda brand: brand.slug)
        return Response(BrandPage(cursors.page(request, found, place)).data)


class OneBrand(Resource):
    is_public_cacheable = True

    @extend_schema(operation_id="get_brand", responses=BrandShape, tags=["catalogue"])
    def get(self, request: Request, slug: str) -> Response:
        """Read a brand."""
        return Response(BrandShape(_or_404(directory.brands(), slug=slug)).data)


class Collections(Resource):
    """Collections that merchants put together."""

    is_public_cacheable = True
    queries = {"get": parameters.PAGED}

    @extend_schema(operation_id="list_collections", responses=CollectionPage, tags=["catalogue"])
    def get(self, request: Request) -> Response:
        """List the collections."""
        rows = list(directory.collections())
        found, place = cursors.sliced(request, rows, lambda collection: collection.slug)
        return Response(CollectionPage(cursors.page(request, found, place)).data)


class OneCollection(Resource):
    is_public_cacheable = True

    @extend_schema(operation_id="get_collection", responses=CollectionShape, tags=["catalogue"])
    def get(self, request: Request, slug: str) -> Response:
        """Read a collection; its products are `/products/?collection=SLUG`."""
        return Response(CollectionShape(_or_404(directory.collections(), slug=slug)).data)


def _or_404(rows: Any, **which: Any) -> Any:
    found = rows.filter(**which).first()
    if found is None:
        raise Problem(kinds.NOT_FOUND, _("Nothing has this name."))
    return found
