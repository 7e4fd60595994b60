"""Teaching labels to a very small BERT: three words mean each label, in texts whose other words say nothing."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from language import encoder, label_training, lowrank, weights
from language.label_training import CannotLearn, Plan, train
from language.tests.small import make_weights

KINDS = {label: [f"{letter}{label}" for letter in "wxy"] for label in "abcd"}
WORDS = [word for words in KINDS.values() for word in words]
FILLERS = ["of", "the", "with", "and", "warm", "red", "steel", "lamp", "desk", "hot"]
PLAN = Plan(
    epochs=12, batch_size=16, learning_rate=1e-2, directions=1e-2, rank=4, scale=8.0, max_tokens=16, numeric_format="float32"
)  # fmt: skip


def texts(count: int, *, seed: int) -> tuple[list[str], list[str]]:
    chance = random.Random(seed)
    labels = [sorted(KINDS)[place % len(KINDS)] for place in range(count)]
    made = []
    for label in labels:
        words = [*chance.sample(FILLERS, 4), chance.choice(KINDS[label])]
        chance.shuffle(words)
        made.append(" ".join(words))
    return made, labels


def apart(rows: np.ndarray, labels: list[str]) -> float:
    """How much nearer texts of one label are to each other than to those of others."""
    same = np.array(labels)[:, None] == np.array(labels)[None]
    likeness = rows @ rows.T
    others = ~np.eye(len(labels), dtype=bool)
    return float(likeness[same & others].mean() - likeness[~same].mean())


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> weights.Weights:
    folder = make_weights(tmp_path_factory.mktemp("start") / "tiny-bert", words=WORDS + FILLERS)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling/config.json").write_text('{"pooling_mode_mean_tokens": true}')
    return weights.find(str(folder))


@pytest.fixture(scope="module")
def taught(tmp_path_factory, start) -> tuple[Path, label_training.Report, list[tuple[int, int, float]]]:
    ticks: list[tuple[int, int, float]] = []
    folder = tmp_path_factory.mktemp("taught") / "adapter"
    report = train(
        *texts(160, seed=1), folder=folder, start=start, plan=PLAN, tick=lambda *tick: ticks.append(tick)
    )
    return folder, report, ticks


@pytest.fixture(autouse=True)
def _one_thread():
    import torch

    torch.set_num_threads(1)


def test_texts_of_a_label_become_alike_that_were_never_taught(start, taught):
    folder, report, ticks = taught
    unseen, labels = texts(60, seed=2)
    source = str(start.folder)
    before = encoder.load(source, max_tokens=16, numeric_format="float32").encode(unseen)
    after = encoder.load(source, max_tokens=16, numeric_format="float32", adapter=folder).encode(unseen)
    assert apart(before, labels) < 0.1
    assert apart(after, labels) > 0.4
    assert report.losses[-1] < report.losses[0] / 2
    assert len(report.losses) == PLAN.epochs
    assert [done for done, _, _ in ticks] == list(range(1, 121))
    assert {total for _, total, _ in ticks} == {120}


def test_the_folder_says_what_it_belongs_to_and_holds_what_was_learned(start, taught):
    folder, report, _ = taught
    assert label_training.belongs_to(folder) == start.identity == report.encoder
    written = json.loads((folder / "report.json").read_text())
    assert (written["texts"], written["labels"], written["plan"]["rank"]) == (160, 4, 4)
    assert str(start.folder) not in "".join(path.read_text("latin-1") for path in folder.iterdir())
    assert (folder / "adapter_model.safetensors").stat().st_size < 2.5 * report.weights + 20_000


def test_the_name_of_an_encoder_tells_adapters_apart(start, taught, tmp_path):
    folder, _, _ = taught
    plain, with_it = (encoder.load(str(start.folder), max_tokens=16, adapter=one) for one in (None, folder))
    assert with_it.name.startswith(plain.name)
    assert with_it.name != plain.name
    assert len(with_it.name) <= 60
    other = train(*texts(64, seed=3), folder=tmp_path / "other", start=start, plan=replace(PLAN, epochs=1))
    assert other.encoder == plain.name
    assert lowrank.fingerprint(tmp_path / "other") != lowrank.fingerprint(folder)


def test_the_same_lessons_give_the_same_adapter(start, tmp_path):
    for name in ("one", "two"):
        train(*texts(64, seed=3), folder=tmp_path / name, start=start, plan=replace(PLAN, epochs=1))
    assert lowrank.fingerprint(tmp_path / "one") == lowrank.fingerprint(tmp_path / "two")


@pytest.mark.parametrize(
    ("lessons", "plan", "message"),
    [
        ((["red"] * 10, ["a", "b"] * 5), PLAN, "It takes 32 texts"),
        ((["red"] * 40, ["a"] * 40), PLAN, "of 1 kinds"),
        ((["red"] * 40, ["a", "b"]), PLAN, "2 labels"),
        (texts(64, seed=1), replace(PLAN, learning_rate=float("nan")), "lower learning rate"),
    ],
)
def test_what_cannot_be_learned_is_said_and_leaves_nothing(start, tmp_path, lessons, plan, message):
    with pytest.raises(CannotLearn, match=message):
        train(*lessons, folder=tmp_path / "new", start=start, plan=plan)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_never_written_over(start, tmp_path):
    with pytest.raises(FileExistsError, match="folder of its own"):
        train(*texts(64, seed=1), folder=tmp_path, start=start, plan=PLAN)


def test_an_adapter_of_another_encoder_is_refused(taught, tmp_path):
    folder, _, _ = taught
    other = make_weights(tmp_path / "other", hidden_size=16, num_attention_heads=2)
    with pytest.raises(weights.WeightsMissing, match="belongs to another model"):
        encoder.load(str(other), max_tokens=16, adapter=folder).encode(["red"])
    assert label_training.belongs_to(tmp_path / "nowhere") == ""
    with pytest.raises(weights.WeightsMissing, match="no adapter"):
        lowrank.fingerprint(tmp_path / "nowhere")
