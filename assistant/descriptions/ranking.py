"""Which of several right texts reads best: how well its length fits, how many keywords it has, how evenly it flows. Pure."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from assistant.descriptions.plan import TARGETS, Plan

WORD = re.compile(r"[\u3400-\u9fff]|[^\W_]+(?:['’-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
EASY = {"en": (5, 24), "zh-hans": (6, 60)}
"""Words, or Chinese signs, of a sentence that is easy to read."""


def score(text: str, plan: Plan) -> float:
    """0 to 1; right texts are compared by it."""
    return 0.4 * length_fit(text, plan) + 0.25 * keyword_cover(text, plan) + 0.35 * fluency(text, plan)


def length_fit(text: str, plan: Plan) -> float:
    """1 inside the target, less the further outside."""
    least, most = TARGETS[plan.brief.language][plan.brief.length]
    size = len(text)
    return 1.0 if least <= size <= most else size / least if size < least else most / size


def keyword_cover(text: str, plan: Plan) -> float:
    words = plan.brief.keywords
    return sum(word.casefold() in text.casefold() for word in words) / len(words) if words else 1.0


def fluency(text: str, plan: Plan) -> float:
    """Sentences of an easy length that do not begin alike nor repeat pairs of words."""
    sentences = [one for one in SENTENCE.split(text) if one.strip()]
    if not sentences:
        return 0.0
    least, most = EASY[plan.brief.language]
    counts = [len(WORD.findall(one)) for one in sentences]
    easy = sum(least <= count <= most for count in counts) / len(counts)
    starts = Counter((WORD.findall(one) or [""])[0].casefold() for one in sentences)
    varied = 1 - (max(starts.values()) - 1) / len(sentences)
    return (easy + varied + distinct_2([text])) / 3


def distinct_2(texts: Iterable[str]) -> float:
    """Different pairs of neighbouring words among all pairs (Li et al., 2016, arXiv:1510.03055), over all texts together."""
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        words = [word.casefold() for word in WORD.findall(text)]
        pairs.update(itertools.pairwise(words))
    total = pairs.total()
    return len(pairs) / total if total else 1.0
