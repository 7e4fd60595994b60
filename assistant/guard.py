"""What a shopper's words go through before anything reads them. Pure.

`clean` bounds a message and takes away what the eye does not see, `flags` says when a person must be told, `hide` puts
placeholders where personal data stood and `show` puts the data back. Nothing here tries to recognise an attack: a message may
ask for anything, because no later step does what a message says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST = 2000
_BREAKS = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")
_UNSEEN = {"Cf", "Cs", "Co", "Cn"}  # format, surrogate, private, unassigned


class TooLong(ValueError):
    """The message has more than LONGEST characters."""


class Empty(ValueError):
    """Nothing is left of the message that could be read."""


def clean(text: str) -> str:
    """The message as it is seen: control characters are spaces, invisible ones are gone, line ends are one \\n. Raises
    TooLong and Empty."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise TooLong(f"A message has at most {LONGEST} characters, not {len(text)}.")
    seen = "".join(_seen(unicodedata.normalize("NFC", text)))
    found = unicodedata.normalize("NFC", _BREAKS.sub("\n", _SPACES.sub(" ", seen)).strip())
    if not any(character.isprintable() and not character.isspace() for character in found):
        raise Empty("The message is empty.")
    return found[:LONGEST]  # composing never lengthens but in a handful of scripts


def _seen(text: str) -> Iterator[str]:
    for character in text:
        category = unicodedata.category(character)
        if character == "\n":
            yield character
        elif category == "Cc" or category in {"Zl", "Zp"}:
            yield " "
        elif category not in _UNSEEN and not _selects_variant(character):
            yield character


def _selects_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


_A_PERSON = (
    r"(?:(?:a|an|the|some|your|any|another|actual|real|live|human|of|member|customer|support|service)\s+)*"
    r"(?:humans?|person|people|someone|somebody|agents?|representatives?|managers?|supervisors?|boss|staff|colleagues?|"
    r"employees?|operator|advis[eo]r|team)\b"
)
_FLAGS: dict[str, tuple[str, ...]] = {
    "human": (
        rf"\b(?:speak|talk|chat|transfer|connect|pass|put)\w*\s+(?:me\s+)?(?:on\s+|through\s+|over\s+)?(?:to|with)\s+{_A_PERSON}",
        r"\b(?:real|live|actual)\s+(?:human|person|agent|people)\b",
        r"\b(?:want|need|get|give|let|find|put)\b[^.?!\n]{0,20}\b(?:human|representative|supervisor|live agent)\b",
        r"\bhuman\s+(?:agent|being|help|support|please)\b|^\W*(?:human|operator|agent|representative)\W*$",
        r"\bcustomer\s+(?:service|support|care)\b(?:,?\s+please)?\W*$|\b(?:call|ring|phone)\s+me\b",
        r"人工|真人|活人|(?:找|叫|换|转)(?:个|一个|一下|你们|你们的)?(?:人|客服|经理|领导|负责人|同事)",
        r"(?:让|和|跟)(?:你们)?(?:的)?(?:经理|领导|负责人|客服)|给我打(?:个)?电话|回电",
    ),
    "complaint": (
        r"\bcomplain\w*|\bunacceptable\b|\b(?:scam(?:med|mers?)?|cheated|ripped off|swindle\w*)\b",
        r"\b(?:furious|outraged|disgust\w+|appalling|outrageous|disgraceful)\b|\bso angry\b|\bvery (?:angry|unhappy|upset|disappointed)\b",
        r"\bworst\s+(?:\w+\s+){0,2}(?:shop|store|service|company|experience|purchase)\b|\bnever\s+(?:buy|order|shop)\w*\b[^.?!]{0,20}\bagain\b",
        r"\b(?:arrived|came|is|was|were|are|delivered|received|got)\b[^.?!\n]{0,25}\b(?:broken|damaged|defective|cracked|shattered|smashed|faulty)\b(?!\s+link)",
        r"\b(?:broken|damaged|defective|faulty)\s+(?:item|product|goods|parcel|package|mug|lamp|chair|glass)\b",
        r"\b(?:wrong|different)\s+(?:item|product|thing)s?\b[^.?!\n]{0,15}\b(?:sent|arrived|came|delivered|received)\b",
        r"\b(?:sent|got|received|delivered)\b[^.?!\n]{0,12}\bthe\s+wrong\s+(?:item|product|thing|one)s?\b",
        r"投诉|不满意|差评|骗子|欺骗|被骗|坑人|假货|太差|恶劣|太气人|气死|发错(?:了)?(?:货|商品)?|(?:收到|寄来|用了).{0,12}(?:坏|碎|破)",
    ),
    "safety": (
        r"\b(?:injur(?:ed|y|ies)|bleed(?:s|ing)?|electric(?:al)? shock|electrocuted|burn(?:ed|t) (?:me|my|his|her|our)|hospital|poison(?:ed|ing|ous)?|chok(?:ed|ing))\b",
        r"\b(?:hurt|cut|burn(?:ed|t)?|scald(?:ed)?)\s+(?:myself|himself|herself|themselves|me\b|(?:my|his|her|our)\s+(?:\w+\s+)?(?:hand|finger|arm|leg|foot|face|eye|skin|son|daughter|child|kid|baby)s?\b)",
        r"\b(?:caught|catch(?:es|ing)?|on|set)\s+fire\b|\bburst into flames\b|\bfire hazard\b|\bsmok(?:e|ing)\b[^.?!\n]{0,20}\b(?:com(?:es|ing)|out|from)\b|\bstarted? (?:to smoke|smoking|burning|to burn)\b|\bexplod\w+|\bburning smell\b|\bsparks?\b",
        r"\ballerg\w+|\banaphyla\w+|\b(?:got|have|gave me|developed) an? (?:\w+\s+)?rash\b|\b(?:skin|body)\s+reacted\b",
        r"受伤|割伤|划伤|割到|烫伤|烧伤|砸伤|流血|着火|起火|冒烟|爆炸|触电|漏电|过敏|中毒|窒息|噎住|送医|进医院|起疹",
    ),
    "legal": (
        r"\b(?:lawyers?|attorneys?|solicitors?|lawsuit|legal action|legal steps|take you to court|ombudsman|consumer protection|small claims|trading standards)\b",
        r"\b(?:will|to|gonna|'ll)\s+sue\b|\bsue\s+(?:you|your|this|the)\b|\bsuing\b|\breport\s+(?:you|this|it)\s+to\s+the\s+(?:police|authorit\w+)\b|\bpress charges\b",
        r"律师|起诉|法院|告你们|打官司|消协|消费者协会|消费者权益|报警|工商局|市场监管|12315|法律(?:途径|手段|责任)|仲裁",
    ),
}  # fmt: skip
_READ = {
    flag: re.compile("|".join(f"(?:{part})" for part in parts), re.IGNORECASE)
    for flag, parts in _FLAGS.items()
}
_QUOTES = str.maketrans({"’": "'", "‘": "'"})


