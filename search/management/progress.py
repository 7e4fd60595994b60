"""Progress bars of the search's commands, on standard error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID, TimeElapsedColumn


@contextlib.contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """A function that shows how far a step is; each step has a bar of its own."""
    columns = (*Progress.get_default_columns(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        known: dict[str, TaskID] = {}

        def tick(step: str, done: int, total: int) -> None:
            if step not in known:
                known[step] = progress.add_task(step, total=total)
            progress.update(known[step], completed=done, total=total)

        yield tick
