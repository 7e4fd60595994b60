"""Template tags by which pages of the shop show what the assistant has."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assistant.descriptions import versions
from assistant.descriptions.brief import LANGUAGES
from assistant.reviews import quotes
from assistant.reviews.quotes import ProsAndCons
from shop.models import Product

register = template.Library()
ASPECTS = {
    "fit": _("Fit and size"),
    "quality": _("Quality"),
    "delivery": _("Delivery"),
    "packaging": _("Packaging"),
    "value": _("Value"),
    "comfort": _("Comfort"),
    "design": _("Looks"),
    "durability": _("Durability"),
    "ease": _("Ease of use"),
    "performance": _("Performance"),
    "noise": _("Noise"),
    "taste": _("Taste"),
    "smell": _("Smell"),
    "service": _("Service"),
}


@register.simple_tag
def description_of(product: Product) -> str:
    """The product's text in the language of the page, else its own. One query for another language than the shop's."""
    wanted = (get_language() or "").lower()
    language = next((code for code in LANGUAGES if code == wanted), versions.main_language())
    return versions.live_text(product, language) or product.description


@register.simple_tag
def pros_and_cons(product: Product) -> ProsAndCons:
    """What shoppers praise and blame, in their own words. One query."""
    return quotes.of_product(product.pk)


@register.filter
def aspect_name(code: str) -> object:
    return ASPECTS.get(code, code)
