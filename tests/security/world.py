"""A small shop with real rows for Alice, Bob and a guest, and everybody who may knock at its doors."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from shop import access, addresses, cart, checkout, money, orders, reviews
from shop.models import Order, PaymentEvent, Product, User
from shop.payments import flow
from shop.payments.sandbox import provider
from shop.roles import ROLES
from shop.tests import factories, gateways, shelves
from tests.security import chatted, described, recommended, searched, state

STOREFRONT = ("anonymous", "alice", "bob", "staff", "clerk", "owner")
"""Nobody logged in; two shoppers; staff without a role; staff with every role; the owner."""

OFFICE = ("anonymous", "alice", "staff", "catalogue", "orders", "support", "owner")

STREET, PHONE, SECRET_NOTE = "Canary Lane 77", "+49 30 7777 777", "Ring twice, canary"
ALICES = checkout.AddressLines(
    name="Alice Moreau", line1=STREET, city="Berlin", postcode="10969", country="DE", phone=PHONE
)
SECRETS = (STREET, PHONE, SECRET_NOTE, "alice@example.com")
"""What no page may tell a stranger about Alice."""


@dataclass
class World:
    """`names` fills the braces of the tables' addresses and forms."""

    people: dict[str, User | AnonymousUser]
    names: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    clients: dict[bool, Client] = field(default_factory=dict)
    everything: Mapping[str, str] = field(default_factory=dict)
    alices: Mapping[str, str] = field(default_factory=dict)
    """The database's state, and Alice's part of it, before anybody asks; every request is undone."""

    def browser(self, person: str, *, checks_csrf: bool = False) -> Client:
        """A browser without a past, in which the person is logged in. One client at a time: a new one costs more than a page."""
        if checks_csrf not in self.clients:
            self.clients[checks_csrf] = Client(enforce_csrf_checks=checks_csrf)
        client = self.clients[checks_csrf]
        client.cookies.clear()
        if person in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        return client


def build() -> World:
    people = _people()
    world = World(people)
    for person, user in people.items():
        if isinstance(user, User):
            client = Client()
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
            world.sessions[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
    world.names |= _catalogue()
    product = Product.objects.get(pk=world.names["product"])
    world.names |= _orders_of_alice(people["alice"], product)
    world.names |= _others(people["bob"], product)
    world.names |= _account_keys(people["alice"])
    world.names |= _forged(world.names)
    world.names["bob"] = str(people["bob"].pk)
    world.names |= searched.build(product, shopper=people["bob"], owner=people["owner"])
    world.names |= chatted.build(people["alice"], order=world.names["paid"])
    world.names |= described.build(product, owner=people["owner"])
    world.names |= recommended.build(product, shopper=people["alice"])
    world.everything, world.alices = state.everything(), state.of_person(people["alice"].pk)
    return world


def _people() -> dict[str, User | AnonymousUser]:
    people: dict[str, User | AnonymousUser] = {"anonymous": AnonymousUser()}
    for name in ("alice", "bob"):
        people[name] = factories.user(f"{name}@example.com", name=name.title())
    for name in ("staff", "clerk", *(role.lower() for role in ROLES)):
        people[name] = factories.user(f"{name}@shop.example.com", name=name.title(), is_staff=True)
    people["clerk"].groups.set(Group.objects.filter(name__in=ROLES))
    for role in ROLES:
        people[role.lower()].groups.set(Group.objects.filter(name=role))
    people["owner"] = User.objects.create_superuser("owner@shop.example.com", "correct horse battery")
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True)
        for user in people.values()
        if isinstance(user, User)
    )
    return people


def _catalogue() -> dict[str, str]:
    tax, coupon = factories.tax(), factories.coupon()
    factories.delivery()
    category, other_category = factories.category("Kitchen"), factories.category("Garden")
    product = shelves.full_product(category, title="Stone mug", units=50)
    shelves.collection("Slow mornings", [product])
    article = shelves.article()
    draft = factories.product(status=Product.Status.DRAFT)
    shelves.store(is_demo=False)
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    name = "products/permission-test.png"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(picture.getvalue()))
    variant = product.variants.first()
    return {
        "product": str(product.pk),
        "product_slug": product.slug,
        "draft": str(draft.pk),
        "category": str(category.pk),
        "other_category": str(other_category.pk),
        "category_slug": category.slug,
        "brand_slug": product.brand.slug,
        "variant": str(variant.pk),
        "sku": variant.sku,
        "picture": name,
        "tax": str(tax.pk),
        "coupon": str(coupon.pk),
        "article": str(article.pk),
    }


