"""A plan in Chinese: predicates of one product joined by commas, as Chinese descriptions are. Pure.

Invariants: every trait of the plan that Chinese can say is told, the others are named by `unspoken`; words around the facts
claim nothing. The same plan gives the same text.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.descriptions import chinese_phrases, chinese_words, nouns
from assistant.descriptions.english_phrases import Topic
from assistant.descriptions.english_phrases import table as topics
from assistant.descriptions.plan import FIRST, Plan
from assistant.descriptions.traits import Source, Trait, Value, month, written
from assistant.descriptions.wording import Realised, Sentence, chance

OPENINGS = {
    "plain": ("{name}{said}。", "这款{noun}名为{name}，{said}。", "{name}是一款{noun}，{said}。"),
    "warm": (
        "来认识一下{name}：{said}。",
        "为您介绍{name}，{said}。",
        "这就是{name}，{said}。",
        "请看{name}：{said}。",
    ),
    "lively": (
        "{name}来了！{said}。",
        "快来看看{name}：{said}。",
        "注意，{name}登场：{said}。",
        "你好，{name}！{said}。",
    ),
    "technical": ("{name}参数：{said}。", "{name}规格如下：{said}。", "{name}：{said}。"),
}
STARTS = {
    "plain": ("", "此外，", "这款{noun}", "同时，"),
    "warm": ("", "另外，", "这款{noun}", "还有，"),
    "lively": ("", "还有：", "再看，", "这款{noun}"),
    "technical": ("", "另外，", "其"),
}
CHOICES = {
    "plain": "可选{values}。",
    "warm": "{values}，任您挑选。",
    "lively": "{values}，选哪一个？",
    "technical": "可选规格：{values}。",
}
KEYWORDS = {
    "plain": "相关搜索：{words}。",
    "warm": "如果您在找{words}，不妨看看这一款。",
    "lively": "在找{words}？看看这一款！",
    "technical": "关键词：{words}。",
}
PARTS = ("配有", "商品", "颜色", "尺寸", "可选", "一款", "任您挑选")
"""Other words that stand around facts."""
SIZES = {"plain": (2, 4), "warm": (2, 3), "lively": (2, 3), "technical": (3, 5)}
COLOURED = frozenset("色白绿粉红黄紫")
MEASURED = re.compile(r"([\d.,]+(?:[–-][\d.,]+)?)\s(ml|l|cm|mm|m|g|kg)")
EMPTY = frozenset({"无"})


@dataclass(frozen=True)
class Clause:
    key: str
    topic: Topic
    said: str


def realise(plan: Plan) -> Realised:
    tone = plan.brief.tone
    rng = chance(plan.source.key, tone, plan.brief.length, plan.brief.attempt, "zh")
    options = [trait for trait in plan.must if trait.is_option and trait.kind == "choice" and spoken(trait)]
    others = [trait for trait in plan.traits if trait not in options]
    order = FIRST[tone]
    clauses = sorted(
        filter(None, (clause(trait, rng) for trait in others)), key=lambda one: order.index(one.topic)
    )
    noun = noun_of(plan.source)
    opening, left = _opening(plan, clauses, noun, rng)
    body: list[Sentence] = []
    while left:
        size = rng.randint(*SIZES[tone])
        group, left = left[:size], left[size:]
        is_denial = any(one.said.startswith(("无", "不")) for one in group)
        start = "" if is_denial else rng.choice(STARTS[tone]).format(noun=noun)
        body.append(
            Sentence(f"{start}{'，'.join(one.said for one in group)}。", tuple(one.key for one in group))
        )
    kept = [Sentence(text, ("text",)) for text in plan.kept if chinese_words.CHINESE.search(text)]
    ending = [*_choices(options, tone), *_keywords(plan, [opening, *body])]
    if plan.brief.length == "short":
        return Realised(((opening, *kept, *body, *ending),), joint="")
    return Realised(tuple(filter(None, ((opening, *kept), tuple(body), tuple(ending)))), joint="")


def spoken(trait: Trait) -> bool:
    """Whether Chinese has words for it."""
    return bool(ways(trait))


def clause(trait: Trait, rng: random.Random | None = None) -> Clause | None:
    phrases = _phrases(trait)
    known = topics().get(trait.key)
    topic = phrases.topic if phrases else known.topic if known else "use"
    said = ways(trait)
    return Clause(trait.code, topic, rng.choice(said) if rng else said[0]) if said else None


def ways(trait: Trait) -> tuple[str, ...]:
    """Every way to say the trait; none where Chinese has no words for it, or it is not so."""
    return _flag(trait) if trait.kind == "boolean" else _said(trait)


def shown(trait: Trait, value: Value) -> str | None:
    """One value in Chinese."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if named := month(trait):
        return f"{named}月"
    if isinstance(value, Decimal):
        unit = chinese_phrases.UNITS.get(trait.unit, trait.unit)
        joint = "\N{NO-BREAK SPACE}" if unit and not chinese_words.CHINESE.match(unit) and unit != "%" else ""
        return f"{written(value)}{joint}{unit}"
    sized = MEASURED.fullmatch(value)
    if sized:
        unit = chinese_phrases.UNITS.get(sized[2], sized[2])
        return f"{sized[1]}{unit}"
    return chinese_words.value(value)


