"""`make run`: one foreground process that owns the shop's servers, web server, worker and clock.

Ctrl-C stops all of it; a program that dies takes the others down and is named.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from rich.console import Console
from rich.text import Text

from config import environment, services, supervisor, translations
from config.services import ServiceError
from config.supervisor import Ended, Program

HOST = "127.0.0.1"
READY_SECONDS = 90
KILLED_SECONDS = 10
AS_ROOT = "ignore:You're running the worker with superuser privileges"
"""Celery's seven lines for root, whose shop is a demonstration on a machine of its own."""

console = Console(highlight=False)


def main() -> int:
    """Exit status: 0 after Ctrl-C or SIGTERM, 1 after one line that says what is wrong and what to do."""
    signal.signal(signal.SIGTERM, _interrupt)
    if "MAKELEVEL" in os.environ:
        supervisor.end_with_parent()
    try:
        environment.write_local_file()
        environment.load_file()
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        ended = _run(environment.integer("PORT", 8000))
    except KeyboardInterrupt:
        ended = None
    except (ServiceError, ImproperlyConfigured, CommandError) as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(
            f"{error.filename or 'This machine'}: {error.strerror or error}; make room or fix its owner."
        )
    if ended:
        return _fail(
            f"{ended}, so the shop was stopped; the reason may be above. Start it again with `make run`."
        )
    console.print("The shop is closed. Its data is kept.")
    return 0


def _run(port: int) -> Ended | None:
    began = time.monotonic()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_only_runner(port))
        with _step("PostgreSQL and Redis"):
            addresses = stack.enter_context(services.running())
        os.environ.update(addresses)
        os.environ["PORT"] = str(port)
        with _step("Settings"):
            django.setup()
        accounts, errands = _prepare()
        return asyncio.run(
            supervisor.supervise(
                _programs(port),
                environment={**os.environ, "PYTHONUNBUFFERED": "1"},
                console=console,
                meanwhile=lambda: _announce(port, began, accounts),
                errands=errands,
            )
        )


@contextlib.contextmanager
def _only_runner(port: int) -> Iterator[None]:
    """Hold the checkout and see that the port is free: two clocks on one database would do everything twice.

    The lock file keeps the number of a runner that was killed; its programs are given the time to end.
    """
    folder = services.places.find().state
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600)
    before = os.read(file, 20).decode().strip()
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        raise ServiceError(f"The shop runs already, as process {before}: stop that one first.") from None
    try:
        os.pwrite(file, f"{os.getpid():<20}".encode(), 0)
        deadline = time.monotonic() + (KILLED_SECONDS if before else 0)
        while not _is_free(port):
            if time.monotonic() > deadline:
                raise ServiceError(
                    f"Port {port} is not free: stop what uses it, or take another one with `PORT=8080 make run`."
                )
            time.sleep(0.1)
        yield
    finally:
        os.truncate(file, 0)
        os.close(file)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _prepare() -> tuple[list[str], list[Program]]:
    """Tables, message catalogues, static files and, in an empty demonstration shop, its content; answers who may log in, and
    what is left for later."""
    from django.conf import settings
    from django.db import connections

    with _step("Tables"):
        call_command("migrate", verbosity=0, interactive=False)
    with _step("Translations"):
        translations.compile_catalogues()
    if not settings.DEBUG:
        with _step("Static files"):
            call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMO and _may_be_seeded():
        console.print("  Demonstration shop (the first time takes a minute or two)")
        call_command("seed_demo")
    _index()
    _learn()
    accounts, errands = _accounts(), _errands()
    connections.close_all()
    return accounts, errands


def _index() -> None:
    """Write the search index where it is missing; in processes of their own, because the encoder stays in memory."""
    from search.indexing import rebuild

    if rebuild.is_needed():
        with _step("Search index"):
            _manage("reindex")


