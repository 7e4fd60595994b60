"""Files as answers: read in a thread beside the event loop, and never compressed a second time.

Django reads a file's blocks synchronously; under ASGI it then collects the whole file first and warns about it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, BinaryIO

from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

BLOCK = 64 * 1024
"""Bytes."""
COMPRESSED = (
    "image/webp",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/avif",
    "font/woff2",
    "text/event-stream",
)
"""What gzip would not make smaller, and a stream whose events must not wait for a full block."""


def streamed(response: FileResponse, request: HttpRequest) -> FileResponse:
    """The same answer, its file read block by block where an event loop sends it."""
    if isinstance(request, ASGIRequest) and response.file_to_stream is not None:
        response.streaming_content = _blocks(response.file_to_stream)
    return response


async def _blocks(file: BinaryIO) -> AsyncIterator[bytes]:
    while block := await asyncio.to_thread(file.read, BLOCK):
        yield block


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """whitenoise, without holding whole files in memory under ASGI."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> FileResponse:
        return streamed(WhiteNoiseMiddleware.serve(static_file, request), request)


class CompressionMiddleware(GZipMiddleware):
    """gzip for texts; pictures and fonts are compressed already, and events go out one by one."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
