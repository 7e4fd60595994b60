"""Reads the intent of a message. One classifier a language, fitted in seconds at the first use and kept in var/intents/.

The folder's name is made of what decides the result (examples, encoder, recipe, format), so a change of any of them fits anew
and nothing stale is ever read.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from assistant.intents import corpus, encoding, gloss, rules
from language import classifier
from language.classifier import OUT_OF_SCOPE, Classifier, Label, Recipe
from language.encoder import Encoder

RECIPES = {
    "en": Recipe(spelling=0.4, focus=1.0, ridge=0.02, refusals=0.007),
    "zh": Recipe(spelling=0.7, focus=1.5, ridge=0.03, refusals=0.008),
}
FEWEST_KEPT = 100  # texts that say where the border is; the share of refusals cannot be told from less
UNSURE = 0.4  # of a lone order number, which may as well answer a question
_LOCK = threading.Lock()


@dataclass(frozen=True)
class Intent:
    """`name` is one of corpus.INTENTS; `probability` is the classifier's where no rule decided."""

    name: str
    probability: float
    is_out_of_scope: bool


def read(text: str, *, language: str) -> Intent:
    """What the message wants. `language` is the page's; the message may be written in the other one. One encode."""
    written_in = rules.script(text, language=language)
    [label] = _classifier(settings.ENCODER, written_in).predict([rules.normalised(text)])
    return decide(text, label)


def decide(text: str, label: Label) -> Intent:
    name = OUT_OF_SCOPE if label.is_out_of_scope else label.name
    if rules.is_only_a_number(text):
        return Intent("track_order", UNSURE, is_out_of_scope=False)
    if rules.about_an_order(text, name):
        return Intent("track_order", 1.0, is_out_of_scope=False)
    return Intent(name, label.probability, is_out_of_scope=label.is_out_of_scope)


def are_learned() -> bool:
    """Whether every language lies in var/intents/ for the present examples, encoder and recipe. Loads no weights."""
    model = encoding.load(settings.ENCODER)
    return all(_folder(model, language).is_dir() for language in corpus.LANGUAGES)


def warm() -> None:
    """Fit or load both languages (seconds the first time), so that no shopper waits for it."""
    for language in corpus.LANGUAGES:
        _classifier(settings.ENCODER, language).predict(["warm"])


def fit(found: list[corpus.Example], *, language: str, model: Encoder) -> Classifier:
    """A classifier of one language. The Chinese one reads meaning from a gloss (gloss.py) and so learns from English too. The border
    is drawn on texts of the language that the encoder was not taught, whether it was taught others or none."""
    used = [example for example in found if language in {"zh", example.language}]
    return Classifier.fit(
        [rules.normalised(example.text) for example in used],
        [example.label for example in used],
        encoder=gloss.GlossingEncoder(model) if language == "zh" else model,
        recipe=RECIPES[language],
        groups=[example.family for example in used],
        judged=_judged(used, language=language),
    )


def _judged(used: list[corpus.Example], *, language: str) -> list[bool]:
    """On which the border is drawn: on all of the language where too few of them were kept for it."""
    spoken = [example.language == language for example in used]
    kept = [is_spoken and example.draws_border for is_spoken, example in zip(spoken, used, strict=True)]
    return kept if sum(kept) >= FEWEST_KEPT else spoken


def _classifier(source: str, language: str) -> Classifier:
    with _LOCK:
        return _kept(source, language)


@lru_cache(maxsize=4)
def _kept(source: str, language: str) -> Classifier:
    model = encoding.load(source)
    folder = _folder(model, language)
    try:
        reads = gloss.GlossingEncoder(model) if language == "zh" else model
        return Classifier.load(folder, encoder=reads)
    except classifier.NoClassifier:
        fitted = fit(list(corpus.examples()), language=language, model=model)
        _keep(fitted, folder)
        return fitted


def _folder(model: Encoder, language: str) -> Path:
    deciding = repr(
        (corpus.fingerprint(), gloss.fingerprint(), model.name, RECIPES[language], classifier.FORMAT)
    )
    key = hashlib.sha256(deciding.encode("utf-8")).hexdigest()[:16]
    return Path(settings.VAR) / "intents" / f"{language}-{key}"


def _keep(fitted: Classifier, folder: Path) -> None:
    """Written beside and moved into place, so that processes which fit at the same time do not see half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix="new-"))
    fitted.save(beside)
    try:
        beside.rename(folder)
    except OSError:  # another process was first, with the same result
        shutil.rmtree(beside, ignore_errors=True)
