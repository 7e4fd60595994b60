"""Cuts a suggestion into what was typed and the rest. Pure.

Invariant: the pieces put together are the text, to the letter, whatever characters it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from search.text import beginnings
from search.text.folding import fold_with_offsets
from search.text.words import stem


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_typed: bool


def pieces(text: str, typed: beginnings.Typed) -> tuple[Piece, ...]:
    """In order; neighbours differ in `is_typed` and none is empty."""
    found: list[Piece] = []
    at = 0
    for start, end in _spans(text, typed):
        if start < at or start == end:
            continue
        if start > at:
            found.append(Piece(text[at:start], is_typed=False))
        if found and found[-1].is_typed:
            found[-1] = Piece(found[-1].text + text[start:end], is_typed=True)
        else:
            found.append(Piece(text[start:end], is_typed=True))
        at = end
    return (*found, Piece(text[at:], is_typed=False)) if at < len(text) else tuple(found)


def _spans(text: str, typed: beginnings.Typed) -> Iterator[tuple[int, int]]:
    whole = {form for word in typed.finished for form in (word.plain, stem(word.plain))}
    runs = [word.folded for word in (*typed.finished, *filter(None, [typed.begun])) if word.is_spaceless]
    begun = typed.begun.folded if typed.begun and not typed.begun.is_spaceless else ""
    for word in beginnings.words(text):
        if word.is_spaceless:
            yield from _inside(text, word, runs)
        elif word.plain in whole or stem(word.plain) in whole:
            yield word.start, word.end
        elif begun:
            yield from _beginning(text, word, begun)


def _beginning(text: str, word: beginnings.Word, begun: str) -> Iterator[tuple[int, int]]:
    """The word's first letters, or those of its first part that begins so: shirt in t-shirt."""
    folded = fold_with_offsets(text[word.start : word.end])
    for at in (0, *(place + 1 for place, sign in enumerate(folded.text) if not sign.isalnum())):
        if folded.text.startswith(begun, at):
            start, end = folded.span(at, at + len(begun))
            yield word.start + start, word.start + end
            return


def _inside(text: str, word: beginnings.Word, runs: list[str]) -> Iterator[tuple[int, int]]:
    folded = fold_with_offsets(text[word.start : word.end])
    places = sorted((folded.text.find(run), len(run)) for run in runs if run in folded.text)
    for at, length in places:
        start, end = folded.span(at, at + length)
        yield word.start + start, word.start + end
