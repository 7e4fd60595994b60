"""How far a writer can be trusted: what it gets wrong on lessons it was never taught, and how fast it is.

A slot is a fact that the text must mention. Its errors are slots that are missing, values that the facts do not have (wrong)
and sentences that say or promise something of their own (invented). The figures decide what a writer may do.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from language.lessons import Lesson
from language.messages import Message
from language.remote import RemoteWriter, Tool
from language.verifier import Objection, mentions, objections, sentences
from language.writer import Writer

AT_ONCE = 8
_MAX_TOKENS = 90
_OWN = frozenset({"unsupported", "promise", "link"})
_REFUSAL = re.compile(
    r"\b(?:(?:do|does|did|can|could)(?: not|n't)|cannot) (?:know|say|state|mention|find|see|tell|have (?:that|this|any) information|answer)\b|\bnot (?:mentioned|stated|listed)\b|"
    r"\bno information\b|\bask (?:a|one of) (?:colleague|person)|不知道|没有(?:说明|提到|相关)|无法(?:回答|确认)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Assessment:
    """Shares lie between 0 and 1. `refusals` are of the questions that the facts do not answer, `false_refusals` of those
    that they do; `planned` is the share of right tool calls, None for a writer that cannot plan."""

    writer: str
    lessons: int
    slots: int
    missing: int
    wrong: int
    invented: int
    sentences: int
    unsupported: int
    refusals: float
    false_refusals: float
    tokens_per_second: float
    planned: float | None = None

    @property
    def slot_error_rate(self) -> float:
        return (self.missing + self.wrong + self.invented) / max(self.slots, 1)

    @property
    def unsupported_share(self) -> float:
        return self.unsupported / max(self.sentences, 1)

    @property
    def may_polish(self) -> bool:
        """Reword a text that stands already: most of what it writes must survive the verifier."""
        return self.unsupported_share <= 0.25 and self.slot_error_rate <= 0.4

    @property
    def may_answer(self) -> bool:
        """Word an answer from facts that are known to hold it."""
        return self.unsupported_share <= 0.15 and self.slot_error_rate <= 0.25 and self.false_refusals <= 0.2

    @property
    def may_plan(self) -> bool:
        """Choose tools: it must call the right one with the right argument nearly always, and admit what it does not know."""
        return self.planned is not None and self.planned >= 0.9 and self.may_answer and self.refusals >= 0.6

    def as_json(self) -> dict[str, Any]:
        names = ("slot_error_rate", "unsupported_share", "may_polish", "may_answer", "may_plan")
        return asdict(self) | {name: getattr(self, name) for name in names}


def assess(
    writer: Writer,
    lessons: Sequence[Lesson],
    *,
    at_once: int = AT_ONCE,
    tick: Callable[[], None] = lambda: None,
) -> Assessment:
    """Let it write every lesson, `at_once` at the same time, and compare. Raises what the writer raises."""

    def write(lesson: Lesson) -> tuple[str, int]:
        pieces = list(writer.stream(lesson.messages, max_tokens=_MAX_TOKENS, stop=("\n",)))
        tick()
        return "".join(pieces).strip(), len(pieces)

    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        written = list(pool.map(write, lessons))
    seconds = time.perf_counter() - began
    return _scored(
        writer.name,
        list(zip(lessons, (text for text, _ in written), strict=True)),
        speed=sum(count for _, count in written) / seconds,
        planned=_planned(writer) if isinstance(writer, RemoteWriter) else None,
    )


def _scored(
    name: str, written: Sequence[tuple[Lesson, str]], *, speed: float, planned: float | None = None
) -> Assessment:
    asked = [(lesson, text) for lesson, text in written if lesson.use == "answer"]
    silent = [(lesson, text) for lesson, text in written if lesson.use == "refusal"]
    telling = [(lesson, text) for lesson, text in written if lesson.use != "refusal"]
    checked = [
        (sentence, _against(lesson, sentence)) for lesson, text in telling for sentence in sentences(text)
    ]
    reasons = [{objection.reason for objection in found} for _, found in checked]
    return Assessment(
        writer=name,
        lessons=len(written),
        slots=sum(len(lesson.must) for lesson, _ in telling),
        missing=sum(not mentions(text, fact) for lesson, text in telling for fact in lesson.must),
        wrong=sum(len({(o.reason, o.words) for o in found if o.reason not in _OWN}) for _, found in checked),
        invented=sum(bool(reason & _OWN) for reason in reasons),
        sentences=len(checked),
        unsupported=sum(bool(reason) for reason in reasons),
        refusals=_share(is_refusal(text) for _, text in silent),
        false_refusals=_share(is_refusal(text) for _, text in asked),
        tokens_per_second=speed,
        planned=planned,
    )


def is_refusal(text: str) -> bool:
    """Whether a text says that something is not known."""
    return bool(_REFUSAL.search(text)) or not text.strip()


def _against(lesson: Lesson, sentence: str) -> tuple[Objection, ...]:
    return objections(sentence, lesson.known)


def _share(values: Iterable[bool]) -> float:
    listed = list(values)
    return sum(listed) / max(len(listed), 1)


_NUMBER = {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]}
_WORDS = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
TOOLS = (
    Tool("find_order", "Status, delivery and content of the shopper's order with that number.", _NUMBER),
    Tool("search_products", "Products of the shop that match the words.", _WORDS),
    Tool("read_help", "Articles about delivery, returns, payment and accounts.", _WORDS),
)
SCENES = (
    ("Where is my order ORDER_1?", "find_order", "order_1"), ("Has ORDER_2 been shipped?", "find_order", "order_2"),
    ("When does ORDER_3 arrive?", "find_order", "order_3"), ("What did I buy in ORDER_1?", "find_order", "order_1"),
    ("Show me red kettles.", "search_products", "kettle"), ("I need a tent for two people.", "search_products", "tent"),
    ("Do you have wool scarves?", "search_products", "scar"), ("I am looking for a desk lamp.", "search_products", "lamp"),
    ("How long may I return something?", "read_help", "return"), ("How can I pay?", "read_help", "pay"),
    ("What does delivery cost?", "read_help", "deliver"), ("How do I delete my account?", "read_help", "account"),
)  # fmt: skip


def _planned(writer: RemoteWriter) -> float:
    """The share of scenes in which the first call is the right one, with the word that matters in its argument."""
    right = 0
    system = Message("system", "You help in a shop. Use the tools; never answer from memory.")
    for question, name, word in SCENES:
        calls = writer.plan([system, Message("user", question)], TOOLS)
        right += bool(calls) and calls[0].name == name and word in str(dict(calls[0].arguments)).lower()
    return right / len(SCENES)
