"""Finding and recommending products: the shop's own search with the limits that it understood, and reasons for each.

`picks` is the one place that chooses by words; recommendations reorder what the search found for a shopper who may be followed
and never add what the limits exclude. A wish that names nothing is answered with the shopper's own shelf, each product with the
reason that was measured for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assistant import glossary
from assistant.answers import Answer, Draft, Measure, shown
from assistant.asked import Asked
from assistant.events import Card
from assistant.shopper import Shopper
from recommendations import serve
from recommendations.reasons.evidence import Evidence
from search import query, reading, suggest
from search.query import Result
from search.templatetags.search import understood_label
from shop import amounts, facets, images
from shop.cards import Card as ProductCard

MOST = 4
_POLITE = re.compile(
    r"\b(?:hi|hello|hey|please|can|could|would|you|i|i'm|im|am|we|me|my|do|does|have|has|need|want|wants|looking|look|search|searching|find|show|"
    r"recommend|recommendation|recommendations|suggest|suggestion|suggestions|buy|get|something|anything|some|any|nice|good|great|best|idea|ideas|"
    r"what|which|is|are|there|should|for\s+me|help|choose|choosing|gift|present|gifts|presents|like|likes|loves|love|who|that|a|an|the|of|to|in|your|shop|store|sell)\b|"
    r"请问|请|你好|您好|帮我|给我|我想要?|我要|我在|想买|想要|找一?个?|推荐(?:一下|几个|一个|点)?|有没有|有什么|哪些|什么|合适的?|送给?|礼物|礼品|一个|一些|吗|呢|的|适合|可以|能不能|介绍",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:and|or|what about|how about|anything|something|only|but|cheaper|less|under|in|with|without|还有|那|便宜|更)\b|便宜(?:一?点|些)|更便宜|^\W*(?:in\s+)?\w+\?*$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\bfor (?:a|an|my|the|someone|somebody)\b.*?(?=\s+(?:under|below|up to|less|around|about|between|over|that costs?)\b|[,.?!]|$)",
    re.IGNORECASE,
)
_CHEAPER = re.compile(r"\bcheaper\b|\bless expensive\b|便宜", re.IGNORECASE)
SHORT = 6


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Approved words with values that the shop knows."""

    pattern: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return (
            self.pattern % {key: shown(value) for key, value in self.values.items()}
            if self.values
            else self.pattern
        )


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A product and why."""

    card: ProductCard
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Picks:
    """`limits` are the filters in words, `step` the rung of the search's ladder, `address` the page with all of them."""

    found: tuple[Pick, ...]
    limits: tuple[str, ...]
    step: str
    address: str
    total: int


def recommend(shopper: Shopper, asked: Asked) -> Answer:
    """Products for a wish, each with its reasons; a question where the wish names nothing."""
    words = wish(asked)
    if not words:
        return _from_the_shelf(shopper) or _whom_for()
    chosen = picks(shopper, words, purpose=_purpose(asked.text))
    if not chosen.found:
        return _nothing(words, chosen)
    draft = Draft()
    _introduce(draft, chosen)
    for pick in chosen.found:
        _tell(draft, pick)
    draft.link(_("All results"), chosen.address)
    return draft.answer(
        card=Card(kind="products", values={"products": [_item(pick) for pick in chosen.found]}),
        remembers={
            "products": [pick.card.id for pick in chosen.found],
            "search": words,
            "dearest": str(max(pick.card.price for pick in chosen.found)),
            "product": None,
            "order": None,
        },
        is_open=True,
    )


def _whom_for() -> Answer:
    draft = Draft()
    draft.say(_("Gladly. Who or what is it for, and what may it cost?"))
    return draft.answer(asks="recommendation")


