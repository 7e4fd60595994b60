"""What schemathesis asks as, and with what: Alice, with real identifiers in part of the valid requests.

The first valid requests of every operation are given what they need to succeed, later ones by chance; the others stay as they
were made up. In chains all valid requests are given a body, because hypothesis ends the phase where the same request is now
answered and then refused; a step keeps the identifiers that led to it. Who may end a session asks in one of its own. Every
answer is noted in API_TALLY.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

from tests.contract import given
from tests.contract.given.shop import NOBODY, Given, Shop
from tests.contract.given.signing_in import NEW_PEOPLE
from tests.contract.tally import Answer

ENDING = (
    "/auth/session/",
    "/auth/sessions/",
    "/auth/login",
    "/auth/signup",
    "/auth/second",
    "/auth/passkeys",
    "/auth/password",
)
ALWAYS, SOMETIMES, SELDOM = 4, 0.5, 0.1
"""How many of the first, and how often later; seldom where somebody must sign up first."""
TOKENS = ("Cart-Token", "Chat-Token", "Order-Token")
SESSION = "X-Session-Token"
NAMES: dict[str, Any] = json.loads(Path(os.environ["API_NAMES"]).read_text())
shop = Shop(NAMES["url"], NAMES)
chance = random.Random(6)
sessions = iter(NAMES["sessions"] * 100)
asked: Counter[str] = Counter()
succeeded: Counter[str] = Counter()
cases_given: set[str] = set()
told = Path(os.environ["API_TALLY"])


def operation_of(case: Any) -> str:
    return str(case.operation.definition.raw["operationId"])


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    name = operation_of(case)
    real = _due(case, name)
    case_is_given = real is not None
    if real is not None:
        _give(case, kwargs, real, name=name)
    elif case.meta is not None and not _is_step(case):
        _point(case, name)
    if not case_is_given and any(path in case.operation.path for path in ENDING):
        _ask_as(case, kwargs, next(sessions), only_instead=True)
    if case_is_given:
        cases_given.add(case.id)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    name = operation_of(case)
    if response.status_code < 300:
        succeeded[name] += 1
    mode = case.meta.generation.mode.value if case.meta is not None else ""
    phase = case.meta.phase.name.value if case.meta is not None else ""
    answer = Answer(name, response.status_code, mode, phase, case.id in cases_given)
    with told.open("a") as file:
        file.write(json.dumps(asdict(answer)) + "\n")


def _due(case: Any, name: str) -> Given | None:
    """What the request is given, if it is to be given anything."""
    if not _is_plain(case) or not (_is_chained(case) or _is_turn(name)):
        return None
    real = given.of(name, shop)
    if not _is_chained(case):
        return real
    if not _is_step(case):
        return replace(real, loose=())
    return None if real.session else Given(body=real.body)


def _is_plain(case: Any) -> bool:
    """Valid in all its parts, by the operation's own method."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return False
    return case.method.upper() == case.operation.method.upper()


def _is_chained(case: Any) -> bool:
    return case.meta.phase.name is TestPhase.STATEFUL


def _is_step(case: Any) -> bool:
    """Of a chain, at what another answer named."""
    return _is_chained(case) and bool(case.path_parameters)


def _is_turn(name: str) -> bool:
    asked[name] += 1
    often = SELDOM if name in NEW_PEOPLE else SOMETIMES
    return asked[name] <= ALWAYS or not succeeded[name] or chance.random() < often


def _give(case: Any, kwargs: Any, real: Given, *, name: str) -> None:
    if real.path:
        case.path_parameters = {**(case.path_parameters or {}), **real.path}
    if case.query:
        kept = {key: value for key, value in case.query.items() if key != "cursor"}
        case.query = {**kept, **{key: NAMES["queries"][key] for key in kept if key in NAMES["queries"]}}
    for token in TOKENS:
        case.headers.pop(token, None)
    case.headers.update(real.headers)
    if real.body is not None:
        loose = case.body if isinstance(case.body, dict) and succeeded[name] else {}
        case.body = {**real.body, **{key: loose[key] for key in real.loose if key in loose}}
        case.media_type = case.media_type or "application/json"
    if real.session:
        _ask_as(case, kwargs, real.session)


def _point(case: Any, name: str) -> None:
    """What is not valid is tried on things that exist."""
    found = case.meta.components.get(ParameterLocation.PATH)
    if found is not None and found.mode.is_positive and name in NAMES["paths"] and chance.random() < 0.7:
        case.path_parameters = {**(case.path_parameters or {}), **NAMES["paths"][name]}


def _ask_as(case: Any, kwargs: Any, token: str, *, only_instead: bool = False) -> None:
    for headers in (case.headers, kwargs.get("headers")):
        if headers is None or (only_instead and SESSION not in headers):
            continue
        if token == NOBODY:
            headers.pop(SESSION, None)
        elif SESSION in headers or headers is case.headers:
            headers[SESSION] = token
