from __future__ import annotations

import threading

import pytest

from assistant import intents
from assistant.intents import corpus, reading, rules
from language.classifier import OUT_OF_SCOPE, Classifier, Label


class TestExamples:
    def test_each_intent_has_thirty_in_english_and_twelve_in_chinese(self):
        for label in corpus.INTENTS:
            found = [example for example in corpus.examples() if example.label == label]
            assert len({one.text.casefold() for one in found if one.language == "en"}) >= 30, label
            assert len({one.text for one in found if one.language == "zh"}) >= 12, label
        strange = [example for example in corpus.examples() if example.label == OUT_OF_SCOPE]
        assert len(strange) >= 300

    def test_no_text_has_two_meanings(self):
        owners: dict[str, str] = {}
        for example in corpus.examples():
            text = example.text.casefold().strip(" ?.!？。！")
            assert owners.setdefault(text, example.label) == example.label, example
        assert len(owners) > 5000

    def test_they_are_written_in_the_language_they_say(self):
        for example in corpus.examples():
            assert rules.script(example.text, language=example.language) == example.language, example

    def test_paraphrases_are_in_one_family(self):
        """The rule of the split: texts of an intent that share half of their words of content never part."""
        families: dict[tuple[str, str], list[corpus.Example]] = {}
        for example in corpus.examples():
            families.setdefault((example.label, example.language), []).append(example)
        for found in families.values():
            for place, one in enumerate(found):
                for other in found[:place]:
                    if one.group != other.group and corpus.ONLY not in {one.group, other.group}:
                        assert corpus.kinship(one.text, other.text) <= corpus.KIN, (one, other)

    @pytest.mark.parametrize(
        ("one", "other", "near"),
        [
            ("Where is my order?", "where's my order please", True),
            ("Cancelling is still possible?", "Is it still possible to cancel my order?", False),
            ("Can I cancel it?", "Cancel it please", True),
            ("Where is my order?", "Has the parcel left?", False),
            ("怎么取消订单？", "请问怎么取消订单", True),
            ("怎么取消订单？", "包裹到哪里了", False),
        ],
    )
    def test_kinship_is_of_words_that_carry_meaning(self, one, other, near):
        assert (corpus.kinship(one, other) > corpus.KIN) == near
        assert corpus.kinship(one, other) == corpus.kinship(other, one)
        assert corpus.kinship(one, one) == 1

    def test_a_family_is_learned_or_tested_and_never_both(self):
        tested_ever: list[corpus.Example] = []
        for fold in range(corpus.FOLDS):
            learned, tested = corpus.split(corpus.examples(), fold=fold)
            assert not {one.family for one in learned} & {one.family for one in tested}
            assert len(learned) + len(tested) == len(corpus.examples())
            tested_ever += tested
        tested_once = [example for example in corpus.examples() if example.group != corpus.ONLY]
        assert sorted(tested_ever, key=repr) == sorted(tested_once, key=repr)
        assert len(tested_once) > 0.98 * len(corpus.examples())


class TestHeldOut:
    """What is measured on messages never seen must never have been."""

    def test_none_is_learned_or_kin_to_what_is(self):
        learned: dict[tuple[str, str], list[corpus.Example]] = {}
        for example in corpus.examples():
            learned.setdefault((example.label, example.language), []).append(example)
        texts = {example.text.casefold().strip(" ?.!？。！") for example in corpus.examples()}
        for one in corpus.held_out():
            assert one.text.casefold().strip(" ?.!？。！") not in texts
            for other in learned[one.label, one.language]:
                assert corpus.kinship(one.text, other.text) <= corpus.KIN, (one, other)

    def test_there_are_some_of_each_intent_and_language(self):
        found = corpus.held_out()
        assert {one.label for one in found} == set(corpus.INTENTS)
        assert min(sum(one.language == language for one in found) for language in corpus.LANGUAGES) >= 80
        for one in found:
            assert rules.script(one.text, language=one.language) == one.language, one

    def test_a_label_of_another_file_is_refused(self, tmp_path):
        path = tmp_path / "held_out.tsv"
        path.write_text("weather\ten\theld\tWill it rain?\n", encoding="utf-8")
        with pytest.raises(corpus.BadFolder, match=r"line 1: expected a label of .*, found weather and en"):
            list(corpus._of_file(path, frozenset(corpus.INTENTS)))


