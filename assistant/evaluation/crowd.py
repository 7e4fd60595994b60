"""Many shoppers at once over HTTP, against a server of its own on the demonstration shop in a throw-away database.

Every shopper is a thread that sends a message, reads the events as a browser does, thinks for a while and sends the next.
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np
from django.core.management import call_command
from django.db import connection
from psycopg.conninfo import make_conninfo

from assistant import intents
from assistant.evaluation import stage
from assistant.evaluation.stage import Tick

HOST = "127.0.0.1"
READY_SECONDS, ANSWER_SECONDS = 120.0, 60.0
WARM_UP = 3
MESSAGES = (
    "Which shipping methods do you offer?", "How long does delivery take?", "What is your return policy?", "Do you ship to Switzerland?",
    "How can I pay?", "I forgot my password", "Show me teapots", "I'm looking for a tent for two people", "mugs under 20 euros",
    "I need a gift for a runner under 50 euros", "What is the Ostarra Ware Nova Teapot made of?", "How do I write a review?", "Hello",
    "Is the Plainspoon Wilder Speckled Mug dishwasher safe?", "What is the capital of Australia?", "Where is my order?", "退货政策是什么？",
    "运费多少钱？", "Can I buy without registering?", "Thank you very much", "Who can write reviews?", "Do you have sleeping bags?",
)  # fmt: skip


class NoServer(Exception):
    """The server that was to be measured did not answer; the message has its last words."""


@dataclass
class _Times:
    """Milliseconds after the request was sent."""

    first_event: list[float] = field(default_factory=list)
    first_sentence: list[float] = field(default_factory=list)
    turn: list[float] = field(default_factory=list)
    failed: int = 0
    fault: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


def run(
    *, clients: int, messages: int, think: float, workers: int, tick: Tick = lambda step, done, total: None
) -> dict[str, Any]:
    """Each of the clients sends so many messages with `think` seconds between them on average. Raises NoServer and
    scratch.NotAllowed."""
    with stage.demo(tick=tick):
        intents.warm()
        call_command("collectstatic", verbosity=0, interactive=False)
        with _server(workers) as address:
            times = crowd(address, clients=clients, messages=messages, think=think, tick=tick)
    if not times.turn:
        raise NoServer(f"No message was answered: {times.fault}")
    return {
        "clients": clients,
        "messages": len(times.turn),
        "failed": times.failed,
        "think_seconds": think,
        "server_processes": workers,
        **_quantiles("first_event", times.first_event),
        **_quantiles("first_sentence", times.first_sentence),
        **_quantiles("turn", times.turn),
    }


def crowd(
    address: str, *, clients: int, messages: int, think: float, tick: Tick = lambda step, done, total: None
) -> _Times:
    """Measure a server that runs. The first messages of everybody are not counted."""
    times, warming = _Times(), _Times()
    for number in range(WARM_UP * 2):
        _shop(address, MESSAGES[number : number + WARM_UP], warming, think=0.0, rng=random.Random(number))
    threads = []
    for number in range(clients):
        rng = random.Random(number)
        asked = [rng.choice(MESSAGES) for _ in range(messages)]
        threads.append(
            threading.Thread(
                target=_shop, args=(address, asked, times), kwargs={"think": think, "rng": rng}, daemon=True
            )
        )
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(0.2)
        tick("Talking", len(times.turn), clients * messages)
    return times


def _shop(address: str, asked: Sequence[str], times: _Times, *, think: float, rng: random.Random) -> None:
    with httpx.Client(base_url=address, timeout=ANSWER_SECONDS) as browser:
        time.sleep(rng.uniform(0, think))
        for message in asked:
            try:
                _say(browser, message, browser.cookies.get("csrftoken") or _token(browser), times)
            except (httpx.HTTPError, NoServer) as error:
                with times.lock:
                    times.failed, times.fault = times.failed + 1, str(error)
            time.sleep(rng.expovariate(1 / think) if think else 0)


def _token(browser: httpx.Client) -> str:
    browser.get("/chat/").raise_for_status()
    return browser.cookies.get("csrftoken") or ""


def _say(browser: httpx.Client, message: str, token: str, times: _Times) -> None:
    began = time.perf_counter()
    first: dict[str, float] = {}
    with browser.stream(
        "POST", "/chat/stream/", data={"text": message}, headers={"X-CSRFToken": token}
    ) as response:
        if response.status_code != 200:
            raise NoServer(f"/chat/stream/ answers {response.status_code}.")
        for line in response.iter_lines():
            if line.startswith("event: "):
                first.setdefault(line.removeprefix("event: "), (time.perf_counter() - began) * 1000)
    if "done" not in first:
        raise NoServer("A turn ended before it was done.")
    with times.lock:
        times.first_event.append(min(first.values()))
        if "sentence" in first:
            times.first_sentence.append(first["sentence"])
        times.turn.append((time.perf_counter() - began) * 1000)


@contextlib.contextmanager
def _server(workers: int) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--host",
        HOST,
        "--port",
        str(port),
    ]
    command += ["--lifespan", "off", "--log-level", "warning", "--no-access-log", "--workers", str(workers)]
    environment = os.environ | {
        "DATABASE_URL": _address(),
        "CHAT_PER_MINUTE": "100000",
        "CHAT_PER_DAY": "1000000",
        "SECURE_HTTPS": "0",
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"http://{HOST}:{port}",
    }
    server = subprocess.Popen(command, env=environment)  # noqa: S603 - our own server
    try:
        _await(f"http://{HOST}:{port}", server)
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _address() -> str:
    """libpq's words for the present database."""
    settings = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    known = {key: str(settings[name]) for key, name in names.items() if settings.get(name)}
    extra = {key: value for key, value in settings.get("OPTIONS", {}).items() if isinstance(value, str)}
    return make_conninfo(**known, **extra)


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise NoServer(f"The server ended with status {server.returncode}; the reason is above.")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{address}/health/live", timeout=5).status_code == 200:
                return
        time.sleep(0.3)
    raise NoServer(f"The server did not answer within {READY_SECONDS:.0f} seconds.")


def _quantiles(name: str, values: Sequence[float]) -> dict[str, float | None]:
    return {
        f"{name}_p{round(at * 100)}_ms": round(float(np.quantile(values, at)), 1) if values else None
        for at in (0.5, 0.95)
    }
