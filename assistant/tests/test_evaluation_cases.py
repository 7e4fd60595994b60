from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.evaluation import cases, figures
from assistant.evaluation.cases import Case, Expectation
from assistant.evaluation.figures import Outcome, Played, Spoken
from assistant.intents.corpus import INTENTS, OUT_OF_SCOPE, BadFolder

OWN = Path(cases.__file__).resolve().parent.parent / "cases"
GOOD = {"id": "one", "as": "guest", "messages": ["Hello"], "expect": {"intent": "greeting"}}


def write(folder: Path, *rows: object) -> Path:
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "cases.jsonl").write_text("\n".join(texts) + "\n", encoding="utf-8")
    return folder


def test_a_case_is_read(tmp_path):
    row = {
        "id": "a", "as": "alice", "messages": ["Where is it?", "M-1"],
        "expect": {"intent": None, "out_of_scope": True, "handoff": True, "must_match": ["o+"], "must_not_match": ["x"]},
    }  # fmt: skip
    first, second = cases.read(write(tmp_path, row, "", GOOD))
    assert (first.id, first.speaker, first.messages) == ("a", "alice", ("Where is it?", "M-1"))
    assert (first.expect.intent, first.expect.out_of_scope, first.expect.handoff) == (None, True, True)
    assert first.expect.must_match[0].search("food")
    assert (second.expect.out_of_scope, second.expect.must_match) == (False, ())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("{", "a JSON object"),
        ("[1]", "a JSON object"),
        ({**GOOD, "id": ""}, '"id", a text'),
        ({**GOOD, "as": "Alice M"}, "\"as\", 'guest' or the name of a shopper"),
        ({**GOOD, "messages": []}, '"messages", a list of texts'),
        ({**GOOD, "messages": ["a", " "]}, '"messages", a list of texts'),
        ({**GOOD, "messages": "a"}, '"messages", a list of texts'),
        ({**GOOD, "expect": None}, '"expect", an object'),
        ({**GOOD, "expect": {"intent": "buy"}}, '"intent", null or one of track_order'),
        ({**GOOD, "expect": {"handoff": "yes"}}, '"handoff", true or false'),
        ({**GOOD, "expect": {"must_match": "a"}}, '"must_match", a list of regular expressions'),
        ({**GOOD, "expect": {"must_not_match": ["("]}}, r'"must_not_match", regular expressions \('),
        ({**GOOD, "expect": {"must_mach": []}}, "no 'must_mach' in \"expect\""),
        (GOOD, "an id of its own, 'one' stands above already"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, row, expected):
    folder = write(tmp_path, GOOD, row)
    with pytest.raises(BadFolder, match=r"cases\.jsonl, line 2: expected " + expected):
        cases.read(folder)


def test_what_is_missing_or_empty_is_named(tmp_path):
    with pytest.raises(BadFolder, match=r"cases\.jsonl: No such file"):
        cases.read(tmp_path)
    with pytest.raises(BadFolder, match="at least one case"):
        cases.read(write(tmp_path, ""))
    (tmp_path / "cases.jsonl").write_bytes(b"\xff")
    with pytest.raises(BadFolder, match="not UTF-8"):
        cases.read(tmp_path)


def test_our_own_cases_speak_of_every_intent_in_both_languages():
    found = cases.read(OWN)
    assert len(found) >= 200
    assert {case.expect.intent for case in found} >= set(INTENTS)
    assert sum(len(case.messages) > 1 for case in found) >= 15
    assert sum(bool(re.search("[\u3400-\u9fff]", " ".join(case.messages))) for case in found) >= 35
    assert sum(case.expect.handoff for case in found) >= 20
    assert sum(case.expect.out_of_scope for case in found) >= 15


def case(
    intent: str | None = "greeting",
    *,
    strange: bool = False,
    handoff: bool = False,
    must: str = "",
    never: str = "",
) -> Case:
    expect = Expectation(
        intent=intent,
        out_of_scope=strange,
        handoff=handoff,
        must_match=(re.compile(must),) if must else (),
        must_not_match=(re.compile(never),) if never else (),
    )
    return Case(id="x", speaker="guest", messages=("a",), expect=expect)


def played(
    intent: str,
    seen: str = "",
    *,
    refused: bool = False,
    objections: tuple[str, ...] = (),
    by: str = "template",
) -> Played:
    return Played(
        intent=intent,
        is_out_of_scope=refused,
        sentences=(Spoken(text=seen, written_by=by, objections=objections),),
        seen=seen,
        first_event_ms=10,
        first_sentence_ms=20,
        turn_ms=30,
    )


def test_figures_are_counted_by_hand():
    outcomes = [
        Outcome(case=case("greeting", must="Hi"), turns=(played("greeting", "Hi"),), handed_off=False),
        Outcome(case=case("thanks", must="Hi"), turns=(played("greeting", "Ho"),), handed_off=True),
        Outcome(
            case=case(None, never="secret"),
            turns=(played("x", "secret"), played("x", "Hi")),
            handed_off=False,
        ),
        Outcome(
            case=case(OUT_OF_SCOPE, strange=True),
            turns=(played(OUT_OF_SCOPE, refused=True),),
            handed_off=False,
        ),
        Outcome(
            case=case("review"),
            turns=(played("review", "7", refused=True, objections=("number",), by="model"),),
            handed_off=False,
        ),
        Outcome(
            case=case("review"),
            turns=(played("review", "so", objections=("unsupported",)),),
            handed_off=False,
        ),
    ]
    found = figures.report(outcomes)
    assert found["intent_accuracy"] == 0.75
    assert found["out_of_scope_recall"] == 1.0
    assert found["false_refusal_rate"] == 0.2
    assert found["handoff_accuracy"] == pytest.approx(5 / 6, abs=1e-4)
    assert found["match_rate"] == pytest.approx(4 / 6, abs=1e-4)
    assert (found["unsupported_numbers"], found["unsupported_sentences"], found["sentences"]) == (1, 2, 7)
    assert found["written_by"] == {"template": 6, "model": 1}
    assert (found["first_event_p50_ms"], found["first_sentence_p95_ms"], found["turn_p95_ms"]) == (
        10.0,
        20.0,
        30.0,
    )
    assert outcomes[0].faults() == []
    assert outcomes[1].faults() == ["intent greeting, not thanks", "handed off", "does not match"]


def test_no_cases_of_a_kind_have_no_figure():
    found = figures.report([Outcome(case=case(None), turns=(played("x", "Hi"),), handed_off=False)])
    assert found["intent_accuracy"] is None
    assert found["out_of_scope_recall"] is None
    assert found["match_rate"] == 1.0
