"""Reads the shop's own words: store profile and help articles. Help articles are written in the admin."""

from __future__ import annotations

import nh3
from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from shop.models import HelpArticle, StoreProfile

ALLOWED_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
_markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").disable("image")


def store_profile() -> StoreProfile:
    """The profile, or an empty one in a shop that has not written any. One query."""
    return StoreProfile.objects.first() or StoreProfile()


def articles() -> QuerySet[HelpArticle]:
    return HelpArticle.objects.filter(is_published=True)


def policies() -> list[HelpArticle]:
    """Title and address of the policies, for the footer. One query."""
    return list(articles().filter(is_policy=True).only("title", "slug", "topic", "position"))


def render(text: str) -> SafeString:
    """Markdown to HTML of a small allow-list: no pictures, no raw HTML, links only over http(s), mailto and within the shop."""
    return mark_safe(
        nh3.clean(
            _markdown.render(text),
            tags=ALLOWED_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer",
        )
    )
