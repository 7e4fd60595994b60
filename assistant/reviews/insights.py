"""Keeps what reviews say in step with the reviews: the only writer of ReviewInsight, ReviewAspect and ProductInsight.

Invariants: a review that is gone, withdrawn or rejected counts nowhere; an edited one is read anew. Handlers of the outbox
call this, so it is right even when a worker was killed; reading again is harmless.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db import transaction
from django.db.models import Avg, Count, Q

from assistant.models import ProductInsight, ReviewAspect, ReviewInsight, SentimentVersion
from assistant.reviews import reading
from language.sentiment import Sentiment
from shop.models import Product, Review

S = Review.Status
READ = (S.PENDING, S.PUBLISHED)
"""Moderators are told about what waits; shoppers see only what is published."""
CHUNK = 200


def review_changed(review_id: int) -> None:
    """Written, edited, published, rejected or withdrawn: read what counts, forget what does not."""
    row = Review.objects.filter(pk=review_id).first()
    if row is None:
        return
    if row.status in READ:
        read([row])
    else:
        ReviewInsight.objects.filter(pk=row.pk).delete()
    refresh_products([row.product_id])


def read(rows: Sequence[Review], *, by: Sentiment | None = None) -> None:
    """Note what the reviews say, in the place of what was noted before. At most four queries."""
    reader = by or current()
    understood = reading.understand([(row.title, row.text) for row in rows], by=reader)
    insights = [
        ReviewInsight(
            review=row,
            score=round(one.feeling.score, 4),
            label=one.feeling.label,
            is_mismatch=bool(row.text.strip()) and one.contradicts(row.rating),
            read_by=one.read_by[:200],
            digest=digest(row),
        )
        for row, one in zip(rows, understood, strict=True)
    ]
    mentions = [
        ReviewAspect(
            insight_id=row.pk,
            aspect=mention.aspect,
            score=round(mention.score, 4),
            polarity=mention.polarity,
            start=mention.sentence.start,
            end=mention.sentence.end,
        )
        for row, one in zip(rows, understood, strict=True)
        for mention in one.mentions
    ]
    with transaction.atomic():
        ReviewInsight.objects.filter(pk__in=[row.pk for row in rows]).delete()
        ReviewInsight.objects.bulk_create(insights)
        ReviewAspect.objects.bulk_create(mentions, batch_size=2000)


@transaction.atomic
def refresh_products(product_ids: Iterable[int]) -> None:
    """Sums of the products over their published reviews; none where there are none. Four queries."""
    ids = sorted(set(product_ids))
    published = ReviewInsight.objects.filter(review__product__in=ids, review__status=S.PUBLISHED)
    sums = published.values("review__product").annotate(
        count=Count("pk"), mean=Avg("score"), odd=Count("pk", filter=Q(is_mismatch=True))
    )
    sides: dict[int, dict[str, list[int]]] = defaultdict(dict)
    counted = ReviewAspect.objects.shown().filter(insight__review__product__in=ids)
    for product, aspect, polarity, count in counted.values_list(
        "insight__review__product", "aspect", "polarity"
    ).annotate(n=Count("pk")):
        sides[product].setdefault(aspect, [0, 0, 0])[1 - polarity] = count
    fresh = [
        ProductInsight(
            product_id=row["review__product"],
            reviews=row["count"],
            score=round(row["mean"], 4),
            mismatches=row["odd"],
            aspects=sides[row["review__product"]],
        )
        for row in sums.order_by("review__product")
    ]
    ProductInsight.objects.filter(product__in=ids).delete()
    ProductInsight.objects.bulk_create(fresh)


def read_all(
    *, by: Sentiment | None = None, tick: Callable[[int, int], object] = lambda done, total: None
) -> int:
    """Read every review anew, such as by another classifier; how many. In batches, oldest first."""
    reader = by or current()
    ids = list(Review.objects.filter(status__in=READ).order_by("pk").values_list("pk", flat=True))
    ReviewInsight.objects.exclude(review__status__in=READ).delete()
    for start in range(0, len(ids), CHUNK):
        rows = list(Review.objects.filter(pk__in=ids[start : start + CHUNK], status__in=READ))
        read(rows, by=reader)
        tick(min(start + CHUNK, len(ids)), len(ids))
    ProductInsight.objects.all().delete()
    products = list(
        Product.objects.filter(reviews__status=S.PUBLISHED).distinct().values_list("pk", flat=True)
    )
    for start in range(0, len(products), CHUNK):
        refresh_products(products[start : start + CHUNK])
    return len(ids)


def are_missing() -> bool:
    """Whether a review that counts was never read. One query."""
    return Review.objects.filter(status__in=READ, insight=None).exists()


def current() -> Sentiment | None:
    """The trained classifier in use; None while the lexicon reads. One query."""
    row = SentimentVersion.objects.filter(state=SentimentVersion.State.ACTIVE).first()
    return reading.trained(row.folder) if row else None


def digest(review: Review) -> str:
    return hashlib.sha256(review.text.encode()).hexdigest()[:32]
