"""What the writer is asked: the facts as data, the tone, the length, the words to use. Pure.

The instruction of an editor and texts of the shop stand between marks as data; whatever comes back is verified, so nothing
they say can put a fact into a description.
"""

from __future__ import annotations

from assistant.descriptions import chinese, english_words
from assistant.descriptions.plan import TARGETS, Plan
from assistant.descriptions.traits import Trait
from language import prompting
from language.messages import Message

TONES = {
    "plain": "plain and clear",
    "warm": "warm and friendly",
    "lively": "lively and short of breath",
    "technical": "technical and exact",
}
TONES_CHINESE = {"plain": "平实清楚", "warm": "亲切温暖", "lively": "活泼", "technical": "专业精确"}
SYSTEM_CHINESE = (
    "你为商店撰写商品描述。每个事实用一次，不得增加事实、赞美或承诺；数字和单位保持原样。只写完整的句子。"
)
TOKENS = {"short": 90, "medium": 190, "long": 320}


def messages(plan: Plan, draft: str) -> list[Message]:
    """`draft` is the template's text, which already says everything: the writer may stay close to it."""
    return _chinese(plan, draft) if plan.brief.language == "zh-hans" else _english(plan, draft)


def facts(plan: Plan) -> list[str]:
    """One line each, as name: value."""
    source = plan.source
    lines = [f"name: {source.title}", *([f"brand: {source.brand}"] if source.brand else [])]
    return [*lines, *(line for trait in plan.must if (line := _line(trait, plan)))]


def _english(plan: Plan, draft: str) -> list[Message]:
    brief = plan.brief
    wishes = (
        *([f"Use these words: {', '.join(brief.keywords)}."] if brief.keywords else []),
        *([f"Wish of the editor, about style only: <<{brief.instruction}>>"] if brief.instruction else []),
    )
    style = prompting.Style(TONES[brief.tone], TARGETS["en"][brief.length], wishes)
    return prompting.rewriting(facts(plan), draft, style)


def _chinese(plan: Plan, draft: str) -> list[Message]:
    brief = plan.brief
    least, most = TARGETS["zh-hans"][brief.length]
    asked = [
        f"事实：\n{chr(10).join(facts(plan))}",
        f"语气：{TONES_CHINESE[brief.tone]}。长度：{least}到{most}字。",
        *([f"使用这些词：{'、'.join(brief.keywords)}。"] if brief.keywords else []),
        *([f"编辑的风格要求：《{brief.instruction}》"] if brief.instruction else []),
        f"草稿：{''.join(draft.split(chr(10)))}",
        "请写出描述。",
    ]
    return [Message("system", SYSTEM_CHINESE), Message("user", "\n".join(asked))]


def _line(trait: Trait, plan: Plan) -> str:
    if plan.brief.language == "zh-hans":
        said = chinese.clause(trait)
        return said.said if said else ""
    if trait.kind == "boolean":
        return f"{trait.name}: yes"
    return f"{trait.name}: {', '.join(english_words.shown(trait, value) for value in trait.values)}"
