"""What the machines that share a training hand each other, as rows: the only writer of Piece.

Invariant: a piece is whole or not there, and it is the same whoever made it, so that work that is done twice does no harm.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from django.db.models import F
from scipy import sparse

from recommendations.models import Piece, Version


class Missing(RuntimeError):
    """A piece that the work needs is not there: the version was cleared away, or its training never came so far."""


def begin(version: Version, name: str) -> int:
    """Note that somebody works on it; how often that was so, this time included."""
    Piece.objects.get_or_create(version=version, name=name)
    Piece.objects.filter(version=version, name=name).update(tries=F("tries") + 1)
    return Piece.objects.values_list("tries", flat=True).get(version=version, name=name)


def is_done(version: Version, name: str) -> bool:
    return Piece.objects.filter(version=version, name=name, is_done=True).exists()


def done(version: Version) -> set[str]:
    """Names of what is finished. One query."""
    return set(Piece.objects.filter(version=version, is_done=True).values_list("name", flat=True))


def finish(version: Version, name: str, content: bytes | None = None) -> None:
    """Keep what was made, in the place of what may be there."""
    Piece.objects.update_or_create(version=version, name=name, defaults={"content": content, "is_done": True})


def read(version: Version, name: str) -> bytes:
    """Raises Missing."""
    found = (
        Piece.objects.filter(version=version, name=name, is_done=True)
        .values_list("content", flat=True)
        .first()
    )
    if found is None:
        raise Missing(f"Version {version.pk} has no {name}.")
    return bytes(found)


def packed(**tables: Any) -> bytes:
    """Arrays, sparse ones too, as bytes."""
    flat: dict[str, Any] = {}
    for name, table in tables.items():
        if sparse.issparse(table):
            rows = sparse.csr_array(table)
            flat |= {
                f"{name}.data": rows.data,
                f"{name}.indices": rows.indices,
                f"{name}.indptr": rows.indptr,
            }
            flat[f"{name}.shape"] = np.array(rows.shape)
        else:
            flat[name] = np.asarray(table)
    kept = io.BytesIO()
    np.savez_compressed(kept, **flat)
    return kept.getvalue()


def unpacked(content: bytes) -> Mapping[str, Any]:
    """What was packed; nothing of it is run."""
    with np.load(io.BytesIO(content), allow_pickle=False) as flat:
        tables = {name: flat[name] for name in flat.files}
    for name in {key.partition(".")[0] for key in tables if key.endswith(".indptr")}:
        parts = tuple(tables.pop(f"{name}.{part}") for part in ("data", "indices", "indptr"))
        tables[name] = sparse.csr_array(parts, shape=tuple(tables.pop(f"{name}.shape")))
    return tables
