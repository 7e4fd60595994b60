"""Finds addresses in a normal text and says which lead out of the shop. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from language.verifier.normal import blank

_TOP = "com net org io co info biz xyz shop store online site top app dev link click live cc tk gq ml cn de uk fr nl eu us ru jp hk tw es it pl"
_END = r"""[^\s<>"'`，。！？；、）】]"""
_ADDRESS = re.compile(
    rf"(?:[a-z][a-z0-9+.-]*:)?[/\\]{{2}}{_END}+|\b(?:javascript|data|vbscript|mailto|tel):{_END}+|\bwww\.{_END}+"
    rf"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:{'|'.join(_TOP.split())})\b(?:[/?#]{_END}*)?"
    r"|\b[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?(?:com|net|org|io)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\]\(\s*([^)\s]+)")


def links(text: str) -> tuple[list[str], str]:
    """Every address or e-mail address, and the text without them."""
    found = []
    for pattern in (_MARKED, _ADDRESS):
        for match in list(pattern.finditer(text)):
            found.append((match[1] if match.re is _MARKED else match[0]).rstrip(".,;:!?)]"))
            text = blank(text, *match.span())
    return found, text


def is_inside(link: str, *, hosts: frozenset[str]) -> bool:
    """A path of this site, or http(s) on one of the hosts, without a name, password or backslash that could mislead."""
    if re.fullmatch(r"/(?![/\\])[^\s\\]*|#[^\s\\]*", link):
        return True
    if "\\" in link or "@" in link:
        return False
    address = link if "://" in link or link.startswith("//") else f"//{link}"
    try:
        parts = urlsplit(address, scheme="https")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() in hosts
