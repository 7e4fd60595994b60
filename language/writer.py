"""What a writer is, and the one way to get one.

A writer continues a chat: messages in, pieces of text out. It may be wrong in everything it says; whoever shows its words
checks them first (language.verifier).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from language import conversion, weights
from language.local import LocalWriter
from language.messages import Message, WriterMissing, WritingFailed
from language.remote import RemoteWriter
from language.scripted import ObedientWriter, ScriptedWriter

__all__ = ["Message", "Writer", "WriterMissing", "WritingFailed", "load"]
LOCAL, SCRIPTED, OBEDIENT = "local", "scripted:", "obedient"
SHIPPED = Path(__file__).resolve().parent / "adapters" / "smollm2"
_KEPT = 3
_LOCK = threading.Lock()


class Writer(Protocol):
    @property
    def name(self) -> str: ...

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 160,
        stop: Sequence[str] = (),
        temperature: float = 0.0,
        seed: int = 0,
    ) -> Iterator[str]:
        """Pieces of the reply, in order, none empty, ending before the first stop word. Closing the iterator cancels the
        work. The same seed gives the same text, as does temperature 0. Raises WritingFailed."""


def load(source: str, *, key: str = "", adapter: Path | None = None) -> Writer:
    """The writer of a source, shared by all callers of this process: "local" (the bundled model with the shipped adapter, or
    another one), "local:" and a folder or hub id, "https://host/v1#model" with its key, and for tests "scripted:one|two" and
    "scripted:obedient". A model is loaded at first use. Raises WriterMissing or weights.WeightsMissing."""
    if source.startswith(SCRIPTED):
        script = source.removeprefix(SCRIPTED)
        return ObedientWriter() if script == OBEDIENT else ScriptedWriter(script.split("|"))
    with _LOCK:
        return _load(source, key, adapter)


@lru_cache(maxsize=_KEPT)
def _load(source: str, key: str, adapter: Path | None) -> Writer:
    if not source:
        raise WriterMissing("There is no writer: set WRITER to local, or to the address of one.")
    if "://" in source:
        return RemoteWriter(source, key=key)
    if source == LOCAL:
        conversion.packaged()
        return LocalWriter(conversion.bundled, name=conversion.NAME, adapter=adapter or shipped_adapter())
    if source.startswith(f"{LOCAL}:"):
        return LocalWriter(weights.find(source.removeprefix(f"{LOCAL}:")), adapter=adapter)
    raise WriterMissing(
        f"No writer is called {source!r}: WRITER may be local, local:FOLDER, https://host/v1#model, or empty for none."
    )


def shipped_adapter() -> Path | None:
    """The adapter for the bundled model that comes with the shop."""
    return SHIPPED if (SHIPPED / "adapter_model.safetensors").exists() else None
