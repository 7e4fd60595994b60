"""What was answered to each operation in a run, and which of them never succeeded."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """`mode` says whether the request was valid by the schema; `is_given` whether it had real identifiers."""

    operation: str
    status: int
    mode: str
    phase: str
    is_given: bool

    @property
    def is_good(self) -> bool:
        return self.status < 300


def read(path: Path) -> list[Answer]:
    return [Answer(**json.loads(line)) for line in path.read_text().splitlines()]


def silent(answers: Iterable[Answer], operations: Iterable[str]) -> set[str]:
    """Operations that never succeeded."""
    return set(operations) - {answer.operation for answer in answers if answer.is_good}


def complaints(
    answers: Iterable[Answer], operations: Iterable[str], *, cannot: Mapping[str, str]
) -> list[str]:
    """Operations that should have succeeded and did not, and reasons that are no longer true."""
    found = silent(answers, operations)
    told = [f"{name} never succeeded" for name in sorted(found - set(cannot))]
    return told + [f"{name} succeeded, so it has no reason not to" for name in sorted(set(cannot) - found)]


def table(answers: Iterable[Answer], operations: Iterable[str]) -> str:
    """A line for each operation: requests, those that succeeded, and all statuses."""
    statuses: dict[str, Counter[int]] = defaultdict(Counter)
    valid: dict[str, Counter[bool]] = defaultdict(Counter)
    for answer in answers:
        statuses[answer.operation][answer.status] += 1
        if answer.mode == "positive":
            valid[answer.operation][answer.is_good] += 1
    lines = []
    for name in sorted(operations):
        good = sum(count for status, count in statuses[name].items() if status < 300)
        told = " ".join(f"{status}:{count}" for status, count in sorted(statuses[name].items()))
        asked = valid[name].total()
        share = f"{100 * valid[name][True] // asked}%" if asked else "-"
        lines.append(f"{name:28} {statuses[name].total():6} {good:6} {share:>5} of valid  {told}")
    return "\n".join(lines)