class TestRules:
    @pytest.mark.parametrize(
        ("text", "language", "script"),
        [
            ("Where is it?", "zh-hans", "en"),
            ("我的订单在哪", "en", "zh"),
            ("iPhone 手机壳有吗", "en", "zh"),
            ("Is there a 龙 on this very beautiful mug?", "zh-hans", "en"),
            ("???", "en", "en"),
            ("M-1 12", "en", "en"),
            ("123", "zh-hans", "zh"),
        ],
    )
    def test_the_letters_decide_the_language(self, text, language, script):
        assert rules.script(text, language=language) == script

    @pytest.mark.parametrize(
        ("text", "name", "about"),
        [
            ("M-100001", OUT_OF_SCOPE, True),
            ("tell me a joke about ORDER_1", OUT_OF_SCOPE, True),
            ("m100001?", "greeting", True),
            ("cancel M-100001", "cancel_order", False),
            ("hello", "greeting", False),
            ("M-1 tank", OUT_OF_SCOPE, False),
        ],
    )
    def test_an_order_number_is_about_an_order(self, text, name, about):
        assert rules.about_an_order(text, name) == about

    @pytest.mark.parametrize(
        ("text", "alone"),
        [("M-100001", True), ("  ORDER_1 ?", True), ("M-100001 please", False), ("12", False)],
    )
    def test_a_lone_number_may_answer_a_question(self, text, alone):
        assert rules.is_only_a_number(text) == alone
        if alone:
            found = reading.decide(text, Label("thanks", 0.9, 0.1, is_out_of_scope=False))
            assert found == intents.Intent("track_order", reading.UNSURE, is_out_of_scope=False)

    @pytest.mark.parametrize(
        ("text", "normal"),
        [
            ("Where is M-100234?", "Where is M-1?"),
            ("my eBay order", "my Amazon order"),
            ("can I use Amazon Pay", "can I use Amazon Pay"),
            ("拼多多的订单", "淘宝的订单"),
            ("zarafa and huluween", "zarafa and huluween"),
        ],
    )
    def test_names_are_made_alike(self, text, normal):
        assert rules.normalised(text) == normal


class TestReading:
    """By the tiny encoder, which knows spelling only."""

    @pytest.mark.parametrize(
        ("text", "language", "name"),
        [
            ("Where is my order?", "en", "track_order"),
            ("please cancel my order", "en", "cancel_order"),
            ("I forgot my password", "en", "account_recover"),
            ("我的订单到哪里了", "en", "track_order"),
            ("我要取消订单", "zh-hans", "cancel_order"),
            ("谢谢你", "zh-hans", "thanks"),
            ("M-100001", "en", "track_order"),
        ],
    )
    def test_it_reads_both_languages(self, text, language, name):
        found = intents.read(text, language=language)
        assert found.name == name
        assert not found.is_out_of_scope
        assert 0 < found.probability <= 1

    @pytest.mark.parametrize(
        "text",
        [
            "What is the capital of Australia?",
            "Write a Python function that sorts a list",
            "天空为什么是蓝色的？",
        ],
    )
    def test_what_is_no_business_of_the_shop_is_out_of_scope(self, text):
        found = intents.read(text, language="en")
        assert found.is_out_of_scope
        assert found.name == OUT_OF_SCOPE

    @pytest.fixture
    def _own_var(self, settings, tmp_path, monkeypatch):
        """An empty var/, and so few examples that fitting takes a moment."""
        few = tuple(one for one in corpus.examples() if one.label in {"track_order", "thanks", OUT_OF_SCOPE})[
            ::3
        ]
        monkeypatch.setattr(corpus, "examples", lambda: few)
        settings.VAR = tmp_path
        reading._kept.cache_clear()
        yield
        reading._kept.cache_clear()

    @pytest.mark.usefixtures("_own_var")
    def test_it_is_fitted_once_and_then_loaded(self, monkeypatch, tmp_path):
        fits: list[str] = []
        fit = reading.fit
        monkeypatch.setattr(
            reading, "fit", lambda found, **rest: fits.append(rest["language"]) or fit(found, **rest)
        )
        first = intents.read("Where is my order?", language="en")
        reading._kept.cache_clear()
        assert intents.read("Where is my order?", language="en") == first
        assert fits == ["en"]
        [folder] = (tmp_path / "intents").iterdir()
        (folder / "classifier.safetensors").write_bytes(b"broken")
        reading._kept.cache_clear()
        assert intents.read("Where is my order?", language="en") == first
        assert fits == ["en", "en"]

    @pytest.mark.usefixtures("_own_var")
    def test_other_examples_or_another_encoder_are_learned_anew(self, monkeypatch):
        folders = {
            reading._folder(_Named("a"), "en"),
            reading._folder(_Named("b"), "en"),
            reading._folder(_Named("a"), "zh"),
        }
        monkeypatch.setattr(corpus, "fingerprint", lambda: "other examples")
        folders.add(reading._folder(_Named("a"), "en"))
        assert len(folders) == 4

    @pytest.mark.usefixtures("_own_var")
    def test_many_readers_at_once_fit_once(self, monkeypatch):
        fits: list[int] = []
        fit = Classifier.fit.__func__
        monkeypatch.setattr(
            Classifier,
            "fit",
            classmethod(lambda cls, *args, **rest: fits.append(1) or fit(cls, *args, **rest)),
        )
        found: list[intents.Intent] = []
        threads = [
            threading.Thread(target=lambda: found.append(intents.read("where is my order", language="en")))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 6
        assert len(fits) == 1
        assert len(set(found)) == 1


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name
