from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assistant.intents import corpus, encoding, evaluation, own
from assistant.intents.corpus import Example
from language import encoder, label_training
from language.classifier import Label
from language.tests.small import make_weights
from language.tiny import TinyEncoder

FRAMES = (
    "where is my {}",
    "I need my {}",
    "help me with the {}",
    "no {} for me yet",
    "the {} is gone",
    "look for my {}",
    "about the {}",
)
THINGS = {
    "refund": ("money", "refund", "payment"),
    "parcel": ("parcel", "package", "shipment"),
    "login": ("password", "login", "account"),
}
STRANGE = (
    "sing a song",
    "seven times eight",
    "rain in oslo",
    "boil an egg",
    "capital of peru",
    "a poem on frogs",
    "why do cats purr",
)


def write(folder: Path, *, part: str, frames: tuple[str, ...], strange: tuple[str, ...]) -> None:
    lines = [
        f"{label}\t{frame.format(word)}"
        for label, words in THINGS.items()
        for word in words
        for frame in frames
    ]
    lines += [f"out_of_scope\t{text}" for text in strange]
    (folder / f"{part}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, part="train", frames=FRAMES[:4], strange=STRANGE[:3])
    write(tmp_path, part="val", frames=FRAMES[4:5], strange=STRANGE[3:5])
    write(tmp_path, part="test", frames=FRAMES[5:], strange=STRANGE[5:])
    return tmp_path


def measure(folder: Path | None, *options: str) -> dict:
    out = StringIO()
    call_command(
        "evaluate_intents", *([str(folder)] if folder else []), *options, stdout=out, stderr=StringIO()
    )
    lines = out.getvalue().splitlines()
    assert len(lines) == 1 or "--json" not in options
    return json.loads(lines[-1])


def test_it_measures_a_folder(folder):
    found = measure(folder, "--json")
    assert found["labels"] == 3
    assert (found["train"], found["test"]) == (39, 20)
    assert found["accuracy"] == 1.0
    assert found["out_of_scope_recall"] == 1.0
    assert found["auroc"] > 0.9
    assert found["false_refusal_rate"] < 0.3
    assert 0 < found["p50_ms"] <= found["p95_ms"]


def test_wrong_labels_lower_the_figures(folder):
    """Negative control: the figures are of the test file, not of what was learned."""
    path = folder / "test.tsv"
    path.write_text(
        path.read_text().replace("refund\t", "parcel\t").replace("login\t", "refund\t"), encoding="utf-8"
    )
    found = measure(folder, "--json")
    assert found["accuracy"] == pytest.approx(1 / 3, abs=0.01)


def test_a_folder_without_strangers_has_no_figures_for_them(folder):
    for part in ("train", "val", "test"):
        write(folder, part=part, frames=FRAMES[:4], strange=())
    found = measure(folder, "--json")
    assert found["accuracy"] == 1.0
    assert found["out_of_scope_recall"] is None
    assert found["auroc"] is None


@pytest.mark.parametrize(
    ("part", "line", "expected"),
    [
        ("train", "parcel", r"train\.tsv, line 2: expected 2 columns separated by tabs \(label, text\)"),
        ("val", "parcel\twhere\tis it", r"val\.tsv, line 2: expected 2 columns"),
        ("test", "parcel\t ", r"test\.tsv, line 2: expected 2 columns"),
        (
            "test",
            "two words\twhere is it",
            r"test\.tsv, line 2: expected a label of letters, digits and _, found 'two words'",
        ),
    ],
)
def test_a_malformed_line_is_named(folder, part, line, expected):
    path = folder / f"{part}.tsv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], line, *lines[1:]]), encoding="utf-8")
    with pytest.raises(CommandError, match=expected):
        measure(folder)


def test_what_is_missing_or_no_text_is_named(folder):
    (folder / "val.tsv").write_bytes(b"parcel\t\xff\xfe\n")
    with pytest.raises(CommandError, match=r"val\.tsv: not UTF-8"):
        measure(folder)
    (folder / "val.tsv").write_text("\n\n")
    with pytest.raises(CommandError, match=r"val\.tsv: expected at least one line"):
        measure(folder)
    (folder / "val.tsv").unlink()
    with pytest.raises(CommandError, match=r"val\.tsv: No such file"):
        measure(folder)


def test_one_label_teaches_nothing(folder):
    (folder / "train.tsv").write_text("parcel\twhere is it\nout_of_scope\tsing\n")
    with pytest.raises(CommandError, match=r"train\.tsv: A classifier needs examples of two labels"):
        measure(folder)


def test_figures_are_counted_by_hand():
    said = [
        ("a", "a", 0.1),
        ("a", "b", 0.2),
        ("b", "b", 0.7),
        ("out_of_scope", "a", 0.9),
        ("out_of_scope", "b", 0.3),
    ]
    found = evaluation.report(
        [Label(name, 0.9, distance, distance > 0.5) for _, name, distance in said],
        [label for label, _, _ in said],
        train=1,
        names=2,
        seconds=1,
        times=[1.0, 2.0, 3.0],
    )
    assert (found.accuracy, found.kept) == (0.6667, 0.3333)
    assert (found.out_of_scope_recall, found.false_refusal_rate) == (0.5, 0.3333)
    assert found.auroc == pytest.approx(5 / 6, abs=1e-4)


class Counting(TinyEncoder):
    """Keeps what it was asked to read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def encode(self, texts, *, batch_size=32):
        self.read += texts
        return super().encode(texts, batch_size=batch_size)


CHINESE = {"refund": "退款{}", "parcel": "包裹{}", "login": "密码{}"}
ENDS = ("在哪里", "还没到", "怎么办", "查一下", "不见了")


def own_examples() -> tuple[Example, ...]:
    english = [
        Example(label, "en", f"{at}", frame.format(words[0]))
        for label, words in THINGS.items()
        for at, frame in enumerate(FRAMES[:5])
    ]
    chinese = [
        Example(label, "zh", f"{at}", frame.format(end))
        for label, frame in CHINESE.items()
        for at, end in enumerate(ENDS)
    ]
    return (*english, *chinese)


@pytest.mark.parametrize(("said_to_be", "accuracy"), [("refund", 1.0), ("parcel", 0.0)])
def test_held_out_messages_are_counted_apart_and_each_text_is_read_once(monkeypatch, said_to_be, accuracy):
    held_out = (
        Example(said_to_be, "en", "held", "money money"),
        Example(said_to_be, "zh", "held", "我的退款"),
    )
    monkeypatch.setattr(corpus, "examples", own_examples)
    monkeypatch.setattr(corpus, "held_out", lambda: held_out)
    encoder = Counting()
    report = own.run(model=encoder, teach=lambda learned: encoder)
    found = report.as_json()
    assert (found["examples"], found["held_out"]["examples"]) == (30, 2)
    assert found["accuracy"] >= 0.8
    assert [found["held_out"][language]["accuracy"] for language in ("en", "zh")] == [accuracy, accuracy]
    assert len(encoder.read) == len(set(encoder.read))
    wrong = [line for line in report.mistakes if "\theld\t" in line]
    assert len(wrong) == (0 if accuracy else 2)


@pytest.mark.parametrize("option", ["--tune", "--no-tune"])
def test_an_encoder_can_be_taught_the_labels_first(folder, settings, tmp_path, monkeypatch, option):
    """On very small weights with random numbers, which cannot tell labels apart before."""
    words = sorted({word for frame in FRAMES for word in frame.split() if word != "{}"} | set(STRANGE))
    small = make_weights(tmp_path / "small", words=words, max_position_embeddings=128)
    settings.ENCODER, settings.VAR = str(small), tmp_path / "var"
    monkeypatch.setattr(encoding, "PLAN", label_training.Plan(epochs=2, batch_size=8, rank=4))
    assert measure(folder, "--json", option)["labels"] == 3
    assert (tmp_path / "var/intents").exists() == (option == "--tune")


@pytest.mark.parametrize(("option", "rounds"), [(None, 5), ("--no-tune", 0)])
def test_each_round_teaches_the_encoder_anew(settings, tmp_path, monkeypatch, option, rounds):
    small = make_weights(tmp_path / "small", max_position_embeddings=128)
    settings.ENCODER, settings.VAR = str(small), tmp_path / "var"
    monkeypatch.setattr(encoding, "PLAN", label_training.Plan(epochs=1, rank=2))
    monkeypatch.setattr(label_training, "FEWEST", 8)
    monkeypatch.setattr(corpus, "examples", own_examples)
    monkeypatch.setattr(corpus, "held_out", lambda: own_examples()[:2])
    assert measure(None, *([option] if option else []))["examples"] == 30
    taught = list((tmp_path / "var/intents").glob("measured-*")) if rounds else []
    assert len(taught) == rounds


@pytest.mark.slow
def test_the_shops_own_examples_are_read_by_the_bundled_encoder():
    """Two rounds of the five by the encoder as it comes, and all that is never learned by the one that was taught."""
    plain = encoder.load("bundled")
    found = own.run(model=encoding.load("bundled"), teach=lambda learned: plain, rounds=2).as_json()
    assert found["examples"] > 2000
    assert found["accuracy"] >= 0.9
    assert found["false_refusal_rate"] <= 0.015
    assert found["held_out"]["examples"] >= 180
    assert found["held_out"]["accuracy"] >= 0.93
