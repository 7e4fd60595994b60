"""Recommendations as resources: the shelves of a place with the reason and the evidence of each card, and what shoppers say of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from recommendations import serve, showings
from recommendations.reasons import tokens
from recommendations.serve import Item, Shelf
from recommendations.shelves import Context
from recommendations.shoppers import feedback
from recommendations.views.shelves import MOST_WORDS, note
from shop import activity, facets
from shop.activity import Shopper
from shop.api import kinds, parameters
from shop.api import tokens as known
from shop.api.parameters import Query
from shop.api.problems import Problem, invalid
from shop.api.resource import Resource
from shop.api.shapes import ProductCard
from shop.models import Product

PLACES = ("home", "product", "cart", "order", "search")
PRODUCT = Query(
    name="product",
    about="Id of the product that the page shows, or of each of the order's; repeated.",
    type="integer",
    least=1,
    most=2**31 - 1,
    is_list=True,
)
WORDS = Query(name="q", about="The words of a search that found nothing.", example="hammock")


class SharedShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    label = serializers.CharField()


class EvidenceShape(serializers.Serializer[Any]):
    """What speaks for the product: read from the shop's tables or measured, never made up."""

    ground = serializers.CharField(
        help_text="item, words, named, page, beside, cart, order, popular, season or near."
    )
    deed = serializers.CharField(help_text="What the shopper did: view, cart, purchase, rating, search.")
    item_id = serializers.IntegerField(allow_null=True, help_text="The product that the deed was about.")
    item = serializers.CharField()
    stars = serializers.IntegerField()
    shared = SharedShape(many=True, help_text="Traits that both products have.")
    both = serializers.IntegerField(help_text="Shoppers who bought both; 0 where too few did to be told.")
    words = serializers.CharField()
    matched = serializers.ListField(child=serializers.CharField())
    category = serializers.CharField()
    share = serializers.FloatField(help_text="Part of the score that this gave.")


class ReasonShape(serializers.Serializer[Any]):
    text = serializers.CharField()
    lead = serializers.CharField()
    detail = serializers.CharField()
    written_by = serializers.CharField(
        help_text="`template`, or the name of a language model whose sentence was checked."
    )


class RecommendedShape(serializers.Serializer[Any]):
    product = ProductCard(source="card")
    reason = ReasonShape()
    evidence = serializers.SerializerMethodField()
    token = serializers.SerializerMethodField(help_text="What `/recommendations/feedback/` takes.")

    @extend_schema_field(EvidenceShape)
    def get_evidence(self, item: Item) -> dict[str, Any]:
        told = asdict(item.reason.evidence)
        return {name: told[name] for name in EvidenceShape().fields}

    def get_token(self, item: Item) -> str:
        shelf: Shelf = self.context["shelf"]
        shown = tokens.Shown(shelf=shelf.name, version_id=shelf.version_id, evidence=item.reason.evidence)
        return tokens.sign(shown, shopper=self.context["shopper"])


class ShelfOfCards(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="key", help_text="What `/recommendations/choices/` takes.")
    name = serializers.CharField()
    title = serializers.CharField()
    items = serializers.SerializerMethodField()

    @extend_schema_field(RecommendedShape(many=True))
    def get_items(self, shelf: Shelf) -> Any:
        return RecommendedShape(shelf.items, many=True, context={**self.context, "shelf": shelf}).data


class ShelfList(serializers.Serializer[Any]):
    shelves = serializers.SerializerMethodField()
    is_personal = serializers.BooleanField(help_text="False for people who are not followed.")

    @extend_schema_field(ShelfOfCards(many=True))
    def get_shelves(self, told: dict[str, Any]) -> Any:
        return ShelfOfCards(told["shelves"], many=True, context={"shopper": told["shopper"]}).data


class Shelves(Resource):
    """The shelves of one place of the app."""

    limit = "search"
    guests = ("Cart-Token",)
    is_followed = True
    queries = {"get": (PRODUCT, WORDS)}

    @extend_schema(operation_id="list_recommendations", responses=ShelfList, tags=["recommendations"])
    def get(self, request: Request, place: str) -> Response:
        """Read the shelves of `home`, `product`, `cart`, `order` or `search`, noted as shown."""
        if place not in PLACES:
            raise Http404
        shopper = activity.shopper_of(request)
        wanted = parameters.read(request.query_params, PRODUCT)
        context = Context(
            product_ids=() if place == "cart" else wanted,
            words=facets.clean(request.query_params.get("q", ""), MOST_WORDS),
            owner=known.owner_of(request),
        )
        found = serve.page(place, shopper=shopper, context=context)
        note(shopper, found)
        told = {"shelves": found, "shopper": shopper, "is_personal": shopper is not None}
        return Response(ShelfList(told).data)


class ChoiceIn(serializers.Serializer[Any]):
    shelf_id = serializers.UUIDField()
    product_slug = serializers.SlugField(max_length=320)


class Choices(Resource):
    """Which card was opened: what the recommenders learn from."""

    is_followed = True

    @extend_schema(
        operation_id="send_choice", request=ChoiceIn, responses={204: None}, tags=["recommendations"]
    )
    def post(self, request: Request) -> Response:
        """Tell that a card was opened. Believed only from whoever the shelf was shown to."""
        values = self.checked(ChoiceIn)
        shopper = activity.shopper_of(request)
        showings.note_choice(key=values["shelf_id"], shopper=shopper, slug=values["product_slug"])
        return Response(status=204)


class FeedbackIn(serializers.Serializer[Any]):
    token = serializers.CharField(max_length=tokens.MOST_LETTERS)
    say = serializers.ChoiceField(
        ["up", "down", "less", "undo"], help_text="More like it; never again; less like it; take back."
    )


class Feedback(Resource):
    """What a shopper says of a recommendation; counts at once."""

    is_followed = True

    @extend_schema(
        operation_id="send_feedback", request=FeedbackIn, responses={204: None}, tags=["recommendations"]
    )
    def post(self, request: Request) -> Response:
        """Say something of a recommendation."""
        values = self.checked(FeedbackIn)
        shopper: Shopper | None = activity.shopper_of(request)
        try:
            shown = tokens.read(values["token"], shopper=shopper)
        except tokens.Invalid:
            raise invalid("/token", _("This recommendation is not known any more.")) from None
        if shopper is None:
            raise Problem(
                kinds.CONFLICT,
                _("You asked us not to keep what you do here, so we cannot remember this either."),
            )
        product = shown.evidence.product_id
        if values["say"] == "undo":
            feedback.take_back(shopper, product_id=product)
        elif Product.objects.filter(pk=product).exists():
            feedback.say(
                shopper,
                product_id=product,
                kind=values["say"],
                shelf=shown.shelf,
                version_id=shown.version_id,
            )
        return Response(status=204)


urlpatterns = [
    path("recommendations/choices/", Choices.as_view(), name="recommendation_choices"),
    path("recommendations/feedback/", Feedback.as_view(), name="recommendation_feedback"),
    path("recommendations/<slug:place>/", Shelves.as_view(), name="recommendations"),
]
