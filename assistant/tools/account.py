"""The account, the newsletter and reviews: where things are done, and what this shop has and has not."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from assistant.answers import Answer, Draft
from assistant.asked import Asked
from assistant.shopper import Shopper
from assistant.tools import articles
from shop.models import Order, OrderLine, Review

MOST_LINES = 5


def create(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    if shopper.is_known:
        draft.say(_("You are signed in already, so you have an account."))
        draft.link(_("Your account"), reverse("shop:account"))
    else:
        draft.say(_("An account needs an e-mail address and a password, nothing more."))
        draft.link(_("Create an account"), reverse("account_signup"))
    return _with_article(draft, asked)


def edit(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(
        _("Your name and language are under Profile; addresses, e-mail and password have pages of their own.")
    )
    draft.link(_("Profile"), reverse("shop:profile"))
    draft.link(_("Addresses"), reverse("shop:account_addresses"))
    draft.link(_("E-mail"), reverse("account_email"))
    draft.link(_("Password"), reverse("account_change_password"))
    return draft.answer()


def recover(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(_("Tell us your e-mail address on this page, and we send you a link to choose a new password."))
    draft.say(_("I cannot see or change passwords, and I never ask for one."))
    draft.link(_("Reset your password"), reverse("account_reset_password"))
    return draft.answer()


def delete(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(
        _(
            "You can delete the account yourself, under Your data; orders are kept without your name, as the law asks."
        )
    )
    draft.say(_("There you can also take along everything that we keep of you, as a file."))
    draft.link(_("Your data"), reverse("shop:privacy"))
    draft.link(_("Your conversations"), reverse("assistant:history"))
    draft.offer("person", _("Ask a person"))
    return draft.answer()


def newsletter(shopper: Shopper, asked: Asked) -> Answer:
    draft = Draft()
    draft.say(_("This shop sends no newsletter, so there is none to join or to leave."))
    draft.say(_("What is new and what is on offer have pages of their own."))
    draft.link(_("New in"), reverse("shop:new"))
    draft.link(_("Offers"), reverse("shop:offers"))
    return draft.answer()


def review(shopper: Shopper, asked: Asked) -> Answer:
    """Who may write, and what this shopper may write about. Two queries."""
    draft = Draft()
    draft.say(_("You can review what was delivered to you, once for each product."))
    if shopper.is_known:
        lines = _reviewable(shopper)
        for line in lines:
            draft.link(
                _("Review %(product)s") % {"product": line.title},
                reverse("shop:review_write", args=[line.pk]),
            )
        if not lines:
            draft.say(_("At the moment nothing of yours waits for a review."))
        draft.link(_("Your reviews"), reverse("shop:account_reviews"))
    else:
        draft.link(_("Sign in"), reverse("account_login"))
    answer = draft.answer()
    article = articles.quoted(asked, topic="shop", most=1)
    return answer.and_then(article) if article else answer


def _reviewable(shopper: Shopper) -> list[OrderLine]:
    written = Review.objects.filter(user=shopper.user).exclude(status=Review.Status.WITHDRAWN)
    lines = (
        OrderLine.objects.filter(
            order__user=shopper.user, order__status=Order.Status.DELIVERED, product__isnull=False
        )
        .exclude(product__in=written.values("product"))
        .order_by("-pk")
    )
    return list(lines[:MOST_LINES])


def _with_article(draft: Draft, asked: Asked) -> Answer:
    answer = draft.answer()
    article = articles.quoted(asked, topic="account", most=1)
    return answer.and_then(article) if article else answer
