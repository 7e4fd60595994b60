"""Which encoder the shop uses: the one trained last and promoted, or else the one of the setting ENCODER."""

from __future__ import annotations

from django.conf import settings

from language import encoder
from language.encoder import Encoder
from search.models import EncoderVersion


def wanted() -> str:
    """Where the encoder of a new index comes from. One query."""
    row = EncoderVersion.objects.filter(state=EncoderVersion.State.ACTIVE).only("name").first()
    return row.name if row else settings.ENCODER


def load(source: str) -> Encoder:
    """Shared by all callers of this process. Raises language.weights.WeightsMissing."""
    return encoder.load(source)
