"""Measures reading of intents on the shop's own examples, by the very code that reads messages.

Five times, every fifth family of paraphrases of each intent and language is tested by classifiers that learned from the other
families only, what the encoder was taught and the borders of the scope included; so every example is tested once and none with a
paraphrase of its own family. Beside it the classifiers that serve read the messages of held_out.tsv, which are kin to no example and from which nothing is ever learned.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.intents import corpus, reading, rules
from assistant.intents.corpus import Example
from language.classifier import OUT_OF_SCOPE
from language.encoder import Encoder

Tick = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Outcome:
    example: Example
    intent: reading.Intent
    nearest: str


@dataclass(frozen=True)
class Report:
    outcomes: tuple[Outcome, ...]
    held_out: tuple[Outcome, ...]
    seconds: float

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"examples": len(self.outcomes), "seconds": round(self.seconds, 1)}
        held_out = {"examples": len(self.held_out)} | _by_language(self.held_out)
        return found | _by_language(self.outcomes) | {"held_out": held_out}

    @property
    def mistakes(self) -> list[str]:
        return [
            "\t".join(
                (
                    one.example.label,
                    one.intent.name,
                    one.nearest,
                    one.example.language,
                    one.example.group,
                    one.example.text,
                )
            )
            for one in (*self.outcomes, *self.held_out)
            if one.intent.name != one.example.label
        ]


def _by_language(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    parts = {
        language: _figures([one for one in outcomes if one.example.language == language])
        for language in corpus.LANGUAGES
    }
    return parts | _figures(outcomes)


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """`accuracy` is of the nearest intent of texts in scope, `kept` also counts a refusal as a mistake. What only sounds like
    business of the shop (another shop's parcel, a job, somebody else's data) is counted apart, as near."""
    inside = [one for one in outcomes if one.example.label != OUT_OF_SCOPE]
    outside = [one for one in outcomes if one.example.label == OUT_OF_SCOPE]
    near = [one for one in outside if one.example.group.startswith(corpus.NEAR)]
    strange = [one for one in outside if not one.example.group.startswith(corpus.NEAR)]
    return {
        "accuracy": _share(sum(one.nearest == one.example.label for one in inside), len(inside)),
        "kept": _share(sum(one.intent.name == one.example.label for one in inside), len(inside)),
        "out_of_scope_recall": _share(sum(one.intent.is_out_of_scope for one in strange), len(strange)),
        "out_of_scope_recall_near": _share(sum(one.intent.is_out_of_scope for one in near), len(near)),
        "false_refusal_rate": _share(sum(one.intent.is_out_of_scope for one in inside), len(inside)),
    }


def _share(count: int, of: int) -> float | None:
    return round(count / of, 4) if of else None


class _Remembering:
    """An encoder that reads each text once for all rounds."""

    def __init__(self, inner: Encoder) -> None:
        self._inner = inner
        self.name, self.dimensions = inner.name, inner.dimensions
        self._rows: dict[str, np.ndarray] = {}

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        self._rows |= zip(new, self._inner.encode(new, batch_size=batch_size), strict=True)
        return np.stack([self._rows[text] for text in texts])

    def warm(self) -> None:
        self._inner.warm()


def run(
    *,
    model: Encoder,
    teach: Callable[[list[Example]], Encoder],
    rounds: int = corpus.FOLDS,
    tick: Tick = lambda step, done, total: None,
) -> Report:
    """`model` serves and reads what is held out; `teach` gives the encoder of a round, from what may be learned in it. Fewer
    `rounds` than FOLDS test fewer of the families."""
    began, reads = time.perf_counter(), _Remembering(model)
    outcomes: list[Outcome] = []
    for fold in range(rounds):
        learned, tested = corpus.split(corpus.examples(), fold=fold)
        taught = teach(learned)
        outcomes += _tested(learned, tested, model=reads if taught is model else _Remembering(taught))
        tick("Testing families", fold + 1, rounds + 1)
    held_out = _tested(list(corpus.examples()), corpus.held_out(), model=reads)
    tick("Testing families", rounds + 1, rounds + 1)
    return Report(tuple(outcomes), tuple(held_out), time.perf_counter() - began)


def _tested(learned: list[Example], tested: Sequence[Example], *, model: Encoder) -> Iterator[Outcome]:
    for language in corpus.LANGUAGES:
        fitted = reading.fit(learned, language=language, model=model)
        asked = [
            example for example in tested if rules.script(example.text, language=example.language) == language
        ]
        labels = fitted.predict([rules.normalised(example.text) for example in asked])
        for example, label in zip(asked, labels, strict=True):
            yield Outcome(example, reading.decide(example.text, label), label.name)
