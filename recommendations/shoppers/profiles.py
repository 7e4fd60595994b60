"""What a shopper is interested in, made anew from their latest deeds whenever a list is: no training lies between a click and it.

A profile is a few signals, each with a weight that fades: products, words they searched or wrote, interests they named.
Invariant: the weight of a signal depends on it alone, so taking one away changes nothing about the others.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

import numpy as np
from django.core.cache import cache

from recommendations.memory import Memory
from recommendations.ranking import knowledge
from recommendations.ranking.knowledge import Known, Trait, Vector
from recommendations.shoppers.history import Deed, Edit, History
from search.indexing import encoding
from search.models import Build
from search.text import tokens
from search.text.folding import fold

MOST_ITEMS, MOST_WORDS, MOST_INTERESTS = 12, 3, 20
HALF_LIFE = timedelta(days=20)
LASTING = 0.15
"""What remains of a deed's weight however old it is: regulars who come back after months are not strangers."""
DEEDS = {"view": 1.0, "cart": 2.0, "purchase": 2.5, "review": 0.6, "search": 0.9}
STARS = {1: -1.5, 2: -1.0, 3: 0.2, 4: 2.0, 5: 2.5}
LIKED, NAMED = 1.5, 1.2
TRAITS = {"place": 1.0, "choice": 1.0, "number": 0.5, "boolean": 0.4}
BRAND, DEPARTMENT = 1.5, 0.2
SIZE = "size"
"""A product is sold in all sizes, and 37 is one of shoes and of nothing else: no interest, and nothing that other kinds share."""
WIDER = 1.6
DAY = 86_400
_words_kept: Memory[tuple[str, str], Vector] = Memory(most=5_000, seconds=DAY)


@dataclass(frozen=True, kw_only=True)
class Signal:
    """`deed` is a kind of event, "liked" for a thumb or "named" for an interest that the shopper added."""

    deed: str
    weight: float
    at: datetime
    product_id: int | None = None
    words: str = ""
    stars: int = 0
    interest: Edit | None = None


@dataclass(frozen=True, kw_only=True)
class Band:
    low: float
    high: float
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Profile:
    """`known` has the products of the signals."""

    history: History
    signals: tuple[Signal, ...]
    known: Mapping[int, Known]
    band: Band | None
    categories: tuple[tuple[int, str], ...]

    @cached_property
    def tastes(self) -> tuple[tuple[Trait, float], ...]:
        """Traits by weight, the strongest first. Lists are made from signals and do without them."""
        return _tastes(self.items, self.known, self.history.edits)

    @cached_property
    def items(self) -> tuple[Signal, ...]:
        return tuple(signal for signal in self.signals if signal.product_id is not None)

    @property
    def is_cold(self) -> bool:
        return not any(signal.weight > 0 for signal in self.signals)


def of(history: History, *, with_words: bool = True) -> Profile:
    """The queries of knowledge.of. Without words where the page has words of its own."""
    items = _items(history)
    known = knowledge.of(signal.product_id for signal in items if signal.product_id)
    items = [signal for signal in items if signal.product_id in known]
    signals = (*items, *(_words(history) if with_words else ()), *_named(history))
    return Profile(
        history=history,
        signals=signals,
        known=known,
        band=_band(items, known, history),
        categories=_categories(items, known, history.edits),
    )


def _items(history: History) -> list[Signal]:
    """The products that matter most now, heaviest first; of several deeds with one product the heaviest counts."""
    found: dict[int, Signal] = {}
    for deed in history.deeds:
        if deed.product_id is None or deed.kind == "review":
            continue
        weight = _weight(deed, history.now)
        held = found.get(deed.product_id)
        if held is None or abs(weight) > abs(held.weight):
            found[deed.product_id] = Signal(
                deed=deed.kind,
                weight=weight,
                at=deed.at,
                product_id=deed.product_id,
                stars=deed.value if deed.kind == "rating" else 0,
            )
    for product in history.liked - found.keys():
        found[product] = Signal(deed="liked", weight=LIKED, at=history.now, product_id=product)
    return sorted(found.values(), key=lambda signal: (-abs(signal.weight), -(signal.product_id or 0)))[
        :MOST_ITEMS
    ]


def _weight(deed: Deed, now: datetime) -> float:
    first = STARS.get(deed.value, 0.2) if deed.kind == "rating" else DEEDS[deed.kind]
    age = max(now - deed.at, timedelta()) / HALF_LIFE
    return float(first * (LASTING + (1 - LASTING) * 0.5**age))


def _words(history: History) -> list[Signal]:
    found: dict[str, Signal] = {}
    for deed in history.deeds:
        text = " ".join(deed.words.split())
        if text and fold(text) not in found and len(found) < MOST_WORDS:
            found[fold(text)] = Signal(
                deed=deed.kind, weight=_weight(deed, history.now), at=deed.at, words=text
            )
    return list(found.values())


def _named(history: History) -> list[Signal]:
    liked = [edit for edit in history.edits if edit.likes][:MOST_INTERESTS]
    return [Signal(deed="named", weight=NAMED, at=history.now, interest=edit) for edit in liked]