def _from_the_shelf(shopper: Shopper) -> Answer | None:
    """What is known of a shopper who may be followed; None for everybody else, and where nothing speaks for a product."""
    if shopper.followed is None:
        return None
    shelf = serve.shelf("for_you", shopper=shopper.followed, place="mail")
    if shelf is None:
        return None
    items = [item for item in shelf.items if item.reason.evidence.is_personal][:MOST]
    if not items:
        return None
    draft = Draft()
    draft.say(_("Gladly. From what you looked at and bought here, these could be something for you."))
    for item in items:
        _know(draft, item.reason.evidence, source=item.card.url)
        draft.approve(item.reason.text)
        draft.say(
            _("%(title)s for %(price)s: %(reasons)s"),
            title=item.card.title,
            price=item.card.price,
            said={"reasons": item.reason.text},
            source=item.card.url,
        )
    draft.say(_("Tell me who or what it is for, and what it may cost, and I look for that."))
    draft.link(_("What we think you like"), reverse("recommendations:interests"))
    found = [Pick(card=item.card, reasons=(Reason(pattern=item.reason.text),)) for item in items]
    return draft.answer(
        asks="recommendation",
        card=Card(kind="products", values={"products": [_item(pick) for pick in found]}),
        remembers={
            "products": [pick.card.id for pick in found],
            "dearest": str(max(pick.card.price for pick in found)),
            "product": None,
            "order": None,
        },
    )


def _know(draft: Draft, evidence: Evidence, *, source: str) -> None:
    """Numbers and names in a reason are facts of their own."""
    if evidence.item:
        draft.know("because_of", evidence.item, source=source)
    if evidence.both:
        draft.know("bought_both", evidence.both, unit="shoppers", kind="number", source=source)
    if evidence.stars:
        draft.know("given", evidence.stars, unit="stars", kind="number", source=source)
    for shared in evidence.shared:
        draft.know(shared.name or shared.code, shared.label or True, source=source)
    if evidence.words:
        draft.know("words", evidence.words, source=source)


def refines(asked: Asked) -> bool:
    """Whether the message adds to a search rather than begins one: "cheaper?", "in blue", "what about wool"."""
    return _MORE.search(asked.text) is not None


def wish(asked: Asked) -> str:
    """What to search for: the message without its politeness; a short one that follows a search refines it."""
    bare = " ".join(_POLITE.sub(" ", asked.text).split()).strip(" ?!.,，。？！")
    bare = re.sub(r"^(?:for|as|with)\s+", "", bare, flags=re.IGNORECASE)
    before = str(asked.memory.get("search") or "")
    if before and len(bare.split()) <= SHORT and _MORE.search(asked.text):
        if _CHEAPER.search(asked.text) and asked.memory.get("dearest"):
            return f"{_without_price(before)} under {_below(asked.memory)}"
        return facets.clean(f"{before} {bare}", facets.MAX_WORDS)
    return facets.clean(glossary.widened(bare), facets.MAX_WORDS)


def _purpose(text: str) -> str:
    """ "For a runner", as it stands in the message; empty for none."""
    found = _FOR.search(text)
    return facets.clean(found[0], facets.MAX_WORDS) if found else ""


def _below(memory: Mapping[str, Any]) -> int:
    """Seven tenths of the dearest that was shown."""
    return max(1, int(Decimal(memory["dearest"]) * 7 / 10))


def _without_price(words: str) -> str:
    return re.sub(r"\b(?:under|below|up to|less than)\s+\S+", " ", words, flags=re.IGNORECASE).strip()


def picks(shopper: Shopper, words: str, *, purpose: str = "") -> Picks:
    """The best of the search that can be bought now. The queries of a search."""
    result = _within_price(
        query.run(facets.Selection(words=words), shopper=shopper.followed), shopper, purpose
    )
    available = [card for card in result.listing.cards if card.is_available and _is_within(card, result)]
    limits = tuple(str(understood_label(part)) for part in result.reading.chips)
    near = {hit.product_id: hit for hit in result.hits}
    chosen = available[:MOST] if result.step != "popular" else []
    return Picks(
        found=tuple(Pick(card=card, reasons=_reasons(card, result, near)) for card in chosen),
        limits=limits,
        step=result.step,
        address=suggest.search_address(words),
        total=result.listing.total,
    )


