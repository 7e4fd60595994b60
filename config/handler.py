"""How an asynchronous server answers a synchronous page: in one trip to one thread, from the request to the closed response.

Django starts a thread for each request, joins it by another, and goes to it and back for each step (signal, view, close); on a busy
server each of these trips waits for whoever computes at the moment. Here threads stay for the next request. Invariants: what Django
does for a request is done, in its order; streams, and views that are asynchronous themselves, are sent by the event loop and end
with the connection, as Django's own handler does it; a thread that waits for its next request holds no connection of the database.
What an answer left for later (`shop.afterwards`) is done when it was sent, with what other answers left meanwhile in one go.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.db import close_old_connections
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from shop import afterwards

MOST_THREADS = 40
"""Answers that are made at once; more wait their turn. Streams have threads of their own."""


class Handler(ASGIHandler):
    def __init__(self) -> None:
        """All middleware of the shop is synchronous, so its chain is called as such."""
        super().__init__()
        self.load_middleware()
        threads = ThreadPoolExecutor(MOST_THREADS, thread_name_prefix="answer")
        self._answered = sync_to_async(self._answer, thread_sensitive=False, executor=threads)
        self._finished = sync_to_async(afterwards.finish, thread_sensitive=False, executor=threads)
        self._left: afterwards.Left = []
        self._finishing = asyncio.Lock()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise ValueError(f"The shop speaks HTTP and no {scope['type']}.")
        await self.handle(scope, receive, send)

    async def handle(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        try:
            with afterwards.collected() as left:
                response = await self._answered(scope, body)
            try:
                if response.streaming:
                    async with ThreadSensitiveContext():
                        await self._stream(response, receive, send)
                else:
                    await self.send_response(response, send)
            finally:
                if left:
                    await self._finish(left)
        finally:
            body.close()

    async def _finish(self, left: afterwards.Left) -> None:
        """When this ends it is done: by this request, or by one before it that took all there was."""
        self._left += left
        async with self._finishing:
            everything, self._left = self._left, []
            if everything:
                await self._finished(everything)

    def _answer(self, scope: dict[str, Any], body: Any) -> HttpResponseBase:
        """A response that is whole is closed already: what it held, connections above all, is free before it is sent."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response: HttpResponseBase = refused or self.get_response(request)  # type: ignore[arg-type]
        response._handler_class = self.__class__  # type: ignore[attr-defined]
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if response.streaming:
            close_old_connections()  # closed in the end, but not by this thread
        else:
            response.close()
        return response

    async def _stream(self, response: HttpResponseBase, receive: Any, send: Any) -> None:
        """Until it ends or nobody listens any more."""
        sending = asyncio.ensure_future(self.send_response(response, send))
        listening = asyncio.ensure_future(self.listen_for_disconnect(receive))
        try:
            await asyncio.wait({sending, listening}, return_when=asyncio.FIRST_COMPLETED)
            for one in (listening, sending):
                error = one.exception() if one.done() and not one.cancelled() else None
                if error and not isinstance(error, RequestAborted):
                    raise error
        finally:
            for one in (listening, sending):
                one.cancel()
            await asyncio.gather(listening, sending, return_exceptions=True)
            await sync_to_async(response.close)()
