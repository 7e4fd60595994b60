"""Reads one review or many: the feeling of the whole, and which aspects its sentences speak of with which feeling.

The classifier is the trained one where there is one, the lexicon otherwise; the encoder finds aspects that no word names.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.conf import settings

from assistant.reviews import aspects, tone
from assistant.reviews.sentences import Sentence, sentences
from language import encoder, sentiment
from language.sentiment import Feeling, Sentiment
from language.weights import WeightsMissing

log = logging.getLogger(__name__)
NEAR, CLEAR, SHORTEST = 0.55, 0.35, 3
"""The cosine from which a sentence is like an example, the score from which it is for or against, and its fewest words."""
SURE, APART = 0.8, 2.0
"""A mismatch needs a sure reading that is this many stars away from those given."""
LEXICON = "lexicon"


@dataclass(frozen=True)
class Mention:
    """One sentence on one aspect; `score` from -1 to 1."""

    aspect: str
    sentence: Sentence
    score: float

    @property
    def polarity(self) -> int:
        return 1 if self.score >= CLEAR else -1 if self.score <= -CLEAR else 0


@dataclass(frozen=True)
class Understood:
    feeling: Feeling
    mentions: tuple[Mention, ...]
    read_by: str

    def contradicts(self, stars: int) -> bool:
        """Whether the words say surely something else than the stars."""
        sure = max(self.feeling.negative, self.feeling.positive)
        return self.read_by != LEXICON and sure >= SURE and abs(stars_of(self.feeling) - stars) >= APART


class ByLexicon:
    """Until a classifier was trained: words that are kind or not."""

    name = LEXICON

    def read(self, texts: Sequence[str], *, batch_size: int = 32) -> list[Feeling]:
        return [_felt(tone.score(text)) for text in texts]


def understand(texts: Sequence[tuple[str, str]], *, by: Sentiment | None = None) -> list[Understood]:
    """Of (title, text) pairs, in order; everything in batches."""
    reader = by or ByLexicon()
    wholes = [f"{title}. {text}" if title else text for title, text in texts]
    cut = [
        [one for one in sentences(text) if len(one.text.split()) >= SHORTEST or not one.text.isascii()]
        for _, text in texts
    ]
    flat = [one for row in cut for one in row]
    felt = iter(reader.read([one.text for one in flat]))
    spoken = iter(_aspects([one.text for one in flat]))
    found = []
    for whole, row in zip(reader.read(wholes), cut, strict=True):
        mentions = []
        for sentence in row:
            score = next(felt).score
            mentions += [Mention(code, sentence, score) for code in next(spoken)[:2]]
        found.append(Understood(whole, tuple(mentions), reader.name))
    return found


def stars_of(feeling: Feeling) -> float:
    """The stars that somebody who feels so gives, 1 to 5, on average."""
    return 1.4 * feeling.negative + 3.0 * feeling.mixed + 4.7 * feeling.positive


def trained(folder: str) -> Sentiment | None:
    """The classifier in a folder; None, and a line in the log, where it cannot be opened."""
    try:
        return sentiment.load(folder) if folder else None
    except (WeightsMissing, OSError, ValueError) as error:
        log.warning("Reviews are read by the lexicon: %s", error)
        return None


def _aspects(texts: list[str]) -> list[tuple[str, ...]]:
    """By words, and by nearness to an example where no word tells."""
    found = [aspects.named(text) for text in texts]
    silent = [place for place, codes in enumerate(found) if not codes]
    if silent:
        rows = encoder.load(settings.ENCODER).encode([texts[place] for place in silent])
        codes, examples = _examples(settings.ENCODER)
        cosines = rows @ examples.T
        for place, row in zip(silent, cosines, strict=True):
            best = int(row.argmax())
            if row[best] >= NEAR:
                found[place] = (codes[best],)
    return found


@lru_cache(maxsize=2)
def _examples(source: str) -> tuple[tuple[str, ...], np.ndarray]:
    pairs = [(aspect.code, text) for aspect in aspects.ASPECTS for text in aspect.examples]
    return tuple(code for code, _ in pairs), encoder.load(source).encode([text for _, text in pairs])


def _felt(score: float) -> Feeling:
    positive, negative = max(score, 0.0), max(-score, 0.0)
    return Feeling(negative=negative, mixed=1 - positive - negative, positive=positive)
