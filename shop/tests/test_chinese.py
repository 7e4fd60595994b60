"""The shop speaks Chinese: on every page, in messages and letters, with its dates and amounts; the switch keeps the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core import mail as outgoing
from django.core.mail import EmailMultiAlternatives
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from shop import access, demo, mail, orders
from shop.models import Order, Refund, User
from shop.payments.sandbox import provider
from shop.tests import bazaar, factories, gateways
from shop.tests.bazaar import Bazaar
from shop.tests.words import latin, spoken
from shop.views import errors

pytestmark = pytest.mark.django_db
CHINESE = {"Accept-Language": "zh-Hans,zh;q=0.9,en;q=0.3", "User-Agent": "-"}
NO_NAMES: frozenset[str] = frozenset()
ROLES = frozenset(
    word for account in demo.accounts() for word in account.role.split()
)  # data of the demonstration
PASSWORD = "correct horse battery"
PAGES = {
    "home": "/",
    "category": "/c/{kitchen}/",
    "filtered": "/c/{kitchen}/?stock=1&offer=1&rating=4&min.price=1&max.price=90&brand=-",
    "nothing fits": "/c/{kitchen}/?min.price=9000",
    "new": "/new/",
    "offers": "/offers/",
    "collections": "/collections/",
    "collection": "/collections/{collection}/",
    "brands": "/brands/",
    "product": "/p/{product}/",
    "sold out": "/p/{sold_out}/",
    "search": "/search/?q=青瓷",
    "search, nothing found": "/search/?q=没有",
    "search, no words": "/search/",
    "cart": "/cart/",
    "checkout": "/checkout/",
    "order, placed": "/orders/{placed}/",
    "order, waiting": "/orders/{placed}/?thanks=1",
    "order, delivered": "/orders/{delivered}/?thanks=1",
    "cancel": "/orders/{placed}/cancel/",
    "account": "/account/",
    "orders": "/account/orders/",
    "addresses": "/account/addresses/",
    "add an address": "/account/addresses/add/",
    "reviews": "/account/reviews/",
    "change a review": "/account/reviews/{review}/",
    "withdraw a review": "/account/reviews/{review}/withdraw/",
    "profile": "/account/profile/",
    "e-mail": "/account/email/",
    "password": "/account/password/change/",
    "sign out": "/account/logout/",
    "help": "/help/",
    "article": "/help/delivery/",
    "not found": "/nowhere/",
}
VISITORS = {
    "sign in": "/account/login/",
    "sign up": "/account/signup/",
    "reset": "/account/password/reset/",
    "reset, sent": "/account/password/reset/done/",
    "reset, old link": "/account/password/reset/key/1-set-password/",
    "empty cart": "/cart/",
    "inactive": "/account/inactive/",
    "confirm": "/account/confirm-email/",
    "confirm, wrong": "/account/confirm-email/wrong/",
    "home": "/",
}


@pytest.fixture
def shop() -> Bazaar:
    return bazaar.opened()


@pytest.fixture
def chinese() -> Client:
    """Somebody whose browser asks for Chinese."""
    return Client(headers=CHINESE)


@pytest.fixture
def li(chinese: Client, shop: Bazaar) -> Client:
    chinese.force_login(shop.buyer)
    return chinese


def address(shop: Bazaar, path: str) -> str:
    return path.format(
        kitchen=shop.kitchen.slug,
        product=shop.product.slug,
        sold_out=shop.sold_out.slug,
        collection=shop.collection.slug,
        placed=shop.placed.number,
        delivered=shop.delivered.number,
        review=shop.review.pk,
    )


def english_of(page: str) -> set[str]:
    assert re.search('<html[^>]* lang="zh-hans"', page)
    return latin(page, names=bazaar.NAMES)


def assert_chinese(page: str, *, names: frozenset[str] = NO_NAMES) -> None:
    assert english_of(page) - names == set(), spoken(page)


def test_no_page_says_an_english_word(li: Client, shop: Bazaar) -> None:
    found = {}
    for name, path in PAGES.items():
        answer = li.get(address(shop, path))
        assert answer.status_code == (404 if name == "not found" else 200), name
        assert answer["Content-Language"] == "zh-hans"
        found[name] = english_of(answer.text)
    assert {name: words for name, words in found.items() if words} == {}


def test_no_page_of_visitors_says_an_english_word(chinese: Client, shop: Bazaar) -> None:
    found = {}
    for name, path in VISITORS.items():
        answer = chinese.get(path, follow=True)
        assert answer.status_code == 200, name
        found[name] = english_of(answer.text) - (ROLES if name == "sign in" else NO_NAMES)
    assert {name: words for name, words in found.items() if words} == {}


def test_the_search_for_english_words_finds_them(li: Client, shop: Bazaar) -> None:
    """Negative control: the same pages in English, and a page whose catalogue lost one text."""
    for path in PAGES.values():
        page = li.get(address(shop, path), headers={"Accept-Language": "en"}).text
        assert 'lang="en"' in page
        assert len(latin(page, names=bazaar.NAMES)) > 20, path
    page = li.get("/cart/").text
    assert "去结账" in page
    assert latin(page.replace("去结账", "Go to checkout"), names=bazaar.NAMES) == {"Go", "to", "checkout"}
    assert latin('<p>好<img alt="Good"><b lang="en">English</b><script>let x</script></p>') == {"Good"}


def test_answers_to_what_is_typed_wrongly_are_chinese(li: Client, shop: Bazaar) -> None:
    wrong = {
        "/checkout/": {
            "key": "k",
            "saved": "new",
            "email": "x",
            "postcode": "1",
            "country": "DE",
            "phone": "?",
        },
        "/account/addresses/add/": {"country": "DE", "postcode": "x"},
        "/account/profile/": {"language": "语言"},
        f"/account/reviews/{shop.review.pk}/": {"rating": "9", "title": "好" * 200},
    }
    for path, typed in wrong.items():
        answer = li.post(path, typed)
        assert answer.status_code == 422
        assert_chinese(answer.text)
    answer = li.post("/account/password/change/", {"oldpassword": "x", "password1": "1", "password2": "2"})
    assert_chinese(answer.text)
    assert_chinese(li.post("/account/email/", {"action_add": "", "email": "li@example.com"}).text)


def test_answers_to_visitors_are_chinese(chinese: Client, shop: Bazaar) -> None:
    signup = {"email": "nobody", "password1": "123", "password2": "124"}
    login = {"login": "li@example.com", "password": "wrong"}
    for path, typed in {"/account/signup/": signup, "/account/login/": login}.items():
        for values in (typed, {}):
            assert_chinese(chinese.post(path, values).text, names=ROLES)


def test_messages_are_chinese(li: Client, shop: Bazaar) -> None:
    variant = shop.product.variants.get(position=1)
    told = {
        "add": ("/cart/add/", {"variant": variant.pk, "quantity": 1}),
        "add more than there are": ("/cart/add/", {"variant": variant.pk, "quantity": 99}),
        "add what is sold out": ("/cart/add/", {"variant": shop.sold_out.variants.get().pk}),
        "add nothing": ("/cart/add/", {}),
        "no coupon": ("/cart/coupon/", {"code": "NIX"}),
        "empty coupon": ("/cart/coupon/", {}),
        "cancel": (f"/orders/{shop.placed.number}/cancel/", {}),
        "cancel too late": (f"/orders/{shop.delivered.number}/cancel/", {}),
        "pay too late": (f"/orders/{shop.delivered.number}/pay/", {}),
        "again": (f"/orders/{shop.delivered.number}/again/", {}),
        "sign out": ("/account/logout/", {}),
    }
    for name, (path, typed) in told.items():
        page = li.post(path, typed, follow=True).text
        assert 'class="callout toast' in page, name
        assert_chinese(page)


def test_a_coupon_of_an_order_too_small_names_the_amount_in_chinese(li: Client, shop: Bazaar) -> None:
    factories.coupon("WELCOME", minimum=100)
    assert (
        "订单满 €100.00 才能使用这张优惠券。"
        in li.post("/cart/coupon/", {"code": "welcome"}, follow=True).text
    )


@pytest.fixture
def payment_page(shop: Bazaar) -> str:
    return reverse("shop:sandbox_page", args=[gateways.started(shop.placed).reference])


def test_the_payment_page_is_chinese(chinese: Client, payment_page: str) -> None:
    sandbox = bazaar.NAMES | {"Secure"}
    reference = payment_page.strip("/").split("/")[-1]
    for decision in (None, "challenge", "leave"):
        if decision:
            provider.decide(reference, decision)
        assert latin(chinese.get(payment_page).text, names=sandbox) == set(), decision
    assert len(latin(chinese.get(payment_page, headers={"Accept-Language": "en"}).text)) > 10


def test_pages_for_what_went_wrong_are_chinese(shop: Bazaar) -> None:
    request = RequestFactory().get("/")
    with translation.override("zh-hans"):
        for answer in (errors.bad_request(request, Exception()), errors.server_error(request)):
            assert_chinese(answer.text)
    strict = Client(headers=CHINESE, enforce_csrf_checks=True)
    answer = strict.post("/cart/add/", {})
    assert answer.status_code == 403
    assert_chinese(answer.text)


@pytest.fixture
def letters() -> Iterator[list[EmailMultiAlternatives]]:
    yield outgoing.outbox  # type: ignore[misc]
    assert outgoing.outbox


def assert_chinese_letter(letter: EmailMultiAlternatives) -> None:
    [html] = [str(part.content) for part in letter.alternatives]
    assert_chinese(html)
    for text in (letter.subject, str(letter.body)):
        assert latin(re.sub(r"\S+://\S+", "", text), names=bazaar.NAMES) == set(), text


def test_letters_about_orders_are_chinese(shop: Bazaar, letters: list[EmailMultiAlternatives]) -> None:
    Order.objects.update(language="zh-hans")
    order = shop.delivered
    refund = orders.request_refund(order, actor=orders.SYSTEM, reason="", amount=order.total / 2)
    for tell in (mail.order_placed, mail.order_paid, mail.order_shipped, mail.order_delivered):
        tell(order_id=order.pk)
    mail.order_cancelled(order_id=order.pk)
    mail.order_cancelled(order_id=shop.placed.pk)
    mail.order_placed(order_id=shop.placed.pk)
    mail.order_refunded(order_id=order.pk, refund_id=refund.pk)
    assert len(letters) == 8
    for letter in letters:
        assert_chinese_letter(letter)
    Order.objects.update(language="en")
    mail.order_paid(order_id=order.pk)
    assert len(latin(letters[-1].subject)) > 4


def test_letters_about_accounts_are_chinese(
    chinese: Client, shop: Bazaar, letters: list[EmailMultiAlternatives], settings: LazySettings
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.ACCOUNT_EMAIL_NOTIFICATIONS = "mandatory", True
    for email in ("li@example.com", "stranger@example.com"):
        chinese.post("/account/password/reset/", {"email": email})
    for email in ("new@example.com", "li@example.com"):
        chinese.post("/account/signup/", {"email": email, "password1": PASSWORD, "password2": PASSWORD})
        chinese.post("/account/logout/")
    chinese.force_login(shop.buyer)
    typed = {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    chinese.post("/account/password/change/", typed)
    subjects = {letter.subject for letter in letters}
    assert {"您已经有账户了", "该邮箱没有对应的账户", "您的密码已修改"} < subjects
    for letter in letters:
        assert_chinese_letter(letter)


def test_dates_and_amounts_are_written_as_chinese_readers_write_them(li: Client, shop: Bazaar) -> None:
    page = li.get(f"/orders/{shop.delivered.number}/").text
    placed = shop.delivered.placed_at
    assert f"下单于 {placed.year}年{placed.month}月{placed.day}日" in page
    assert "德国" in page
    assert "含 增值税" in page
    Order.objects.update(currency="CNY")
    page = li.get(f"/orders/{shop.delivered.number}/")
    assert f"¥{shop.delivered.total}" in page.text
    english = li.get(f"/orders/{shop.delivered.number}/", headers={"Accept-Language": "en"}).text
    assert f"CN¥{shop.delivered.total}" in english
    assert placed.strftime("%Y") + "年" not in english
    assert "Germany" in english


def test_promises_name_the_days(li: Client, shop: Bazaar) -> None:
    for path in ("/", f"/p/{shop.product.slug}/"):
        assert "30 天内可退货" in li.get(path).text


def test_countries_stand_in_the_order_of_their_sounds(li: Client, shop: Bazaar) -> None:
    for code in ("FR", "AT", "CH", "PL"):
        factories.delivery(code)
    page = li.get("/cart/").text
    names = re.findall(r'<option value="[A-Z]{2}"[^>]*>([^<]+)</option>', page)
    assert names == ["奥地利", "波兰", "德国", "法国", "瑞士"]
    assert names != sorted(names)


@pytest.mark.parametrize(("code", "tag"), [("zh-hans", "zh-hans"), ("en", "en")])
def test_the_switch_without_javascript_keeps_the_page(
    client: Client, shop: Bazaar, code: str, tag: str
) -> None:
    here = f"/c/{shop.kitchen.slug}/?sort=price&stock=1"
    page = client.get(here, headers={"Accept-Language": "zh-Hans" if code == "en" else "en"}).text
    assert f'<html lang="{tag}"' not in page
    form = re.search(r'<form action="/i18n/setlang/"[^>]*>.*?</form>', page, re.DOTALL)
    assert form
    following = re.search(r'name="next" value="([^"]*)"', form[0])
    assert following
    assert f'name="language" value="{code}"' in form[0]
    typed = {"next": following[1].replace("&amp;", "&"), "language": code}
    answer = client.post("/i18n/setlang/", typed)
    assert answer["Location"] == here
    assert f'<html lang="{tag}"' in client.get(here, headers={"Accept-Language": "fr"}).text


def test_the_account_speaks_its_own_language_and_the_refund_too(li: Client, shop: Bazaar) -> None:
    orders.request_refund(shop.delivered, actor=orders.SYSTEM, reason="", amount=shop.delivered.total / 2)
    Refund.objects.update(status=Refund.Status.PENDING)
    page = li.get(f"/orders/{shop.delivered.number}/").text
    assert "退款处理中" in page
    assert_chinese(page)


def test_merchants_work_in_chinese(li: Client, shop: Bazaar) -> None:
    """The pages of every day; names of keys and of languages stay as they are, and so do codes."""
    User.objects.filter(pk=shop.buyer.pk).update(is_staff=True, is_superuser=True)
    names = bazaar.NAMES | {
        "Ctrl",
        "esc",
        "English",
        "CSV",
        "JSONL",
        "SEO",
        "GTIN",
        "en",
        "zh",
        "hans",
        "reference",
        "sandbox",
    }
    pages = {
        "admin:index": None,
        "admin:shop_order_changelist": None,
        "admin:shop_order_change": shop.delivered.pk,
        "admin:shop_product_changelist": None,
        "admin:shop_product_change": shop.product.pk,
        "admin:shop_product_add": None,
        "admin:shop_coupon_changelist": None,
        "admin:shop_review_changelist": None,
        "admin:shop_payment_changelist": None,
        "admin:shop_stock_changelist": None,
        "admin:shop_stock_count": shop.product.variants.get(position=0).pk,
    }
    for name, key in pages.items():
        page = li.get(reverse(name, args=[key] if key else None))
        assert page.status_code == 200
        assert latin(page.text, names=names) == set(), name
    english = li.get(
        reverse("admin:shop_order_change", args=[shop.delivered.pk]), headers={"Accept-Language": "en"}
    )
    assert {"Payment", "provider", "History"} < latin(english.text, names=names)


def test_a_guest_sees_the_order_in_chinese(chinese: Client, shop: Bazaar) -> None:
    guest = factories.placed_order(variants=[shop.product.variants.get(position=1)])
    Order.objects.update(name="李雷", line1="菩提树街 12 号", city="柏林", delivery_method="标准快递")
    for rest in ("", "cancel/"):
        assert_chinese(chinese.get(f"/orders/link/{access.token_of(guest)}/{rest}").text)
