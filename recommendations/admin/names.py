"""What algorithms and measures are called, for people. Pure."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALGORITHMS = {
    "hybrid": _("The recommender (all together)"),
    "popularity": _("What is popular"),
    "trend": _("What is in season"),
    "svd": _("Predicted ratings (SVD)"),
    "item_knn": _("Taken by the same shoppers"),
    "sequence_knn": _("Taken one after the other"),
    "rp3beta": _("Random walks (RP3beta)"),
    "ease": _("Linear model (EASE)"),
    "content": _("Texts and attributes"),
}
MEASURES: dict[str, str | Promise] = {
    "ndcg@10": "NDCG@10",
    "precision@10": _("Precision@10"),
    "recall@10": _("Recall@10"),
    "recall@20": _("Recall@20"),
    "coverage@10": _("Coverage"),
    "gini@10": _("Gini"),
    "tail@10": _("Share of the tail"),
    "overlap@10": _("Overlap of two shoppers"),
    "popularity@10": _("Mean popularity"),
}
GROUPS = {
    "rare": _("Shoppers of rare taste"),
    "mixed": _("Shoppers of mixed taste"),
    "common": _("Shoppers of common taste"),
}
CLEANING = {
    "read": _("Events read"),
    "repeated": _("Repetitions of a shopper and a product"),
    "impossible": _("Impossible values"),
    "in_future": _("Times in the future"),
    "without_product": _("Of deleted products"),
    "disliked": _("Rated one or two stars"),
    "capped": _("Beyond the most that one shopper counts"),
    "kept": _("Learned from"),
    "shoppers": _("Shoppers"),
    "products": _("Products that were taken"),
}
WORDS = {
    "texts": _("Searches and reviews"),
    "tokens": _("Words in them"),
    "terms": _("Different words"),
}
VERDICTS = {
    "first": _("It is the first version: there was nothing to compare it with."),
    "unmeasured": _("Too few shoppers did enough to measure it by."),
    "unreadable": _("The version in use could not be read: it was compared with what is popular."),
    "fresh": _("Compared with the version in use on what shoppers did since that was trained."),
    "refit": _("Compared with the version in use on the same held-out interactions."),
}
