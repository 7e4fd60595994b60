"""Parameters of addresses: what there is, what each may hold; the schema documents them from the same words. Pure but for its errors.

Invariant: a name that an operation does not know is an error, so that a misspelt filter never shows everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

from shop import facets
from shop.api.problems import Problem, parameter

Type = Literal["string", "integer", "boolean", "decimal"]
MOST_LETTERS, MOST_OF_PATTERN = 200, 1000
BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True, kw_only=True)
class Query:
    """One parameter. Values are checked by `read_one`, and by whoever understands them."""

    name: str
    about: str
    type: Type = "string"
    choices: tuple[str, ...] = ()
    is_list: bool = False
    is_required: bool = False
    least: int | None = None
    most: int | None = None
    pattern: str = ""
    example: Any = None
    default: Any = None

    @property
    def is_plain(self) -> bool:
        """Any text, as long as it is short."""
        return self.type == "string" and not self.pattern and not self.choices


FIELDS = Query(
    name="fields",
    about="Only these members, separated by commas, such as `id,price,brand.name`; of every item where the answer is a list.",
    pattern=r"^[a-z0-9_.,]{1,500}$",
    example="id",
)
LIMIT = Query(name="limit", about="Items on a page.", type="integer", least=1, most=100, default=24)
CURSOR = Query(
    name="cursor",
    about="Where the list goes on. Follow `next` instead of making one.",
    pattern=r"^[A-Za-z0-9_.:-]{1,1000}$",
)
PAGED = (LIMIT, CURSOR)


def expand(names: Iterable[str]) -> Query:
    offered = "|".join(names)
    return Query(
        name="expand",
        about=f"More of each, separated by commas: {offered.replace('|', ', ')}.",
        pattern=rf"^({offered})(,({offered}))*$",
    )


def check(query: QueryDict, known: Iterable[Query]) -> None:
    """Raises Problem for a name that is not known, one said twice that is no list, and one that is missing."""
    by_name = {one.name: one for one in known}
    for name, values in query.lists():
        if name not in by_name:
            names = ", ".join(sorted(by_name)) or "-"
            raise parameter(
                name[:60], _("This parameter is not known. There is: %(names)s.") % {"names": names}
            )
        if len(values) > (30 if by_name[name].is_list else 1):
            raise parameter(name, _("Say it once."))
        for value in values:
            read_one(by_name[name], value)
    for one in by_name.values():
        if one.is_required and not query.get(one.name, "").strip():
            raise parameter(one.name, _("This parameter is required."))


def read(query: QueryDict, one: Query) -> Any:
    """Its value, a tuple for a list, the default where it is not said. Raises Problem."""
    if one.is_list:
        return tuple(dict.fromkeys(read_one(one, value) for value in query.getlist(one.name)))
    return read_one(one, query[one.name]) if one.name in query else one.default


def read_one(one: Query, text: str) -> Any:
    longest = MOST_LETTERS if one.is_plain else MOST_OF_PATTERN
    if "\0" in text or len(text) > longest or not _is_text(text):
        raise parameter(one.name, _("This is too long, or no text."))
    if one.pattern and not re.search(one.pattern, text):
        raise _refused(one, _("This does not look as it should."))
    if one.choices and text not in one.choices:
        raise _refused(one, _("One of: %(names)s.") % {"names": ", ".join(one.choices)})
    if one.type == "boolean":
        if text not in BOOLEANS:
            raise _refused(one, "true, false")
        return BOOLEANS[text]
    if one.type == "integer":
        return _integer(one, text)
    if one.type == "decimal":
        return _decimal(one, text)
    return text


def _is_text(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _refused(one: Query, detail: str) -> Problem:
    return parameter(one.name, detail)


def _integer(one: Query, text: str) -> int:
    least, most = one.least or 0, one.most or 10**9
    if not (text.isascii() and text.isdecimal() and len(text) < 11 and least <= int(text) <= most):
        raise _refused(one, _("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most})
    return int(text)


def _decimal(one: Query, text: str) -> Decimal:
    amount = facets.number(text)
    if amount is None or "," in text or " " in text or amount < 0:
        raise _refused(one, _("A number such as 12.50."))
    return amount