def flags(text: str) -> frozenset[str]:
    """Of "human", "complaint", "safety" and "legal": reasons to bring in a person, in English or Chinese words."""
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return frozenset(flag for flag, pattern in _READ.items() if pattern.search(folded))


_DIGITS = r"[0-9０-９]"
_PERSONAL = re.compile(
    rf"(?P<EMAIL>[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)"
    rf"|(?P<ORDER>(?<![A-Za-z0-9])M[\-‐‑–—]?{_DIGITS}{{3,12}}(?![A-Za-z0-9]))"
    rf"|(?P<DATE>(?<![0-9])(?:19|20)[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9]))"
    rf"|(?P<CARD>(?<![A-Za-z0-9])(?:{_DIGITS}[ \-]?){{12,18}}{_DIGITS}(?![A-Za-z0-9]))"
    rf"|(?P<PHONE>(?<![A-Za-z0-9.,])(?:\+|00)?(?:[\(]?{_DIGITS}[\)]?[ \-/]?){{6,14}}{_DIGITS}(?![A-Za-z0-9]|[.,][0-9]))",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"(?:ORDER|EMAIL|PHONE|CARD)_[0-9]+")


@dataclass(frozen=True)
class Hidden:
    """A text with placeholders, and what each placeholder stands for."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)


def hide(text: str, *, known: Mapping[str, str] | None = None) -> Hidden:
    """Orders, e-mail addresses, telephone and card numbers become ORDER_1, EMAIL_1, ...; what is `known` from earlier turns
    keeps its placeholder, and one that stands in the text by itself is never given away."""
    values = dict(known or {})
    taken = set(_PLACEHOLDER.findall(text)) | values.keys()
    of = {value: name for name, value in values.items()}

    def covered(match: re.Match[str]) -> str:
        kind, value = str(match.lastgroup), match.group()
        if kind == "DATE":
            return value
        if value not in of:
            number = next(n for n in range(1, len(taken) + 2) if f"{kind}_{n}" not in taken)
            of[value] = f"{kind}_{number}"
            values[of[value]] = value
            taken.add(of[value])
        return of[value]

    return Hidden(_PERSONAL.sub(covered, text), values)


def show(text: str, values: Mapping[str, str]) -> str:
    """The text with the data back in its places; a placeholder that nobody gave stays as it is."""
    return _PLACEHOLDER.sub(lambda match: values.get(match.group(), match.group()), text)