def _orders_of_alice(alice: User, product: Product) -> dict[str, str]:
    """One order in each state, and what belongs to them."""
    variant = product.variants.last()

    def place(quantity: int = 1) -> Order:
        buyer = factories.owner(alice)
        cart.add(buyer, variant_id=variant.pk, quantity=quantity)
        request = factories.request(email=alice.email, address=ALICES, note=SECRET_NOTE)
        return checkout.place_order(buyer, request)

    made = {"placed": place()}
    payment = gateways.started(made["placed"])
    for reached in ("paid", "fulfilling", "shipped", "delivered", "cancelled", "refunded"):
        made[reached] = factories.pay(place(2))
    PaymentEvent.objects.create(gateway="sandbox", event_id="event", kind="payment.captured", payment=payment)
    orders.start_packing(made["fulfilling"], actor=orders.SYSTEM)
    for reached in ("shipped", "delivered"):
        orders.ship(made[reached], actor=orders.SYSTEM)
    orders.deliver(made["delivered"], actor=orders.SYSTEM)
    orders.cancel(made["cancelled"], actor=orders.SYSTEM)
    refund = orders.request_refund(made["refunded"], actor=orders.SYSTEM, reason="Scratched")
    orders.settle_refund(refund.pk, succeeded=True)
    failed = orders.request_refund(
        made["shipped"], actor=orders.SYSTEM, reason="Scratched", amount=money.ZERO + 1
    )
    orders.settle_refund(failed.pk, succeeded=False)
    other = factories.delivered_order(alice)
    review = reviews.write(
        alice, product=product, rating=4, title="Good", text="It does.", author_name="A reader"
    )
    mine = addresses.save(alice, ALICES)
    second = addresses.save(
        alice, checkout.AddressLines(name="Alice", line1=STREET, city="Bonn", postcode="53111", country="DE")
    )
    line = cart.add(factories.owner(alice), variant_id=product.variants.first().pk, quantity=2)
    for order in made.values():
        order.refresh_from_db()
    assert {order.status for order in made.values()} == set(made)
    return {
        **{state: order.number for state, order in made.items()},
        **{f"{state}_link": access.token_of(order) for state, order in made.items()},
        **{f"{state}_pk": str(order.pk) for state, order in made.items()},
        "order_type": str(ContentType.objects.get_for_model(Order).pk),
        "failed_refund": str(failed.pk),
        "session": payment.reference,
        "line": str(line.line_id),
        "address": str(mine.pk),
        "second_address": str(second.pk),
        "review": str(review.pk),
        "delivered_line": str(other.lines.get().pk),
        "paid_line": str(made["paid"].lines.get().pk),
    }


def _others(bob: User, product: Product) -> dict[str, str]:
    """Bob has rows of his own, so that he is no empty account; a guest has an order."""
    variant = product.variants.first()
    bobs = factories.placed_order(bob, variants=[variant])
    addresses.save(bob, factories.ADDRESS)
    cart.add(factories.owner(bob), variant_id=variant.pk, quantity=1)
    guest = factories.placed_order(variants=[variant])
    attempt = flow.start(guest, return_url="/")
    provider.decide(attempt.reference, "challenge", manner="never")
    return {
        "bobs": bobs.number,
        "bobs_link": access.token_of(bobs),
        "guest": guest.number,
        "guest_link": access.token_of(guest),
        "challenge": attempt.reference,
        "nobody": str(uuid.uuid4()),
    }


def _forged(names: dict[str, str]) -> dict[str, str]:
    """What is nearly the guest's link."""
    link, others = names["guest_link"], names["bobs_link"]
    value, _, signature = link.rpartition(":")
    order = Order.objects.get(number=names["guest"])
    return {
        "guest_link_cut": link[:-1],
        "guest_link_without_signature": value,
        "guest_link_with_signature_of_bobs": f"{value}:{others.rpartition(':')[2]}",
        "guest_link_of_other_salt": signing.Signer(salt="other").sign_object(order.pk),
        "bobs_link_with_signature_of_guest": f"{others.rpartition(':')[0]}:{signature}",
    }


def _account_keys(alice: User) -> dict[str, str]:
    """What allauth sends by e-mail."""
    return {
        "email_key": EmailConfirmationHMAC(EmailAddress.objects.get(user=alice)).key,
        "reset_user": user_pk_to_url_str(alice),
        "reset_key": default_token_generator.make_token(alice),
    }
