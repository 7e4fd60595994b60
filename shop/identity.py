"""Makes sure that whoever is logged in owns the account, before it is taken along or erased: by its password, or by a code sent to
its address where it has none.

Invariant: a code opens once, for the account it was sent to, within CODE_SECONDS; after MOST_TRIES wrong answers of either kind an
account waits an hour. The code itself is stored nowhere.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from shop import content
from shop.models import User

CODE_SECONDS, WAIT_SECONDS, MOST_TRIES, MOST_SENT = 600, 3600, 6, 5


class TooOften(Exception):
    """Too many codes were asked for, or too many answers were wrong: wait an hour."""


def needs_code(user: User) -> bool:
    """Whether the account has no password to ask for."""
    return not user.has_usable_password()


def send_code(user: User) -> None:
    """Send a new code; the one before is void. Raises TooOften."""
    if _count(user, "sent") > MOST_SENT:
        raise TooOften
    code = f"{secrets.randbelow(10**6):06d}"
    cache.set(_key(user, "code"), _digest(user, code), CODE_SECONDS)
    subject = _("Your code is %(code)s") % {"code": code}
    context = {
        "subject": subject,
        "code": code,
        "minutes": CODE_SECONDS // 60,
        "store": content.store_profile(),
        "SHOP_NAME": settings.SHOP_NAME,
        "SITE_URL": settings.SITE_URL,
    }
    text = render_to_string("emails/code.txt", context)
    letter = EmailMultiAlternatives(subject=subject, body=text, to=[user.email])
    letter.attach_alternative(render_to_string("emails/code.html", context), "text/html")
    letter.send()


def is_proved(user: User, *, answer: str) -> bool:
    """Whether the answer is the password, or the code that was sent. Raises TooOften."""
    if _count(user, "tries") > MOST_TRIES:
        raise TooOften
    if needs_code(user):
        held = cache.get(_key(user, "code"))
        is_right = held is not None and constant_time_compare(held, _digest(user, answer.strip()))
        cache.delete(_key(user, "code")) if is_right else None
    else:
        is_right = user.check_password(answer)
    if is_right:
        cache.delete(_key(user, "tries"))
    return is_right


def _count(user: User, what: str) -> int:
    """How often within the hour, this time included."""
    key = _key(user, what)
    cache.add(key, 0, WAIT_SECONDS)
    try:
        return int(cache.incr(key))
    except (ValueError, TypeError):
        return 1


def _key(user: User, what: str) -> str:
    return f"identity:{what}:{user.pk}"


def _digest(user: User, code: str) -> str:
    return salted_hmac("shop.identity", f"{user.pk} {code}", secret=settings.SECRET_KEY).hexdigest()
