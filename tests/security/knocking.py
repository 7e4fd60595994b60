"""Knocks at an address as everybody, and compares what comes back, and what changed, with its row of the table."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from tests.security import state
from tests.security import world as worlds
from tests.security.rows import LOGIN, Answer, Row

SAFE, NEVER = ("get", "head"), ("put", "patch", "delete")
REFUSALS = (400, 403, 404, 405, LOGIN)


def complaints(world: worlds.World, row: Row, *methods: str) -> list[str]:
    """What is not as the row says."""
    return [
        f"{method.upper()} as {person}: {complaint}"
        for person in row.people
        for method in methods
        for complaint in _of_request(world, row, person, method)
    ]


def _of_request(world: worlds.World, row: Row, person: str, method: str) -> Iterator[str]:
    with state.undone():
        answer, text = _ask(world, row, person, method)
        touched = state.changed(world.everything, state.everything())
        alices = state.changed(world.alices, state.of_person(world.people["alice"].pk)) if touched else []
    if method not in NEVER and answer != (expected := (row.post if method == "post" else row.get)[person]):
        yield f"answers {answer} instead of {expected}"
    if method in SAFE and set(touched) - row.get_writes:
        yield f"looking writes {touched}"
    if method in NEVER and (touched or (answer in {200, 201, 204} and row.get[person] != 200)):
        yield f"answers {answer} and writes {touched}"
    if answer in REFUSALS and touched:
        yield f"refuses and still writes {touched}"
    if method == "post" and person in row.writes and not touched:
        yield "writes nothing, so this form proves nothing"
    is_allowed = row.is_key or (row.is_work and answer not in REFUSALS)
    if person != "alice" and not is_allowed:
        if alices:
            yield f"writes rows of Alice's: {alices}"
        if told := [secret for secret in worlds.SECRETS if secret in text]:
            yield f"tells about Alice: {told}"


def _ask(world: worlds.World, row: Row, person: str, method: str) -> tuple[Answer, str]:
    names = {**world.names, "person": person}
    data = {key: value.format(**names) for key, value in row.data.items()} if method == "post" else None
    response = getattr(world.browser(person), method)(row.address.format(**names), data)
    body = response.getvalue() if response.streaming else response.content
    return answer_of(response), body.decode(errors="replace")


def answer_of(response: HttpResponse) -> Answer:
    where = response.get("Location", "")
    doors = (reverse(settings.LOGIN_URL), reverse("admin:login"))
    return LOGIN if where.startswith(tuple(f"{door}?next=" for door in doors)) else response.status_code
