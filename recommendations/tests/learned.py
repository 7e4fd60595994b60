"""A small shop whose recommender is trained, for tests of trainings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from recommendations import training
from recommendations.learning.model import Settings
from recommendations.models import Version
from recommendations.pipeline import judgement, material


@pytest.fixture(autouse=True)
def _no_memory(db: None) -> Iterator[None]:
    for remembered in (material.of, judgement.model_of):
        remembered.cache_clear()
    cache.clear()
    yield
    cache.clear()


def trained(settings: Settings | None = None) -> Version:
    version = training.run(training.start(settings))
    cache.clear()
    return version
