"""Filters of product lists as parameters of an address, read into the selection that the website's lists take."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request

from shop import directory, facets
from shop.api import parameters
from shop.api.parameters import Query
from shop.api.problems import parameter
from shop.facets import Range, Selection
from shop.models import Category, Collection, Product

CODE = r"[a-z0-9_-]{1,60}"
SORTS = ("popular", "newest", "price", "-price", "rating", "relevance")
SORT = Query(
    name="sort",
    about="`popular` where nothing is said; `relevance` keeps a merchant's order of a collection and is a collection's usual one.",
    choices=SORTS,
)
CATEGORY = Query(name="category", about="Slug of a category: what is in it and below it.", example="kitchen")
COLLECTION = Query(name="collection", about="Slug of a collection.", example="slow-mornings")
BRAND = Query(
    name="brand", about="Slug of a brand; repeated: any of them.", is_list=True, example="aldermoor"
)
ATTRIBUTE = Query(
    name="attribute",
    about="`CODE:VALUE` as the facets give them, such as `colour:Navy`; repeated with the same code: any of the values.",
    is_list=True,
    pattern=rf"^{CODE}:.{{1,100}}$",
    example="colour:Navy",
)
RANGE = Query(
    name="range",
    about="`CODE:LOW..HIGH` for attributes that are numbers, such as `capacity:300..500`; either end may be left out.",
    is_list=True,
    pattern=rf"^{CODE}:[0-9]{{0,10}}(\.[0-9]{{1,4}})?\.\.[0-9]{{0,10}}(\.[0-9]{{1,4}})?$",
    example="capacity:300..500",
)
MIN_PRICE = Query(name="min_price", about="Lowest price.", type="decimal", example="10.00")
MAX_PRICE = Query(name="max_price", about="Highest price.", type="decimal", example="50.00")
IN_STOCK = Query(name="in_stock", about="Only what can be bought now.", type="boolean", default=False)
ON_OFFER = Query(name="on_offer", about="Only what costs less than before.", type="boolean", default=False)
MIN_RATING = Query(
    name="min_rating", about="Stars that reviews gave on average, at least.", type="integer", least=2, most=4
)
NARROWING = (BRAND, ATTRIBUTE, RANGE, MIN_PRICE, MAX_PRICE, IN_STOCK, ON_OFFER, MIN_RATING)
FILTERS = (CATEGORY, COLLECTION, *NARROWING)


def selection(request: Request, *, words: str = "", sorts: tuple[str, ...] = SORTS) -> Selection:
    """Raises Problem."""
    query = request.query_params
    chosen: dict[str, tuple[str, ...]] = {}
    if brands := parameters.read(query, BRAND):
        chosen["brand"] = brands
    for text in parameters.read(query, ATTRIBUTE):
        code, value = _split(ATTRIBUTE, text)
        chosen[code] = (*chosen.get(code, ()), facets.clean(value, facets.MAX_LENGTH))
    ranges = {}
    for text in parameters.read(query, RANGE):
        code, value = _split(RANGE, text)
        ranges[code] = _range(value)
    low, high = parameters.read(query, MIN_PRICE), parameters.read(query, MAX_PRICE)
    if low is not None or high is not None:
        ranges["price"] = Range(low=low, high=high)
    sort = query.get("sort", "")
    return Selection(
        words=words,
        sort=sort if sort in sorts else "",
        chosen=chosen,
        ranges=ranges,
        in_stock=parameters.read(query, IN_STOCK),
        on_offer=parameters.read(query, ON_OFFER),
        rating=parameters.read(query, MIN_RATING),
    )


def selected(request: Request) -> tuple[QuerySet[Product], Selection, str]:
    """Products, what is asked of them, and the order they have when none is asked for. A query each for category and collection."""
    query = request.query_params
    products, usual = Product.objects.published(), "popular"
    if slug := query.get("collection"):
        collection = Collection.objects.filter(slug=slug, is_published=True).first()
        if collection is None:
            raise parameter("collection", _("There is no collection with this slug."))
        products, usual = directory.in_collection(collection), "relevance"
    if slug := query.get("category"):
        category = Category.objects.filter(slug=slug).first()
        if category is None:
            raise parameter("category", _("There is no category with this slug."))
        products = products.in_category(category)
    return products, selection(request), usual


def _split(one: Query, text: str) -> tuple[str, str]:
    code, colon, value = text.partition(":")
    if not (colon and facets.CODE.fullmatch(code) and value.strip()) or code in facets.RESERVED:
        raise parameter(one.name, _("Write CODE:VALUE, with a code that the facets name."))
    return code, value


def _range(text: str) -> Range:
    low, dots, high = text.partition("..")
    ends: list[Any] = [facets.number(end) if end else None for end in (low, high)]
    if (
        not dots
        or not (low or high)
        or any(end and value is None for end, value in zip((low, high), ends, strict=True))
    ):
        raise parameter("range", _("Write CODE:LOW..HIGH; either end may be left out."))
    return Range(low=ends[0], high=ends[1])