def _said(trait: Trait) -> tuple[str, ...]:
    values, name = _values(trait), _name(trait)
    phrases = _phrases(trait)
    if values is None:
        return ()
    if values in EMPTY:
        return (f"无{name}",) if name else ()
    if phrases:
        return tuple(text.format(v=values) for text in phrases.predicates)
    if name is None:
        return ()
    is_whole = len(values) > 2 and values.endswith(name[-2:]) and not values[0].isdigit()
    if values.startswith(("无", "带")) and len(values) > 1:
        return (values,)
    return (f"配有{values}",) if is_whole else (f"{name}为{values}",)


def _flag(trait: Trait) -> tuple[str, ...]:
    if trait.is_false:
        return ()
    phrases = _phrases(trait)
    name = _name(trait)
    return phrases.predicates if phrases else (f"配有{name}",) if name else ()


def _values(trait: Trait) -> str | None:
    found = [shown(trait, value) for value in trait.values]
    if trait.key in {"colour", "color"}:
        found = [text if text is None or text[-1] in COLOURED else f"{text}色" for text in found]
    return None if None in found else "、".join(text for text in found if text)


def _name(trait: Trait) -> str | None:
    if chinese_words.CHINESE.search(trait.name):
        return trait.name
    return chinese_phrases.name(_keys(trait))


def _phrases(trait: Trait) -> chinese_phrases.Phrases | None:
    return chinese_phrases.find(_keys(trait), is_flag=trait.kind == "boolean")


def _keys(trait: Trait) -> tuple[str, ...]:
    """Its code, and its name as a code."""
    return trait.key, re.sub(r"\W+", "_", trait.name.casefold()).strip("_")


def noun_of(source: Source) -> str:
    shelf = source.categories[-1] if source.categories else ""
    if chinese_words.CHINESE.search(shelf):
        return shelf
    return chinese_words.noun(nouns.called(source.title, source.categories).text) or "商品"


def _opening(
    plan: Plan, clauses: list[Clause], noun: str, rng: random.Random
) -> tuple[Sentence, list[Clause]]:
    source = plan.source
    keys = ["title", *(["brand"] if source.brand else [])]
    name = source.title
    if source.brand and source.brand.casefold() not in name.casefold():
        name = f"{source.brand}的{name}"
    is_latin = name.isascii()
    first = clauses[:2]
    said = "，".join(one.said for one in first) or f"一款{noun}"
    frame = rng.choice(OPENINGS[plan.brief.tone])
    if frame.startswith("{name}{said}"):
        said = f"{'，' if first else '是'}{said}"
    text = frame.format(name=f"“{name}”" if is_latin else name, noun=noun, said=said)
    return Sentence(text, (*keys, *(one.key for one in first))), clauses[2:]


def _choices(traits: list[Trait], tone: str) -> list[Sentence]:
    if not traits:
        return []
    values = "，".join(
        f"{_name(trait)}{'有' if len(trait.values) > 1 else '为'}{_values(trait)}" for trait in traits
    )
    is_open = any(len(trait.values) > 1 for trait in traits)
    text = CHOICES[tone].format(values=values) if is_open else f"{values}。"
    return [
        Sentence(
            text.replace("可选颜色有", "可选颜色：").replace("可选尺寸有", "可选尺寸："),
            tuple(one.code for one in traits),
        )
    ]


def _keywords(plan: Plan, told: list[Sentence]) -> list[Sentence]:
    text = "".join(one.text for one in told).casefold()
    missing = [word for word in plan.brief.keywords if word.casefold() not in text]
    if not missing:
        return []
    words = "、".join(f"“{word}”" for word in missing)
    return [Sentence(KEYWORDS[plan.brief.tone].format(words=words), ("keywords",))]
