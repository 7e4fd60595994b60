"""Template tags of the storefront: icons, pictures, amounts, stars, addresses of pages. None of them runs a query."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django import forms, template
from django.conf import settings
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from shop import amounts, cards, images, structured
from shop.models import Product
from shop.models.customer import AddressFields

register = template.Library()
THEMES = ("light", "dark")


@register.simple_tag
def icon(name: str, **attributes: str) -> SafeString:
    """A line icon of static/img/icons.svg; words beside it say what it means."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        attributes.get("class", "icon"),
        static("img/icons.svg"),
        name,
    )


@register.filter(name="money")
def as_money(amount: Decimal | None, currency: str = "") -> str:
    """In the language of the page, in the shop's currency unless an order names its own."""
    return "" if amount is None else amounts.shown(amount, currency)


@register.simple_tag
def stars(average: Decimal | float | None) -> SafeString:
    """Five stars, filled up to the average; a nested drawing clips the filled row."""
    width = max(0, min(50, round(float(average or 0) * 10, 1)))
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="rating__stars" viewBox="0 0 50 10" aria-hidden="true" focusable="false">'
        '<use class="empty" href="{0}#stars" width="50" height="10"></use>'
        '<svg width="{1}" height="10" viewBox="0 0 {1} 10">'
        '<use class="full" href="{0}#stars" width="50" height="10"></use></svg></svg>',
        sprite,
        f"{width:g}" if width else "0.01",
    )


@register.simple_tag
def picture(
    image: Any, *, sizes: str = "100vw", alt: str | None = None, eager: bool = False, up_to: int = 960
) -> SafeString:
    """An <img> in the sizes offered. `image` has `name` (or `file.name`), `width`, `height` and `alt`; none draws a flower."""
    name = picture_name(image)
    if not name:
        return format_html(
            '<img class="placeholder" src="{}" alt="" width="480" height="480">',
            static("img/placeholder.svg"),
        )
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async" {}>',
        images.url(name, 480),
        images.srcset(name, up_to=up_to),
        sizes,
        getattr(image, "width", 0) or 960,
        getattr(image, "height", 0) or 960,
        getattr(image, "alt", "") if alt is None else alt,
        SafeString('fetchpriority="high"') if eager else SafeString('loading="lazy"'),
    )


def picture_name(image: Any) -> str:
    """The stored name behind a ProductImage, an ImageField or a card's picture; empty for none."""
    stored = getattr(image, "file", image) if not isinstance(image, cards.Picture) else image
    return getattr(stored, "name", "") or ""


@register.simple_tag
def product_card(
    product: Product | cards.Card, *, eager: bool = False, level: int = 3, told: str = ""
) -> SafeString:
    """One product of a list. Products must come from `for_cards()`. `eager`: a picture above the fold; `level` of its heading.

    What a card shows is drawn once and remembered by all of it, so nothing that changed is ever shown as it was; `told`, or what
    follows the ? of its address, says where it was shown and is put in afterwards.
    """
    card = product if isinstance(product, cards.Card) else cards.of_product(product)
    address, _, mark = card.url.partition("?")
    told = told or mark
    drawn = _drawn(
        replace(card, url=address) if mark else card, eager, level, get_language(), settings.CURRENCY
    )
    return SafeString(drawn.replace(f'href="{address}"', _href(address, told), 1)) if told else drawn


def _href(address: str, told: str) -> str:
    """As it stands in a drawn card: escaped, so that the one place to change can be found in the text."""
    return f'href="{escape(address)}?{escape(told)}"'


@lru_cache(maxsize=4096)
def _drawn(card: cards.Card, eager: bool, level: int, language: str, currency: str) -> SafeString:
    """The template reads language and currency by itself; they are here to tell one drawing from another."""
    return get_template("components/product_card.html").render({"item": card, "eager": eager, "level": level})


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The absolute address of this page without its query, but for the page number of a list."""
    request: HttpRequest | None = getattr(context, "request", None)
    path = request.path if request else "/"
    page = context.get("page")
    number = getattr(page, "number", 1)
    return f"{settings.SITE_URL}{path}" + (f"?{urlencode({'page': number})}" if number > 1 else "")


@register.simple_tag
def absolute_static(path: str) -> str:
    return f"{settings.SITE_URL}{static(path)}"


@register.filter
def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@register.filter
def sized(image: Any, width: int) -> str:
    """Address of a stored picture at one of the widths offered; empty for none."""
    name = picture_name(image)
    return images.url(name, width) if name else ""


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """light, dark or system: the shopper's choice, kept in a cookie."""
    request: HttpRequest | None = getattr(context, "request", None)
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else "system"


@register.simple_tag(takes_context=True)
def theme_attribute(context: Context) -> SafeString:
    chosen = theme(context)
    return SafeString("") if chosen == "system" else format_html(' data-theme="{}"', chosen)


@register.filter
def elided_pages(page: Page) -> list[int | str]:
    """Page numbers around this one, with an ellipsis for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def percent_of(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


@register.filter
def postal_lines(address: AddressFields) -> list[str]:
    """The printed lines of anything with address columns; an order's own `lines` are what was bought."""
    return AddressFields.lines.fget(address)  # type: ignore[attr-defined]


@register.simple_tag
def json_ld(data: object) -> SafeString:
    """Structured data as a script element; < > & are escaped, so no text can end it."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder)
    for sign, escaped in (
        ("&", "\\u0026"),
        ("<", "\\u003C"),
        (">", "\\u003E"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


@register.filter
def breadcrumbs_data(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return structured.breadcrumbs(trail)


@register.filter
def as_picture(name: str | None) -> cards.Picture | None:
    return cards.Picture(name=name, alt="") if name else None
