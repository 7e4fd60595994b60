from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import guard

ODD = st.characters(categories=("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Co"))
MESSAGES = st.text(st.one_of(st.characters(codec="utf-8"), ODD, st.sampled_from("aB9 \n一")), max_size=200)


class TestCleaning:
    @pytest.mark.parametrize(
        ("text", "seen"),
        [
            ("  where   is\tit? ", "where is it?"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("a\n\n \n b", "a\nb"),
            ("pass\u200bword \u202egnp.exe", "password gnp.exe"),
            ("tags\U000e0041\U000e0042 unseen\u2060", "tags unseen"),
            ("bell\x07 and null\x00", "bell and null"),
            ("heart\u2764\ufe0f", "heart\u2764"),
            ("cafe\u0301", "café"),
            ("我的订单\u3000在哪里？", "我的订单 在哪里？"),
            ("half \ud800 pair", "half pair"),
        ],
    )
    def test_what_the_eye_does_not_see_is_gone(self, text, seen):
        assert guard.clean(text) == seen

    @pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n", "\u200b\u2060", "\x00"])
    def test_nothing_is_refused(self, text):
        with pytest.raises(guard.Empty):
            guard.clean(text)

    def test_the_limit_is_2000_characters(self):
        assert guard.clean("x" * 2000) == "x" * 2000
        assert guard.clean("a\r\n" * 1000) == "\n".join(["a"] * 1000)  # a line end is one character
        with pytest.raises(guard.TooLong, match="2000"):
            guard.clean("x" * 2001)

    @given(MESSAGES)
    def test_a_clean_text_stays_clean(self, text):
        try:
            once = guard.clean(text)
        except guard.Empty:
            return
        assert guard.clean(once) == once
        assert once == unicodedata.normalize("NFC", once)
        assert not {unicodedata.category(character) for character in once.replace("\n", "")} & {
            "Cc",
            "Cf",
            "Cs",
            "Co",
            "Cn",
        }
        assert len(once) <= guard.LONGEST


HUMAN = (
    "Can I talk to a human?", "let me speak with your manager", "get me a real person", "operator", "connect me to an agent",
    "I don't want a bot, I want a human", "customer service please", "please call me", "转人工", "我要找真人客服", "叫你们经理来", "请给我打电话",
)  # fmt: skip
COMPLAINT = (
    "I want to complain", "This is unacceptable!", "My mug arrived broken", "the lamp you sent is damaged", "You sent me the wrong item",
    "worst shop ever", "I'm very unhappy", "this is a scam", "I will never order from you again", "我要投诉", "你们发错货了", "杯子收到是碎的", "服务太差",
)  # fmt: skip
SAFETY = (
    "I cut my finger on the kettle", "the charger caught fire", "my son was injured", "I had an allergic reaction", "it gave me an electric shock",
    "smoke came out of the plug", "I burned my hand", "充电器着火了", "孩子受伤了", "枕头让我过敏", "水壶漏电",
)  # fmt: skip
LEGAL = (
    "I'll call my lawyer", "I will sue you", "see you in small claims court", "I'm taking legal action", "I'll report you to the police",
    "consumer protection will hear of this", "我要起诉你们", "我找律师", "我去消协投诉", "我要报警",
)  # fmt: skip
HARMLESS = (
    "Where is my order?", "I need a tent for two people", "What is the person's height in the picture?", "Is the fire pit in stock?",
    "What if something breaks?", "Do you sell first aid kits?", "Is it fireproof?", "a gift for my manager", "Suede shoes please",
    "Show me the top of the range", "Can I issue a return?", "How much is the cut-glass bowl?", "我的订单在哪里？", "有没有露营用的火炉", "送给经理的礼物",
    "I need someone's gift by Friday", "Do you have smoked paprika?", "Is the lamp suitable for a courtyard?",
)  # fmt: skip


class TestFlags:
    @pytest.mark.parametrize(
        ("flag", "text"),
        [
            (flag, text)
            for flag, texts in (
                ("human", HUMAN),
                ("complaint", COMPLAINT),
                ("safety", SAFETY),
                ("legal", LEGAL),
            )
            for text in texts
        ],
    )
    def test_a_person_is_told(self, flag, text):
        assert flag in guard.flags(text)
        assert flag in guard.flags(text.upper())

    @pytest.mark.parametrize("text", HARMLESS)
    def test_harmless_words_call_nobody(self, text):
        assert guard.flags(text) == frozenset()

    def test_wide_letters_and_curly_quotes_are_read(self):
        assert guard.flags("I’ll sue you") == {"legal"}
        assert guard.flags("ｃｏｍｐｌａｉｎ") == {"complaint"}


class TestPersonalData:
    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ("where is M-100001?", "where is ORDER_1?"),
            ("订单M-100001在哪", "订单ORDER_1在哪"),
            ("m100001 and M-100002, then m100001", "ORDER_1 and ORDER_2, then ORDER_1"),
            ("write to alice@example.com or al@b.co", "write to EMAIL_1 or EMAIL_2"),
            ("call +49 30 1234567 now", "call PHONE_1 now"),
            ("我的电话是13812345678。", "我的电话是PHONE_1。"),
            ("card 4111 1111 1111 1111 please", "card CARD_1 please"),
            ("750 ml for 19.90 on 2026-11-24", "750 ml for 19.90 on 2026-11-24"),
            ("size 42, M 4 screws, 10969 Berlin", "size 42, M 4 screws, 10969 Berlin"),
        ],
    )
    def test_placeholders_stand_where_it_stood(self, text, hidden):
        found = guard.hide(text)
        assert found.text == hidden
        assert guard.show(found.text, found.values) == text

    def test_a_conversation_keeps_its_placeholders(self):
        first = guard.hide("M-100001")
        second = guard.hide("M-100002 or M-100001", known=first.values)
        assert second.text == "ORDER_2 or ORDER_1"
        assert second.values == {"ORDER_1": "M-100001", "ORDER_2": "M-100002"}
        assert first.values == {"ORDER_1": "M-100001"}

    def test_a_placeholder_that_nobody_gave_shows_nothing(self):
        found = guard.hide("ORDER_1 of M-100001")
        assert found.text == "ORDER_1 of ORDER_2"  # a shopper's own words never become somebody's data
        assert guard.show("ORDER_1, ORDER_2, ORDER_3", found.values) == "ORDER_1, M-100001, ORDER_3"

    @given(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from(
                    [
                        "M-100001",
                        "m-4711",
                        "a@b.de",
                        "+49 30 1234567",
                        "4111111111111111",
                        "ORDER_1",
                        "CARD_",
                        "PHONE_2",
                        "1",
                        "-",
                    ]
                ),
            ),
            max_size=10,
        )
    )
    def test_what_was_hidden_comes_back_in_any_text(self, parts):
        text = "".join(parts)
        found = guard.hide(text)
        assert guard.show(found.text, found.values) == text

    @given(st.from_regex(r"M-[0-9]{6}", fullmatch=True), st.emails(domains=st.just("example.com")))
    def test_nothing_personal_is_left(self, order, email):
        found = guard.hide(f"Order {order}, mail {email}")
        assert order not in found.text
        assert "@example.com" not in found.text
