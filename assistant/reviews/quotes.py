"""Pros and cons of a product in the words of its shoppers, for its page. Reads only.

Invariant: a quote is a substring of a review that is published at this moment, word for word; it is cut out of the review
itself, so it vanishes with it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assistant.models import ReviewAspect
from assistant.reviews import insights, tone
from shop.models import Review

MOST, SHORTEST, LONGEST, MOST_READ = 3, 12, 180, 400
FEWEST_STARS_OF_A_PRO, MOST_STARS_OF_A_CON = 3, 4
CLEAR_STARS = {1: (4, 5), -1: (1, 2)}
"""Where the stars do not say it themselves, the words must: a happy shopper's plain sentence is no complaint."""


@dataclass(frozen=True)
class Quote:
    """`said` by how many reviews of the product on this aspect."""

    aspect: str
    text: str
    author: str
    stars: int
    said: int
    review_id: int


@dataclass(frozen=True)
class ProsAndCons:
    pros: tuple[Quote, ...] = ()
    cons: tuple[Quote, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pros or self.cons)


def of_product(product_id: int) -> ProsAndCons:
    """The aspects most reviews praise or blame, each with the clearest sentence. One query."""
    rows = (
        ReviewAspect.objects.shown()
        .filter(insight__review__product=product_id)
        .exclude(polarity=0)
        .select_related("insight__review")
        .order_by("-insight__review__created_at", "pk")[:MOST_READ]
    )
    found: dict[int, dict[str, list[tuple[float, Quote]]]] = {1: defaultdict(list), -1: defaultdict(list)}
    for row in rows:
        quote = _quote(row)
        if quote is not None:
            found[row.polarity][row.aspect].append((abs(row.score), quote))
    used: set[str] = set()
    return ProsAndCons(pros=_chosen(found[1], used), cons=_chosen(found[-1], used))


def _quote(row: ReviewAspect) -> Quote | None:
    """None where the words are others than those that were read, or neither stars nor words bear the reading out."""
    review: Review = row.insight.review
    text = review.text[row.start : row.end]
    fits = (
        review.rating >= FEWEST_STARS_OF_A_PRO if row.polarity > 0 else review.rating <= MOST_STARS_OF_A_CON
    )
    if review.rating not in CLEAR_STARS[row.polarity] and row.polarity * tone.score(text) <= 0:
        return None
    if not fits or not SHORTEST <= len(text) <= LONGEST or row.insight.digest != insights.digest(review):
        return None
    return Quote(row.aspect, text, review.author_name, review.rating, 1, review.pk)


def _chosen(by_aspect: dict[str, list[tuple[float, Quote]]], used: set[str]) -> tuple[Quote, ...]:
    """The aspects named by most reviews, each with its clearest sentence that was not used for another."""
    counts = {aspect: len({quote.review_id for _, quote in rows}) for aspect, rows in by_aspect.items()}
    chosen: list[Quote] = []
    for aspect in sorted(by_aspect, key=lambda code: (-counts[code], code)):
        ranked = sorted(
            by_aspect[aspect], key=lambda pair: (-round(pair[0], 2), len(pair[1].text), pair[1].review_id)
        )
        best = next((quote for _, quote in ranked if quote.text not in used), None)
        if best is not None and len(chosen) < MOST:
            used.add(best.text)
            chosen.append(
                Quote(best.aspect, best.text, best.author, best.stars, counts[aspect], best.review_id)
            )
    return tuple(chosen)
