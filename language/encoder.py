"""What an encoder is, and the one way to get one.

An encoder turns texts into unit vectors of float32 that are near where the texts are alike. Its name is the identity of
its vectors: only vectors of the same name may be compared.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np

from language import precision, weights
from language.tiny import TinyEncoder
from language.transformer import MAX_TOKENS, TransformerEncoder

TINY = "tiny"
_KEPT = (
    4  # the one in use, the one that is being tried, the one to go back to, and the one that reads intents
)
_LOCK = threading.Lock()


class Encoder(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> np.ndarray:
        """(n, dimensions) float32, each row of length 1, in the order of the texts; an empty text has a row too."""

    def warm(self) -> None:
        """Load what the first encode would load."""


def load(
    source: str = weights.BUNDLED,
    *,
    numeric_format: str = precision.AUTO,
    max_tokens: int = MAX_TOKENS,
    threads: int | None = None,
    device: str = "auto",
    adapter: Path | None = None,
) -> Encoder:
    """The encoder of a source, "tiny" or one of weights.find, with an adapter where one is given, shared by all callers of this
    process. Cheap: its model is loaded at first use. Raises weights.WeightsMissing or ValueError with what to do."""
    if source == TINY:
        return TinyEncoder()
    with _LOCK:
        return _load(
            source,
            numeric_format=numeric_format,
            max_tokens=max_tokens,
            threads=threads,
            device=device,
            adapter=adapter,
        )


@lru_cache(maxsize=_KEPT)
def _load(
    source: str,
    *,
    numeric_format: str,
    max_tokens: int,
    threads: int | None,
    device: str,
    adapter: Path | None,
) -> Encoder:
    return TransformerEncoder(
        weights.find(source),
        numeric_format=numeric_format,
        max_tokens=max_tokens,
        threads=threads,
        device=device,
        adapter=adapter,
    )
