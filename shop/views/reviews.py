"""A shopper's own reviews: written from a delivered line, edited, withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shop import access, reviews
from shop.forms.reviews import ReviewForm
from shop.models import Review


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    written = Review.objects.filter(user=request.user).select_related("product")
    return render(request, "shop/account/reviews.html", {"reviews": written, "tab": "reviews"})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """From a delivered line of the shopper's own; who has written already changes that review."""
    line = access.reviewable_line(request.user, pk)
    present = Review.objects.filter(user=request.user, product=line.product).exclude(
        status=Review.Status.WITHDRAWN
    )
    if (review := present.first()) is not None:
        return redirect("shop:review_edit", review.pk)
    form = ReviewForm(request.POST or None, initial={"author_name": request.user.get_short_name()})
    if not form.is_valid():
        return _form(request, form, product=line.product)
    try:
        reviews.write(request.user, product=line.product, **form.cleaned_data)
    except reviews.AlreadyReviewed:
        return redirect("shop:account_reviews")
    messages.success(request, _("Thank you. We read your review, then it is published."))
    return redirect("shop:account_reviews")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    review = access.review_for(request.user, pk)
    first = {name: getattr(review, name) for name in ReviewForm.base_fields}
    form = ReviewForm(request.POST or None, initial=first)
    if not form.is_valid():
        return _form(request, form, product=review.product, review=review)
    reviews.edit(review, **form.cleaned_data)
    messages.success(request, _("Your review is changed. We read it, then it is published."))
    return redirect("shop:account_reviews")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    review = access.review_for(request.user, pk)
    if request.method != "POST":
        return render(request, "shop/account/review_withdraw.html", {"review": review, "tab": "reviews"})
    reviews.withdraw(review)
    messages.success(request, _("Your review is withdrawn."))
    return redirect("shop:account_reviews")


def _form(request: HttpRequest, form: ReviewForm, **context: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(
        request, "shop/account/review_form.html", {"form": form, "tab": "reviews", **context}, status=status
    )
