"""Reports of rankings and encoders as rows of a table, whatever was measured. Pure.

A measure is `{"before": x, "after": y}` under its name, or a name in both of the top-level dictionaries `before` and
`after`; anything else is a fact. Dictionaries in dictionaries become names with a dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST, MANY = 6, 40
"""Of a longer list, such as losses by batch, only the ends are shown; of more names, such as words, only how many."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A measure has `before` and `after`; a fact has `after` alone. `change` is empty where nothing can be subtracted."""

    name: str
    before: str = ""
    after: str = ""
    change: str = ""
    is_better: bool | None = None


def rows(report: Any) -> tuple[Row, ...]:
    """Measures first, then facts, each in the order of the report. Measures where less is better end in `loss` or `ms`."""
    if not isinstance(report, Mapping):
        return ()
    found = list(_found(report))
    return tuple(sorted(found, key=lambda row: not row.before))


def _found(report: Mapping[str, Any], path: str = "") -> Iterator[Row]:
    before, after = report.get("before"), report.get("after")
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = dict.fromkeys((*before, *after))
        report = {name: {"before": before.get(name), "after": after.get(name)} for name in names} | {
            name: value for name, value in report.items() if name not in {"before", "after"}
        }
    for name, value in report.items():
        full = f"{path}{name}"
        if (
            isinstance(value, Mapping)
            and set(value) == {"before", "after"}
            and not isinstance(value["after"], Mapping)
        ):
            yield _measure(full, value["before"], value["after"])
        elif isinstance(value, Mapping) and len(value) > MANY:
            yield Row(name=full, after=f"({len(value)})")
        elif isinstance(value, Mapping):
            yield from _found(value, f"{full}.")
        else:
            yield Row(name=full, after=_text(value))


def _measure(name: str, before: Any, after: Any) -> Row:
    row = Row(name=name, before=_text(before) or "–", after=_text(after) or "–")
    if not (_is_number(before) and _is_number(after)):
        return row
    change = after - before
    is_less_better = name.endswith(("loss", "ms"))
    text = _text(change).replace("-", "−")
    return Row(
        name=row.name,
        before=row.before,
        after=row.after,
        change=f"+{text}" if change > 0 else text,
        is_better=None if not change else (change < 0) == is_less_better,
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, list | tuple):
        shown = value if len(value) <= MOST else [*value[: MOST // 2], "…", *value[-MOST // 2 :]]
        return ", ".join(map(_text, shown))
    return str(value)