def _manage(command: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", command], check=False)  # noqa: S603 - a name of ours
    if done.returncode:
        raise CommandError(f"`manage.py {command}` failed; the reason is above.")


def _learn() -> None:
    """Learn to read intents, which is kept; in a process of its own, so that those that serve only load it."""
    from assistant import intents

    if not intents.are_learned():
        with _step("Intents"):
            _manage("learn_intents")


def _errands() -> list[Program]:
    """What the shop still has to read and learn once its pages are open, at a low priority."""
    from assistant.reviews import insights
    from recommendations import lists
    from search import demo

    commands = {}
    if insights.are_missing():
        commands["reviews"] = "read_reviews"
    if demo.is_wanted():
        commands["searches"] = "seed_searches"
    if _is_demonstration() and lists.live() is None:
        commands["models"] = "train_recommendations"
    return [
        Program(name=name, colour="blue", command=("nice", "-n", "10", sys.executable, "manage.py", command))
        for name, command in commands.items()
    ]


def _may_be_seeded() -> bool:
    """Whether the shop is empty or the demonstration already, which an interrupted first run left unfinished."""
    from shop.models import Product

    return _is_demonstration() or not Product.objects.exists()


def _is_demonstration() -> bool:
    from shop.models import StoreProfile

    return StoreProfile.objects.filter(is_demo=True).exists()


def _programs(port: int) -> list[Program]:
    from django.conf import settings

    python = [sys.executable, "-W", AS_ROOT, "-m"]
    web = ["uvicorn", "config.asgi:application", "--host", HOST, "--port", str(port), "--lifespan", "off"]
    web += ["--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "3"]
    if settings.DEBUG:
        web += ["--reload", "--reload-dir", "config", "--reload-dir", "shop"]
    else:
        web += ["--workers", str(min(os.cpu_count() or 1, 4)), "--timeout-worker-healthcheck", "30"]
    worker = ["celery", "--quiet", "-A", "config", "worker", "--loglevel", "WARNING", "--concurrency", "2"]
    worker += [
        "--queues",
        "celery,train",
        "--without-gossip",
        "--without-mingle",
        "--hostname",
        "shop@localhost",
    ]
    writer = ["celery", "--quiet", "-A", "config", "worker", "--loglevel", "WARNING", "--pool", "threads"]
    writer += ["--concurrency", "4", "--queues", "writer", "--without-gossip", "--without-mingle"]
    writer += ["--hostname", "writer@localhost"]
    beat = ["celery", "--quiet", "-A", "config", "beat", "--loglevel", "WARNING", "--pidfile="]
    return [
        Program(name="web", colour="cyan", command=(*python, *web)),
        Program(name="worker", colour="magenta", command=(*python, *worker)),
        Program(name="beat", colour="yellow", command=(*python, *beat)),
        *([Program(name="writer", colour="green", command=(*python, *writer))] if settings.WRITER else []),
    ]


async def _announce(port: int, began: float, accounts: list[str]) -> None:
    """Say where the shop is and who may log in, once it answers."""
    address = f"http://{HOST}:{port}"
    deadline = time.monotonic() + READY_SECONDS
    while not await asyncio.to_thread(_answers, f"{address}/health/ready"):
        if time.monotonic() > deadline:
            console.print(
                f"[yellow]{address}/health/ready has not answered for {READY_SECONDS} s; see the log above.[/]"
            )
            return
        await asyncio.sleep(0.1)
    seconds = time.monotonic() - began
    lines = [
        f"\n[bold green]The shop is open at {address}[/]  ({seconds:.0f} s)",
        f"Administration: {address}/admin/",
        "",
    ]
    lines += [*accounts, "", "Ctrl-C closes it.", ""]
    console.print("\n".join(lines), soft_wrap=True)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _accounts() -> list[str]:
    if not _is_demonstration():
        return ["Make an account for the administration with `.venv/bin/python manage.py createsuperuser`."]
    from shop import demo

    return ["Demonstration accounts:"] + [
        f"  {account.role:<12} {account.email:<28} {account.password}" for account in demo.accounts()
    ]


@contextlib.contextmanager
def _step(title: str) -> Iterator[None]:
    began = time.monotonic()
    with console.status(f"{title} ..."):
        yield
    console.print(f"  [green]✓[/] {title} [dim]{time.monotonic() - began:.1f} s[/]")


def _fail(reason: str) -> int:
    console.print(Text.assemble(("Error: ", "bold red"), reason), soft_wrap=True)
    return 1


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
