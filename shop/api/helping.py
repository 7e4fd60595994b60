"""Help articles, and events that apps tell of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shop import activity, content
from shop.api import cursors, parameters
from shop.api.problems import parameter
from shop.api.resource import Resource
from shop.api.shapes import page_of
from shop.api.tokens import VISITOR
from shop.models import HelpArticle

OLDEST, AHEAD = timedelta(days=7), timedelta(minutes=5)
TOPIC = parameters.Query(
    name="topic", about="Only articles about this.", choices=tuple(HelpArticle.Topic.values)
)


class ArticleShape(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    title = serializers.CharField()
    topic = serializers.ChoiceField(HelpArticle.Topic.values)
    summary = serializers.CharField()
    is_policy = serializers.BooleanField()
    updated_at = serializers.DateTimeField()


class WholeArticle(ArticleShape):
    body = serializers.CharField(help_text="Markdown.")
    html = serializers.SerializerMethodField(
        help_text="The same as HTML of few tags, without pictures and scripts."
    )

    def get_html(self, article: HelpArticle) -> str:
        return str(content.render(article.body))


ArticlePage = page_of(ArticleShape, "ArticlePage")


class Articles(Resource):
    """The help centre."""

    is_public_cacheable = True
    queries = {"get": (TOPIC, *parameters.PAGED)}

    @extend_schema(operation_id="list_help_articles", responses=ArticlePage, tags=["help"])
    def get(self, request: Request) -> Response:
        """List the help articles."""
        rows = content.articles().order_by("topic", "position", "title")
        if topic := request.query_params.get("topic"):
            rows = rows.filter(topic=topic)
        found, place = cursors.sliced(request, list(rows.defer("body")), lambda article: article.slug)
        return Response(ArticlePage(cursors.page(request, found, place)).data)


class OneArticle(Resource):
    is_public_cacheable = True

    @extend_schema(operation_id="get_help_article", responses=WholeArticle, tags=["help"])
    def get(self, request: Request, slug: str) -> Response:
        """Read a help article."""
        article = content.articles().filter(slug=slug).first()
        if article is None:
            raise Http404
        return Response(WholeArticle(article).data)


class EventIn(serializers.Serializer[Any]):
    id = serializers.UUIDField(
        help_text="The app's own random id; an event that comes again with it counts once."
    )
    kind = serializers.ChoiceField(["view"])
    product_id = serializers.IntegerField(min_value=1, max_value=2**62)
    at = serializers.DateTimeField(help_text="Of the last seven days.")


class EventsIn(serializers.Serializer[Any]):
    events = EventIn(many=True, allow_empty=False, max_length=100)


class RejectedShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    reason = serializers.CharField()


class EventsShape(serializers.Serializer[Any]):
    accepted = serializers.IntegerField()
    duplicates = serializers.IntegerField()
    rejected = RejectedShape(many=True)
    is_noted = serializers.BooleanField(
        help_text="False for people who object to being followed: nothing is kept."
    )


class Events(Resource):
    """What a shopper did while the app was offline, or did not ask the shop."""

    is_followed = True

    @extend_schema(operation_id="send_events", request=EventsIn, responses=EventsShape, tags=["events"])
    def post(self, request: Request) -> Response:
        """Tell of events, up to a hundred at once, as often as it takes."""
        events = self.checked(EventsIn)["events"]
        if not request.user.is_authenticated and VISITOR not in request.headers:
            raise parameter(VISITOR, _("Say which visitor: send a random UUID that the app keeps."))
        shopper = activity.shopper_of(request)
        now = timezone.now()
        timely = [one for one in events if now - OLDEST <= one["at"] <= now + AHEAD]
        late = [
            {"id": one["id"], "reason": _("It lies more than seven days back, or in the future.")}
            for one in events
            if one not in timely
        ]
        if shopper is None:
            return Response({"accepted": 0, "duplicates": 0, "rejected": [], "is_noted": False})
        looked = [
            activity.Looked(key=one["id"], product_id=one["product_id"], at=min(one["at"], now))
            for one in timely
        ]
        told = activity.note_looked(shopper, looked)
        unknown = [
            {"id": key, "reason": _("There is no such product.")} for key in sorted(told.unknown - told.known)
        ]
        answer = {
            "accepted": len(told.noted),
            "duplicates": len(timely) - len(told.noted) - len(unknown),
            "rejected": [*late, *unknown],
            "is_noted": True,
        }
        return Response(EventsShape(answer).data)
