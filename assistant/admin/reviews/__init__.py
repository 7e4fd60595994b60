"""What reviews say, in the administration: a mark beside reviews whose words and stars disagree, and the readers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assistant.admin.reviews import marks, readers
from shop.admin import navigation, pages, reviews

__all__ = ["marks", "readers"]

reviews.add_column(marks.reading, related="insight", filters=(marks.MismatchFilter,))
pages.add("reviews/train/", readers.train, name="reviews_train", right="assistant.add_sentimentversion")
pages.add(
    "reviews/progress/", readers.progress, name="reviews_progress", right="assistant.view_sentimentversion"
)
navigation.add(
    navigation.Group(
        title=_("Understanding reviews"),
        entries=(navigation.Entry(model="assistant.SentimentVersion", icon="sentiment_satisfied"),),
    )
)
