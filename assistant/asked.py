"""One message as the tools get it: its words, what it names, what was spoken of before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.mentions import Mentions


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`intent` is a name of docs/assistant.md; `memory` holds numbers and ids that an earlier answer showed the asker."""

    text: str
    intent: str
    said: Mentions = field(default_factory=Mentions)
    memory: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
