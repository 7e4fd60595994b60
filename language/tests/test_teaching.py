"""What writers are taught, how they are assessed, and that they learn."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from language import teaching
from language.apprentice import Apprentice, batches, examples
from language.assessment import SCENES, assess, is_refusal
from language.causal import Chat, open_causal
from language.lessons import fingerprint, held_out, taught
from language.lessons.attributes import ATTRIBUTES, HELD_OUT
from language.lessons.products import phrase
from language.remote import RemoteWriter
from language.scripted import ScriptedWriter
from language.tests.server import served
from language.tests.small import make_writer
from language.training import Cancelled, TooFewPairs, TrainingFailed
from language.verifier import mentions, objections, sentences
from language.weights import find


def test_lessons_are_different_repeatable_and_many():
    lessons = taught(1500)
    assert len({(lesson.messages[-1], lesson.reply) for lesson in lessons}) == 1500
    assert fingerprint(lessons) == fingerprint(taught(1500))
    assert fingerprint(lessons) != fingerprint(taught(1500, seed=9))
    assert {lesson.use for lesson in lessons} == {"answer", "description", "reason", "refusal"}


def test_held_out_lessons_have_kinds_and_phrasings_of_their_own():
    known, new = taught(1500), held_out(800)
    kinds = [{str(lesson.facts[0].value).partition(" ")[2] for lesson in lessons} for lessons in (known, new)]
    assert kinds[1] >= HELD_OUT
    assert not HELD_OUT & kinds[0]
    assert {lesson.question for lesson in new if lesson.use == "answer"}.isdisjoint(
        lesson.question for lesson in known
    )
    last = ATTRIBUTES["weight"].sayings[-1].replace("{v}", "")
    assert any(last in lesson.reply for lesson in new)
    assert not any(last in lesson.reply for lesson in known)


def test_every_lesson_says_what_it_must_and_nothing_else():
    for lesson in [*taught(400, seed=5), *held_out(200, seed=5)]:
        assert all(mentions(lesson.reply, fact) for fact in lesson.must), lesson
        assert not [o for sentence in sentences(lesson.reply) for o in objections(sentence, lesson.known)], (
            lesson
        )
        assert is_refusal(lesson.reply) == (lesson.use == "refusal"), lesson


def test_a_text_that_lacks_a_fact_does_not_mention_it():
    """The control of the test above."""
    lessons = [lesson for lesson in held_out(200, seed=6) if lesson.must]
    others = [*lessons[40:], *lessons[:40]]
    said = [
        all(mentions(other.reply, fact) for fact in lesson.must)
        for lesson, other in zip(lessons, others, strict=True)
    ]
    assert sum(said) < 0.1 * len(said)


def test_a_perfect_writer_has_no_errors_and_a_bad_one_has_them():
    lessons = held_out(60)
    good = assess(ScriptedWriter([lesson.reply for lesson in lessons]), lessons, at_once=1)
    assert (good.slot_error_rate, good.unsupported, good.refusals, good.false_refusals) == (0, 0, 1, 0)
    assert good.may_polish
    assert good.may_answer
    assert not good.may_plan  # it has no tools
    silent = assess(ScriptedWriter(["I do not know that."]), lessons, at_once=1)
    assert (silent.refusals, silent.false_refusals) == (1, 1)
    assert silent.slot_error_rate > 0.9
    assert not silent.may_answer
    liar = assess(ScriptedWriter(["It holds 12345 ml and is guaranteed for ever."]), lessons, at_once=1)
    assert liar.wrong >= liar.sentences
    assert liar.invented == liar.unsupported == liar.sentences
    assert not liar.may_polish


def test_a_writer_elsewhere_is_asked_to_plan():
    lessons = held_out(4)
    with served() as server:
        writer = RemoteWriter(f"http://127.0.0.1:{server.server_port}/v1#planning")
        found = assess(writer, lessons)
        writer.close()
    right = sum(name == "find_order" and word == "order_1" for _, name, word in SCENES)
    assert found.planned == right / len(SCENES)
    assert not found.may_plan
    assert replace(
        found, planned=1.0, unsupported=0, wrong=0, invented=0, missing=0, refusals=1.0, false_refusals=0.0
    ).may_plan


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A small writer whose words are those of the lessons."""
    words = {
        word
        for lesson in LESSONS
        for m in lesson.messages
        for word in re.findall(r"\w+|[^\w\s]+", f"{m.content} {lesson.reply}")
    }
    return find(str(make_writer(tmp_path_factory.mktemp("teaching") / "writer", words=sorted(words))))


LESSONS, OTHERS = taught(96), held_out(8)
PLAN = teaching.Plan(learning_rate=1e-2, rank=4, numeric_format="float32", epochs=2, batch_tokens=250)


def test_lessons_that_share_their_facts_teach_the_same_together_as_alone(start):
    import torch

    chat = Chat(start.folder, longest=512)
    together = examples(LESSONS, chat)
    alone = [one for lesson in LESSONS for one in examples([lesson], chat)]
    assert len(together) < 0.5 * len(alone)
    assert sum(len(one.ids) for one in together) < 0.7 * sum(len(one.ids) for one in alone)
    apprentice = Apprentice(start, rank=4, numeric_format="float32")
    sizes = [sum(one.is_lesson) for one in alone]
    with torch.no_grad():
        losses = [float(apprentice.loss([one])) for one in alone]
        packed = float(apprentice.loss(together))
    mean = sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)
    assert packed == pytest.approx(mean, rel=1e-4)
    assert max(losses) > 1.05 * mean