def _within_price(result: Result, shopper: Shopper, purpose: str) -> Result:
    """Where the search gave up the price that was named, what is nearest in meaning to the purpose within it."""
    price = next((part for part in result.reading.chips if part.kind == "price"), None)
    words = purpose or result.reading.words
    if price is None or result.step != "unfiltered" or not words:
        return result
    held = {"price": facets.Range(low=price.low, high=price.high)}
    selection = facets.Selection(words=words, ranges=held, reading=(reading.PLAIN, reading.EXACT))
    nearest = query.run(selection, shopper=shopper.followed, mode="semantic")
    return replace(nearest, reading=replace(nearest.reading, understood=(price,)))


def _is_within(card: ProductCard, result: Result) -> bool:
    """A price that was named is kept, even where the search gives up every filter rather than show nothing."""
    return all(
        (part.low is None or card.price >= part.low) and (part.high is None or card.price <= part.high)
        for part in result.reading.chips
        if part.kind == "price"
    )


def _reasons(card: ProductCard, result: Result, near: Mapping[int, Any]) -> tuple[Reason, ...]:
    """What speaks for the product: only what the shop knows."""
    found = []
    hit = near.get(card.id)
    if hit is not None and hit.covered >= 0.99 and result.reading.words:
        found.append(Reason(pattern=_("its description has everything you named")))
    if card.rating_count and card.rating_average and card.rating_average >= 4:
        pattern = ngettext(
            "%(stars)s stars from %(count)d shopper",
            "%(stars)s stars from %(count)d shoppers",
            card.rating_count,
        )
        stars = Measure(round(card.rating_average, 1), "stars")
        found.append(Reason(pattern=pattern, values={"stars": stars, "count": card.rating_count}))
    if card.is_on_sale:
        percent = Measure(card.percent_off, "%")
        found.append(Reason(pattern=_("%(percent)s %% off"), values={"percent": percent}))
    if card.is_new:
        found.append(Reason(pattern=_("new in the shop")))
    return tuple(found) or (Reason(pattern=_("it is near to what you describe")),)


def _introduce(draft: Draft, chosen: Picks) -> None:
    if chosen.step == "unfiltered":
        draft.say(_("Nothing fits all of your wishes; these come nearest."))
    elif chosen.limits:
        draft.say(_("With these limits: %(limits)s."), limits=", ".join(chosen.limits))
    else:
        draft.say(_("These fit what you describe."))


def _tell(draft: Draft, pick: Pick) -> None:
    card = pick.card
    for reason in pick.reasons:
        draft.approve(reason.pattern)
        for key, value in reason.values.items():
            number, unit = value if isinstance(value, Measure) else (value, "")
            draft.know(key, number, unit=unit, kind="number", source=card.url)
    draft.say(
        _("%(title)s for %(price)s: %(reasons)s."),
        title=card.title,
        price=card.price,
        said={"reasons": ", ".join(reason.text for reason in pick.reasons)},
        source=card.url,
    )


def _item(pick: Pick) -> dict[str, object]:
    card = pick.card
    return {
        "title": card.title,
        "url": card.url,
        "brand": card.brand,
        "picture": images.url(card.image.name, 320) if card.image else "",
        "price": amounts.shown(card.price),
        "rating": f"{card.rating_average:.1f}" if card.rating_average else "",
        "rating_count": card.rating_count,
        "is_available": card.is_available,
        "reasons": [reason.text for reason in pick.reasons],
    }


def _nothing(words: str, chosen: Picks) -> Answer:
    draft = Draft()
    draft.say(_("I found nothing in the shop for “%(words)s”."), words=words)
    draft.say(_("Say it in other words, or look at what is new."))
    draft.link(_("Search the shop"), chosen.address)
    return draft.answer(is_failure=True, remembers={"search": ""})
