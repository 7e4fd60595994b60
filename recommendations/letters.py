"""Suggestions for a letter: subject, text and HTML, ready to be sent. Whoever sends it asks first whether it is wanted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from recommendations import serve, showings
from recommendations.middleware import PARAMETER
from shop import content
from shop.activity import Shopper
from shop.models import User

MOST = 4


@dataclass(frozen=True, kw_only=True)
class Letter:
    subject: str
    text: str
    html: str


def suggestions(user: User) -> Letter | None:
    """In the account's language; None for accounts that keep their history to themselves, and where there is nothing to say."""
    if not user.uses_history or not user.is_active:
        return None
    with translation.override(user.language or settings.LANGUAGE_CODE):
        shopper = Shopper(user_id=user.pk, visitor=None)
        shelf = serve.shelf("for_you", shopper=shopper, place="mail")
        if shelf is None:
            return None
        items = shelf.items[:MOST]
        showings.note(
            shopper,
            [
                showings.Shown(
                    key=shelf.key,
                    shelf="mail",
                    version_id=shelf.version_id,
                    product_ids=tuple(item.card.id for item in items),
                )
            ],
        )
        subject = _("A few things you might like")
        context = {
            "items": [
                (item, f"{settings.SITE_URL}{item.card.url}?{PARAMETER}={shelf.key.hex}") for item in items
            ],
            "subject": subject,
            "name": user.get_short_name(),
            "store": content.store_profile(),
            "SHOP_NAME": settings.SHOP_NAME,
            "SITE_URL": settings.SITE_URL,
        }
        text = render_to_string("emails/suggestions.txt", context)
        return Letter(
            subject=subject,
            text=re.sub(r"\n{3,}", "\n\n", text).strip() + "\n",
            html=render_to_string("emails/suggestions.html", context),
        )
