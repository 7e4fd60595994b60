"""Under an asynchronous server a page is made in one trip to a thread that stays, and is closed before it is sent."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished, request_started
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.handler import Handler
from shop import afterwards

told: list[str] = []


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        f"{threading.current_thread().name} {request.GET.get('q', '')} {request.body.decode()}"
    )


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("out of order")


async def later(request: HttpRequest) -> HttpResponse:
    await asyncio.sleep(0)
    return HttpResponse("from the event loop")


async def stream(request: HttpRequest) -> StreamingHttpResponse:
    async def parts() -> AsyncIterator[str]:
        try:
            for number in range(3):
                yield f"{number} "
            if "for ever" in request.GET:
                await asyncio.sleep(60)
        finally:
            told.append("ended")

    return StreamingHttpResponse(parts())


def holding(request: HttpRequest) -> StreamingHttpResponse:
    """Says, while it streams, whether the thread of the view still has the connection that the view used."""
    used = connections["default"]
    used.ensure_connection()
    used.close_at = 0  # due at once, as those of a pool are

    async def parts() -> AsyncIterator[str]:
        yield "free" if used.connection is None else "held"

    return StreamingHttpResponse(parts())


def leaving(request: HttpRequest) -> HttpResponse:
    afterwards.do(_noted, [request.GET["q"]])
    told.append("at once" if f"noted {request.GET['q']}" in told else "left")
    return HttpResponse("said")


def _noted(rows: Sequence[str]) -> None:
    if "fails" in rows:
        raise RuntimeError("out of order")
    told.append(f"noted {' '.join(rows)}")


urlpatterns = [
    path("leaving/", leaving),
    path("holding/", holding),
    path("page/", page),
    path("failing/", failing),
    path("later/", later),
    path("stream/", stream),
]


def handler(kind: type[ASGIHandler] = Handler) -> ASGIHandler:
    return kind()


async def ask(
    application: ASGIHandler, address: str, *, query: bytes = b"", body: bytes = b"", leaves_after: int = 0
) -> list[dict[str, Any]]:
    """What the server was given to send. `leaves_after` is after how many messages the client hangs up."""
    sent: list[dict[str, Any]] = []
    asked, gone = [{"type": "http.request", "body": body}], asyncio.Event()

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        told.append(message["type"])
        if len(sent) == leaves_after:
            gone.set()

    scope = {
        "type": "http",
        "method": "POST" if body else "GET",
        "path": address,
        "query_string": query,
        "headers": [(b"host", b"testserver"), (b"content-length", str(len(body)).encode())],
    }
    await asyncio.wait_for(application(scope, receive, send), 30)
    return sent


def text(sent: list[dict[str, Any]]) -> str:
    return b"".join(message.get("body", b"") for message in sent).decode()


@pytest.fixture(autouse=True)
def _own_pages() -> Any:
    told.clear()
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        yield


async def _two(kind: type[ASGIHandler]) -> set[str]:
    application = handler(kind)
    return {text(await ask(application, "/page/")).split()[0] for _ in range(2)}


def test_the_next_request_finds_the_thread_of_the_last() -> None:
    assert len(asyncio.run(_two(Handler))) == 1
    assert len(asyncio.run(_two(ASGIHandler))) == 2, "Django's own begins a thread for each"


def _answers(*asked: tuple[str, bytes, bytes]) -> list[tuple[int, str]]:
    async def each() -> list[tuple[int, str]]:
        application = handler()
        found = [await ask(application, address, query=query, body=body) for address, query, body in asked]
        return [(sent[0]["status"], text(sent)) for sent in found]

    return asyncio.run(each())


def test_requests_arrive_whole() -> None:
    [(status, answer)] = _answers(("/page/", b"q=tea", b"with milk"))
    assert status == 200
    assert answer.split(" ", 1)[1] == "tea with milk"


def test_asynchronous_views_answer_and_stream() -> None:
    assert _answers(("/later/", b"", b""), ("/stream/", b"", b"")) == [
        (200, "from the event loop"),
        (200, "0 1 2 "),
    ]


@override_settings(DEBUG=False)
def test_what_fails_is_an_error_page_and_the_next_request_is_answered() -> None:
    assert [status for status, _text in _answers(("/failing/", b"", b""), ("/page/", b"", b""))] == [500, 200]


def test_a_page_is_closed_before_it_is_sent_and_both_signals_come_once() -> None:
    def started(**_rest: Any) -> None:
        told.append("started")

    def finished(**_rest: Any) -> None:
        told.append("finished")

    request_started.connect(started)
    request_finished.connect(finished)
    try:
        asyncio.run(ask(handler(), "/page/"))
        page_told = list(told)
        told.clear()
        asyncio.run(ask(handler(), "/stream/"))
    finally:
        request_started.disconnect(started)
        request_finished.disconnect(finished)
    assert page_told == ["started", "finished", "http.response.start", "http.response.body"]
    assert (told[0], told[-1], told.count("finished")) == ("started", "finished", 1)


@pytest.mark.django_db(transaction=True)
def test_a_stream_holds_no_connection_of_the_thread_that_began_it() -> None:
    assert _answers(("/holding/", b"", b"")) == [(200, "free")]


def test_a_stream_ends_when_nobody_listens_any_more() -> None:
    asyncio.run(ask(handler(), "/stream/", query=b"for+ever=1", leaves_after=4))
    assert "ended" in told


def test_a_stream_that_is_listened_to_goes_on() -> None:
    async def waits() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask(handler(), "/stream/", query=b"for+ever=1"), 0.5)

    asyncio.run(waits())
    assert told.count("http.response.body") == 3


def test_what_is_left_for_later_is_done_when_the_answer_was_sent_and_before_the_request_has_ended() -> None:
    """A server that is asked to stop waits for requests that have not ended."""
    asyncio.run(ask(handler(), "/leaving/", query=b"q=one"))
    assert told == ["left", "http.response.start", "http.response.body", "noted one"]


def test_where_nobody_collects_it_is_done_at_once(client: Client) -> None:
    client.get("/leaving/", {"q": "one"})
    assert told == ["noted one", "at once"]


def test_what_was_left_meanwhile_is_done_in_one_go() -> None:
    async def together() -> None:
        made = handler()
        await made._finishing.acquire()  # something is being done just now
        asked = [asyncio.ensure_future(ask(made, "/leaving/", query=f"q={each}".encode())) for each in "abc"]
        while told.count("http.response.body") < 3:
            await asyncio.sleep(0.01)
        assert not any(one.startswith("noted") for one in told)
        made._finishing.release()
        await asyncio.gather(*asked)

    asyncio.run(together())
    [done] = [one for one in told if one.startswith("noted")]
    assert sorted(done.split()[1:]) == ["a", "b", "c"]


def test_what_fails_later_fails_nobody_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    [(status, said)] = _answers(("/leaving/", b"q=fails", b""))
    assert (status, said) == (200, "said")
    assert "What was left for later failed" in caplog.text


def test_a_client_that_hung_up_takes_nothing_along() -> None:
    class Gone(Exception):
        pass

    async def send(_message: dict[str, Any]) -> None:
        raise Gone

    async def hangs_up() -> None:
        scope = {"type": "http", "method": "GET", "path": "/leaving/", "query_string": b"q=one"}
        scope["headers"] = [(b"host", b"testserver")]
        body = [{"type": "http.request", "body": b""}]

        async def receive() -> dict[str, Any]:
            return body.pop()

        with pytest.raises(Gone):
            await handler()(scope, receive, send)

    asyncio.run(hangs_up())
    assert told == ["left", "noted one"]


def test_other_protocols_are_refused() -> None:
    with pytest.raises(ValueError, match="websocket"):
        asyncio.run(handler()({"type": "websocket"}, None, None))
