from __future__ import annotations

import json

import numpy as np
import pytest

from language import classifier, scope
from language.classifier import OUT_OF_SCOPE, Classifier, NoClassifier, NothingToLearn, Recipe
from language.encoder import Encoder, load
from language.tiny import TinyEncoder

THINGS = {
    "refund": ("money", "refund", "payment", "paid back", "my euros"),
    "parcel": ("parcel", "package", "box", "delivery", "shipment"),
    "password": ("password", "login", "account access", "sign-in code", "user name"),
}
ASKED = (
    "where is my {}", "I need my {} now", "please help me with the {}", "what happened to the {}", "no {} for me yet",
    "tell me about the {}", "is there news of my {}", "the {} is gone", "can you look for my {}", "I wait for the {}",
)  # fmt: skip
STRANGE = (
    "sing a song of sixpence", "which planet is largest", "seven times eight", "rain tomorrow in oslo", "write python code",
    "who won at chess", "boil an egg", "capital of peru", "translate good morning", "a poem about frogs", "vote for whom",
    "how do cats purr", "horoscope of gemini", "fix a bicycle", "bake some bread", "do you dream", "lottery numbers", "be a pirate",
    "why is the sky blue", "history of rome",
)  # fmt: skip


def lessons(
    *, frames: tuple[str, ...] = ASKED, strange: tuple[str, ...] = STRANGE
) -> tuple[list[str], list[str]]:
    pairs = [
        (frame.format(word), label) for label, words in THINGS.items() for word in words for frame in frames
    ]
    pairs += [(text, OUT_OF_SCOPE) for text in strange]
    return [text for text, _ in pairs], [label for _, label in pairs]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return TinyEncoder()


@pytest.fixture(scope="module")
def fitted(encoder: Encoder) -> Classifier:
    texts, labels = lessons(frames=ASKED[:7], strange=STRANGE[:12])
    groups = [next((frame for frame in ASKED if text.startswith(frame[:6])), text) for text in texts]
    return Classifier.fit(texts, labels, encoder=encoder, groups=groups)


class TestLabels:
    def test_frames_it_has_not_seen_get_their_labels(self, fitted):
        texts, labels = lessons(frames=ASKED[7:], strange=())
        found = fitted.predict(texts)
        right = [label.name == wanted for label, wanted in zip(found, labels, strict=True)]
        assert np.mean(right) > 0.95
        assert np.mean([label.is_out_of_scope for label in found]) < 0.15

    def test_what_is_nobodys_business_is_out_of_scope(self, fitted):
        found = fitted.predict(list(STRANGE[12:]))
        assert np.mean([label.is_out_of_scope for label in found]) > 0.8
        assert OUT_OF_SCOPE not in {label.name for label in found}  # the nearest label is still told

    def test_the_border_is_at_one_half(self, fitted):
        found = fitted.predict([*lessons()[0], *STRANGE])
        assert {label.is_out_of_scope for label in found} == {True, False}
        for label in found:
            assert label.is_out_of_scope == (label.distance > 0.5)
            assert 0 <= label.distance <= 1
            assert 1 / 3 - 1e-6 <= label.probability <= 1

    @pytest.mark.parametrize("text", ["", "  ", "\n\t"])
    def test_an_empty_text_is_out_of_scope(self, fitted, text):
        assert fitted.predict([text])[0].is_out_of_scope
        assert fitted.predict([text])[0].distance > 0.5

    def test_no_texts_give_no_labels(self, fitted):
        assert fitted.predict([]) == []

    def test_a_text_has_one_label_in_any_company(self, fitted):
        texts = lessons()[0]
        together = fitted.predict(texts * 3)
        alone = [fitted.predict([text])[0] for text in texts]
        for one, other in zip(together, alone, strict=False):
            assert one.name == other.name
            assert one.distance == pytest.approx(other.distance, abs=1e-4)

    def test_one_text_costs_one_encode(self, fitted, monkeypatch):
        calls: list[int] = []
        encode = TinyEncoder.encode
        monkeypatch.setattr(
            TinyEncoder,
            "encode",
            lambda self, texts, **rest: calls.append(len(texts)) or encode(self, texts, **rest),
        )
        fitted.predict(["where is my parcel"])
        assert calls == [1]


