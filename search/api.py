"""The search as resources: results with what was understood and corrected, and suggestions while somebody types."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from typing import Any

from django.core.cache import cache
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from search import log, query, reading, suggest
from search.meaning.understanding import Understanding
from shop import activity, cards, facets
from shop.api import cursors, kinds, parameters
from shop.api.catalogue_shapes import FacetList
from shop.api.parameters import Query
from shop.api.problems import Problem, parameter
from shop.api.resource import Resource
from shop.api.selecting import NARROWING, selection
from shop.api.shapes import Money, Page, Picture, ProductCard
from shop.facets import Selection
from shop.listing import PAGE_SIZE

SORTS = ("relevance", "popular", "newest", "price", "-price", "rating")
WORDS = Query(
    name="q", about="The words.", is_required=True, example="navy mug under 25", pattern=r"^[\s\S]{1,200}$"
)
EXACT = Query(name="exact", about="Do not correct the words.", type="boolean", default=False)
PLAIN = Query(name="plain", about="Read no filters out of the words.", type="boolean", default=False)
WITHOUT = Query(
    name="without",
    about="The key of something understood that was not meant.",
    is_list=True,
    example="colour=navy",
)
SORT = Query(name="sort", about="The order.", choices=SORTS, default="relevance")
KEPT_FOR = 900


class UnderstoodShape(serializers.Serializer[Any]):
    """A part of the words that is read as a filter."""

    key = serializers.CharField(help_text="What `without=` takes to leave it out.")
    code = serializers.CharField()
    text = serializers.CharField(help_text="The words that say it.")
    values = serializers.ListField(child=serializers.CharField())
    low = serializers.SerializerMethodField()
    high = serializers.SerializerMethodField()

    def get_low(self, part: Understanding) -> str | None:
        return None if part.low is None else format(part.low, "f")

    def get_high(self, part: Understanding) -> str | None:
        return None if part.high is None else format(part.high, "f")


class ResultsPage(Page):
    """What was found, best first, and how the words were read."""

    items = ProductCard(many=True)
    total = serializers.IntegerField()
    query = serializers.CharField()
    corrected = serializers.CharField(help_text="What the words were taken for; empty where they are right.")
    understood = UnderstoodShape(many=True)
    step = serializers.ChoiceField(
        ["", "unfiltered", "meaning", "popular"],
        help_text="Empty: what was asked. Else nothing fitted, and these are: without the filters, near in meaning, or popular.",
    )
    search_id = serializers.UUIDField(allow_null=True, help_text="Names the search, for `/search/clicks/`.")
    facets = serializers.SerializerMethodField(help_text="With `expand=facets`; else null.")

    @extend_schema_field(FacetList(allow_null=True))
    def get_facets(self, found: dict[str, Any]) -> Any:
        return FacetList(found["listing"]).data if found["listing"] is not None else None


class Results(Resource):
    """Search by words and by meaning."""

    limit = "search"
    is_followed = True
    expandable = ("facets",)
    queries = {"get": (WORDS, *NARROWING, SORT, EXACT, PLAIN, WITHOUT, parameters.CURSOR)}

    @extend_schema(operation_id="search", responses=ResultsPage, tags=["search"])
    def get(self, request: Request) -> Response:
        """Search. Pages have 24 products; `next` stays good for a quarter of an hour."""
        place = cursors.place_of(request)
        if place is not None and place[0] == "kept":
            return Response(ResultsPage(self._kept(request, place)).data)
        page = int(place[1]) if place is not None else 1
        return Response(ResultsPage(self._found(request, page)).data)

    def _found(self, request: Request, page: int) -> dict[str, Any]:
        shopper = activity.shopper_of(request)
        asked = _selection(request, page)
        began = time.perf_counter()
        result = query.run(asked, shopper=shopper)
        milliseconds = (time.perf_counter() - began) * 1000
        key = None if activity.is_robot(request) else uuid.uuid4()
        if key is not None and page > 1:
            normalised = result.reading.normalised
            key = log.continued(shopper=shopper, normalised=normalised, filters=asked.filters())
        elif key is not None:
            log.note(
                key=key,
                shopper=shopper,
                text=asked.words,
                normalised=result.reading.normalised,
                corrected=result.reading.corrected,
                results=result.listing.total,
                step=result.step,
                filters=asked.filters(),
                milliseconds=milliseconds,
            )
        told = {
            "total": result.listing.total,
            "query": asked.words,
            "corrected": result.reading.corrected,
            "understood": result.reading.chips,
            "step": result.step,
            "search_id": key,
        }
        following = _following(result, told) if page == 1 else _next_page(result)
        return (
            cursors.page(request, result.listing.cards, following)
            | told
            | {"listing": result.listing if self.wants("facets") else None}
        )

    def _kept(self, request: Request, place: list[Any]) -> dict[str, Any]:
        """The next of the ids that were ranked when the search was made: nothing moves meanwhile. Two queries."""
        kept = cache.get(f"api-search:{place[1]}")
        if kept is None:
            raise Problem(kinds.GONE, _("This search has ended. Search again."))
        start, ids = int(place[2]), kept["ids"]
        found = cards.by_ids(ids[start : start + PAGE_SIZE])
        following: list[Any] | None = None
        if start + PAGE_SIZE < len(ids):
            following = ["kept", place[1], start + PAGE_SIZE]
        elif len(ids) < kept["told"]["total"]:
            following = ["page", len(ids) // PAGE_SIZE + 1]
        return cursors.page(request, found, following) | kept["told"] | {"listing": None}


def _selection(request: Request, page: int) -> Selection:
    text = request.query_params
    words = facets.clean(parameters.read(text, WORDS), facets.MAX_WORDS)
    if not words:
        raise parameter("q", _("Say what to look for."))
    wishes = tuple(f"{reading.NOT}{facets.clean(key, 100)}" for key in parameters.read(text, WITHOUT))
    if parameters.read(text, EXACT):
        wishes += (reading.EXACT,)
    if parameters.read(text, PLAIN):
        wishes += (reading.PLAIN,)
    asked = selection(request, words=words, sorts=SORTS)
    return replace(asked, page=page, reading=wishes, sort="" if asked.sort == "relevance" else asked.sort)


def _following(result: query.Result, told: dict[str, Any]) -> list[Any] | None:
    """Of a search by relevance the best are all ranked by now, and kept; else the next page of the index."""
    ids = [hit.product_id for hit in result.hits]
    if result.listing.selection.sort or len(ids) <= PAGE_SIZE:
        return _next_page(result)
    key = uuid.uuid4().hex
    whole = ids[: len(ids) // PAGE_SIZE * PAGE_SIZE] if len(ids) < result.listing.total else ids
    cache.set(f"api-search:{key}", {"ids": whole, "told": told}, KEPT_FOR)
    return ["kept", key, PAGE_SIZE]


def _next_page(result: query.Result) -> list[Any] | None:
    page = result.listing.page
    return ["page", page.number + 1] if page.has_next() else None


class ClickIn(serializers.Serializer[Any]):
    search_id = serializers.UUIDField()
    product_slug = serializers.SlugField(max_length=320)
    position = serializers.IntegerField(min_value=1, max_value=30_000, help_text="From 1.")


class Clicks(Resource):
    """Which result was opened: what the ranking learns from."""

    is_followed = True

    @extend_schema(operation_id="send_search_click", request=ClickIn, responses={204: None}, tags=["search"])
    def post(self, request: Request) -> Response:
        """Tell that a result was opened. Believed only from whoever searched."""
        values = self.checked(ClickIn)
        log.note_click(
            key=values["search_id"],
            shopper=activity.shopper_of(request),
            slug=values["product_slug"],
            position=values["position"],
        )
        return Response(status=204)


TYPED = Query(
    name="q", about="What was typed so far.", is_required=True, example="mu", pattern=r"^[\s\S]{1,200}$"
)


class SuggestedLink(serializers.Serializer[Any]):
    text = serializers.CharField()
    url = serializers.CharField(help_text="Of the website.")


class SuggestedProduct(serializers.Serializer[Any]):
    title = serializers.CharField()
    url = serializers.CharField()
    brand = serializers.CharField()
    picture = Picture(source="image", allow_null=True)
    price = Money()
    has_price_range = serializers.BooleanField()
    is_available = serializers.BooleanField()


class SuggestionsShape(serializers.Serializer[Any]):
    text = serializers.CharField()
    corrected = serializers.CharField()
    completion = serializers.CharField(help_text="The text with its last word completed, or empty.")
    queries = SuggestedLink(many=True)
    products = SuggestedProduct(many=True)
    categories = SuggestedLink(many=True)
    brands = SuggestedLink(many=True)
    collections = SuggestedLink(many=True)


class Suggestions(Resource):
    """What the search box offers while somebody types."""

    limit = "search"
    queries = {"get": (TYPED,)}

    @extend_schema(operation_id="suggest", responses=SuggestionsShape, tags=["search"])
    def get(self, request: Request) -> Response:
        """Suggest. Nothing of it is noted."""
        return Response(SuggestionsShape(suggest.suggest(request.query_params["q"])).data)


urlpatterns = [
    path("search/", Results.as_view(), name="search"),
    path("search/suggestions/", Suggestions.as_view(), name="suggestions"),
    path("search/clicks/", Clicks.as_view(), name="search_clicks"),
]
