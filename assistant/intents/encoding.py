"""The encoder that reads intents: the shop's own, with the adapter that was taught them where it belongs to it.

The adapter comes with the shop (adapter/README.md says how it was taught). A shop with an encoder of its own reads with that alone,
until `learn_intents --adapter` teaches it. Families that draw the border of the scope teach nothing (corpus.draws_border).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from assistant.intents import gloss, rules
from assistant.intents.corpus import Example
from language import encoder, label_training, weights
from language.encoder import Encoder
from language.label_training import Plan, Report, Tick

SHIPPED = Path(__file__).parent / "adapter"
PLAN = Plan()


def load(source: str) -> Encoder:
    """Cheap. Raises weights.WeightsMissing."""
    plain = encoder.load(source)
    adapter = next((one for one in (own(plain.name), SHIPPED) if _fits(one, plain)), None)
    return encoder.load(source, adapter=adapter) if adapter else plain


def own(identity: str) -> Path:
    """Where a shop keeps the adapter of its own encoder."""
    return Path(settings.VAR) / "intents" / f"adapter-{identity}"


def _fits(adapter: Path, plain: Encoder) -> bool:
    return label_training.belongs_to(adapter) == plain.name


def teach(
    found: Sequence[Example],
    *,
    folder: Path,
    source: str,
    tick: Tick = lambda done, total, loss: None,
) -> Report:
    """Writes the adapter into `folder`, which must not exist. Minutes. Raises label_training.CannotLearn, FileExistsError and
    weights.WeightsMissing."""
    texts, labels = _lessons(found)
    return label_training.train(
        texts,
        labels,
        folder=folder,
        start=weights.find(source),
        plan=PLAN,
        tick=tick,
    )


def taught(found: Sequence[Example], *, source: str, tick: Tick = lambda done, total, loss: None) -> Encoder:
    """An encoder that was taught these examples and no others; an adapter that was taught them before is taken again."""
    if source == encoder.TINY:
        return encoder.load(source)
    texts, labels = _lessons(found)
    return taught_labels(texts, labels, source=source, tick=tick)


def taught_labels(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    source: str,
    tick: Tick = lambda done, total, loss: None,
) -> Encoder:
    """The same for any texts. Raises as `teach` does."""
    start = weights.find(source)
    deciding = repr((list(texts), list(labels), start.identity, PLAN))
    key = hashlib.sha256(deciding.encode("utf-8")).hexdigest()[:16]
    folder = Path(settings.VAR) / "intents" / f"measured-{key}"
    if not folder.exists():
        label_training.train(texts, labels, folder=folder, start=start, plan=PLAN, tick=tick)
    return encoder.load(source, adapter=folder)


def _lessons(found: Sequence[Example]) -> tuple[list[str], list[str]]:
    lessons = [example for example in found if not example.draws_border]
    return [_read(example) for example in lessons], [example.label for example in lessons]


def _read(example: Example) -> str:
    """As the encoder reads it (gloss.GlossingEncoder)."""
    text = rules.normalised(example.text)
    return gloss.english(text) if example.language == "zh" else text
