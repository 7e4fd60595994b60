"""What a message means after the one before: the number that was asked for, "and the second one?", "and to France?"."""

from __future__ import annotations

from dataclasses import replace

from assistant.asked import Asked
from assistant.tools import advice
from assistant.tools.choosing import OF_ORDERS

SURE, SHORT, FEW, BARE = 0.5, 8, 5, 2
SEARCHING = frozenset({"product_search", "recommendation"})
DELIVERING = frozenset({"delivery_options", "delivery_period"})
OPEN = frozenset({"out_of_scope", "product_search", "product_question", "recommendation", "greeting"})


def followed(asked: Asked, *, probability: float) -> Asked:
    """The message with the intent of the one before, where it only adds to that one."""
    before, asks = str(asked.memory.get("intent") or ""), str(asked.memory.get("asks") or "")
    unsure = asked.intent == "out_of_scope" or probability < SURE or _is_only_a_place(asked)
    if asks and before and (found := _answers(asked, before, asks, unsure=unsure)):
        return found
    intent = _going_on(asked, before, unsure=unsure) or _about_shown(asked)
    return replace(asked, intent=intent) if intent else asked


def _is_a_number(asked: Asked) -> bool:
    """The number of an order with hardly a word beside it."""
    return bool(asked.said.orders) and _length(asked.text) - len(asked.said.orders) <= BARE


def _is_only_a_place(asked: Asked) -> bool:
    """ "The first one" says nothing but which."""
    return asked.said.place is not None and _length(asked.text) <= FEW


def _going_on(asked: Asked, before: str, *, unsure: bool) -> str:
    """The intent of the last message, for a short one that names another order, country or wish; empty otherwise."""
    said = asked.said
    if _length(asked.text) > SHORT:
        return ""
    if before in OF_ORDERS and unsure and (said.tokens or said.place is not None or _is_a_number(asked)):
        return before
    is_open = unsure or asked.intent in OPEN
    if before in DELIVERING and said.country and is_open:
        return before
    if asked.memory.get("search") and advice.refines(asked) and is_open:
        return before if before in SEARCHING else "recommendation"
    return ""


def _about_shown(asked: Asked) -> str:
    """A question about a product that was shown, which the words alone do not tell."""
    if asked.intent != "out_of_scope":
        return ""
    is_spoken_of = asked.said.points and (asked.memory.get("product") or asked.memory.get("page"))
    is_listed = asked.said.place is not None and asked.memory.get("products")
    return "product_question" if is_spoken_of or is_listed else ""


def _answers(asked: Asked, before: str, asks: str, *, unsure: bool) -> Asked | None:
    """The message as the answer to what was asked, None where it is about something else."""
    said = asked.said
    if asks == "order" and (said.orders or said.tokens or said.place is not None):
        return replace(asked, intent=before) if unsure or asked.intent not in OF_ORDERS - {before} else None
    question = str(asked.memory.get("question") or "")
    if asks == "product" and (unsure or asked.intent in OPEN):
        return replace(asked, intent=before, text=f"{question} {asked.text}")
    if asks == "compare" and (unsure or asked.intent in OPEN | {"compare"}):
        return replace(asked, intent="compare")
    if asks == "recommendation" and (unsure or asked.intent in OPEN):
        return replace(asked, intent="recommendation")
    return None


def _length(text: str) -> int:
    """Words, or two Chinese characters as one."""
    han = sum("\u3400" <= sign <= "\u9fff" for sign in text)
    return len(text.split()) + han // 2
