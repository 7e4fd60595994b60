"""Template tags by which pages of the shop show what the assistant has."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from assistant.descriptions import versions
from assistant.descriptions.brief import LANGUAGES
from shop.models import Product

register = template.Library()


@register.simple_tag
def description_of(product: Product) -> str:
    """The product's text in the language of the page, else its own. One query for another language than the shop's."""
    wanted = (get_language() or "").lower()
    language = next((code for code in LANGUAGES if code == wanted), versions.main_language())
    return versions.live_text(product, language) or product.description
