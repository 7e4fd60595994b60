"""What a row of the permission tables says, and the short forms of it.

A row is an address, filled from `world.World.names`, and what each method answers to whom. HEAD answers as GET does; PUT, PATCH
and DELETE are for nobody. `data` is a form that works, and `writes` says whose form changes something: everybody else's must
change nothing, whatever it is answered. Nobody but Alice ever changes a row of hers, unless the row says that its address is
a key: who holds a signed link or a payment's reference acts for the buyer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.security.world import STOREFRONT

LOGIN = "login"
Answer = int | str
"""A status, or LOGIN: sent to the log-in page, which brings back here."""
Answers = Mapping[str, Answer]


def all_get(answer: Answer) -> Answers:
    return dict.fromkeys(STOREFRONT, answer)


def accounts_get(answer: Answer, *, anonymous: Answer = LOGIN) -> Answers:
    """Whoever is logged in."""
    return {**all_get(answer), "anonymous": anonymous}


def alice_gets(answer: Answer, *, anonymous: Answer = LOGIN) -> Answers:
    """Hers alone: for every other account, the shop's own people too, it does not exist."""
    return {**all_get(404), "anonymous": anonymous, "alice": answer}


NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset(STOREFRONT)
ACCOUNTS = EVERYBODY - {"anonymous"}
ALICE = frozenset({"alice"})
NOT_ALLOWED = all_get(405)
NOT_FOUND = all_get(404)


@dataclass(frozen=True, kw_only=True)
class Row:
    """`get_writes` names tables that looking may write; `is_work` is staff's, upon whosever rows."""

    name: str
    address: str
    get: Answers
    post: Answers
    data: Mapping[str, str] = field(default_factory=dict)
    writes: frozenset[str] = NOBODY
    is_key: bool = False
    get_writes: frozenset[str] = frozenset()
    people: tuple[str, ...] = STOREFRONT
    is_work: bool = False

    def __str__(self) -> str:
        return f"{self.name} {self.address} {dict(self.data) or ''}".strip()


def page(name: str, address: str, /) -> Row:
    """For everybody, to be read only."""
    return Row(name=name, address=address, get=all_get(200), post=NOT_ALLOWED)


def missing(name: str, address: str, /, *, post: Answers = NOT_ALLOWED) -> Row:
    return Row(name=name, address=address, get=NOT_FOUND, post=post)


def button(name: str, address: str, /, *, writes: frozenset[str] = NOBODY, **data: str) -> Row:
    """A form of a public page."""
    return Row(name=name, address=address, get=NOT_ALLOWED, post=all_get(302), data=data, writes=writes)


def account_page(name: str, address: str, /) -> Row:
    """The asker's own list."""
    return Row(name=name, address=address, get=accounts_get(200), post=accounts_get(405))


def private_page(name: str, address: str, /) -> Row:
    return Row(name=name, address=address, get=alice_gets(200), post=accounts_get(405, anonymous=405))


def private_form(name: str, address: str, /, **data: str) -> Row:
    return Row(name=name, address=address, get=alice_gets(200), post=alice_gets(302), data=data, writes=ALICE)


def private_button(name: str, address: str, /, **data: str) -> Row:
    return Row(name=name, address=address, get=NOT_ALLOWED, post=alice_gets(302), data=data, writes=ALICE)


def bob_gets(answer: Answer) -> Answers:
    return {**all_get(404), "anonymous": LOGIN, "bob": answer}


def key(
    name: str,
    address: str,
    /,
    *,
    get: Answers = NOT_ALLOWED,
    post: Answers = NOT_ALLOWED,
    writes: frozenset[str] = NOBODY,
    **data: str,
) -> Row:
    """An address that nobody can guess: who has it acts for the buyer."""
    return Row(name=name, address=address, get=get, post=post, writes=writes, data=data, is_key=True)
