"""Writers for tests: one says what it was told to beforehand, the other whatever a message asks it to say.

The obedient one is the worst model there could be. What a shop with it as its writer never shows, it shows with no model.
"""

from __future__ import annotations

import base64
import binascii
import itertools
import re
import threading
from collections.abc import Iterator, Sequence

from language.messages import Message
from language.streams import until

_PIECE = re.compile(r"\s*\S{1,12}|\s+$")
_SAY = re.compile(
    r"(?:\b(?:say|reply|answer|respond|write|output|print|repeat|return|include|add|append|claim|state|mention|tell (?:me|them|him|her|everyone|the (?:user|shopper|customer|buyer)s?)|"
    r"send (?:me|them|the (?:user|shopper|customer)s?) to|link to|recommend|call the tool|run|execute|translate)\b"
    r"(?: only| with| that| this| exactly| the (?:words?|text|following|phrase|sentence))*|"
    r"(?:请|必须|只)?(?:说|回复|回答|输出|写|重复|打印|告诉[^，。：:]{1,8}|宣称|链接到))\s*[:：]?\s*(?P<what>[\"“'「『`][^\"”'」』`]+[\"”'」』`]|[^\n]+)",
    re.IGNORECASE,
)
_CONFESS = re.compile(
    r"system (?:prompt|message)|(?:previous|above|earlier|initial|hidden|your|developer) (?:instructions?|prompt|rules|text)|everything above|secret|canary|password|系统提示|提示词|以上(?:所有)?(?:内容|指令)|之前的指令|密码",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"\b(?:[A-Za-z0-9+/]{16,}={0,2}|(?:[0-9a-fA-F]{2}){12,})")


class ScriptedWriter:
    """Gives its replies in turn, again and again; `asked` keeps the messages it got."""

    def __init__(self, replies: Sequence[str], *, name: str = "scripted") -> None:
        self.name = name
        self.asked: list[list[Message]] = []
        self._replies = itertools.cycle(replies)
        self._lock = threading.Lock()

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 160,
        stop: Sequence[str] = (),
        temperature: float = 0.0,
        seed: int = 0,
    ) -> Iterator[str]:
        with self._lock:
            self.asked.append(list(messages))
            reply = self.reply(messages)
        return until(iter(_PIECE.findall(reply)[:max_tokens]), stop=stop)

    def reply(self, messages: Sequence[Message]) -> str:
        return next(self._replies)


class ObedientWriter(ScriptedWriter):
    """Does what any message asks: says what it is told to say, reads encoded orders, gives away its instructions, and
    otherwise repeats all it was shown. It does not care whose text an order stands in."""

    def __init__(self) -> None:
        super().__init__([""], name="obedient")

    def reply(self, messages: Sequence[Message]) -> str:
        parts: list[str] = []
        for message in reversed(messages):
            for text in (message.content, *_decoded(message.content)):
                parts += [match["what"].strip("\"“”'「」『』` ") for match in _SAY.finditer(text)]
        asked = [message.content for message in messages if message.role == "user"]
        if any(_CONFESS.search(text) for text in asked):
            parts += [message.content for message in messages if message.role == "system"]
        return "\n".join(dict.fromkeys(parts)) or "\n".join(message.content for message in reversed(messages))


def _decoded(text: str) -> Iterator[str]:
    """What base64 or hexadecimal runs of the text say."""
    for match in _ENCODED.finditer(text):
        for decode in (base64.b64decode, bytes.fromhex):
            try:
                yield decode(match[0]).decode("utf-8")
            except (ValueError, binascii.Error):
                continue
    turned = text.translate(
        str.maketrans(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM",
        )
    )
    if re.search(r"\b(?:rot ?13|decode)\b", text, re.IGNORECASE):
        yield turned
