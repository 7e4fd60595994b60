"""Serves pictures: originals uploaded by merchants, and their responsive sizes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from shop import files, images

TYPES = {
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".avif": "image/avif",
}


@require_safe
def sized(request: HttpRequest, width: int, path: str) -> FileResponse:
    """A picture at one of the widths offered; names are never reused, so it may be cached for a year."""
    if width not in images.WIDTHS:
        raise Http404
    try:
        return _answer(images.sized(path, width), request)
    except (images.Unavailable, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error


@require_safe
def file(request: HttpRequest, path: str) -> FileResponse:
    """An original picture. Anything that is not a picture is not served."""
    try:
        found = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    if found.suffix.lower() not in TYPES or not found.is_file():
        raise Http404
    return _answer(found, request)


def _answer(path: Path, request: HttpRequest) -> FileResponse:
    response = FileResponse(path.open("rb"), content_type=TYPES[path.suffix.lower()])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return files.streamed(response, request)
