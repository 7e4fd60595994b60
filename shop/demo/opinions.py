"""Review texts: why somebody bought it, what is good and bad about it, a fact or two. Pure and deterministic.

The words fit the stars, except in about three of a hundred, as happens in every shop.
"""

from __future__ import annotations

import random

from shop.demo.aspects import SAYINGS
from shop.demo.model import Product, Value
from shop.demo.prose import PLURAL, lowered
from shop.demo.seeded import chance

MISMATCHED = 0.03
GOOD, FAIR, POOR = 0, 1, 2
MOODS = {
    5: (GOOD, GOOD, GOOD),
    4: (GOOD, GOOD, FAIR),
    3: (FAIR, GOOD, FAIR),
    2: (POOR, FAIR, POOR),
    1: (POOR, POOR, POOR),
}
WHEN = (
    "in spring", "last month", "for my birthday", "for the new flat", "before the holidays", "on a whim", "after the move",
    "for my father", "for our first winter here", "on a rainy Sunday", "for a friend who has everything", "after reading the other reviews",
    "for the office", "for the cottage", "when the old kitchen was redone", "with the first pay of the new job",
)  # fmt: skip
DURABLE = (
    "I bought {this} {noun} {when}.", "Ordered {when}, in use ever since.", "Meant as a present {when}; I kept it.",
    "My old {noun} gave up {when}, so a replacement had to come.", "We use {this} {noun} nearly every day.",
    "I compared for a long time before I chose {this} {noun}.", "I was not looking for a {one}, but the picture did it.",
    "The third {one} I have tried, and the first I write about.", "My partner laughed when I ordered a {one} {when}.",
    "Bought {when} for a small household.", "{This} {noun} had to replace a much dearer one.", "Two months in, here is what I think.",
    "I rarely write reviews.", "Short and honest:", "A neighbour has the same {noun}, so I knew what to expect.",
)  # fmt: skip
CONSUMED = (
    "I ordered {this} {noun} {when}.", "Our third order of {this} {noun}.", "Bought {when}, empty by now.", "I tried {this} {noun} because of the name.",
    "We always have some {noun} of this kind in the house.", "A present {when} that we opened ourselves.", "I compared it with the one we usually buy.",
    "Short and honest:", "I rarely write reviews of {noun}.", "Tested {when} by four people.",
)  # fmt: skip
FACTS = (
    "The page says {name} {value}, and that is what came.", "{Name}: {value}, as described.", "For those who wonder: {name} {value} is true.",
    "I chose it because of the {name}: {value}.", "With {value} as {name} it is what I was looking for.",
)  # fmt: skip
TURNS = ("That said: ", "On the other hand: ", "One more thing: ", "The catch: ")
CLOSERS = {
    5: ("Would buy again.", "A clear yes.", "My favourite purchase of the year.", "Already ordered a second one for my sister.", "No wishes left.", "Thank you to the maker."),
    4: ("Recommended.", "Good, with small reservations.", "I am glad I bought it.", "One star short of perfect.", "I would choose it again."),
    3: ("It is fine.", "Neither here nor there.", "Not bad, not great.", "It does what it should, no more."),
    2: ("I would choose differently today.", "Not quite what I hoped for.", "It stays, but without love."),
    1: ("It went back.", "Sadly no.", "Save your money.", "I am disappointed."),
}  # fmt: skip
TITLES = {
    5: ("Exactly right", "Delighted", "A small joy", "Just what I wanted", "The best {one} I had", "Could not be happier", "Love at first use", "Full marks"),
    4: ("A good {one}", "Very decent", "Pleased", "Nearly perfect", "Good choice", "Does what it promises", "Happy with it"),
    3: ("Fine, not more", "An ordinary {one}", "Mixed feelings", "Good and bad", "Expected a little more", "Average"),
    2: ("Expected more", "Not convinced", "Only half good", "Hm"),
    1: ("Disappointed", "Sent back", "Not again", "A pity"),
}  # fmt: skip
PAIRS = frozenset({"trainers", "boots", "socks", "jeans", "sunglasses", "secateurs", "running shoes"})
UNCOUNTED = frozenset({"tea", "coffee", "olive oil", "chocolate", "honey", "bed linen", "soap"})


def opinion(product: Product, stars: int, *about: object) -> tuple[str, str]:
    """Title and text; `about` tells apart the shoppers who give the same product the same stars."""
    rng = chance("opinion", product.key, stars, *about)
    mood = (6 - stars) if stars != 3 and rng.random() < MISMATCHED else stars
    words = _words(product, rng)
    openers = CONSUMED if product.kind.shelf[0] == "Pantry" or product.kind.brands == "skin" else DURABLE
    sentences = [rng.choice(openers).format(**words)] if rng.random() < 0.8 else []
    sentences += _aspects(product, mood, rng)
    if rng.random() < 0.45:
        sentences.insert(rng.randint(1, len(sentences)), _fact(product, rng))
    if rng.random() < 0.6:
        sentences.append(rng.choice(CLOSERS[mood]))
    return rng.choice(TITLES[mood]).format(**words), " ".join(sentences)


def _words(product: Product, rng: random.Random) -> dict[str, str]:
    noun = product.kind.noun
    this = "these" if noun in PLURAL else "this"
    one = f"pair of {noun}" if noun in PAIRS else f"kind of {noun}" if noun in UNCOUNTED else noun
    one = "set of dumbbells" if noun == "dumbbells" else "pair" if noun == "headphones" else one
    return {"noun": noun, "one": one, "this": this, "This": this.capitalize(), "when": rng.choice(WHEN)}


def _aspects(product: Product, mood: int, rng: random.Random) -> list[str]:
    count = min(rng.choice((1, 2, 2, 3, 3)), len(product.kind.aspects))
    found: list[str] = []
    before = MOODS[mood][0]
    for aspect, tone in zip(rng.sample(product.kind.aspects, count), MOODS[mood], strict=False):
        saying = rng.choice(SAYINGS[aspect][tone])
        if found and tone != before and rng.random() < 0.5:
            saying = rng.choice(TURNS) + (
                saying if saying.startswith("I ") else saying[0].lower() + saying[1:]
            )
        found.append(saying)
        before = tone
    return found


def _fact(product: Product, rng: random.Random) -> str:
    told: list[Value] = [value for value in product.values if value.type in {"number", "choice"}]
    value = rng.choice(told)
    name = lowered(value.name)
    shown = lowered(value.shown) if value.type == "choice" else value.shown
    return rng.choice(FACTS).format(name=name, Name=value.name, value=shown)
