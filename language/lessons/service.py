"""Lessons about orders and rules of a shop: answers from a record or from an approved sentence. Pure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from language.lessons.lesson import Lesson, sentence
from language.prompting import shown
from language.verifier.facts import Fact

_CARRIERS = ["DHL", "UPS", "GLS", "Hermes", "DPD", "FedEx", "PostNord", "Royal Mail"]
# Facts that are there, what is asked, what is said. The last of each list is for measuring.
_ORDERS = {
    "shipped": (
        ("Where is my order?", "When will my parcel arrive?", "Has it been shipped?", "How long will the delivery take?", "What is happening with my parcel?"),
        ("Your order {number} has been shipped with {carrier} and is expected on {expected}.", "{carrier} has your order {number}. It is expected on {expected}.",
         "Your order {number} was shipped and should arrive on {expected} with {carrier}.", "It was shipped with {carrier}, and it is expected on {expected}."),
    ),
    "paid": (
        ("Where is my order?", "Is my order paid?", "What is the status?", "Did you get my money?"),
        ("Your order {number} is paid. You placed it on {placed}.", "Your order {number} of {placed} has been paid.", "Your order {number} has the status paid. It was placed on {placed}."),
    ),
    "delivered": (
        ("Where is my order?", "Was it delivered?", "When did it arrive?", "Is my parcel there?"),
        ("Your order {number} was delivered on {delivered}.", "It was delivered on {delivered} by {carrier}.", "Your order {number} has been delivered. It came on {delivered}."),
    ),
    "cancelled": (
        ("Where is my order?", "What is the status?", "Is it cancelled?"),
        ("Your order {number} of {placed} is cancelled.", "Your order {number} has been cancelled. You placed it on {placed}.", "The status of your order {number} of {placed} is cancelled."),
    ),
}  # fmt: skip
# An approved sentence, questions that it answers, and ways to say it; {n} and {m} are numbers.
_RULES = (
    ("Unused products can be returned within {n} days after delivery.", ("How long can I return something?", "Can I send it back?", "What is the return period?", "May I give it back?"),
     ("You can return unused products within {n} days after delivery.", "Unused products can be returned within {n} days after delivery.", "Within {n} days after delivery, you can return unused products.")),
    ("Delivery within the country costs {m} EUR and is free from {n} EUR.", ("What does delivery cost?", "Is delivery free?", "How much is the shipping?"),
     ("Delivery within the country costs {m} EUR. It is free from {n} EUR.", "Delivery costs {m} EUR and is free from {n} EUR.", "It costs {m} EUR within the country, and from {n} EUR delivery is free.")),
    ("Parcels usually arrive within {m} working days.", ("How long does delivery take?", "When will it be here?", "How fast do you deliver?"),
     ("Your parcel usually arrives within {m} working days.", "Parcels usually arrive within {m} working days.", "It usually arrives within {m} working days.")),
    ("Refunds are paid within {m} days after the returned parcel has arrived.", ("When do I get my money back?", "How long does a refund take?", "When is the refund paid?"),
     ("Refunds are paid within {m} days after the returned parcel has arrived.", "A refund is paid within {m} days after the returned parcel has arrived.", "After the returned parcel has arrived, refunds are paid within {m} days.")),
    ("We accept credit cards, PayPal and bank transfer.", ("How can I pay?", "Do you take cards?", "Which payment methods are there?"),
     ("We accept credit cards, PayPal and bank transfer.", "You can pay with credit cards, PayPal or bank transfer.", "Credit cards, PayPal and bank transfer are accepted.")),
    ("An order can be cancelled until it is packed.", ("Can I cancel my order?", "Until when can I cancel?", "How do I stop an order?"),
     ("You can cancel an order until it is packed.", "An order can be cancelled until it is packed.", "Until it is packed, an order can be cancelled.")),
    ("Gift cards are valid for {m} years and cannot be exchanged for cash.", ("How long is a gift card valid?", "Can I get cash for my gift card?", "When does a gift card end?"),
     ("Gift cards are valid for {m} years and cannot be exchanged for cash.", "They are valid for {m} years. They cannot be exchanged for cash.", "Gift cards cannot be exchanged for cash; they are valid for {m} years.")),
    ("Opened cosmetics and earrings cannot be returned.", ("Can I return earrings?", "What cannot be returned?", "Do you take back cosmetics?"),
     ("Opened cosmetics and earrings cannot be returned.", "No, opened cosmetics and earrings cannot be returned.", "I am sorry, opened cosmetics and earrings cannot be returned.")),
    ("The invoice is attached to the message that confirms your order.", ("Where is my invoice?", "I need a receipt.", "How do I get an invoice?"),
     ("The invoice is attached to the message that confirms your order.", "Your invoice is attached to the message that confirms your order.", "You find the invoice attached to the message that confirms your order.")),
    ("Return labels are free for orders above {n} EUR.", ("Does a return cost something?", "Who pays for the return?", "Is the return label free?"),
     ("Return labels are free for orders above {n} EUR.", "For orders above {n} EUR, return labels are free.", "The return label is free for orders above {n} EUR.")),
)  # fmt: skip
_UNANSWERED = (
    "Can I pick it up in a store?", "Do you have a shop in Berlin?", "Can I pay in crypto?", "Do you ship to the moon?", "Who is your boss?",
    "Is there a loyalty programme?", "Do you price match?", "Can I pay in instalments?", "Do you offer gift wrapping?", "Can I talk to the driver?",
)  # fmt: skip
_REFUSALS = (
    "I am sorry, I cannot find that in the information of the shop. I can ask a colleague for you.",
    "I do not know that. Would you like me to ask a person?",
    "Sorry, the shop does not state that.",
)


def lessons(chance: random.Random, *, is_held_out: bool) -> Iterator[Lesson]:
    """Without end, two to four about each order or set of rules in turn; phrasings that are held out only where asked for."""
    while True:
        found = list(chance.choice((_about_order, _about_rules))(chance, is_held_out))
        yield from found
        if chance.random() < 0.5:
            yield _refusal(chance, found[0].facts, is_held_out)


def _choose(chance: random.Random, texts: tuple[str, ...], *, is_held_out: bool) -> str:
    return texts[-1] if is_held_out else chance.choice(texts[:-1])


def _about_order(chance: random.Random, is_held_out: bool) -> Iterator[Lesson]:
    status = chance.choice(sorted(_ORDERS))
    questions, replies = _ORDERS[status]
    placed = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
    facts = {
        "number": Fact("order", f"ORDER_{chance.randint(1, 3)}", kind="name"),
        "status": Fact("status", status),
        "placed": Fact("placed_on", placed, kind="date"),
        "total": Fact("total", Decimal(chance.randint(900, 40000)) / 100, "EUR", "money"),
    }
    if status in {"shipped", "delivered"}:
        facts["carrier"] = Fact("carrier", chance.choice(_CARRIERS), kind="name")
    if status == "shipped":
        facts["expected"] = Fact("expected_on", placed + timedelta(days=chance.randint(3, 12)), kind="date")
    if status == "delivered":
        facts["delivered"] = Fact("delivered_on", placed + timedelta(days=chance.randint(2, 9)), kind="date")
    for _ in range(2):
        reply = _choose(chance, replies, is_held_out=is_held_out)
        must = tuple(fact for name, fact in facts.items() if f"{{{name}}}" in reply and name != "number")
        said = reply.format(**{name: shown(fact) for name, fact in facts.items()})
        yield Lesson(
            "answer", tuple(facts.values()), _choose(chance, questions, is_held_out=is_held_out), said, must
        )


def _about_rules(chance: random.Random, is_held_out: bool) -> Iterator[Lesson]:
    known = chance.sample(_RULES, chance.randint(1, 3))
    numbers = [
        {"n": str(chance.choice((14, 20, 25, 30, 40, 50, 60, 75, 90, 100))), "m": str(chance.randint(2, 9))}
        for _ in known
    ]
    facts = tuple(
        Fact("rule", text.format(**n), kind="sentence")
        for (text, _, _), n in zip(known, numbers, strict=True)
    )
    for place, (_, questions, replies) in enumerate(known):
        said = sentence(_choose(chance, replies, is_held_out=is_held_out).format(**numbers[place]))
        yield Lesson(
            "answer", facts, _choose(chance, questions, is_held_out=is_held_out), said, (facts[place],)
        )


def _refusal(chance: random.Random, facts: tuple[Fact, ...], is_held_out: bool) -> Lesson:
    middle = len(_UNANSWERED) // 3
    question = chance.choice(_UNANSWERED[:middle] if is_held_out else _UNANSWERED[middle:])
    return Lesson("refusal", facts, question, chance.choice(_REFUSALS))
