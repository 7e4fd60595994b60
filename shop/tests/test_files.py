"""Files go out whole under both kinds of server, block by block, and are not compressed twice."""

from __future__ import annotations

import gzip
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.http import FileResponse, HttpResponse
from django.test import AsyncRequestFactory, Client, RequestFactory
from PIL import Image

from shop import files

pytestmark = pytest.mark.django_db  # closing an answer ends its request
SIZE = 3 * files.BLOCK + 7


async def _parts(response: Any) -> list[bytes]:
    stream: AsyncIterator[bytes] = response.streaming_content
    return [part async for part in stream]


@pytest.fixture
def statics(tmp_path: Path) -> tuple[files.StaticFilesMiddleware, bytes]:
    content = os.urandom(SIZE)
    (tmp_path / "font.woff2").write_bytes(content)
    served = files.StaticFilesMiddleware(lambda request: HttpResponse("no file"))
    served.add_file_to_dictionary("/static/font.woff2", str(tmp_path / "font.woff2"))
    return served, content


def test_a_static_file_is_read_block_by_block_under_asgi(
    statics: tuple[files.StaticFilesMiddleware, bytes],
) -> None:
    served, content = statics
    response = served(AsyncRequestFactory().get("/static/font.woff2"))
    parts = async_to_sync(_parts)(response)
    response.close()
    assert response.is_async
    assert b"".join(parts) == content
    assert [len(part) for part in parts] == [files.BLOCK] * 3 + [7]


def test_a_part_of_a_static_file_is_only_that_part(
    statics: tuple[files.StaticFilesMiddleware, bytes],
) -> None:
    served, content = statics
    response = served(AsyncRequestFactory().get("/static/font.woff2", headers={"range": "bytes=5-14"}))
    assert response.status_code == 206
    assert b"".join(async_to_sync(_parts)(response)) == content[5:15]
    response.close()


def test_control_under_wsgi_it_is_the_plain_file(statics: tuple[files.StaticFilesMiddleware, bytes]) -> None:
    served, content = statics
    response = served(RequestFactory().get("/static/font.woff2"))
    assert isinstance(response, FileResponse)
    assert not response.is_async
    assert b"".join(response.streaming_content) == content
    response.close()


def test_nothing_is_streamed_where_there_is_no_file(
    statics: tuple[files.StaticFilesMiddleware, bytes],
) -> None:
    served, _ = statics
    assert served(AsyncRequestFactory().get("/static/none.css")).content == b"no file"
    told = served(AsyncRequestFactory().head("/static/font.woff2"))
    assert told["Content-Length"] == str(SIZE)
    told.close()


def test_pictures_are_sent_as_they_are_and_pages_compressed(
    client: Client, async_client: Any, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    Image.effect_noise((300, 300), 90).save(tmp_path / "noise.png")
    content = (tmp_path / "noise.png").read_bytes()
    asked = {"accept-encoding": "gzip"}
    picture = client.get("/media/noise.png", headers=asked)
    assert "Content-Encoding" not in picture
    assert b"".join(picture.streaming_content) == content
    page = client.get("/help/", headers=asked)
    assert page["Content-Encoding"] == "gzip"
    assert b"<html" in gzip.decompress(page.content)

    async def under_asgi() -> bytes:
        response = await async_client.get("/media/noise.png", headers=asked)
        return b"".join(await _parts(response))

    assert async_to_sync(under_asgi)() == content
