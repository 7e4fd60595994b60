"""Which shelves a page has, what each is filled from and called. Drafts only: `serve` decides what of them may be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _

from recommendations import lists
from recommendations.ranking import candidates, exploring, knowledge, scoring, season
from recommendations.ranking.scoring import Scored
from recommendations.reasons.evidence import Evidence
from recommendations.shoppers import history, profiles
from recommendations.shoppers.profiles import Profile, Signal
from shop.activity import Shopper
from shop.cart import Owner
from shop.models import Category

PAGE_WEIGHT, BESIDE_WEIGHT, PERSONAL = 1.5, 0.3, 0.25
ANCHORS = ("view", "cart", "purchase", "rating")


@dataclass(frozen=True, kw_only=True)
class Context:
    """Where the shelf stands: the page's products, its category, the words searched, what the cart holds and the page shows. `owner`
    has the cart asked for together with the shopper's history."""

    product_ids: tuple[int, ...] = ()
    category_id: int | None = None
    words: str = ""
    in_cart: frozenset[int] = frozenset()
    owner: Owner | None = None
    shown: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """`fallback` is the evidence of candidates that nothing of the shopper speaks for; None leaves them out. A shelf that
    `is_ranking` keeps its order: it says which are the most chosen; one that `is_mixed` puts different kinds of things side by side;
    one with `fresh` has a place for a new product."""

    name: str
    title: str
    scored: Scored
    fallback: Evidence | None = None
    fresh: exploring.Fresh | None = None
    is_ranking: bool = False
    is_mixed: bool = False


