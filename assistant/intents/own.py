"""Measures reading of intents on the shop's own examples, by the very code that reads messages.

Five times, every fifth family of paraphrases of each intent and language is tested by classifiers that learned from the other
families only, borders of the scope included; so every example is tested once and none with a paraphrase of its own family.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    seconds: float

    def as_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"examples": len(self.outcomes), "seconds": round(self.seconds, 1)}
        for language in corpus.LANGUAGES:
            mine = [outcome for outcome in self.outcomes if outcome.example.language == language]
            found[language] = _figures(mine)
        return found | _figures(self.outcomes)

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
            for one in self.outcomes
            if one.intent.name != one.example.label
        ]


def _figures(outcomes: list[Outcome] | tuple[Outcome, ...]) -> dict[str, Any]:
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


def run(*, model: Encoder, tick: Tick = lambda step, done, total: None) -> Report:
    began = time.perf_counter()
    outcomes: list[Outcome] = []
    for fold in range(corpus.FOLDS):
        learned, tested = corpus.split(corpus.examples(), fold=fold)
        for language in corpus.LANGUAGES:
            fitted = reading.fit(learned, language=language, model=model)
            asked = [
                example
                for example in tested
                if rules.script(example.text, language=example.language) == language
            ]
            labels = fitted.predict([rules.normalised(example.text) for example in asked])
            outcomes.extend(
                Outcome(example, reading.decide(example.text, label), label.name)
                for example, label in zip(asked, labels, strict=True)
            )
        tick("Testing families", fold + 1, corpus.FOLDS)
    return Report(tuple(outcomes), time.perf_counter() - began)
