"""English words: number, articles, verbs, and what a product is called. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLURAL_ONLY = """
boots clippers earbuds earphones glasses gloves goggles headphones jeans leggings mittens pants pliers
pyjamas pajamas sandals scissors secateurs shears shoes shorts slippers sneakers socks sunglasses tights
tongs trainers trousers tweezers dumbbells weights earrings cufflinks chinos joggers loafers heels pumps
binoculars blocks
"""
PLURAL_ONLY = frozenset(_PLURAL_ONLY.split())
_MASS = """
bedding caffeine care chocolate clothing coffee control cotton cream cushioning decor equipment farming
fragrance furniture fuel glass glassware honey ink jewelry jewellery knitwear lighting linen material noise
oil outerwear paper power repair seed shelving soap storage sunscreen tea water wax wool support protection
insulation shampoo ventilation suspension perfume makeup conditioner rice flour sugar pasta juice milk denim
resin footwear
"""
MASS = frozenset(_MASS.split())
COUNTED_ING = frozenset(
    {"binding", "coating", "rating", "setting", "ring", "string", "spring", "fitting", "earring"}
)
IRREGULAR = {
    "knives": "knife", "shelves": "shelf", "scarves": "scarf", "loaves": "loaf", "mice": "mouse", "lenses": "lens",
    "accessories": "accessory", "dresses": "dress", "watches": "watch", "men": "man", "women": "woman", "children": "child",
    "bookcases": "bookcase", "vases": "vase", "cases": "case", "bases": "base", "hoses": "hose", "noses": "nose",
    "purses": "purse", "blouses": "blouse", "suitcases": "suitcase", "shoes": "shoe", "toes": "toe", "movies": "movie",
    "cookies": "cookie", "hoodies": "hoodie", "beanies": "beanie", "ties": "tie", "leaves": "leaf",
}  # fmt: skip
_NO_NOUNS = "set pack edition pro plus mini max small medium large dark light herbal black blue brown green grey pink red white"
NO_NOUNS = frozenset(_NO_NOUNS.split())
"""Last words of titles that do not say what a thing is."""
SINGULAR_S = ("ss", "us", "is", "ics")
AN = re.compile(
    r"(?:[aeio]|u(?!ni|s[aeiou]|ti)|(?:8|11|18)(?!\d)|8\d|honest|hour|heir|[AEFHILMNORSX](?:[A-Z\d]|-))",
    re.ASCII,
)
NOT_AN = re.compile(r"(?:one\b|once|eu)", re.IGNORECASE)
VERBS = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}
ARTICLE = re.compile(r"\b([Aa]) (?=[\w“])")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Noun:
    """`text` in the number in which the product is spoken of."""

    text: str
    is_plural: bool = False
    is_mass: bool = False


def singular(word: str) -> str:
    """Of an English noun, as far as its spelling tells."""
    low = word.lower()
    if low in IRREGULAR:
        return word[0] + IRREGULAR[low][1:]
    if not is_plural(word):
        return word
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def is_plural(word: str) -> bool:
    low = word.lower()
    return low in IRREGULAR or (len(low) > 3 and low.endswith("s") and not low.endswith(SINGULAR_S))


def is_mass(word: str) -> bool:
    low = word.lower()
    return low in MASS or (low.endswith("ing") and low not in COUNTED_ING and len(low) > 5)


def is_same(one: str, other: str) -> bool:
    """Whether two words are the same noun in whatever number."""
    return singular(one).lower() == singular(other).lower()


def with_article(phrase: str) -> str:
    """The noun phrase as one of its kind: "a mug", "an oval lid", "handles", "cushioning"."""
    last = phrase.rsplit(maxsplit=1)[-1] if phrase.split() else ""
    if (
        is_plural(last)
        or is_mass(last)
        or re.match(r"(?:\d|one |two |three |four |a |an |the |both )", phrase.lower())
    ):
        return phrase
    return articles(f"a {phrase}")


def articles(text: str) -> str:
    """ "a" becomes "an" where the next word sounds like a vowel."""

    def fitting(match: re.Match[str]) -> str:
        after = text[match.end() :].lstrip("“")
        is_vowel = AN.match(
            after
            if after[:2].isupper() or after[:1].isdigit() or after[1:2] in "-0123456789"
            else after.lower()
        )
        return f"{match[1]}n " if is_vowel and not NOT_AN.match(after) else match[0]

    return ARTICLE.sub(fitting, text)


def verb(base: str, *, is_plural: bool) -> str:
    """In the third person."""
    if base in VERBS:
        return VERBS[base][is_plural]
    if is_plural or base in {"can", "may", "must", "will"}:
        return base
    if base.endswith(("s", "sh", "ch", "x", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"


def base_form(word: str) -> str:
    """Of a verb in the third person singular: "carries" gives "carry"."""
    low = word.lower()
    known = {forms[0]: base for base, forms in VERBS.items()}
    if low in known:
        return known[low]
    if low.endswith("ies"):
        return low[:-3] + "y"
    return low[:-2] if low.endswith(("sses", "shes", "ches", "xes")) else low[:-1]


def listed(parts: list[str], *, word: str = "and") -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def called(title: str, categories: tuple[str, ...]) -> Noun:
    """The noun for a product: the head of its title where the shelf agrees or has no simple name, else the shelf's name.

    English titles have their head at the end: "Birk Running Shoes". What stands after a comma, a bracket or "for" is no head.
    """
    core = re.split(r"\s+(?:for|with|in|by|of)\s+|[,(|:–—]", title, maxsplit=1)[0]
    words = WORD.findall(core)
    shelf = _shelf(categories)
    head = words[-1] if len(words) > 1 and len(words[-1]) > 2 else ""
    for phrase in shelf:
        if head and is_same(head, phrase.split()[-1]):
            return _noun(phrase, head)
    if head and head.lower() not in NO_NOUNS:
        return _noun(head, head)
    for phrase in shelf:
        last = phrase.split()[-1]
        if any(is_same(word, last) for word in words):
            return _noun(phrase, singular(last))
    return _noun(shelf[0], singular(shelf[0].split()[-1])) if shelf else Noun("item")


def _shelf(categories: tuple[str, ...]) -> list[str]:
    """The parts of the deepest category: "Vases & candles" are two."""
    leaf = categories[-1] if categories else ""
    parts = [" ".join(map(_small, part.split())) for part in re.split(r"\s*(?:&|,|/|\band\b)\s*", leaf)]
    return [part for part in parts if part.isascii() and WORD.search(part)]


def _noun(phrase: str, head: str) -> Noun:
    """The phrase with its last word in the number of the head."""
    *before, last = map(_small, phrase.split())
    if is_plural(head) or singular(head).lower() + "s" in PLURAL_ONLY:
        return Noun(" ".join([*before, _small(head) if is_plural(head) else last]), is_plural=True)
    return Noun(" ".join([*before, singular(last)]), is_mass=is_mass(singular(last)))


def _small(word: str) -> str:
    """Lower case, but for abbreviations."""
    return word if word.isupper() and len(word) < 5 else word.lower()
