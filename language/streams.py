"""Cuts a stream of pieces of text at stop words, whichever pieces they are spread over. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def until(pieces: Iterable[str], *, stop: Sequence[str]) -> Iterator[str]:
    """The pieces before the first stop word. What may be the beginning of one is held back until that is known; the
    source is closed as soon as the stream ends or its reader leaves."""
    words = [word for word in stop if word]
    held = ""
    try:
        for piece in pieces:
            held += piece
            found = [place for word in words if (place := held.find(word)) >= 0]
            if found:
                held = held[: min(found)]
                break
            safe = len(held) - _beginning(held, words)
            if safe:
                yield held[:safe]
                held = held[safe:]
        if held:
            yield held
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()


def _beginning(text: str, words: Sequence[str]) -> int:
    """How many of the last characters may begin a stop word."""
    return max(
        (
            size
            for word in words
            for size in range(min(len(word) - 1, len(text)), 0, -1)
            if text.endswith(word[:size])
        ),
        default=0,
    )
