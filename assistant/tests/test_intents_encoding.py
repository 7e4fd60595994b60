"""Which encoder reads intents, and what it was taught: on very small weights, by the real code."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assistant.intents import corpus, encoding, reading
from assistant.intents.corpus import Example
from language import encoder, label_training, weights
from language.tests.small import make_weights

WORDS = {
    "track_order": ("parcel", "package", "shipment"),
    "thanks": ("thanks", "great", "cheers"),
    corpus.OUT_OF_SCOPE: ("weather", "poem", "capital"),
}
ALL = corpus.examples
FRAMES = ("{} please", "about the {}", "my {} now", "hello {}", "{} today", "is it {}")


def few() -> tuple[Example, ...]:
    return tuple(
        Example(label, "en", f"{word}-{at}", frame.format(word))
        for label, words in WORDS.items()
        for word in words
        for at, frame in enumerate(FRAMES)
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    words = [word for words in WORDS.values() for word in words]
    return make_weights(
        tmp_path_factory.mktemp("small") / "small-bert",
        words=[*words, *["please", "about", "the", "my", "now", "hello", "today", "is", "it"]],
        max_position_embeddings=128,
    )


@pytest.fixture(autouse=True)
def _shop(settings, tmp_path, monkeypatch, small):
    settings.VAR, settings.ENCODER = tmp_path / "var", str(small)
    monkeypatch.setattr(corpus, "examples", few)
    monkeypatch.setattr(label_training, "FEWEST", 16)
    monkeypatch.setattr(encoding, "PLAN", label_training.Plan(epochs=1, rank=2, max_tokens=16))
    reading._kept.cache_clear()
    yield
    reading._kept.cache_clear()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("learn_intents", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


class TestWhichEncoder:
    def test_the_shipped_adapter_belongs_to_the_bundled_encoder(self):
        assert label_training.belongs_to(encoding.SHIPPED) == weights.find().identity
        taught, plain = encoding.load("bundled"), encoder.load("bundled")
        assert taught.name != plain.name
        assert taught.name.startswith(plain.name)

    def test_another_encoder_reads_without_an_adapter_that_is_not_its_own(self, small):
        assert encoding.load(str(small)) is encoder.load(str(small))
        assert encoding.load("tiny").name == encoder.load("tiny").name

    def test_a_shop_teaches_its_own_encoder(self, small, settings):
        plain = encoder.load(str(small))
        said = run("--adapter")
        folder = encoding.own(plain.name)
        assert folder.is_relative_to(settings.VAR)
        assert str(folder) in said
        assert encoding.load(str(small)).name != plain.name
        assert reading.are_learned()
        assert reading.read("my parcel now", language="en").name == "track_order"

    def test_it_is_not_taught_over(self):
        run("--adapter")
        with pytest.raises(CommandError, match="Remove it first"):
            run("--adapter")

    def test_another_folder_changes_nothing_in_the_shop(self, tmp_path, small):
        run("--adapter", "--folder", str(tmp_path / "beside"))
        assert (tmp_path / "beside/adapter_model.safetensors").exists()
        assert encoding.load(str(small)) is encoder.load(str(small))
        with pytest.raises(CommandError, match="--adapter too"):
            run("--folder", str(tmp_path / "other"))

    def test_too_few_examples_are_said(self, monkeypatch, small):
        monkeypatch.setattr(corpus, "examples", lambda: few()[:12])
        with pytest.raises(CommandError, match="It takes 16 texts"):
            run("--adapter")
        assert not encoding.own(encoder.load(str(small)).name).exists()


class TestWhatIsTaught:
    @pytest.fixture
    def lessons(self, monkeypatch) -> list[str]:
        found: list[str] = []
        train = label_training.train
        monkeypatch.setattr(
            label_training,
            "train",
            lambda texts, labels, **rest: found.extend(texts) or train(texts, labels, **rest),
        )
        return found

    def test_never_what_draws_the_border(self, lessons, small):
        encoding.taught(few(), source=str(small))
        kept = {one.text for one in few() if one.draws_border}
        assert 3 <= len(kept) <= 25
        assert set(lessons) == {one.text for one in few()} - kept

    def test_never_what_a_round_tests(self, lessons, small):
        learned, tested = corpus.split(few(), fold=1)
        encoding.taught(learned, source=str(small))
        assert lessons
        assert not set(lessons) & {one.text for one in tested}

    def test_the_same_lessons_once_and_others_anew(self, lessons, small):
        first = encoding.taught(few(), source=str(small))
        count = len(lessons)
        assert encoding.taught(few(), source=str(small)) is first
        assert len(lessons) == count
        assert encoding.taught(few()[:45], source=str(small)).name != first.name
        assert len(lessons) > count

    @pytest.mark.parametrize("fewest", [1, 1000])
    def test_the_border_is_drawn_on_nothing_else_where_enough_was_kept(self, monkeypatch, small, fewest):
        monkeypatch.setattr(reading, "FEWEST_KEPT", fewest)
        judged: list[bool] = []
        fit = reading.Classifier.fit.__func__
        monkeypatch.setattr(
            reading.Classifier,
            "fit",
            classmethod(
                lambda cls, texts, labels, **rest: (
                    judged.extend(rest["judged"]) or fit(cls, texts, labels, **rest)
                )
            ),
        )
        reading.fit(list(few()), language="en", model=encoder.load(str(small)))
        assert judged == [one.draws_border or fewest > 1 for one in few()]

    def test_every_language_keeps_families_of_all_labels_for_the_border(self):
        found = ALL()
        for language in corpus.LANGUAGES:
            kept = {one.label for one in found if one.language == language and one.draws_border}
            assert kept == set(corpus.INTENTS)
        assert not any(one.draws_border for one in found if one.group == corpus.ONLY)
