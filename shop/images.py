"""Responsive pictures: every size is made once, on first demand, as WebP by imagekit, and kept beside the originals.

Addresses are `/img/<width>/<path of the original>.webp`; only the widths below exist, so nobody can fill the disk.
"""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path

from django.core.files.storage import default_storage
from django.urls import reverse
from imagekit import ImageSpec
from PIL import UnidentifiedImageError
from pilkit.processors import ResizeToFit

WIDTHS = (96, 320, 480, 640, 960, 1600)
FOLDER = "sized"


class Unavailable(Exception):
    """The picture does not exist or is no picture."""


class WebP(ImageSpec):
    """A copy at most `width` pixels wide, never larger than the original."""

    format = "WEBP"
    options = {"quality": 80, "method": 4}

    def __init__(self, source: object, *, width: int) -> None:
        self.processors = [ResizeToFit(width=width, upscale=False)]
        super().__init__(source=source)


@lru_cache(maxsize=65_536)
def url(name: str, width: int) -> str:
    """Address of the stored picture `name` at one of WIDTHS."""
    return reverse("shop:image", args=[width, name])


@lru_cache(maxsize=16_384)
def srcset(name: str, *, up_to: int = 960) -> str:
    return ", ".join(f"{url(name, width)} {width}w" for width in WIDTHS if width <= up_to)


def sized(name: str, width: int) -> Path:
    """Path of the picture at the width, made now if it is missing; written beside and moved, so no reader sees half a file."""
    target = Path(default_storage.path(f"{FOLDER}/{width}/{name}.webp"))
    if target.exists():
        return target
    try:
        with default_storage.open(name, "rb") as source:
            data = WebP(source, width=width).generate().read()
    except (FileNotFoundError, IsADirectoryError, UnidentifiedImageError) as error:
        raise Unavailable(name) from error
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(target)
    return target
