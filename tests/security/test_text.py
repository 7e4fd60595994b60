"""No text that somebody typed ever runs: on every page that shows it, for its reader and for the staff."""

from __future__ import annotations

import pytest
from django.core import mail as outgoing
from django.template import Context, Engine
from django.test import Client

from shop import content, mail
from shop.models import (
    Address,
    Attribute,
    AttributeValue,
    Brand,
    Category,
    Collection,
    HelpArticle,
    Order,
    OrderLine,
    Product,
    Review,
    StoreProfile,
    User,
    Variant,
)
from tests.security import markup, state
from tests.security import world as worlds
from tests.security.payloads import ADDRESSES, MARK, PAYLOADS

pytestmark = pytest.mark.django_db
FIRST = 4
"""How many payloads the default suite tries; the slow one tries all."""

SHOWN = (
    "/",
    "/c/{category_slug}/",
    "/p/{product_slug}/",
    "/brands/",
    "/brands/{brand_slug}/",
    "/collections/",
    "/collections/slow-mornings/",
    "/help/",
    "/help/delivery-times/",
    "/cart/",
    "/checkout/",
    "/orders/{placed}/",
    "/orders/{placed}/cancel/",
    "/orders/{delivered}/",
    "/account/",
    "/account/orders/",
    "/account/addresses/",
    "/account/addresses/{address}/",
    "/account/addresses/{address}/delete/",
    "/account/profile/",
    "/account/reviews/",
    "/account/reviews/{review}/",
    "/account/reviews/{review}/withdraw/",
    "/account/reviews/write/{delivered_line}/",
)
"""Pages with somebody's text on them, as Alice sees them."""

QUERIES = (
    "/search/?q={text}",
    "/search/?q=mug&brand={text}&material={text}&sort={text}&page={text}&min.price={text}",
    "/c/{{category_slug}}/?brand={text}&colour={text}&sort={text}",
    "/p/{{product_slug}}/?sku={text}&reviews={text}&reviews_page={text}",
    "/account/orders/?page={text}",
    "/account/login/?next={text}",
    "/{text}/",
)
FORMS = (
    ("/cart/coupon/", {"code": "{text}"}),
    ("/cart/add/", {"variant": "{text}", "quantity": "{text}", "next": "{text}"}),
    (
        "/checkout/",
        {
            "email": "{text}",
            "name": "{text}",
            "line1": "{text}",
            "city": "{text}",
            "key": "{text}",
            "note": "{text}",
            "delivery": "{text}",
        },
    ),
    ("/account/addresses/add/", {"name": "{text}", "line1": "{text}", "city": "{text}", "country": "{text}"}),
    ("/account/profile/", {"name": "{text}", "language": "{text}"}),
    (
        "/account/reviews/{{review}}/",
        {"rating": "{text}", "title": "{text}", "text": "{text}", "author_name": "{text}"},
    ),
    ("/account/email/", {"action_add": "", "email": "{text}"}),
    ("/account/login/", {"login": "{text}", "password": "{text}"}),
)
OFFICE = (
    "/admin/shop/product/",
    "/admin/shop/product/{product}/change/",
    "/admin/shop/order/",
    "/admin/shop/order/{placed_pk}/change/",
    "/admin/shop/order/{placed_pk}/step/cancel/",
    "/admin/shop/review/",
    "/admin/shop/user/",
    "/admin/shop/user/{alice_pk}/change/",
    "/admin/shop/helparticle/{article}/change/",
    "/admin/shop/stock/{variant}/count/",
    "/admin/",
)


def write_everywhere(text: str) -> None:
    """The text in every place where somebody can type one, as if no form had looked at it."""
    for model, names in {
        Product: ("title", "subtitle", "description", "seo_title", "seo_description"),
        Variant: ("label", "sku"),
        Brand: ("name", "story"),
        Category: ("name", "description"),
        Collection: ("title", "teaser", "description"),
        HelpArticle: ("title", "summary", "body"),
        StoreProfile: ("tagline", "hero_title", "hero_text", "address"),
        User: ("name",),
        Address: ("name", "line1", "line2", "city", "region", "postcode", "phone"),
        Order: (
            "name",
            "line1",
            "line2",
            "city",
            "region",
            "postcode",
            "phone",
            "note",
            "delivery_method",
            "coupon_code",
            "tax_name",
        ),
        OrderLine: ("title", "label", "sku"),
        Review: ("title", "text", "author_name", "moderation_note"),
        Attribute: ("name",),
    }.items():
        for row in model._default_manager.all():
            values = {name: _fitting(model, name, text, row.pk) for name in names}
            model._default_manager.filter(pk=row.pk).update(**values)
    Attribute.objects.filter(kind="number").update(unit=text[:20])
    Review.objects.update(status="published")
    product = Product.objects.order_by("pk").first()
    extra = Attribute.objects.create(code="note", name=text[:100], kind="text")
    AttributeValue.objects.create(product=product, attribute=extra, text=text)


def _fitting(model: type, name: str, text: str, pk: int) -> str:
    """As much of the text as the column takes, unlike that of other rows where it must be."""
    field = model._meta.get_field(name)  # type: ignore[attr-defined]
    text = f"{pk}{text}" if field.unique else text
    return text[: field.max_length] if field.max_length else text


