"""Delivery, tax, coupons and accounts of the demonstration store. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PASSWORD = "marigold-demo"


@dataclass(frozen=True)
class Account:
    """Somebody to log in as; `group` is a staff role, "owner" the superuser, "" a shopper."""

    role: str
    email: str
    name: str
    group: str = ""
    password: str = PASSWORD


ACCOUNTS = (
    Account("Shopper", "alice@example.com", "Alice Moreau"),
    Account("Shopper", "bob@example.com", "Bob Lindqvist"),
    Account("Owner", "owner@example.com", "Olga Owner", "owner"),
    Account("Catalogue", "catalogue@example.com", "Cem Catalogue", "Catalogue"),
    Account("Orders", "orders@example.com", "Oda Orders", "Orders"),
    Account("Support", "support@example.com", "Sam Support", "Support"),
)
TAX = {
    "DE": ("VAT", "19", True), "AT": ("VAT", "20", True), "FR": ("VAT", "20", True), "IT": ("VAT", "22", True),
    "ES": ("VAT", "21", True), "NL": ("VAT", "21", True), "BE": ("VAT", "21", True), "DK": ("VAT", "25", True),
    "SE": ("VAT", "25", True), "PL": ("VAT", "23", True), "GB": ("VAT", "20", True), "CH": ("VAT", "8.1", False),
    "NO": ("VAT", "25", False), "US": ("Sales tax", "8", False), "CN": ("VAT", "13", False),
}  # fmt: skip
NEAR = ("DE", "AT")
EU = ("FR", "IT", "ES", "NL", "BE", "DK", "SE", "PL")
FAR = ("GB", "CH", "NO", "US", "CN")


@dataclass(frozen=True)
class Method:
    """`rates`: countries, grams, price and the order value from which it is free."""

    code: str
    name: str
    description: str
    days: tuple[int, int]
    rates: tuple[tuple[tuple[str, ...], int, str, str | None], ...]


METHODS = (
    Method(
        "standard",
        "Standard delivery",
        "By parcel, to your door or to a parcel shop.",
        (2, 4),
        (
            (NEAR, 5_000, "4.90", "49.00"),
            (NEAR, 31_500, "7.90", "99.00"),
            (EU, 5_000, "9.90", "99.00"),
            (EU, 31_500, "15.90", None),
            (FAR, 5_000, "19.90", None),
            (FAR, 20_000, "39.90", None),
        ),
    ),
    Method(
        "express",
        "Express delivery",
        "The next working day, when ordered before noon.",
        (1, 1),
        ((NEAR, 5_000, "11.90", None), (NEAR, 31_500, "16.90", None)),
    ),
    Method(
        "freight",
        "Freight delivery",
        "Heavy furniture, carried to the place you choose.",
        (5, 10),
        ((NEAR, 120_000, "39.00", None), (EU, 120_000, "89.00", None)),
    ),
)
COUPONS = (
    ("WELCOME10", "percent", Decimal(10), Decimal(30), None, 1),
    ("FREESHIP", "delivery", Decimal(0), Decimal(20), None, None),
    ("ONCE5", "amount", Decimal(5), Decimal(0), 1, None),
)
ARTICLES = (
    ("delivery", "orders", "Delivery", True, "Where we deliver, how long it takes and what it costs.", """## Where and how long

Standard delivery to Germany and Austria takes 2 to 4 working days, express delivery the next working day. To other countries it takes as long as checkout says before you pay.

## What it costs

| To | Parcel up to 5 kg | Heavier | Free from |
| --- | --- | --- | --- |
| Germany, Austria | €4.90 | €7.90 | €49 (heavier: €99) |
| Other countries of the EU | €9.90 | €15.90 | €99 (up to 5 kg) |
| United Kingdom, Switzerland, Norway, USA, China | €19.90 | €39.90 | |

Express costs €11.90, heavy furniture travels by freight for €39 within Germany and Austria."""),
    ("returns", "returns", "Returns", True, "Thirty days to change your mind.", """You have **30 days** from delivery to send things back. Write to us with your order number; we tell you where to send the parcel.

When the goods are back on our shelf, the money goes back the way it came, usually within five working days. Worn or damaged goods are refunded in part."""),
    ("warranty", "returns", "Warranty", True, "Two years on everything.", """Everything we sell has a warranty of **two years** from delivery. If something breaks that should not, we mend it, replace it or give the money back. Wear, and what happens when a mug meets a stone floor, is not covered."""),
    ("payment", "payment", "Payment", False, "How to pay, and when.", """You pay on the page of our payment provider; no card number ever reaches this shop. While you pay, your goods are reserved for **10 minutes**. If that time runs out the order is cancelled and nothing is charged; money that arrives later goes back by itself.

Prices to countries of the EU and to the United Kingdom include value added tax. To Switzerland, Norway, the USA and China tax is added at checkout."""),
    ("cancelling", "orders", "Cancelling an order", False, "Until we start to pack.", """Open the order in your account, or by the link in the e-mail, and choose *Cancel*. That works until we start to pack it. What you paid goes back at once."""),
    ("reviews", "shop", "Reviews", False, "Who may write them, and what we publish.", """Only people to whom a product was delivered can review it, once. A person reads every review before it is shown; we publish praise and blame alike, and leave out insults and private data. You can change or withdraw yours at any time."""),
    ("account", "account", "Your account", False, "What it is good for.", """You can buy without an account. With one you see your orders, keep addresses and write reviews. Your cart comes along when you log in."""),
    ("privacy", "account", "Privacy", True, "What we keep, and why.", """We keep what an order needs: your address, your e-mail and what you bought. What you look at and search for helps us to recommend things; you can switch that off under *Profile*, and browsers that send Global Privacy Control are not followed at all. What you viewed is deleted after 400 days."""),
    ("contact", "shop", "Contact", True, "A person answers.", """Write to **hello@example.com**. We answer within one working day. This is a demonstration store: nothing is sold, charged or sent."""),
)  # fmt: skip
