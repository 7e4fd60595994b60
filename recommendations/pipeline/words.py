"""What shoppers wrote, tokenised: the words of their searches and of their reviews.

Reads only, by the search's own tokens, so that a word means the same here and there. Nobody who objects is read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from search.text import tokens
from shop.activity import Shopper
from shop.models import Review, ShopperEvent

MOST_TEXTS, LETTERS = 200, 1000


@dataclass(frozen=True, kw_only=True)
class Words:
    """Of one shopper: how often each term was searched and written, newest texts first up to 200 of each kind."""

    searched: Counter[str]
    written: Counter[str]


def of(shopper: Shopper) -> Words:
    """Two queries."""
    mine = (
        Q(user_id=shopper.user_id, user__uses_history=True) if shopper.user_id else Q(visitor=shopper.visitor)
    )
    searches = ShopperEvent.objects.filter(mine, kind=ShopperEvent.Kind.SEARCH).order_by("-at")
    reviews = Review.objects.none()
    if shopper.user_id:
        reviews = Review.objects.filter(user_id=shopper.user_id, user__uses_history=True).exclude(
            status=Review.Status.WITHDRAWN
        )
    asked: Counter[str] = Counter()
    for text in searches.values_list("query", flat=True)[:MOST_TEXTS]:
        asked.update({token.term for token in tokens.query_tokens(text)})
    written: Counter[str] = Counter()
    for title, text in reviews.order_by("-created_at").values_list("title", "text")[:MOST_TEXTS]:
        written.update(tokens.document_terms(f"{title}. {text}"[:LETTERS]))
    return Words(searched=asked, written=written)


def counted(*, most: int = 20_000) -> dict[str, int]:
    """For the report of a training: texts, tokens and distinct terms of the latest searches and reviews. Two queries."""
    since = timezone.now() - timedelta(days=settings.ACTIVITY_DAYS)
    allowed = Q(user__isnull=True) | Q(user__uses_history=True)
    searches = ShopperEvent.objects.filter(allowed, kind=ShopperEvent.Kind.SEARCH, at__gte=since).order_by(
        "-at"
    )
    reviews = Review.objects.filter(user__uses_history=True, created_at__gte=since).exclude(
        status=Review.Status.WITHDRAWN
    )
    texts = list(searches.values_list("query", flat=True)[:most])
    texts += [f"{title}. {text}" for title, text in reviews.values_list("title", "text")[:most]]
    known: dict[str, list[str]] = {}
    total, distinct = 0, set()
    for text in texts:
        terms = known.get(text)
        if terms is None:
            terms = known[text] = tokens.document_terms(text[:LETTERS])
        total += len(terms)
        distinct.update(terms)
    return {
        "texts": len(texts),
        "repeated_texts": len(texts) - len(known),
        "tokens": total,
        "terms": len(distinct),
    }