def ran(client: Client, path: str) -> list[str]:
    return markup.findings(client.get(path).content.decode())


def payloads() -> list[object]:
    return [
        pytest.param(text, id=str(number), marks=[] if number < FIRST else [pytest.mark.slow])
        for number, text in enumerate(PAYLOADS)
    ]


@pytest.mark.parametrize("text", payloads())
def test_stored_text_is_shown_and_never_runs(world: worlds.World, text: str) -> None:
    seen = 0
    with state.undone():
        write_everywhere(text)
        for path in SHOWN:
            address = path.format(**world.names)
            response = world.browser("alice").get(address)
            page = response.content.decode()
            assert response.status_code == 200, address
            assert markup.findings(page) == [], address
            seen += MARK in page
    assert seen > len(SHOWN) - 6, "the text is hardly anywhere, so this proves nothing"


@pytest.mark.slow
@pytest.mark.parametrize("text", PAYLOADS[::6])
def test_staff_reads_stored_text_safely(world: worlds.World, text: str) -> None:
    """The administration's own scripts stand in its pages; what the text brought in carries its mark."""
    names = {**world.names, "alice_pk": str(world.people["alice"].pk)}
    seen = 0
    with state.undone():
        write_everywhere(text)
        for path in OFFICE:
            response = world.browser("owner").get(path.format(**names))
            page = response.content.decode()
            assert response.status_code == 200, path
            assert [found for found in markup.findings(page) if MARK in found] == [], path
            seen += MARK in page
    assert seen > len(OFFICE) - 3


@pytest.mark.parametrize("text", payloads())
def test_echoed_text_never_runs(world: worlds.World, text: str) -> None:
    """What stands in the address, and what a form shows again because it is wrong."""
    for query in QUERIES:
        with state.undone():
            address = query.format(text=_quoted(text)).format(**world.names)
            page = (
                world.browser("alice" if "login" not in query else "anonymous").get(address).content.decode()
            )
            assert markup.findings(page) == [], address
    for path, fields in FORMS:
        with state.undone():
            client = world.browser("anonymous" if "login" in path else "alice")
            data = {name: value.format(text=text) for name, value in fields.items()}
            page = client.post(path.format().format(**world.names), data, follow=True).content.decode()
            assert markup.findings(page) == [], path


def _quoted(text: str) -> str:
    """For an address that is formatted once more."""
    from urllib.parse import quote

    return quote(text, safe="").replace("{", "{{").replace("}", "}}")


@pytest.mark.parametrize("text", PAYLOADS)
def test_markdown_lets_no_payload_through(text: str) -> None:
    for around in (
        "{}",
        "- {}",
        "> {}",
        "# {}",
        "**{}**",
        "`{}`",
        "    {}",
        "| a |\n|---|\n| {} |",
        "[x]({})",
        "![x]({})",
        "<{}>",
    ):
        assert markup.findings(content.render(around.format(text))) == [], around


@pytest.mark.parametrize("address", ADDRESSES)
def test_markdown_links_lead_to_pages_only(address: str) -> None:
    shown = "".join(
        content.render(form.format(address))
        for form in ("[x]({})", "[x](<{}>)", "<{}>", "[x]: {}\n\n[x]", '[x]({} "t")', "![x]({})")
    )
    assert markup.findings(shown) == []
    assert 'href="https://example.com/"' in content.render("[x](https://example.com/)")


@pytest.mark.parametrize("text", PAYLOADS[::4])
def test_letters_are_safe_to_open(world: worlds.World, text: str) -> None:
    with state.undone():
        write_everywhere(text)
        mail.order_placed(order_id=int(world.names["placed_pk"]))
        [letter] = outgoing.outbox
        [(html, kind)] = letter.alternatives
    assert kind == "text/html"
    assert MARK in html
    assert [found for found in markup.findings(html) if MARK in found] == []


@pytest.mark.parametrize("text", PAYLOADS)
def test_the_checker_finds_each_payload_where_escaping_is_off(text: str) -> None:
    """In the text of a page or in one of the three ways to write an attribute; and never where escaping is on."""
    places = (
        "<p>{{ text }}</p><p title='x'>",
        '<p title="{{ text }}">',
        "<p title='{{ text }}'>",
        "<p title={{ text }}>",
        "<textarea>{{ text }}</textarea>",
        "<title>{{ text }}</title>",
        "<!-- {{ text }} -->",
        "<script type=application/ld+json>{{ text }}</script>",
        "<select><option>{{ text }}</select>",
    )

    def render(place: str, *, escapes: bool) -> list[str]:
        page = (
            Engine(autoescape=escapes).from_string(place).render(Context({"text": text}, autoescape=escapes))
        )
        return markup.findings(page)

    assert any(render(place, escapes=False) for place in places)
    quoted = [place for place in places if "={{" not in place]
    assert not any(render(place, escapes=True) for place in quoted)


def test_a_page_that_does_not_escape_is_found(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way from the column to the checker, with Django's escaping switched off."""
    from django.utils import html

    text = PAYLOADS[0]
    path = "/p/{product_slug}/".format(**world.names)
    with state.undone():
        write_everywhere(text)
        assert ran(world.browser("alice"), path) == []
        monkeypatch.setattr("django.template.base.conditional_escape", str)
        assert html.escape is not None
        assert any("script" in found for found in ran(world.browser("alice"), path))
