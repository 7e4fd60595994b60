"""`make run`: one foreground process that owns the shop's servers, web process, workers and clock.

Ctrl-C stops all of it. A child that dies takes the others down and is named; children die with this process, even
when it is killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from honcho.manager import Manager
from honcho.printer import Printer
from rich.console import Console

from config import environment, services, translations

console = Console(highlight=False)
PATIENCE_SECONDS = 60
PR_SET_PDEATHSIG = 1


def main() -> int:
    """Exit status: 0 after Ctrl-C, 1 with one line that says what to do."""
    try:
        environment.write_local_file()
        environment.load_file()
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        port = _free_port()
        with services.running() as addresses:
            os.environ.update(addresses)
            _prepare()
            return _supervise(port)
    except (services.ServiceError, ImproperlyConfigured) as error:
        console.print(f"[red]Error:[/] {error}")
    except OSError as error:
        console.print(
            f"[red]Error:[/] {error.filename or 'The machine'}: {error.strerror}; make room or fix its owner."
        )
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 0
    return 1


def _free_port() -> int:
    port = environment.integer("PORT", 8000)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise services.ServiceError(
                f"Port {port} is in use: stop what uses it, or choose another with PORT={port + 1} make run."
            ) from None
    return port


def _prepare() -> None:
    """Tables, message catalogues, static files and, the first time, the demonstration shop."""
    translations.compile_catalogues()
    django.setup()
    from django.conf import settings

    for title, command, options in (
        ("Preparing tables", "migrate", {"verbosity": 0}),
        ("Preparing static files", "collectstatic", {"verbosity": 0, "interactive": False}),
    ):
        with console.status(title):
            call_command(command, **options)
    if settings.DEMO:
        call_command("seed_demo")


def _supervise(port: int) -> int:
    manager = Manager(Printer(sys.stdout, colour=sys.stdout.isatty()))
    python = sys.executable
    environ = {**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1", "MARIGOLD_PARENT": str(os.getpid())}
    commands = {
        "web": f"{python} -m uvicorn config.asgi:application --host 127.0.0.1 --port {port} --workers 1 "
        "--timeout-graceful-shutdown 5 --log-level warning --lifespan off",
        "worker": f"{python} -m celery -A config worker --loglevel WARNING --concurrency 2 --without-gossip --without-mingle",
        "beat": f"{python} -m celery -A config beat --loglevel WARNING --pidfile= ",
    }
    for name, command in commands.items():
        manager.add_process(name, f"exec {python} -m config.run --child {command}", env=environ, quiet=False)
    stopped: list[int] = []
    threading.Thread(target=_announce, args=(port, stopped), daemon=True).start()
    began = time.monotonic()
    try:
        manager.loop()
    finally:
        stopped.append(1)
    if manager.returncode and time.monotonic() - began >= 0:
        return _explain(manager)
    console.print("Stopped.")
    return 0


def _explain(manager: Manager) -> int:
    """After Ctrl-C honcho reports the signal as its return code; anything else is a child that died."""
    if manager.returncode in {-signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGINT, 130, 143}:
        console.print("Stopped.")
        return 0
    console.print(
        f"[red]Error:[/] a process of the shop ended with status {manager.returncode}; its last lines are above."
    )
    return 1


def _announce(port: int, stopped: list[int]) -> None:
    """Say where the shop is, once it answers."""
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and not stopped:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=2):  # noqa: S310 - our own address
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    else:
        return
    from shop import demo

    lines = [f"\n[bold]Marigold is open: {address}[/]  (administration: {address}/admin/)  Ctrl-C stops it."]
    lines += [f"  {account.role:<12} {account.email:<28} {account.password}" for account in demo.accounts()]
    console.print("\n".join(lines) + "\n")


def _become_child(command: list[str]) -> None:
    """Ask the kernel to end this process when its parent ends (Linux), then become the command."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.execvp(command[0], command)  # noqa: S606 - the commands above


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _become_child(sys.argv[2:])
    sys.exit(main())
