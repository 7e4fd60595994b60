"""The sandbox provider: its hosted page, the ends of a payment, and its messages over real HTTP."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.utils import timezone

from shop import tasks
from shop.models import Order, Payment, SandboxDelivery, SandboxSession
from shop.payments import flow
from shop.payments.sandbox import messages, provider, signing
from shop.tests import factories, gateways

S = SandboxSession.Status


@pytest.fixture
def order(db) -> Order:
    return factories.placed_order()


@pytest.fixture
def payment(order) -> Payment:
    return gateways.started(order)


def decide(client, payment, decision, **fields):
    return client.post(f"/sandbox-pay/{payment.reference}/decide/", {"decision": decision, **fields})


def session_of(payment) -> SandboxSession:
    return SandboxSession.objects.get(reference=payment.reference)


class Shop(BaseHTTPRequestHandler):
    """A shop that answers as told and remembers what it was sent."""

    answers: list[int] = []
    asked: list[tuple[str, bytes, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, body, self.headers[messages.HEADER]))
        self.send_response(self.answers.pop(0) if self.answers else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def shop(monkeypatch) -> Iterator[type[Shop]]:
    Shop.answers, Shop.asked = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(settings, "SITE_URL", f"http://127.0.0.1:{server.server_port}")
    yield Shop
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_page_shows_what_is_paid_and_looks_like_no_shop(client, order, payment):
    page = client.get(payment.redirect_url)
    assert f"Pay order {order.number}" in page.text
    assert f"€{order.total}" in page.text
    assert "Test mode: no money moves" in page.text
    assert "components.css" not in page.text
    assert "<script" not in page.text
    assert 'style="' not in page.text
    assert page["Cache-Control"].count("no-store") == 1


def test_a_page_nobody_opened_is_not_found(db, client):
    nobody = uuid.uuid4()
    assert client.get(f"/sandbox-pay/{nobody}/").status_code == 404
    assert client.post(f"/sandbox-pay/{nobody}/decide/", {"decision": "pay"}).status_code == 404
    assert client.get(f"/sandbox-pay/{nobody}/decide/").status_code == 405


@pytest.mark.parametrize("fields", [{}, {"decision": "steal"}, {"decision": "pay", "manner": "by pigeon"}])
def test_what_is_no_button_of_the_page_is_refused(client, payment, fields):
    assert client.post(f"/sandbox-pay/{payment.reference}/decide/", fields).status_code == 404
    assert session_of(payment).status == S.OPEN


@pytest.mark.parametrize(
    ("decision", "status", "failure"),
    [
        ("pay", S.CAPTURED, ""),
        ("pay_later", S.AUTHORISED, ""),
        ("decline", S.DECLINED, "card_declined"),
        ("no_funds", S.DECLINED, "insufficient_funds"),
        ("leave", S.EXPIRED, "abandoned"),
    ],
)
def test_each_button_ends_the_payment_and_returns_to_the_shop(client, payment, decision, status, failure):
    answer = decide(client, payment, decision, manner="late")
    assert (answer.status_code, answer["Location"]) == (302, gateways.BACK)
    session = session_of(payment)
    assert (session.status, session.failure, session.manner) == (status, failure, "late")


def test_the_bank_asks_for_a_code_and_takes_the_right_one(client, payment):
    answer = decide(client, payment, "challenge", manner="twice")
    page = client.get(answer["Location"])
    assert "Your bank asks: is it you?" in page.text
    assert provider.CODE in page.text
    assert not SandboxDelivery.objects.exists()
    assert decide(client, payment, "confirm", code=f" {provider.CODE} ")["Location"] == gateways.BACK
    assert session_of(payment).status == S.CAPTURED
    assert SandboxDelivery.objects.count() == 2, "the manner chosen before the code still holds"


@pytest.mark.parametrize("code", ["", "000000", "1234567"])
def test_a_wrong_code_declines(client, payment, code):
    decide(client, payment, "challenge")
    decide(client, payment, "confirm", code=code)
    assert (session_of(payment).status, session_of(payment).failure) == (
        S.DECLINED,
        "authentication_failed",
    )


@pytest.mark.parametrize("decision", ["challenge", "pay", "decline"])
def test_the_code_page_has_no_way_around_the_code(client, payment, decision):
    decide(client, payment, "challenge")
    answer = decide(client, payment, decision)
    assert answer["Location"] == payment.redirect_url
    assert session_of(payment).status == S.CHALLENGE


@pytest.mark.parametrize("first", ["pay", "decline", "leave"])
@pytest.mark.parametrize("second", ["pay", "decline", "leave", "confirm", "challenge"])
def test_a_payment_ends_once(client, payment, first, second):
    decide(client, payment, first)
    ended = session_of(payment).status
    assert decide(client, payment, second, code=provider.CODE)["Location"] == payment.redirect_url
    assert session_of(payment).status == ended
    assert "This payment is closed" in client.get(payment.redirect_url).text


def test_a_page_left_open_expires(client, payment):
    SandboxSession.objects.update(expires_at=timezone.now())
    assert "This payment is closed: Expired" in client.get(payment.redirect_url).text
    assert decide(client, payment, "pay")["Location"] == payment.redirect_url
    assert session_of(payment).status == S.EXPIRED


def test_closing_lets_go_of_what_is_authorised_and_keeps_what_is_captured(payment):
    provider.decide(payment.reference, "pay_later")
    assert provider.close(payment.reference).status == S.EXPIRED
    assert provider.capture_authorised(timezone.now() + timedelta(hours=1)) == 0
    SandboxSession.objects.update(status=S.CAPTURED)
    assert provider.close(payment.reference).status == S.CAPTURED


def test_a_delayed_capture_counts_from_the_decision(payment):
    SandboxSession.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    provider.decide(payment.reference, "pay_later")
    assert provider.capture_authorised() == 0
    assert provider.capture_authorised(timezone.now() + provider.CAPTURE_AFTER) == 1


def test_messages_reach_the_shop_signed(shop, payment):
    provider.decide(payment.reference, "pay")
    assert tasks.deliver_sandbox_messages() == 1
    ((path, body, signature),) = shop.asked
    assert path == "/webhooks/sandbox/"
    assert payment.reference.encode() in body
    secret = settings.SANDBOX_WEBHOOK_SECRET
    assert signing.is_valid(signature, body, secret=secret, now=int(timezone.now().timestamp()))
    assert tasks.deliver_sandbox_messages() == 0
    assert len(shop.asked) == 1


def test_messages_travel_as_chosen(shop, order):
    """How many come when: at once, after some seconds, after half a minute."""
    expected = {
        "once": (1, 1, 1),
        "twice": (1, 2, 2),
        "late": (0, 0, 1),
        "reordered": (1, 2, 2),
        "forged": (1, 2, 2),
        "stale": (1, 2, 2),
        "never": (0, 0, 0),
    }
    for manner, counts in expected.items():
        session = provider.open_session(
            key=manner,
            order_number=order.number,
            amount=Decimal(1),
            currency="EUR",
            return_url="/",
            expires_at=timezone.now() + timedelta(minutes=1),
        )
        provider.decide(str(session.reference), "pay", manner=manner)
        shop.asked.clear()
        shop.answers[:] = [400] if manner in {"forged", "stale"} else []
        seen = []
        for seconds in (0, 5, 30):
            messages.deliver(timezone.now() + timedelta(seconds=seconds))
            seen.append(len(shop.asked))
        assert tuple(seen) == counts, manner
        bodies = [body for _, body, _ in shop.asked]
        assert len(set(bodies)) == (1 if manner in {"once", "twice", "late"} else len(bodies)), manner


def test_a_shop_in_trouble_gets_the_message_again_later_and_later(shop, payment):
    provider.decide(payment.reference, "pay")
    shop.answers[:] = [503] * 6
    now, waits = timezone.now(), []
    for _ in range(7):
        messages.deliver(now)
        delivery = SandboxDelivery.objects.get()
        if delivery.sent_at:
            break
        waits.append((delivery.due_at - now).total_seconds())
        assert messages.deliver(delivery.due_at - timedelta(seconds=1)) == 0
        now = delivery.due_at
    assert len(shop.asked) == 7
    assert len({body for _, body, _ in shop.asked}) == 1
    assert waits == sorted(waits)
    assert waits[0] >= 10
    assert waits[-1] >= 60
    assert delivery.response_status == 200


def test_a_shop_that_never_answers_is_given_up(payment, settings):
    settings.SITE_URL = "http://127.0.0.1:9"
    provider.decide(payment.reference, "pay")
    now = timezone.now()
    for _ in range(messages.MAX_ATTEMPTS + 3):
        now += timedelta(hours=1)
        assert messages.deliver(now) == 0
    delivery = SandboxDelivery.objects.get()
    assert (delivery.attempts, delivery.sent_at) == (messages.MAX_ATTEMPTS, None)


def test_two_senders_share_the_messages(shop, payment, monkeypatch):
    """While one sends, the other finds nothing to do; the claim is what keeps them apart."""
    provider.decide(payment.reference, "pay")
    real, nested = messages._send, []

    def sending(delivery, line):
        nested.append(messages.deliver())
        return real(delivery, line)

    monkeypatch.setattr(messages, "_send", sending)
    assert messages.deliver() == 1
    assert nested == [0]
    assert len(shop.asked) == 1


def test_control_without_the_claim_both_send(shop, payment, monkeypatch):
    provider.decide(payment.reference, "pay")
    monkeypatch.setattr(messages, "_claim", lambda delivery, now: True)
    real, nested = messages._send, []

    def sending(delivery, line):
        if not nested:
            nested.append(0)
            messages.deliver()
        return real(delivery, line)

    monkeypatch.setattr(messages, "_send", sending)
    messages.deliver()
    assert len(shop.asked) == 2


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_over_http(live_server, client, settings):
    """The provider's own delivery tells the shop's own webhook, and nobody comes back."""
    settings.SITE_URL = live_server.url
    order = factories.placed_order()
    payment = flow.start(order, return_url=gateways.BACK)
    decide(client, payment, "pay", manner="forged")
    assert messages.deliver(timezone.now()) == 0
    assert gateways.state(order) == ("placed", ["pending"])
    assert messages.deliver(timezone.now() + timedelta(seconds=5)) == 1
    assert gateways.state(order) == ("paid", ["captured"])
    statuses = SandboxDelivery.objects.order_by("due_at").values_list("response_status", flat=True)
    assert sorted(statuses) == [200, 400]


def test_orders_of_a_demonstration_can_be_refunded(order):
    session = SandboxSession(
        key="demo",
        order_number=order.number,
        amount=order.total,
        currency="EUR",
        return_url="/",
        expires_at=timezone.now(),
    )
    provider.record_captured([session])
    assert provider.refund(str(session.reference), amount=Decimal("1.00"), key="k").startswith("sr_")
    assert not SandboxDelivery.objects.exists()
