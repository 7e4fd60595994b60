"""Which writer the shop uses, what it may do, and that it is taught only for the better."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assistant import assessing, evaluations, own_lessons, teaching, writers
from assistant.models import Evaluation, WriterVersion
from language import writer
from language.assessment import Assessment
from language.lessons import held_out, taught
from language.scripted import ScriptedWriter
from language.tests.small import make_writer
from language.verifier import Fact
from shop.models import Attribute, AttributeValue
from shop.tests import factories

pytestmark = pytest.mark.django_db
GOOD = Assessment("w", 10, 10, 0, 0, 0, 10, 0, 1.0, 0.0, 40.0)
S = WriterVersion.State


def test_without_the_setting_there_is_no_writer(settings):
    assert writers.current() is None
    settings.WRITER = "scripted:Hello."
    assert "".join(writers.current().stream([])) == "Hello."


def test_a_writer_may_do_nothing_before_it_was_assessed():
    assert not evaluations.may("answer", writer="scripted")
    evaluations.note("writer", replace(GOOD, writer="scripted").as_json(), model="scripted")
    assert evaluations.may("answer", writer="scripted")
    assert not evaluations.may("plan", writer="scripted")
    assert not evaluations.may("answer", writer="another")


def test_the_adapter_that_comes_with_the_shop_brings_its_assessment(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "SHIPPED", tmp_path)
    (tmp_path / "report.json").write_text(json.dumps({"after": replace(GOOD, writer="small+1").as_json()}))
    assert evaluations.may("answer", writer="small+1")
    assert not evaluations.may("answer", writer="small+2")
    evaluations.note("writer", replace(GOOD, writer="small+1", wrong=9).as_json(), model="small+1")
    assert not evaluations.may("answer", writer="small+1")  # what was measured here counts


def test_the_command_assesses_and_stores(settings, monkeypatch):
    settings.WRITER = "scripted:I do not know that."
    out = StringIO()
    call_command("assess_writer", "--json", "--lessons", "20", stdout=out)
    figures = json.loads(out.getvalue())
    kept = Evaluation.objects.get(name="writer")
    assert (kept.model, kept.figures) == ("scripted", figures)
    assert figures["refusals"] == 1
    assert not figures["may_answer"]
    perfect = ScriptedWriter([lesson.reply for lesson in held_out(20)])
    monkeypatch.setattr(writers, "current", lambda: perfect)
    monkeypatch.setattr(assessing, "assess", lambda known, lessons: replace(GOOD, writer=known.name))
    call_command("assess_writer", "--lessons", "20", stdout=out)
    assert "It may reword texts, word answers." in out.getvalue()
    assert evaluations.may("polish", writer="scripted")


def test_the_commands_say_what_to_do_without_a_writer():
    with pytest.raises(CommandError, match="set WRITER"):
        call_command("assess_writer")
    with pytest.raises(CommandError, match="set WRITER to local"):
        call_command("train_writer")
    with pytest.raises(CommandError, match="1 or more"):
        call_command("assess_writer", "--lessons", "0")


@pytest.fixture
def product(db):
    product = factories.product(
        "Halden Kettle",
        description="It holds 1.7 l and is made of steel. It is the best kettle in the world. 它很好。",
    )
    capacity = Attribute.objects.create(code="capacity", name="Capacity", kind="number", unit="l")
    material = Attribute.objects.create(code="material", name="Material", kind="text")
    AttributeValue.objects.create(product=product, attribute=capacity, number=Decimal("1.7"))
    AttributeValue.objects.create(product=product, attribute=material, text="steel")
    return product


def test_the_shops_own_descriptions_become_lessons(product):
    (lesson,) = own_lessons.lessons(10)
    assert lesson.reply == "It holds 1.7 l and is made of steel."
    assert {fact.key for fact in lesson.must} == {"Capacity", "Material"}
    assert Fact("Capacity", Decimal("1.7"), "l", "number") in lesson.facts
    product.description = "It is the best kettle in the world."
    product.save()
    assert own_lessons.lessons(10) == []


@pytest.fixture
def small(settings, tmp_path):
    words = {
        w
        for lesson in taught(40)
        for m in lesson.messages
        for w in re.findall(r"\w+|[^\w\s]+", f"{m.content} {lesson.reply}")
    }
    settings.WRITER = f"local:{make_writer(tmp_path / 'writer', words=sorted(words))}"
    settings.VAR = tmp_path
    return settings


def test_only_a_better_adapter_is_used(small, product, monkeypatch):
    rates = iter([0, 5])

    def assess(known, lessons):
        return replace(GOOD, writer=known.name, wrong=next(rates))

    monkeypatch.setattr("language.teaching.assess", assess)
    worse = teaching.run(teaching.start(), lessons=40, measured=8)
    assert worse.state == S.CANDIDATE
    assert worse.report["lessons"] == 41  # with the shop's own
    assert writers.adapter() is None
    rates = iter([5, 0])
    out = StringIO()
    call_command("train_writer", "--lessons", "40", "--held-out", "8", stdout=out)
    assert "50.0% before, 0.0% after. It is in use now." in out.getvalue()
    active = WriterVersion.objects.get(state=S.ACTIVE)
    assert str(writers.adapter()) == active.folder
    assert "+" in writers.current().name
    rates = iter([5, 4])
    newer = teaching.run(teaching.start(), lessons=40, measured=8)
    active.refresh_from_db()
    assert (active.state, newer.state) == (S.RETIRED, S.ACTIVE)


def test_one_training_at_a_time_and_a_killed_one_ends(small):
    first = teaching.start()
    with pytest.raises(teaching.Running):
        teaching.start()
    WriterVersion.objects.update(started_at=timezone.now() - teaching.PATIENCE * 2)
    teaching.start()
    first.refresh_from_db()
    assert first.state == S.FAILED


def test_what_goes_wrong_is_noted(small):
    version = teaching.start()
    with pytest.raises(ValueError, match="at least"):
        teaching.run(version, lessons=3, measured=8)
    version.refresh_from_db()
    assert version.state == S.FAILED
    assert "at least" in version.error
