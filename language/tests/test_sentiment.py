"""The sentiment classifier learns from stars on a very small BERT, keeps what it learned, and is measured honestly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from language import sentiment, weights
from language.sentiment import Feeling
from language.sentiment_training import Example, Plan, TooFewTexts, score, split, train
from language.tests.small import make_weights

GOOD, FAIR, POOR = ["lovely", "great", "fine"], ["plain", "usual"], ["awful", "broken", "sad"]
FILLERS = ["the", "mug", "lamp", "was", "came", "today"]
PLAN = Plan(epochs=8, batch_size=16, learning_rate=3e-3, max_tokens=16, held_out=0.2)


def example(number: int) -> Example:
    stars = (5, 1, 3, 4, 2)[number % 5]
    words = GOOD if stars > 3 else POOR if stars < 3 else FAIR
    return Example(
        f"{FILLERS[number % 6]} {FILLERS[number // 6 % 6]} {words[number // 36 % len(words)]} {FILLERS[number // 7 % 6]} {number % 9}",
        stars,
    )


EXAMPLES = [example(number) for number in range(300)]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> weights.Weights:
    folder = make_weights(
        tmp_path_factory.mktemp("start") / "tiny-bert", words=[*GOOD, *FAIR, *POOR, *FILLERS]
    )
    return weights.find(str(folder))


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def test_it_learns_what_held_out_texts_show(tmp_path: Path, start: weights.Weights) -> None:
    ticks = []
    report = train(
        EXAMPLES, folder=tmp_path / "new", start=start, plan=PLAN, tick=lambda *tick: ticks.append(tick)
    )
    assert report.quality.accuracy > 0.95
    assert report.quality.auroc > 0.99
    assert report.losses[-1] < 0.6 * report.losses[0]
    assert ticks[-1][0] == ticks[-1][1] == len(report.losses)
    classifier = sentiment.load(tmp_path / "new")
    good, poor, fair = classifier.read(["the mug lovely today", "the lamp broken", "the mug usual"])
    assert (good.label, poor.label, fair.label) == ("positive", "negative", "mixed")
    assert good.score > 0.5 > -0.5 > poor.score
    assert sum((good.negative, good.mixed, good.positive)) == pytest.approx(1, abs=1e-4)
    assert classifier.read([]) == []
    assert json.loads((tmp_path / "new/report.json").read_text())["accuracy"] == report.quality.accuracy


def test_an_untaught_one_knows_nothing(start: weights.Weights) -> None:
    """The negative control of the test above."""
    model = sentiment.open_classifier(start)
    from language.transformer import open_tokenizer

    tokenizer = open_tokenizer(start, max_tokens=16)
    held_out = split(EXAMPLES, share=0.2, seed=1)[1]
    rows = sentiment.probabilities(model, [tokenizer.encode(one.text).ids for one in held_out])
    found = score([one.stars for one in held_out], [Feeling(*map(float, row)) for row in rows])
    assert found.accuracy < 0.75


def test_training_with_the_same_seed_gives_the_same_weights(tmp_path: Path, start: weights.Weights) -> None:
    quick = Plan(epochs=1, batch_size=32, learning_rate=1e-3, max_tokens=16)
    first = train(EXAMPLES, folder=tmp_path / "a", start=start, plan=quick)
    second = train(EXAMPLES, folder=tmp_path / "b", start=start, plan=quick)
    assert first.losses == second.losses


def test_the_split_keeps_equal_texts_on_one_side_and_every_number_of_stars() -> None:
    lessons, held_out = split([*EXAMPLES, *EXAMPLES[:40]], share=0.2, seed=3)
    assert not {one.text for one in lessons} & {one.text for one in held_out}
    assert {one.stars for one in held_out} == {1, 2, 3, 4, 5}
    assert len(lessons) + len(held_out) == len(EXAMPLES) + 40


def test_too_few_texts_say_what_it_takes(tmp_path: Path, start: weights.Weights) -> None:
    happy = [Example(f"lovely {number}", 5) for number in range(100)]
    with pytest.raises(TooFewTexts, match="0 negative, 0 mixed, 100 positive"):
        train(happy, folder=tmp_path / "new", start=start, plan=PLAN)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_is_no_classifier_says_so(start: weights.Weights, tmp_path: Path) -> None:
    with pytest.raises(weights.WeightsMissing, match="no sentiment classifier"):
        sentiment.load(start.folder)
    (tmp_path / "taken").mkdir()
    with pytest.raises(FileExistsError):
        train(EXAMPLES, folder=tmp_path / "taken", start=start, plan=PLAN)


def test_figures_are_right_on_a_case_known_by_hand() -> None:
    felt = [Feeling(0.1, 0.1, 0.8), Feeling(0.6, 0.1, 0.3), Feeling(0.2, 0.6, 0.2), Feeling(0.1, 0.2, 0.7)]
    found = score([5, 4, 3, 1], felt)
    assert found.accuracy == 0.5
    assert found.auroc == 0.5  # 0.7 > 0.6 is right, -0.3 < 0.6 is wrong
    assert sentiment.label_of(2) == 0
    assert sentiment.label_of(4) == 2
