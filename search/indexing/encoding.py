"""Which encoder the shop uses: the one trained last and promoted, or else the one of the setting ENCODER."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.conf import settings

from language import encoder
from language.encoder import Encoder
from search.indexing.documents import Source
from search.models import EncoderVersion


def wanted() -> str:
    """Where the encoder of a new index comes from. One query."""
    row = EncoderVersion.objects.filter(state=EncoderVersion.State.ACTIVE).only("name").first()
    return row.name if row else settings.ENCODER


def load(source: str) -> Encoder:
    """Shared by all callers of this process. Raises language.weights.WeightsMissing."""
    return encoder.load(source)


def vectors(sources: Sequence[Source], *, source: str) -> np.ndarray:
    """(n, d) unit rows: halfway between what the title means and what the whole passage means.

    On judged films and made-up retail queries that finds more than either alone: a title is what people ask for, and the
    passage says what it does not.
    """
    model = load(source)
    titles = model.encode([entry.heading for entry in sources])
    passages = model.encode([entry.passage for entry in sources])
    summed = titles + passages
    return summed / np.maximum(np.linalg.norm(summed, axis=1, keepdims=True), 1e-9)
