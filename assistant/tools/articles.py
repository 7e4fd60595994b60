"""Help articles: the sentences that answer, word for word, with a link to where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from assistant import passages, retrieval
from assistant.answers import Answer, Draft
from assistant.asked import Asked
from assistant.events import Card
from assistant.shopper import Shopper
from shop import content
from shop.models import HelpArticle

LEAST = 0.34
MOST = 2


def answer(shopper: Shopper, asked: Asked) -> Answer:
    """Of all articles. One query. A failure where none fits."""
    found = quoted(asked)
    if found is not None:
        return found
    draft = Draft()
    draft.say(_("I find nothing about that in our help articles."))
    draft.link(_("Help centre"), reverse("shop:help"))
    return draft.answer(is_failure=True)


def quoted(asked: Asked, *, topic: str = "", most: int = MOST, least: float = LEAST) -> Answer | None:
    """Up to `most` sentences of the article that fits best, in their order; None where none is near. One query."""
    rows = _rows(topic)
    pairs = [(row, sentence) for row in rows for sentence in passages.of_markdown(row.body)]
    found = retrieval.best(asked.text, [sentence for _row, sentence in pairs], most=6)
    good = [one for one in found if one.score >= (0.0 if topic else least)]
    if not good:
        return None
    article = pairs[good[0].place][0]
    chosen = sorted(one.place for one in good if pairs[one.place][0] is article)[:most]
    draft = Draft()
    for place in chosen:
        draft.quote(pairs[place][1], source=article.get_absolute_url())
    draft.link(article.title, article.get_absolute_url())
    return draft.answer(card=_card(article, [pairs[place][1] for place in chosen]))


def link_of(asked: Asked, *, topic: str) -> Answer | None:
    """The article of the topic that fits best, as a link alone. One query."""
    rows = _rows(topic)
    if not rows:
        return None
    found = retrieval.best(asked.text, [f"{row.title}. {row.summary}" for row in rows], most=1)
    article = rows[found[0].place]
    draft = Draft()
    draft.link(article.title, article.get_absolute_url())
    return draft.answer()


def _rows(topic: str) -> Sequence[HelpArticle]:
    rows = content.articles().order_by("topic", "position", "pk")
    return list(rows.filter(topic=topic) if topic else rows)


def _card(article: HelpArticle, sentences: list[str]) -> Card:
    return Card(
        kind="article",
        values={"title": article.title, "url": article.get_absolute_url(), "sentences": sentences},
    )