def weights_of(known: Known, *, without: frozenset[tuple[str, str]] = frozenset()) -> Mapping[int, float]:
    """How much each trait of a product says, by the trait's number; none for those that the shopper took away."""
    weights = _weights_of(known)
    if not without:
        return weights
    return {trait.id: weights[trait.id] for trait in known.traits if (trait.code, trait.value) not in without}


@lru_cache(maxsize=4096)
def _weights_of(known: Known) -> Mapping[int, float]:
    return {
        trait.id: {"brand": BRAND, "department": DEPARTMENT}.get(
            trait.code, TRAITS.get(trait.kind, TRAITS["choice"])
        )
        for trait in known.traits
    }


def disliked(edits: Sequence[Edit]) -> frozenset[tuple[str, str]]:
    return frozenset((edit.code, edit.value) for edit in edits if not edit.likes)


def _tastes(
    items: Sequence[Signal], known: Mapping[int, Known], edits: Sequence[Edit]
) -> tuple[tuple[Trait, float], ...]:
    """Traits that at least two of the products share, or that one strong one has; edits have the last word."""
    summed: dict[int, float] = defaultdict(float)
    traits: dict[int, Trait] = {}
    without = disliked(edits)
    for signal in items:
        product = known[signal.product_id or 0]
        traits |= {trait.id: trait for trait in product.traits}
        for number, weight in weights_of(product, without=without).items():
            if traits[number].code != SIZE:
                summed[number] += signal.weight * weight
    strongest = sorted(summed, key=lambda number: (-summed[number], number))
    return tuple((traits[number], round(summed[number], 3)) for number in strongest if summed[number] > 0)


def _band(items: Sequence[Signal], known: Mapping[int, Known], history: History) -> Band | None:
    """What they chose, else the prices of what they liked, widened; None while there are fewer than three."""
    if history.prices is not None:
        low, high = history.prices
        return Band(
            low=float(low or 0), high=float(high) if high is not None else float("inf"), is_chosen=True
        )
    prices = [
        known[signal.product_id or 0].price
        for signal in items
        if signal.weight > 0 and known[signal.product_id or 0].price > 0
    ]
    if len(prices) < 3:
        return None
    low, high = np.quantile(prices, (0.1, 0.9))
    return Band(low=float(low) / WIDER, high=float(high) * WIDER, is_chosen=False)


def _categories(
    items: Sequence[Signal], known: Mapping[int, Known], edits: Sequence[Edit]
) -> tuple[tuple[int, str], ...]:
    """Innermost categories of their products, the favourite first, without those they took away."""
    summed: dict[tuple[int, str], float] = defaultdict(float)
    labels = {edit.label for edit in edits if not edit.likes and edit.code == "category"}
    for signal in items:
        product = known[signal.product_id or 0]
        if product.category_id and product.category not in labels:
            summed[product.category_id, product.category] += signal.weight
    return tuple(sorted((key for key, value in summed.items() if value > 0), key=lambda key: -summed[key]))


def vectors_of_words(texts: Sequence[str]) -> list[Vector | None]:
    """Unit rows, kept by the process and in the cache. No query but the index in use."""
    if not texts:
        return []
    source = _encoder()
    found = _words_kept.of([(source, text) for text in texts], _encoded)
    return [found[source, text] for text in texts]


def _encoded(wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Vector]:
    source, texts = wanted[0][0], [text for _source, text in wanted]
    keys = [f"words:{hashlib.sha256(f'{source} {text}'.encode()).hexdigest()}" for text in texts]
    held = cache.get_many(keys)
    found = {key: np.frombuffer(value, np.float32) for key, value in held.items()}
    missing = [place for place, key in enumerate(keys) if key not in found]
    if missing:
        fresh = encoding.load(source).encode([texts[place] for place in missing])
        for place, row in zip(missing, np.asarray(fresh, np.float32), strict=True):
            found[keys[place]] = row
        cache.set_many({keys[place]: found[keys[place]].tobytes() for place in missing}, DAY)
    return {pair: found[key] for pair, key in zip(wanted, keys, strict=True)}


def _encoder() -> str:
    number = knowledge.build()
    if number not in _ENCODERS:
        row = Build.objects.filter(pk=number).first() or Build.objects.get(pk=knowledge.build(anew=True))
        number = row.pk
        _ENCODERS[number] = row.encoder
    return _ENCODERS[number]


_ENCODERS: dict[int, str] = {}


@lru_cache(maxsize=2000)
def terms_of(words: str) -> Mapping[str, str]:
    """What words are found by, each with how it was written."""
    return {token.term: token.surface for token in tokens.query_tokens(words) if len(token.surface) > 1}


def named_in(words: str, known: Known) -> tuple[float, tuple[str, ...]]:
    """The share of the words that stand in the title, and those words."""
    wanted = terms_of(words)
    found = tuple(surface for term, surface in wanted.items() if term in known.terms)
    return (len(found) / len(wanted) if wanted else 0.0), found


def shares_named(words: str, known: Iterable[Known]) -> list[float]:
    """Of many products: the share of the words that stand in the title of each."""
    wanted = terms_of(words).keys()
    count = len(wanted) or 1
    return [len(wanted & one.terms) / count for one in known]
