"""Makes texts safe for any encoder: valid Unicode, one space between words, and no longer than an encoder reads. Pure."""

from __future__ import annotations

from collections.abc import Sequence

CHARACTERS_PER_TOKEN = (
    16  # words of natural languages are shorter, so nothing an encoder would read is cut off
)


def prepared(texts: Sequence[str], *, max_tokens: int) -> list[str]:
    """The texts as encoders take them. TypeError for a single text or for anything else that is no list of texts."""
    if isinstance(texts, str):
        raise TypeError("Give a list of texts to encode, not one text.")
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"Only texts can be encoded, not {type(text).__name__}.")
    limit = max_tokens * CHARACTERS_PER_TOKEN
    return [_short(text, limit=limit).encode("utf-8", "replace").decode("utf-8") for text in texts]


def _short(text: str, *, limit: int) -> str:
    return text if len(text) <= limit else " ".join(text.split())[:limit]
