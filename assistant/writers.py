"""Which writer the shop uses: the one of the setting WRITER, with the adapter that was taught here last and found better."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache

from assistant.models import WriterVersion
from language import writer

ADAPTER, KEPT_FOR = "writer:adapter", 60


def current() -> writer.Writer | None:
    """The writer, None without one. One query a minute; a model is loaded at first use. Raises writer.WriterMissing or
    weights.WeightsMissing."""
    if not settings.WRITER:
        return None
    return writer.load(settings.WRITER, key=settings.WRITER_KEY, adapter=adapter())


def adapter() -> Path | None:
    """The adapter in use of those that were taught here."""
    if settings.WRITER.partition(":")[0] != writer.LOCAL:
        return None
    folder = cache.get(ADAPTER)
    if folder is None:
        version = WriterVersion.objects.filter(state=WriterVersion.State.ACTIVE).first()
        folder = version.folder if version else ""
        cache.set(ADAPTER, folder, KEPT_FOR)
    return Path(folder) if folder and Path(folder).is_dir() else None


def shipped_figures(name: str) -> dict[str, Any]:
    """What was measured of the writer of that name before the shop was shipped; empty for any other writer."""
    after: dict[str, Any] = _shipped_report(writer.SHIPPED / "report.json").get("after", {})
    return after if after.get("writer") == name else {}


@lru_cache(maxsize=2)
def _shipped_report(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
