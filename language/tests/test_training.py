"""Training on a very small BERT and a language of its own: the anchor "w3" belongs to the text with the word "v3"."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from language import weights
from language.encoder import load
from language.learner import Learner
from language.pairs import Known, Pair, batches
from language.tests.small import make_weights
from language.training import Cancelled, Plan, TooFewPairs, TrainingFailed, train

KINDS = 12
ANCHORS, TEXTS = [f"w{chr(97 + n)}" for n in range(KINDS)], [f"v{chr(97 + n)}" for n in range(KINDS)]
FILLERS = ["of", "the", "with", "and", "warm", "red"]
PLAN = Plan(
    epochs=6, batch_size=16, learning_rate=3e-3, max_tokens=16, held_out=0.2, numeric_format="float32"
)


def lesson(number: int) -> Pair:
    kind = number % KINDS
    first, second = FILLERS[number % 5], FILLERS[number // KINDS % 6]
    return Pair(
        f"{ANCHORS[kind]} {first} {second} {number % 7}", f"{second} {TEXTS[kind]}", product=str(kind)
    )


PAIRS = [lesson(number) for number in range(240)]


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> weights.Weights:
    folder = make_weights(tmp_path_factory.mktemp("start") / "tiny-bert", words=ANCHORS + TEXTS + FILLERS)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling/config.json").write_text('{"pooling_mode_mean_tokens": true}')
    return weights.find(str(folder))


@pytest.fixture(autouse=True)
def _one_thread():
    import torch

    torch.set_num_threads(1)


def test_it_learns_what_held_out_pairs_show(tmp_path, start):
    ticks = []
    report = train(
        PAIRS, folder=tmp_path / "new", start=start, plan=PLAN, tick=lambda *tick: ticks.append(tick)
    )
    assert report.before.accuracy < 0.4
    assert report.after.accuracy > 0.9
    assert report.after.mrr > report.before.mrr
    assert report.after.recall > report.before.recall
    assert np.mean(report.losses[-5:]) < np.mean(report.losses[:5]) / 2
    assert report.pairs + report.held_out == len(PAIRS)
    assert 0 < report.seconds < 300
    assert [done for done, _, _ in ticks] == list(range(1, len(report.losses) + 1))
    assert {total for _, total, _ in ticks} == {len(report.losses)}
    assert tuple(loss for _, _, loss in ticks) == report.losses


def test_the_folder_is_a_whole_encoder(tmp_path, start):
    report = train(PAIRS, folder=tmp_path / "new", start=start, plan=quick())
    names = {
        str(path.relative_to(tmp_path / "new")) for path in (tmp_path / "new").rglob("*") if path.is_file()
    }
    assert names == {"config.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"}
    encoder = load(str(tmp_path / "new"), max_tokens=16, threads=1)
    assert encoder.name == report.identity
    assert encoder.name.startswith("new@")
    assert encoder.encode(["wa of"]).shape == (1, 32)
    assert weights.find(str(start.folder)).fingerprint == start.fingerprint  # what it began with is untouched
    assert [path.name for path in tmp_path.iterdir()] == ["new"]  # no draft is left


def quick(**values) -> Plan:
    return Plan(
        **{"batch_size": 64, "max_tokens": 16, "numeric_format": "float32", "learning_rate": 1e-3} | values
    )


def test_the_same_seed_gives_the_same_weights(tmp_path, start):
    one, two, other = (
        train(PAIRS, folder=tmp_path / name / "new", start=start, plan=quick(seed=seed)).identity
        for name, seed in (("one", 1), ("two", 1), ("other", 2))
    )
    assert one == two
    assert one != other


def test_random_numbers_outside_are_left_alone(tmp_path, start):
    import torch

    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    train(PAIRS, folder=tmp_path / "new", start=start, plan=quick())
    assert torch.equal(torch.rand(3), expected)


def test_bfloat16_learns_too(tmp_path, start):
    report = train(
        PAIRS, folder=tmp_path / "new", start=start, plan=quick(epochs=2, numeric_format="bfloat16")
    )
    assert report.losses[-1] < report.losses[0]


def nothing_written(folder: Path) -> bool:
    return not folder.exists() and not list(folder.parent.glob(".*"))


def test_cancelling_leaves_no_folder(tmp_path, start):
    steps = []
    with pytest.raises(Cancelled, match="after 2 of 4 steps"):
        train(
            PAIRS, folder=tmp_path / "new", start=start, plan=quick(),
            tick=lambda *tick: steps.append(tick), cancelled=lambda: len(steps) == 2,
        )  # fmt: skip
    assert nothing_written(tmp_path / "new")


def test_a_loss_that_is_no_number_stops_it(tmp_path, start):
    with pytest.raises(TrainingFailed, match="try a lower learning rate"):
        train(PAIRS, folder=tmp_path / "new", start=start, plan=quick(epochs=9, learning_rate=1e30))
    assert nothing_written(tmp_path / "new")


def test_a_failure_while_writing_leaves_no_folder(tmp_path, start, monkeypatch):
    real = Learner.save

    def save(self, folder):
        real(self, folder)
        assert list(folder.iterdir())
        raise OSError("No space left on device")

    monkeypatch.setattr(Learner, "save", save)
    with pytest.raises(OSError, match="No space left"):
        train(PAIRS, folder=tmp_path / "new", start=start, plan=quick())
    assert nothing_written(tmp_path / "new")


def test_nothing_is_overwritten(tmp_path, start):
    (tmp_path / "new").mkdir()
    with pytest.raises(FileExistsError, match="a folder of their own"):
        train(PAIRS, folder=tmp_path / "new", start=start, plan=quick())


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        PAIRS[:20],
        [Pair("one query", f"text {n}") for n in range(90)],
        [Pair(f"query {n}", "one text") for n in range(90)],
    ],
    ids=["none", "few", "one query", "one product"],
)
def test_too_little_to_learn_from_is_said_in_numbers(tmp_path, start, pairs):
    with pytest.raises(
        TooFewPairs, match=r"There are \d+ pairs of \d+ queries and \d+ products .* at least 32 pairs"
    ):
        train(pairs, folder=tmp_path / "new", start=start, plan=quick())


@pytest.mark.parametrize(
    "bad",
    [
        Pair("", "text"),
        Pair("query", " "),
        Pair("query", "text", weight=0.0),
        Pair("q", "t", weight=float("nan")),
    ],
)
def test_a_pair_that_teaches_nothing_is_named(tmp_path, start, bad):
    with pytest.raises(ValueError, match=r"two texts and a weight above 0, unlike Pair"):
        train([*PAIRS, bad], folder=tmp_path / "new", start=start, plan=quick())


def similarity_after(start, *, known: list[Pair]) -> float:
    """Learn for a while from two anchors of one text each, and say how near the first is to the second's text."""
    pairs = [Pair("wa", "va"), Pair("wb", "vb")]
    learner = Learner(start, max_tokens=16, scale=20.0, numeric_format="float32")
    learner._model.eval()  # no dropout: the same numbers in each run
    for step in range(30):
        for batch in batches(pairs, known=Known([*pairs, *known]), size=2, seed=step):
            learner.step(batch, rate=1e-3)
    with_model = learner._rows(["wa", "vb"]).detach().numpy()
    return float(with_model[0] @ with_model[1])


def test_a_text_that_belongs_is_not_pushed_away(start):
    pushed = similarity_after(start, known=[])
    kept = similarity_after(start, known=[Pair("wa", "vb"), Pair("wb", "va")])
    assert pushed < kept - 0.2


def test_a_pair_counts_by_its_weight(start):
    def loss(one: float, other: float) -> float:
        pairs = [Pair("wa", "va", weight=one), Pair("wb", "vb", weight=other)]
        learner = Learner(start, max_tokens=16, scale=20.0, numeric_format="float32")
        learner._model.eval()  # without dropout the two losses are the same in each run
        (batch,) = batches(pairs, known=Known(pairs), size=2, seed=1)
        return learner.step(batch, rate=0.0)

    first, second = loss(1, 1e-9), loss(1e-9, 1)
    assert first != pytest.approx(second, rel=1e-3)
    assert loss(3, 1) == pytest.approx((3 * first + second) / 4, rel=1e-3)
