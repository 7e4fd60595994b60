"""Words of writings that put no spaces between them. Pure; jieba is loaded at the first Chinese text, or by `load`.

Invariant: every character and every pair of neighbours of a run is among its pieces, so that a word is found inside a
title whatever jieba made of it. The dictionary is read into memory from jieba's package and nothing is written anywhere.
"""

from __future__ import annotations

import re
import threading
import warnings
from functools import lru_cache
from typing import Any

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA_AND_SOUTH_EAST = "\u3040-\u30ff\u31f0-\u31ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
SPACELESS = HAN + KANA_AND_SOUTH_EAST
LONGEST_PHRASE = 16
_STOP_WORDS = "的 了 吗 呢 吧 是 在 和 与 及 给 送 适合 我 我的 你 您 想 想要 要 买 购买 找 请 有 用 个 一个 一款 这 那 些"
STOP_WORDS = frozenset(_STOP_WORDS.split())
Piece = tuple[str, str, int, int]
"""Term, kind (word, stop, gram inside a word, bridge from word to word, character), start, end."""

_HAN_ONLY = re.compile(f"[{HAN}]+")
_lock = threading.Lock()
_loaded: list[Any] = []


def load() -> Any:
    """jieba's segmenter with its dictionary: a second and 55 MB, once a process; call it when a worker starts."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(_segmenter())
    return _loaded[0]


def _segmenter() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba imports pkg_resources and has old escapes in its patterns
        import jieba
    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = (
        True  # its own way writes a cache into the folder for temporary files and logs to stderr
    )
    return segmenter


@lru_cache(maxsize=512)
def pieces(run: str) -> tuple[Piece, ...]:
    """Everything a document is found by for one run of such writing, in order of place; each place and length once."""
    found = _words(run)
    kinds = {(start, end): "stop" if run[start:end] in STOP_WORDS else "word" for start, end in found}
    inside = {at for start, end in found for at in range(start, end - 1)} if found else set(range(len(run)))
    for start in range(len(run) - 1):
        kinds.setdefault((start, start + 2), "gram" if start in inside else "bridge")
    for start in range(len(run)):
        kinds.setdefault((start, start + 1), "character")
    return tuple((run[start:end], kind, start, end) for (start, end), kind in sorted(kinds.items()))


def _words(run: str) -> list[tuple[int, int]]:
    """jieba's words and the dictionary's shorter words inside them (its search mode)."""
    if not _HAN_ONLY.fullmatch(run):
        return [(0, len(run))] if len(run) <= LONGEST_PHRASE else []
    segmenter, found, start = load(), [], 0
    known = segmenter.FREQ.get
    for word in segmenter.cut(run, HMM=False):
        end = start + len(word)
        for length in range(2, min(len(word), 4)):
            found += [
                (at, at + length) for at in range(start, end - length + 1) if known(run[at : at + length])
            ]
        found.append((start, end))
        start = end
    return found
