"""Runs the shop's programs side by side, each line of their output behind a coloured name; then, one after another, errands
that end by themselves.

None outlives the others or this process: when one ends or a signal asks for it all are ended, and the kernel ends them
when this process is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

POLITE_SECONDS = 5.0
LOOK_SECONDS = 0.05
PIPES_SECONDS = 1.0
LONGEST_LINE = 2**20
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)


@dataclass(frozen=True)
class Program:
    """A program to run: its name in the log, the colour of the name, its command line."""

    name: str
    colour: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Ended:
    """A program that ended by itself; a negative status is the signal that killed it."""

    name: str
    status: int

    def __str__(self) -> str:
        if self.status >= 0:
            return f"{self.name} ended with status {self.status}"
        return f"{self.name} was killed by {signal.Signals(-self.status).name}"


async def supervise(
    programs: Sequence[Program],
    *,
    environment: Mapping[str, str],
    console: Console,
    meanwhile: Callable[[], Coroutine[Any, Any, None]],
    errands: Sequence[Program] = (),
) -> Ended | None:
    """Run until SIGINT or SIGTERM (None) or until a program ends by itself; none runs afterwards.

    `meanwhile` runs beside them, the errands after it, and both are stopped when the programs stop. An errand that fails is
    named in the log and stops nothing. A second signal skips the polite part.
    """
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    processes: dict[Program, Process] = {}
    running: dict[Program, Process] = {}
    printing: list[asyncio.Task[None]] = []
    beside: list[asyncio.Task[None]] = []
    try:
        for program in programs:
            processes[program] = await _start(program, environment)
            printing.append(asyncio.create_task(_print(program, processes[program], console)))
        beside.append(asyncio.create_task(_afterwards(meanwhile, errands, running, environment, console)))
        return await _first_end(processes, asked)
    finally:
        asked.clear()
        for task in beside:
            task.cancel()
        await _stop([*processes.values(), *running.values()], asked)
        if printing:
            await asyncio.wait(printing, timeout=PIPES_SECONDS)  # the last words of the programs
        for task in printing:
            task.cancel()
        await asyncio.gather(*printing, *beside, return_exceptions=True)


async def _afterwards(
    meanwhile: Callable[[], Coroutine[Any, Any, None]],
    errands: Sequence[Program],
    running: dict[Program, Process],
    environment: Mapping[str, str],
    console: Console,
) -> None:
    await meanwhile()
    for program in errands:
        running[program] = await _start(program, environment)
        await _print(program, running[program], console)
        if status := await _end_of(running[program]):
            console.print(f"[yellow]{Ended(program.name, status)}; the shop goes on without it.[/]")
        del running[program]


def end_with_parent(number: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process a signal when its parent ends, however it ends (Linux)."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


async def _start(program: Program, environment: Mapping[str, str]) -> Process:
    parent = os.getpid()

    def attach() -> None:
        end_with_parent()
        if os.getppid() != parent:
            os._exit(1)

    return await asyncio.create_subprocess_exec(
        *program.command,
        env=dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        limit=LONGEST_LINE,
        start_new_session=True,
        preexec_fn=attach,
    )


async def _print(program: Program, process: Process, console: Console) -> None:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    while line := await _read_line(process.stdout):
        prefix = Text(f"{datetime.now():%H:%M:%S} {program.name:<6} │ ", style=program.colour)  # noqa: DTZ005 - for eyes
        text = Text.from_ansi(line.decode(errors="replace").rstrip())
        console.print(prefix + text, soft_wrap=True, highlight=False)


async def _read_line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError:
        return b"(a line too long to show)\n"


async def _first_end(processes: Mapping[Program, Process], asked: asyncio.Event) -> Ended | None:
    ends = {asyncio.create_task(_end_of(process)): program for program, process in processes.items()}
    asking = asyncio.create_task(asked.wait())
    waiting: set[asyncio.Task[Any]] = {asking, *ends}
    done, pending = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    if asking in done:
        return None
    task = next(task for task in ends if task in done)
    return Ended(name=ends[task].name, status=task.result())


async def _end_of(process: Process) -> int:
    """Its status as soon as it has ended. Process.wait() would wait for its children too, who hold its output open."""
    while process.returncode is None:
        await asyncio.sleep(LOOK_SECONDS)
    return process.returncode


async def _stop(processes: Iterable[Process], asked: asyncio.Event) -> None:
    """Ask every process to end; kill what is left of their groups after some seconds, or when asked once more."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    ended: asyncio.Future[list[int]] = asyncio.gather(*(_end_of(process) for process in processes))
    again = asyncio.ensure_future(asked.wait())
    both: set[asyncio.Future[Any]] = {ended, again}
    await asyncio.wait(both, timeout=POLITE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    again.cancel()
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await ended