def test_a_batch_has_few_tokens_and_every_example_is_in_one(start):
    known = examples(LESSONS, Chat(start.folder, longest=512))
    made = list(batches(known, tokens=250, seed=3))
    sizes = [len(batch) * max(len(one.ids) for one in batch) for batch in made]
    assert sorted(map(id, known)) == sorted(id(one) for batch in made for one in batch)
    assert all(size <= 250 or len(batch) == 1 for size, batch in zip(sizes, made, strict=True))
    assert len(made) < 0.8 * len(known)  # and it is not each on its own
    assert [len(batch) for batch in batches(known, tokens=1, seed=3)] == [1] * len(known)  # none is lost
    assert made != list(batches(known, tokens=250, seed=4))


def test_only_the_upper_half_of_the_layers_learns(start, tmp_path):
    from safetensors.torch import load_file

    apprentice = Apprentice(start, rank=4, numeric_format="float32")
    layers = apprentice._base.model.layers
    seen = []
    for layer in layers:
        layer.register_forward_hook(
            lambda _m, _i, out: seen.append((out[0] if isinstance(out, tuple) else out).requires_grad)
        )
    before = apprentice.loss(examples(LESSONS[:6], Chat(start.folder, longest=512)))
    assert before.requires_grad
    assert seen == [at >= len(layers) // 2 for at in range(len(layers))]
    assert {True, False} <= set(seen)
    apprentice.save(tmp_path)
    learned = load_file(str(tmp_path / "adapter_model.safetensors"))
    assert {int(re.search(r"layers\.(\d+)\.", key)[1]) for key in learned} == set(
        range(len(layers) // 2, len(layers))
    )


@pytest.mark.parametrize("ending", ["enough", "seconds"])
def test_what_was_learned_until_an_early_end_is_kept(start, tmp_path, ending):
    seen = []
    report = teaching.teach(
        LESSONS,
        OTHERS,
        folder=tmp_path / "new",
        start=start,
        plan=replace(PLAN, seconds=1e-6) if ending == "seconds" else PLAN,
        tick=lambda *row: seen.append(row),
        enough=lambda: len(seen) == 3 and ending == "enough",
    )
    assert len(report.losses) == len(seen) == (3 if ending == "enough" else 1)
    assert report.steps > 10
    whole = sum(len(one.ids) for one in examples(LESSONS, Chat(start.folder, longest=512)))
    assert 0 < report.tokens < whole
    assert (tmp_path / "new" / "adapter_model.safetensors").exists()


@pytest.mark.filterwarnings("ignore:.*is_gradient_checkpointing:FutureWarning")
def test_a_writer_learns_and_the_adapter_is_of_the_usual_form(start, tmp_path):
    import torch
    from peft import PeftModel

    seen = []
    report = teaching.teach(
        LESSONS, OTHERS, folder=tmp_path / "new", start=start, plan=PLAN, tick=lambda *row: seen.append(row)
    )
    assert len(report.losses) == len(seen) > 10
    assert sum(report.losses[-5:]) < 0.9 * sum(report.losses[:5])
    assert json.loads((tmp_path / "new" / "report.json").read_text())["lessons_hash"] == fingerprint(LESSONS)
    ours = open_causal(start, dtype=torch.float32, adapter=tmp_path / "new")
    theirs = PeftModel.from_pretrained(open_causal(start, dtype=torch.float32), str(tmp_path / "new"))
    plain = open_causal(start, dtype=torch.float32)
    ids = torch.tensor([[7, 20, 31]])
    with torch.inference_mode():
        scores = [model(input_ids=ids).logits for model in (ours, theirs, plain)]
    assert torch.allclose(scores[0], scores[1], atol=1e-3)
    assert not torch.allclose(scores[0], scores[2], atol=1e-1)
    again = teaching.teach(LESSONS, OTHERS, folder=tmp_path / "again", start=start, plan=PLAN)
    assert again.losses == pytest.approx(report.losses, abs=1e-4)


def test_a_training_that_stops_leaves_nothing(start, tmp_path):
    with pytest.raises(Cancelled):
        teaching.teach(
            LESSONS, OTHERS, folder=tmp_path / "new", start=start, plan=PLAN, cancelled=lambda: True
        )
    with pytest.raises(TrainingFailed, match="no number"):
        teaching.teach(
            LESSONS, OTHERS, folder=tmp_path / "new", start=start, plan=replace(PLAN, learning_rate=1e30)
        )
    with pytest.raises(TooFewPairs, match="at least 32"):
        teaching.teach(LESSONS[:5], OTHERS, folder=tmp_path / "new", start=start)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "new").mkdir()
    with pytest.raises(FileExistsError, match="folder of its own"):
        teaching.teach(LESSONS, OTHERS, folder=tmp_path / "new", start=start)


def test_phrases_say_no_where_the_fact_is_no():
    import random

    attribute = ATTRIBUTES["waterproof"]
    fact = next(fact for fact in (attribute.fact(random.Random(n)) for n in range(20)) if fact.value is False)
    assert "not" in phrase(attribute, fact, random.Random(1), is_held_out=False)
