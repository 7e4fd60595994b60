from __future__ import annotations

import contextlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assistant.evaluation import cases, playing, stage
from assistant.models import Conversation
from shop.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_this_stage(goods, monkeypatch):
    """The small shop of the tests in place of the demonstration, whose database takes half a minute."""
    monkeypatch.setattr(stage, "demo", lambda **rest: contextlib.nullcontext())


def measure(folder, *options: str) -> tuple[dict, str]:
    out, err = StringIO(), StringIO()
    call_command("evaluate_assistant", str(folder), *options, stdout=out, stderr=err)
    return json.loads(out.getvalue().splitlines()[-1]), err.getvalue()


def write(folder, *rows: dict) -> None:
    (folder / "cases.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8"
    )


def row(id_: str, *messages: str, speaker: str = "guest", **expect: object) -> dict:
    return {"id": id_, "as": speaker, "messages": messages, "expect": expect}


def test_dialogues_are_played_and_judged(tmp_path):
    alice = factories.user("alice@example.com")
    order = factories.paid_order(alice)
    write(
        tmp_path,
        row("hello", "Hello", intent="greeting", must_match=["machine"]),
        row(
            "policy",
            "What is your return policy?",
            intent="return_policy",
            must_match=["30 days"],
            must_not_match=["14"],
        ),
        row(
            "order",
            f"Where is my order {order.number}?",
            speaker="alice",
            intent="track_order",
            must_match=[order.number],
        ),
        row(
            "stranger",
            f"Where is my order {order.number}?",
            intent="track_order",
            must_not_match=["is paid"],
        ),
        row(
            "person", "I want to talk to a person", intent="human_agent", handoff=True, must_match=["person"]
        ),
        row("zh", "退货政策是什么？", intent="return_policy", must_match=["30"]),
        row("far", "What is the capital of Australia?", intent="out_of_scope", out_of_scope=True),
    )
    found, _ = measure(tmp_path, "--json")
    assert found["cases"] == 7
    assert found["match_rate"] == 1.0
    assert found["intent_accuracy"] == 1.0
    assert found["handoff_accuracy"] == 1.0
    assert found["out_of_scope_recall"] == 1.0
    assert found["false_refusal_rate"] == 0.0
    assert found["unsupported_numbers"] == 0
    assert found["unsupported_sentences"] == 0
    assert found["sentences"] > 7
    assert found["written_by"]["model"] == 0
    assert 0 < found["first_event_p50_ms"] <= found["first_event_p95_ms"] <= found["turn_p95_ms"]
    assert not Conversation.objects.open().exists()


def test_what_is_wrong_counts_as_wrong(tmp_path):
    """Negative control: the same answers against other expectations."""
    write(
        tmp_path,
        row("hello", "Hello", intent="thanks", handoff=True, out_of_scope=True, must_match=["goodbye"]),
        row("policy", "What is your return policy?", intent="return_policy", must_not_match=["30 days"]),
    )
    found, told = measure(tmp_path, "--faults")
    assert found["match_rate"] == 0.0
    assert found["intent_accuracy"] == 0.5
    assert found["handoff_accuracy"] == 0.5
    assert found["out_of_scope_recall"] == 0.0
    assert "intent greeting, not thanks" in told
    assert "not handed off" in told


def test_invented_sentences_are_counted(tmp_path, monkeypatch):
    """Negative control: a template that says what no fact says."""
    from assistant.events import Sentence

    real = playing.chat.turn

    def lying(*args, **rest):
        for event in real(*args, **rest):
            yield (
                Sentence(text="Your refund of 999 euros was sent.") if isinstance(event, Sentence) else event
            )

    monkeypatch.setattr(playing.chat, "turn", lying)
    write(tmp_path, row("hello", "Hello", intent="greeting"))
    found, _ = measure(tmp_path, "--json")
    assert found["unsupported_numbers"] == found["unsupported_sentences"] == found["sentences"] > 0


def test_bad_folders_and_unknown_speakers_are_named(tmp_path):
    with pytest.raises(CommandError, match=r"cases\.jsonl: No such file"):
        measure(tmp_path)
    (tmp_path / "cases.jsonl").write_text("{}\n")
    with pytest.raises(CommandError, match=r'cases\.jsonl, line 1: expected "id", a text'):
        measure(tmp_path)
    write(tmp_path, row("x", "Hello", speaker="zoe"))
    with pytest.raises(CommandError, match="called 'zoe'"):
        measure(tmp_path)


def test_a_fact_comes_back_as_it_was():
    from datetime import date
    from decimal import Decimal

    from assistant import conversations
    from language.verifier import Fact

    for one in (
        Fact("total", Decimal("19.90"), "EUR", "money", "order"),
        Fact("until", date(2026, 11, 24), kind="date"),
        Fact("days", 30, kind="number"),
        Fact("vegan", False, kind="flag"),
        Fact("wording", "Hello", kind="sentence"),
    ):
        assert playing.fact(conversations.plain(one)) == one


def test_the_cases_of_the_project_can_be_read():
    assert cases.read(stage_folder())


def stage_folder():
    from pathlib import Path

    return Path(cases.__file__).resolve().parent.parent / "cases"
