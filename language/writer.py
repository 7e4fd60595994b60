"""What a writer is, and the one way to get one.

A writer continues a chat: messages in, pieces of text out. It may be wrong in everything it says; whoever shows its words
checks them first (language.verifier).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from language.messages import Message, WriterMissing, WritingFailed
from language.scripted import ObedientWriter, ScriptedWriter

__all__ = ["Message", "Writer", "WriterMissing", "WritingFailed", "load"]
LOCAL, SCRIPTED, OBEDIENT = "local", "scripted:", "obedient"
_KEPT = 2
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


def load(source: str, *, key: str = "") -> Writer:
    """The writer of a source, shared by all callers of this process: "local" (the bundled model), "scripted:one|two" and
    "scripted:obedient" for tests. Cheap: a model is loaded at first use. Raises WriterMissing."""
    if source.startswith(SCRIPTED):
        script = source.removeprefix(SCRIPTED)
        return ObedientWriter() if script == OBEDIENT else ScriptedWriter(script.split("|"))
    with _LOCK:
        return _load(source, key)


@lru_cache(maxsize=_KEPT)
def _load(source: str, key: str) -> Writer:
    if not source:
        raise WriterMissing("There is no writer: set WRITER to local, or to the address of one.")
    raise WriterMissing(f"No writer is called {source!r}: WRITER may be local, or empty for none.")