class TestLearning:
    def test_it_learns_two_labels_without_anything_out_of_scope(self, encoder):
        texts, labels = lessons(strange=())
        two = [(text, label) for text, label in zip(texts, labels, strict=True) if label != "password"]
        found = Classifier.fit([text for text, _ in two], [label for _, label in two], encoder=encoder)
        assert [label.name for label in found.predict(["where is my parcel", "a refund of money"])] == [
            "parcel",
            "refund",
        ]
        assert not found.predict(["where is my parcel"])[0].is_out_of_scope
        assert found.predict(["zzz qqq"])[0].is_out_of_scope

    def test_the_border_refuses_the_share_it_may(self, encoder):
        texts, labels = lessons()
        inside = [text for text, label in zip(texts, labels, strict=True) if label != OUT_OF_SCOPE]
        strict_, mild = (
            Classifier.fit(
                texts, labels, encoder=encoder, recipe=Recipe(refusals=share), validation=(texts, labels)
            ).predict(inside)
            for share in (0.3, 0.02)
        )
        assert np.mean([label.is_out_of_scope for label in strict_]) == pytest.approx(0.3, abs=0.02)
        assert np.mean([label.is_out_of_scope for label in mild]) == pytest.approx(0.02, abs=0.02)

    def test_the_border_is_drawn_as_if_groups_had_not_been_learned(self, encoder):
        """In one group each, copies of a text keep each other from being judged; in groups of their own they do not."""
        texts, labels = lessons()
        copies = [text for text in texts for _ in range(2)]
        twice = [label for label in labels for _ in range(2)]
        together = Classifier.fit(copies, twice, encoder=encoder, groups=copies)
        apart = Classifier.fit(copies, twice, encoder=encoder)
        assert apart._numbers["mean"][0] < together._numbers["mean"][0] - 0.04

    def test_only_the_judged_draw_the_border(self, encoder):
        texts, labels = lessons()
        judged = [label in {"refund", OUT_OF_SCOPE} for label in labels]
        one = Classifier.fit(texts, labels, encoder=encoder, judged=judged)
        other = Classifier.fit(texts, labels, encoder=encoder)
        assert not np.allclose(one._numbers["mean"], other._numbers["mean"])
        assert np.allclose(one._numbers["weights"], other._numbers["weights"])

    @pytest.mark.parametrize(
        ("texts", "labels", "groups", "message"),
        [
            (["a"], ["x"], None, "two labels"),
            (["a", "b"], ["x", OUT_OF_SCOPE], None, "two labels"),
            (["a", "b"], ["x"], None, "one label"),
            (["a", "b"], ["x", "y"], ["g"], "one group"),
            ([], [], None, "two labels"),
        ],
    )
    def test_it_says_what_it_cannot_learn_from(self, encoder, texts, labels, groups, message):
        with pytest.raises(NothingToLearn, match=message):
            Classifier.fit(texts, labels, encoder=encoder, groups=groups)


class TestKeeping:
    def test_what_was_saved_answers_alike(self, fitted, encoder, tmp_path):
        fitted.save(tmp_path / "kept")
        again = Classifier.load(tmp_path / "kept", encoder=encoder)
        texts = [*lessons()[0], *STRANGE]
        assert again.predict(texts) == fitted.predict(texts)

    def test_it_belongs_to_its_encoder(self, fitted, tmp_path):
        fitted.save(tmp_path)
        with pytest.raises(NoClassifier, match="tiny-64@1"):
            Classifier.load(tmp_path, encoder=TinyEncoder(dimensions=64))

    @pytest.mark.parametrize(
        "damage", ["format", "names", "no json", "no numbers", "half the numbers", "nothing"]
    )
    def test_what_is_damaged_is_no_classifier(self, fitted, encoder, tmp_path, damage):
        fitted.save(tmp_path)
        settings, numbers = tmp_path / "classifier.json", tmp_path / "classifier.safetensors"
        kept = json.loads(settings.read_text())
        match damage:
            case "format":
                settings.write_text(json.dumps(kept | {"format": classifier.FORMAT + 1}))
            case "names":
                settings.write_text(json.dumps({key: value for key, value in kept.items() if key != "names"}))
            case "no json":
                settings.write_text("{")
            case "no numbers":
                numbers.unlink()
            case "half the numbers":
                numbers.write_bytes(numbers.read_bytes()[:1000])
            case _:
                settings.unlink()
        with pytest.raises(NoClassifier, match=r"fit it again|holds no classifier"):
            Classifier.load(tmp_path, encoder=encoder)


def test_without_strangers_only_the_nearest_examples_decide():
    rng = np.random.default_rng(1)
    signs = rng.random((200, len(scope.SIGNS)))
    border = scope.Border.draw(signs, np.zeros(200, dtype=bool), refusals=0.1)
    near, far = signs[:1].copy(), signs[:1].copy()
    near[0, 0], far[0, 0] = 0.0, 2.0
    far[0, 1:] = 0
    assert border.distances(near)[0] < 0.5 < border.distances(far)[0]


@pytest.mark.slow
def test_the_bundled_encoder_reads_words_that_no_example_has():
    said = {
        "refund": ["give me my cash back", "when will I be reimbursed"],
        "parcel": ["the courier has not come", "my goods did not turn up"],
        "password": ["I cannot get into my profile", "I forgot my credentials"],
    }
    texts = [text for found in said.values() for text in found]
    wanted = [label for label, found in said.items() for _ in found]

    def right(source: str) -> int:
        model = load(source, threads=1)
        found = Classifier.fit(*lessons(), encoder=model, recipe=Recipe(spelling=0.0)).predict(texts)
        return sum(label.name == name for label, name in zip(found, wanted, strict=True))

    assert right("bundled") >= 5
    assert right("tiny") < right("bundled")