@dataclass(eq=False)
class Maker:
    """Reads a shopper's profile once for all shelves of a page."""

    shopper: Shopper | None
    context: Context
    profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self.profile = profiles.of(history.of(self.shopper, owner=self.context.owner))

    @property
    def in_cart(self) -> frozenset[int]:
        return self.context.in_cart | self.profile.history.in_cart

    @cached_property
    def version(self) -> int | None:
        return lists.version_id(self.shopper)

    @cached_property
    def own_lists(self) -> Mapping[int, lists.Ranked]:
        return candidates.near(self.profile.items, "similar", version=self.version)

    def for_you(self) -> Draft | None:
        """Everything that is known of the shopper; the season for strangers."""
        stored = candidates.stored(self.profile.history, version=self.version)
        if self.profile.is_cold and not stored:
            return self.in_season()
        positive = [one for one in self.profile.items if one.weight > 0]
        near = [product for ranked in self.own_lists.values() for product in ranked.product_ids]
        thin = len(stored) + len(near) < candidates.MOST_NEAREST
        texts = [one.words for one in self.profile.signals if one.words]
        vectors = zip(texts, profiles.vectors_of_words(texts), strict=True)
        words = {text: row for text, row in vectors if row is not None}
        known = [self.profile.known[one.product_id or 0] for one in positive]
        by_meaning = (
            candidates.nearest(known, [one.weight for one in positive], words) if thin or words else []
        )
        fresh = exploring.of(self.profile)
        ids = candidates.gathered(
            fresh.product_ids if fresh else (),
            self._interleaved(),
            stored,
            by_meaning,
            candidates.of_interests(self.profile),
        )
        scored = self._scored(ids, signals=(), first=stored, own=self.own_lists, personal=1.0)
        return Draft(name="for_you", title=_("For you"), scored=scored, fresh=fresh, is_mixed=True)

    def because(self) -> Draft | None:
        """What is like the product they met last."""
        met = [one for one in self.profile.items if one.weight > 0 and one.deed in ANCHORS]
        if not met:
            return None
        anchor = max(met, key=lambda one: (one.at, one.product_id or 0))
        known = self.profile.known[anchor.product_id or 0]
        title = {
            "view": _("Because you looked at %(item)s"),
            "cart": _("Because %(item)s is in your cart"),
            "purchase": _("Because you bought %(item)s"),
            "rating": _("Because you rated %(item)s"),
        }[anchor.deed] % {"item": known.title}
        mine = {anchor.product_id or 0: self.own_lists.get(anchor.product_id or 0, lists.Ranked())}
        ids = list(mine[anchor.product_id or 0].product_ids)
        if len(ids) < candidates.MOST_NEAR:
            ids = candidates.gathered(ids, candidates.nearest([known], [1.0]))
        scored = self._scored(ids, signals=(anchor,), own=mine, personal=0.0)
        return Draft(name="because", title=title, scored=scored)

    def popular_in(self) -> Draft | None:
        """What is taken most in the shopper's favourite category, in the page's, or where most is taken."""
        category = next(iter(self.profile.categories), None) or self._first_category()
        if category is None:
            return None
        number, name = category
        ids = candidates.popular(number, version=self.version)
        fallback = Evidence(product_id=0, ground="popular", category=name)
        first = candidates.by_rank(ids, share=1.0)
        scored = self._scored(list(ids), signals=(), first=first, own={}, personal=0.0, tell=False)
        title = _("Popular in %(category)s") % {"category": name}
        return Draft(name="popular_in", title=title, scored=scored, fallback=fallback, is_ranking=True)

    def in_season(self) -> Draft | None:
        """For strangers: what was chosen at this time last year, else what is popular."""
        ids = season.chosen()
        ground, title, name = "season", _("At this time of the year"), "season"
        if not ids:
            ids = candidates.popular(None, version=self.version)
            ground, title, name = "popular", _("Popular now"), "popular"
        first = candidates.by_rank(ids, share=1.0)
        scored = self._scored(list(ids), signals=(), first=first, own={}, personal=0.0, tell=False)
        return Draft(
            name=name,
            title=title,
            scored=scored,
            fallback=Evidence(product_id=0, ground=ground),  # type: ignore[arg-type]
            is_ranking=True,
        )

    def similar(self) -> Draft | None:
        return self._of_page("similar", _("Similar to this"), "similar", "page")

    def together(self) -> Draft | None:
        return self._of_page("together", _("Goes with it"), "together", "beside")

    def add(self) -> Draft | None:
        products = self.context.product_ids or tuple(sorted(self.in_cart))
        return self._of_page("add", _("Goes with what is in your cart"), "together", "in_cart", of=products)

    def after(self) -> Draft | None:
        return self._of_page("after", _("Goes with what you ordered"), "together", "in_order")

    def instead(self) -> Draft | None:
        """For a search that found nothing: what is near in meaning to its words."""
        words = self.context.words
        if not words:
            return self.for_you()
        [vector] = profiles.vectors_of_words([words])
        ids = knowledge.nearest(vector, limit=candidates.MOST_NEAREST) if vector is not None else []
        signal = Signal(deed="search", weight=PAGE_WEIGHT, at=self.profile.history.now, words=words)
        first = candidates.by_rank(ids, share=0.5)
        scored = self._scored(ids, signals=(signal,), own={}, first=first, personal=PERSONAL)
        fallback = Evidence(product_id=0, ground="near", words=words)
        title = _("Perhaps one of these")
        return Draft(name="instead", title=title, scored=_told_by(scored, 1), fallback=fallback)

    def _of_page(
        self, name: str, title: str, role: lists.Role, deed: str, *, of: tuple[int, ...] | None = None
    ) -> Draft | None:
        """Neighbours of the page's products; beside them only what was learned, in their place also what is near in meaning."""
        wanted = self.context.product_ids if of is None else of
        if not wanted:
            return None
        weight = PAGE_WEIGHT if role == "similar" else BESIDE_WEIGHT
        signals = tuple(
            Signal(deed=deed, weight=weight, at=self.profile.history.now, product_id=product)
            for product in wanted[: candidates.MOST_SEEDS]
        )
        near = candidates.near(signals, role, version=self.version)
        ids = candidates.gathered(*(ranked.product_ids for ranked in near.values()))
        known = list(knowledge.of(wanted).values())
        if role == "similar" and len(ids) < candidates.MOST_NEAR:
            ids = candidates.gathered(ids, candidates.nearest(known, [1.0] * len(known)))
        first: dict[int, float] = {}
        if role == "together":
            for ranked in near.values():
                for product, share in candidates.by_rank(ranked.product_ids, share=1.0).items():
                    first[product] = first.get(product, 0.0) + share
        scored = self._scored(ids, signals=signals, own=near, first=first, personal=PERSONAL, tell=True)
        return Draft(name=name, title=title, scored=_told_by(scored, len(signals)))

    def _scored(
        self,
        ids: list[int],
        *,
        signals: tuple[Signal, ...],
        own: Mapping[int, lists.Ranked],
        personal: float,
        first: Mapping[int, float] | None = None,
        tell: bool = True,
    ) -> Scored:
        found = scoring.score(
            ids, signals=signals, profile=self.profile, lists=own, first=first, personal=personal
        )
        return found if tell else _told_by(found, 0)

    def _interleaved(self) -> list[int]:
        """The neighbours of the shopper's products, the best of each first."""
        found = [ranked.product_ids for ranked in self.own_lists.values()]
        longest = max((len(ids) for ids in found), default=0)
        return [ids[place] for place in range(longest) for ids in found if place < len(ids)]

    def _first_category(self) -> tuple[int, str] | None:
        if self.context.category_id is not None:
            return Category.objects.filter(pk=self.context.category_id).values_list("pk", "name").first()
        ids = candidates.popular(None, version=self.version)
        known = knowledge.of(ids[:8])
        return next(
            (
                (one.category_id, one.category)
                for one in (known[product] for product in ids[:8] if product in known)
                if one.category_id
            ),
            None,
        )


def _told_by(scored: Scored, count: int) -> Scored:
    """Only the first signals may be named as reasons: those of the page, where the shelf is about the page."""
    return replace(scored, signals=scored.signals[:count], shares=scored.shares[:count])


PLACES: dict[str, tuple[Callable[[Maker], Draft | None], ...]] = {
    "home": (Maker.for_you, Maker.because, Maker.popular_in),
    "product": (Maker.together, Maker.similar),
    "cart": (Maker.add,),
    "order": (Maker.after,),
    "search": (Maker.instead,),
    "mail": (Maker.for_you,),
}
