"""What share of corrupted sentences the verifier finds, and how often it objects to good ones.

The sentences are those of the grammars; the clean ones at the end were written by hand, without a look at the verifier's words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from language.lessons import Lesson, held_out, taught
from language.lessons.attributes import BRANDS, COLOURS, MATERIALS
from language.verifier import Fact, objections, sentences

LESSONS = [lesson for lesson in taught(900, seed=11) + held_out(400, seed=12) if lesson.use != "refusal"]
UNITS = ("ml", "l", "g", "kg", "cm", "m", "W", "hours", "years", "dB", "°C", "days")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
Corrupt = Callable[[str, Lesson, random.Random], str | None]


def _other(words: str, present: str, chance: random.Random) -> str:
    return chance.choice([word for word in words.split(", ") if not set(word.split()) & set(present.split())])


def numbers(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    found = [
        match
        for match in re.finditer(r"(?<![\w.])\d+(?:\.\d+)?", sentence)
        if not re.match(r" (?:20\d\d|[A-Z][a-z]+ 20)", sentence[match.end() :])
    ]
    if not found:
        return None
    match = chance.choice(found)
    known = {str(fact.value) for fact in lesson.known} | set(
        re.findall(r"\d+(?:\.\d+)?", " ".join(str(fact.value) for fact in lesson.known))
    )
    value = next(str(n) for n in iter(lambda: chance.randint(2, 998), None) if str(n) not in known)
    return f"{sentence[: match.start()]}{value}{sentence[match.end() :]}"


def units(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    match = re.search(rf"(?<=\d )(?:{'|'.join(map(re.escape, UNITS))})(?![\w])", sentence)
    if not match:
        return None
    return f"{sentence[: match.start()]}{chance.choice([unit for unit in UNITS if unit != match[0]])}{sentence[match.end() :]}"


def names(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    known = [
        str(fact.value)
        for fact in lesson.facts
        if fact.kind == "name" and str(fact.value) in sentence and fact.key in {"brand", "carrier", "origin"}
    ]
    return sentence.replace(known[0], _other(BRANDS, known[0], chance)) if known else None


def colours(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    known = [
        str(fact.value) for fact in lesson.facts if fact.kind == "colour" and str(fact.value) in sentence
    ]
    return sentence.replace(known[0], _other(COLOURS, known[0], chance)) if known else None


def materials(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    known = [
        str(fact.value) for fact in lesson.facts if fact.kind == "material" and str(fact.value) in sentence
    ]
    return sentence.replace(known[0], _other(MATERIALS, known[0], chance)) if known else None


def negations(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    if any(fact.kind == "flag" for fact in lesson.must) and lesson.use == "answer":
        for said, turned in (
            (" not ", " "),
            (" cannot ", " can "),
            (" is no ", " is a "),
            (" is ", " is not "),
            (" can ", " cannot "),
            (" has ", " does not have "),
            (" comes ", " does not come "),
            (" may ", " may not "),
        ):
            if said in sentence:
                return sentence.replace(said, turned, 1)
    if any(fact.kind == "sentence" for fact in lesson.must):
        for said, turned in (
            (" cannot be ", " can be "),
            (" can be ", " cannot be "),
            (" are ", " are not "),
            (" can ", " cannot "),
        ):
            if said in sentence:
                return sentence.replace(said, turned, 1)
    return None


def dates(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    match = re.search(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", sentence)
    if not match:
        return None
    day, month, year = int(match[1]), MONTHS.index(match[2]), int(match[3])
    day, month, year = chance.choice(
        ((day % 27 + 1, month, year), (day, (month + 5) % 12, year), (day, month, year + 1))
    )
    return f"{sentence[: match.start()]}{day} {MONTHS[month]} {year}{sentence[match.end() :]}"


def money(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    match = re.search(r"(\d+\.\d\d?) (EUR|USD|GBP)", sentence)
    if not match:
        return None
    if chance.random() < 0.5:
        currency = chance.choice([name for name in ("EUR", "USD", "GBP") if name != match[2]])
        return sentence.replace(match[0], f"{match[1]} {currency}")
    return sentence.replace(match[0], f"{Decimal(match[1]) + chance.choice((-1, 1, 10))} {match[2]}")


def promises(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    return (
        chance.choice(
            (
                "We will refund you: ",
                "We guarantee that ",
                "I have cancelled your order, and ",
                "We will send you a replacement. ",
            )
        )
        + sentence
    )


def strangers(sentence: str, lesson: Lesson, chance: random.Random) -> str | None:
    """A true sentence about something else."""
    if lesson.use != "description":
        return None
    other = chance.choice(
        [one for one in LESSONS if one.use == "description" and one.facts[0] != lesson.facts[0]]
    )
    return sentences(other.reply)[0]


LEAST = {
    numbers: 0.97,
    units: 0.97,
    names: 0.97,
    colours: 0.97,
    materials: 0.97,
    negations: 0.95,
    dates: 0.97,
    money: 0.97,
    promises: 0.99,
    strangers: 0.98,
}


def corrupted(corrupt: Corrupt) -> list[tuple[Lesson, str]]:
    chance = random.Random(corrupt.__name__)
    found = []
    for lesson in LESSONS:
        for sentence in sentences(lesson.reply):
            changed = corrupt(sentence, lesson, chance)
            if changed and changed != sentence:
                found.append((lesson, changed))
    return found[:400]


@pytest.mark.parametrize("corrupt", LEAST, ids=lambda corrupt: corrupt.__name__)
def test_corrupted_sentences_are_found(corrupt, record_property):
    cases = corrupted(corrupt)
    missed = [text for lesson, text in cases if not objections(text, lesson.known)]
    record_property("found", f"{1 - len(missed) / len(cases):.3f} of {len(cases)}")
    assert len(cases) >= 40
    assert 1 - len(missed) / len(cases) >= LEAST[corrupt], missed[:10]


def test_sentences_of_the_grammars_are_not_objected_to():
    checked = [
        (objections(sentence, lesson.known), sentence)
        for lesson in LESSONS
        for sentence in sentences(lesson.reply)
    ]
    wrong = [(found, sentence) for found, sentence in checked if found]
    assert len(checked) > 600
    assert len(wrong) <= 0.01 * len(checked), wrong[:10]


KETTLE = (
    Fact("product", "Halden Kettle", kind="name"), Fact("brand", "Halden", kind="name"), Fact("capacity", Decimal("1.7"), "l", "number"),
    Fact("power", 2200, "W", "number"), Fact("material", "brushed steel", kind="material"), Fact("colour", "black", kind="colour"),
    Fact("price", Decimal("49.90"), "EUR", "money"), Fact("warranty", 3, "years", "number"), Fact("cordless", True, kind="flag"),
    Fact("dishwasher_safe", False, kind="flag"), Fact("description", "The kettle boils water quickly and switches itself off. The handle stays cool.", kind="sentence"),
)  # fmt: skip
JACKET = (
    Fact("product", "Fjordline Rain Jacket", kind="name"), Fact("material", "recycled polyester", kind="material"), Fact("waterproof", True, kind="flag"),
    Fact("sizes", "S, M, L and XL"), Fact("colours", "navy and olive", kind="colour"), Fact("weight", 320, "g", "number"), Fact("care", "machine wash at 30 °C"),
    Fact("price", Decimal("119.00"), "EUR", "money"), Fact("stock", 4, "", "number"), Fact("rating", "4.6 out of 5"), Fact("reviews", 27, "", "number"),
    Fact("review", "Kept me dry on a long hike, but the sleeves are a bit short.", kind="sentence"),
)  # fmt: skip
PARCEL = (
    Fact("order", "ORDER_1", kind="name"), Fact("status", "shipped"), Fact("placed_on", date(2025, 11, 3), kind="date"), Fact("shipped_on", date(2025, 11, 4), kind="date"),
    Fact("expected_on", date(2025, 11, 7), kind="date"), Fact("carrier", "DHL", kind="name"), Fact("total", Decimal("64.80"), "EUR", "money"), Fact("quantity", 3, "items", "number"),
    Fact("return_period", "Unused products can be returned within 30 days after delivery. Return labels are free.", kind="sentence"),
)  # fmt: skip
BY_HAND = [
    (KETTLE, "The Halden Kettle holds 1.7 litres."), (KETTLE, "It has 2,200 watts and a capacity of 1.7 l."), (KETTLE, "It is black and made of brushed steel."),
    (KETTLE, "You get a three-year warranty with it."), (KETTLE, "It costs €49.90."), (KETTLE, "The price is 49.90 euros."), (KETTLE, "No, it is not dishwasher safe."),
    (KETTLE, "It is cordless, and the handle stays cool."), (KETTLE, "It switches itself off."), (KETTLE, "This kettle from Halden boils water quickly."),
    (KETTLE, "The warranty is 3 years."), (KETTLE, "Yes, it is cordless."), (KETTLE, "With 2.2 kW it boils water quickly."), (KETTLE, "You should not put it in the dishwasher, because it is not dishwasher safe."),
    (KETTLE, "It comes in black only."), (KETTLE, "I do not know whether it whistles."), (KETTLE, "Sorry, the product information does not mention the cable."),
    (JACKET, "The jacket is waterproof and weighs 320 grams."), (JACKET, "It comes in navy and olive."), (JACKET, "There are four sizes: S, M, L and XL."), (JACKET, "It is made of recycled polyester."),
    (JACKET, "You can wash it in the machine at 30 °C."), (JACKET, "27 reviews rate it 4.6 out of 5."), (JACKET, "A reviewer says that it kept them dry on a long hike."), (JACKET, "One review mentions that the sleeves are a bit short."),
    (JACKET, "Only 4 are left in stock."), (JACKET, "It costs 119 EUR."), (JACKET, "The Fjordline Rain Jacket is available in navy."), (JACKET, "It weighs 0.32 kg."), (JACKET, "It is waterproof, so it should keep you dry."),
    (JACKET, "The average rating is 4.6."), (JACKET, "Wash it at 30 °C."), (JACKET, "Yes, size M is one of the sizes."), (JACKET, "Its colours are navy and olive."),
    (PARCEL, "Your order was shipped on 4 November 2025 with DHL."), (PARCEL, "It should arrive on Friday, 7 November."), (PARCEL, "You placed the order on 3 November 2025."), (PARCEL, "It contains 3 items for 64.80 EUR in total."),
    (PARCEL, "DHL is delivering ORDER_1."), (PARCEL, "The expected delivery date is 7 November 2025."), (PARCEL, "You have 30 days to return unused products after delivery."), (PARCEL, "Return labels are free."),
    (PARCEL, "Your parcel is with DHL and is expected on November 7th."), (PARCEL, "The status of your order is: shipped."), (PARCEL, "Unused products can be sent back within 30 days."), (PARCEL, "The total was €64.80."),
    (PARCEL, "Yes, it has been shipped."), (PARCEL, "You can return it within 30 days if it is unused."), (PARCEL, "Returning unused products is possible within 30 days after delivery."), (PARCEL, "The label for the return is free."),
]  # fmt: skip


def test_sentences_written_by_hand_are_seldom_objected_to():
    wrong = [(sentence, found) for facts, sentence in BY_HAND if (found := objections(sentence, facts))]
    assert len(wrong) <= 0.1 * len(BY_HAND), wrong
