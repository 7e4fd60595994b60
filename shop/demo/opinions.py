"""Review texts: sentences about aspects of the product, in the mood of the stars. Pure and deterministic."""

from __future__ import annotations

from shop.demo.model import Product
from shop.demo.seeded import chance

GOOD = (
    "The {aspect} is better than I expected.",
    "I keep praising the {aspect}.",
    "Nothing to complain about when it comes to {aspect}.",
    "Lovely {aspect}.",
    "The {aspect} alone is worth the money.",
    "My sister noticed the {aspect} at once.",
    "After weeks of use the {aspect} still pleases me.",
)
FAIR = (
    "The {aspect} is all right.",
    "I have seen better {aspect}, and worse.",
    "The {aspect} takes some getting used to.",
    "On {aspect} I am undecided.",
    "The {aspect} does its job, no more.",
)
POOR = (
    "The {aspect} let me down.",
    "For this price the {aspect} should be better.",
    "I expected more of the {aspect}.",
    "The {aspect} is simply poor.",
    "Had I known about the {aspect}, I would have bought another.",
)
FACTS = (
    "{name}: {value}, as described.",
    "As for {name}, the page says {value}, and that is what came.",
    "Useful to know: {name} is {value}.",
    "I looked for {value} under {name} and found it here.",
)
OPENERS = (
    "I bought this {noun} {when}.",
    "Ordered {when}, in use ever since.",
    "It was meant as a present {when}, now I own the {noun} myself.",
    "My old {noun} gave up {when}, so this one had to come.",
    "We use the {noun} nearly every day.",
    "I compared for a long time before I chose this {noun}.",
)
WHEN = (
    "in spring",
    "last month",
    "for my birthday",
    "for the new flat",
    "before the holidays",
    "on a whim",
    "after the move",
    "for my father",
)
CLOSERS = {
    5: ("Would buy again.", "A clear yes.", "My favourite thing this year."),
    4: ("Recommended.", "Good, with small reservations.", "I am glad I have it."),
    3: ("It is fine.", "Neither here nor there."),
    2: ("I would choose differently today.", "Not quite."),
    1: ("It went back.", "Sadly no."),
}
TITLES = {
    5: ("Exactly right", "Delighted", "A small joy", "Best {noun} I had"),
    4: ("Good {noun}", "Very decent", "Pleased"),
    3: ("Fine, not more", "An average {noun}", "Mixed feelings"),
    2: ("Expected more", "Not convinced"),
    1: ("Disappointed", "Sent back"),
}
MISMATCHED = 0.03


def opinion(product: Product, stars: int, *about: object) -> tuple[str, str]:
    """Title and text. In three of a hundred the words do not fit the stars, as happens."""
    rng = chance("opinion", product.key, stars, *about)
    mood = (6 - stars) if rng.random() < MISMATCHED and stars != 3 else stars
    tones = {5: (GOOD, GOOD), 4: (GOOD, FAIR), 3: (FAIR, GOOD), 2: (POOR, FAIR), 1: (POOR, POOR)}[mood]
    noun = product.kind.noun
    sentences = [rng.choice(OPENERS).format(noun=noun, when=rng.choice(WHEN))]
    for aspect, tone in zip(rng.sample(product.kind.aspects, 2), tones, strict=True):
        sentences.append(rng.choice(tone).format(aspect=aspect))
    told = [value for value in product.values if value.type in {"number", "choice"}]
    if told and rng.random() < 0.75:
        value = rng.choice(told)
        sentences.append(rng.choice(FACTS).format(name=value.name.lower(), value=value.shown))
    if rng.random() < 0.7:
        sentences.append(rng.choice(CLOSERS[mood]))
    return rng.choice(TITLES[mood]).format(noun=noun), " ".join(sentences)
