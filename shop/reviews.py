"""Reviews: the only writer of Review.

Invariant: a review belongs to a line that was delivered to its writer; a shopper has one for each product. What is shown was
published by a person; an edited text goes back to the queue. A trigger keeps the summary equal to what is published.
"""

from __future__ import annotations

import unicodedata

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from shop import catalog, outbox
from shop.models import Order, OrderLine, Product, Review, User

S = Review.Status
ORDERS = {
    "newest": ("-created_at", "-pk"),
    "highest": ("-rating", "-created_at", "-pk"),
    "lowest": ("rating", "-created_at", "-pk"),
}


class NotDelivered(Exception):
    """The product was not delivered to this shopper."""


class AlreadyReviewed(Exception):
    """The shopper has reviewed the product; it can be edited."""


def reviewable(user: User, product: Product) -> OrderLine | None:
    """The latest delivered line of the product, unless the shopper has reviewed it. Two queries."""
    if Review.objects.filter(user=user, product=product).exclude(status=S.WITHDRAWN).exists():
        return None
    return _delivered(user, product)


@transaction.atomic
def erase(user: User) -> int:
    """Delete everything they wrote, as when an account is erased; how many reviews. Three queries."""
    mine = Review.objects.filter(user=user)
    products = list(mine.values_list("product_id", flat=True))
    gone = mine.delete()[1].get(Review._meta.label, 0)
    catalog.note_changed(products)
    return gone


@transaction.atomic
def write(user: User, *, product: Product, rating: int, title: str, text: str, author_name: str) -> Review:
    """A new review, waiting for moderation; one that was withdrawn is taken up again.

    Raises NotDelivered, AlreadyReviewed.
    """
    line = _delivered(user, product)
    if line is None:
        raise NotDelivered
    withdrawn = (
        Review.objects.select_for_update().filter(user=user, product=product, status=S.WITHDRAWN).first()
    )
    if withdrawn is not None:
        return edit(withdrawn, rating=rating, title=title, text=text, author_name=author_name)
    try:
        with transaction.atomic():
            review = Review.objects.create(
                user=user,
                product=product,
                order_line=line,
                rating=rating,
                title=cleaned(title),
                text=cleaned(text),
                author_name=cleaned(author_name),
                created_at=timezone.now(),
            )
    except IntegrityError as error:
        if "review_one_per_shopper" in str(error):
            raise AlreadyReviewed from error
        raise
    outbox.record("review.written", review_id=review.pk)
    return review


@transaction.atomic
def edit(review: Review, *, rating: int, title: str, text: str, author_name: str) -> Review:
    """Change what was written; it is moderated again."""
    review.rating, review.title, review.text = rating, cleaned(title), cleaned(text)
    review.author_name, review.status, review.edited_at = cleaned(author_name), S.PENDING, timezone.now()
    review.save()
    outbox.record("review.written", review_id=review.pk)
    return review


@transaction.atomic
def withdraw(review: Review) -> None:
    """Take it down; its writer may write again."""
    outbox.record("review.hidden", review_id=review.pk)
    Review.objects.filter(pk=review.pk).update(status=S.WITHDRAWN, edited_at=timezone.now())


@transaction.atomic
def moderate(review: Review, *, is_published: bool, note: str = "") -> Review:
    """Publish or reject. A withdrawn review stays withdrawn."""
    status = S.PUBLISHED if is_published else S.REJECTED
    rows = Review.objects.filter(pk=review.pk).exclude(status=S.WITHDRAWN)
    if rows.update(status=status, moderation_note=note[:300]):
        outbox.record("review.published" if is_published else "review.hidden", review_id=review.pk)
    review.refresh_from_db()
    return review


def shown(product: Product, *, sort: str = "newest", stars: int | None = None) -> QuerySet[Review]:
    """Published reviews in one of ORDERS, an unknown order being the newest first."""
    rows = product.reviews.published()
    return (rows.filter(rating=stars) if stars else rows).order_by(*ORDERS.get(sort, ORDERS["newest"]))


def cleaned(text: str) -> str:
    """Without control characters other than line breaks, and without spaces around."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc").strip()


def _delivered(user: User, product: Product) -> OrderLine | None:
    lines = OrderLine.objects.filter(order__user=user, order__status=Order.Status.DELIVERED, product=product)
    return lines.order_by("-order__placed_at", "-pk").first()
