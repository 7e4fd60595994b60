"""Sentences that the facts support, and the reason against each that they do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from language.verifier import Fact, objections, sentences

HOSTS = frozenset({"shop.example.com"})
FLASK = (
    Fact("title", "Nordwind Travel Flask", kind="name"),
    Fact("brand", "Nordwind", kind="name"),
    Fact("capacity", 750, "ml", kind="number"),
    Fact("weight", Decimal("0.4"), "kg", kind="number"),
    Fact("material", "stainless steel", kind="material"),
    Fact("width", 8, "cm", kind="number"),
    Fact("height", 26, "cm", kind="number"),
    Fact("lining", "faux leather", kind="material"),
    Fact("colour", "navy", kind="colour"),
    Fact("dishwasher_safe", False, kind="flag"),
    Fact("leakproof", True, kind="flag"),
    Fact("bpa", "BPA-free"),
    Fact("price", Decimal("19.90"), "EUR", kind="money"),
    Fact("model", "NW-750X"),
)
ORDER = (
    Fact("status", "shipped"),
    Fact("placed_on", date(2025, 2, 28), kind="date"),
    Fact("expected_on", date(2025, 3, 4), kind="date"),
    Fact("return_days", 30, kind="number"),
    Fact("tracking", "https://carrier.example.net/t/42", kind="link"),
    Fact(
        "returns",
        "Unworn items can be returned within 30 days. Sale items cannot be returned. We will refund you within 14 days.",
        kind="sentence",
    ),
)
SUPPORTED = [
    (FLASK, "The Nordwind Travel Flask holds 750 ml and is made of stainless steel."),
    (FLASK, "It holds 0.75 litres and weighs 400 g."),
    (FLASK, "The capacity is 75 cl."),
    (FLASK, "It comes in navy blue."),
    (FLASK, "It is not dishwasher safe, but it is leakproof."),
    (FLASK, "It is BPA-free and costs €19.90."),
    (FLASK, "The price is 19,90 EUR."),
    (FLASK, "The model is NW-750X."),
    (FLASK, "The lining is faux leather."),
    (FLASK, "It is 8 cm wide and 26 cm high."),
    (FLASK, "Width 8 cm, height 26 cm."),
    (FLASK, "I am sorry, I do not know whether it keeps drinks warm."),
    (FLASK, "这款商品容量为0.75升，材质是不锈钢。"),
    (FLASK, "价格是19.90欧元，颜色是藏青色。"),
    (ORDER, "Your order has been shipped and should arrive on 4 March 2025."),
    (ORDER, "It is expected on Tuesday, March 4."),
    (ORDER, "You placed it on 28/02/2025."),
    (ORDER, "You can return unworn items within thirty days."),
    (ORDER, "We will refund you within two weeks."),
    (ORDER, "Sale items cannot be returned."),
    (ORDER, "Track it at https://carrier.example.net/t/42."),
    (ORDER, "See https://shop.example.com/help/returns or /help/."),
    (ORDER, "预计3月4日送达，三十天内可以退货。"),
    (
        (*ORDER, Fact("cancel", "cancel the order", kind="action")),
        "I can cancel the order: please confirm below.",
    ),
]
OBJECTED = [
    (FLASK, "It holds 500 ml.", "number"),
    (FLASK, "It holds seven hundred ml.", "number"),
    (FLASK, "It holds 750 g.", "unit"),
    (FLASK, "It holds 750 litres.", "unit"),
    (FLASK, "It costs €29.90.", "money"),
    (FLASK, "It costs $19.90.", "money"),
    (FLASK, "It costs 750 euros.", "money"),
    (FLASK, "It comes in red.", "colour"),
    (FLASK, "It is made of aluminium.", "material"),
    (FLASK, "The lining is leather.", "material"),
    (FLASK, "It is made by Aurora.", "name"),
    (FLASK, "The model is NW-750Y.", "name"),
    (FLASK, "It is 26 cm wide.", "number"),
    (FLASK, "宽26厘米。", "number"),
    (FLASK, "It is dishwasher safe.", "negation"),
    (FLASK, "It is not leakproof.", "negation"),
    (FLASK, "It contains BPA.", "negation"),
    (FLASK, "It keeps drinks warm.", "unsupported"),
    (FLASK, "You cannot find a better flask for drinks.", "unsupported"),
    (FLASK, "I do not know it well, but it keeps drinks warm.", "unsupported"),
    (FLASK, "It is guaranteed for life.", "promise"),
    (FLASK, "We will replace it.", "promise"),
    (FLASK, "这款商品容量为500毫升。", "number"),
    (FLASK, "这款商品容量为七百毫升。", "number"),
    (FLASK, "颜色是红色。", "colour"),
    (FLASK, "材质是玻璃。", "material"),
    (FLASK, "适合在高山露营。", "unsupported"),
    (ORDER, "It arrives on 5 March 2025.", "date"),
    (ORDER, "It arrives on 2025-04-03.", "date"),
    (ORDER, "It arrives on Friday.", "date"),
    (ORDER, "It arrives tomorrow.", "date"),
    (ORDER, "预计3月5日送达。", "date"),
    (ORDER, "预计明天送达。", "date"),
    (ORDER, "You can return unworn items within 60 days.", "number"),
    (ORDER, "You can return unworn items within 30 weeks.", "unit"),
    (ORDER, "You can return unworn items after 30 days.", "number"),
    (ORDER, "Sale items can be returned.", "negation"),
    (ORDER, "Unworn items cannot be returned.", "negation"),
    (ORDER, "三十天内不可以退货。", "negation"),
    (ORDER, "Your order has been refunded.", "promise"),
    (ORDER, "Your order has been delivered.", "promise"),
    (ORDER, "Your order is cancelled.", "promise"),
    (ORDER, "I have cancelled your order.", "promise"),
    (ORDER, "We will cancel your order.", "promise"),
    (ORDER, "You will receive a voucher.", "promise"),
    (ORDER, "已为您取消订单。", "promise"),
    (ORDER, "我们会为您更换商品。", "promise"),
    (ORDER, "我们保证送达。", "promise"),
    (ORDER, "Go to https://evil.example.org/pay.", "link"),
    (ORDER, "Go to shop.example.com.evil.org.", "link"),
    (ORDER, "Go to https://shop.example.com@evil.org/.", "link"),
    (ORDER, "Go to //evil.org or /\\evil.org.", "link"),
    (ORDER, "Click [here](javascript:alert(1)).", "link"),
    (ORDER, "Write to help@evil.org.", "link"),
    (ORDER, "Go to evil dot com.", "link"),
    (ORDER, "You can re\u200bturn it in 60\u200b days.", "number"),
    (ORDER, "Ваш заказ отменён.", "unsupported"),
]


def language(text: str) -> str:
    return "zh-hans" if "\u4e00" <= text[0] <= "\u9fff" else "en"


@pytest.mark.parametrize(("facts", "sentence"), SUPPORTED)
def test_a_sentence_of_the_facts_is_supported(facts, sentence):
    assert objections(sentence, facts, language=language(sentence), hosts=HOSTS) == ()


@pytest.mark.parametrize(("facts", "sentence", "reason"), OBJECTED)
def test_what_the_facts_do_not_say_is_objected_to(facts, sentence, reason):
    found = objections(sentence, facts, language=language(sentence), hosts=HOSTS)
    assert reason in {objection.reason for objection in found}, found


@pytest.mark.parametrize(("facts", "sentence"), [case for case in SUPPORTED if "do not know" not in case[1]])
def test_without_facts_nothing_is_supported(facts, sentence):
    """The control of the first test: it is the facts that support a sentence."""
    assert objections(sentence, (), language=language(sentence)) != ()


def test_a_link_of_the_shop_is_foreign_to_another_shop():
    assert objections("See https://shop.example.com/help/.", (), hosts=HOSTS) == ()
    found = objections("See https://shop.example.com/help/.", (), hosts=frozenset({"other.example.com"}))
    assert [objection.reason for objection in found] == ["link"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It weighs approx. 1.5 kg. Nice.", ["It weighs approx. 1.5 kg.", "Nice."]),
        ("See shop.example.com. J. Smith wrote it.", ["See shop.example.com.", "J. Smith wrote it."]),
        ('He said "no." Then left', ['He said "no."', "Then left"]),
        ("1. Open it.\n2. Close it.", ["1. Open it.", "2. Close it."]),
        ("容量3.5升。颜色红色！好吗？", ["容量3.5升。", "颜色红色！", "好吗？"]),
    ],
)
def test_texts_are_cut_between_sentences(text, expected):
    assert sentences(text) == expected
    assert "".join(sentences(text)).replace(" ", "") == "".join(text.split())
