"""A writer elsewhere: any server that speaks OpenAI's chat completions (vLLM, Ollama, transformers serve, ...).

A failing server costs little: short timeouts, one retry as long as nothing was said, and a breaker that stops asking. Whatever
goes wrong is a WritingFailed. Redirects are not followed, so the key stays with the address it was given for.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import httpx

from language.breaker import Breaker
from language.messages import Message, WriterMissing, WritingFailed
from language.streams import until

_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_PIECE = 20_000
_TRIES = 2


@dataclass(frozen=True)
class Patience:
    """Seconds to wait for a connection, and for the next piece of an answer."""

    connect: float = 3.0
    read: float = 15.0


@dataclass(frozen=True)
class Tool:
    """`parameters` is a JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class ToolCall:
    name: str
    arguments: Mapping[str, Any]
    number: str = ""


class _TryAgain(Exception):
    """It failed before anything was said."""


class RemoteWriter:
    def __init__(
        self, source: str, *, key: str = "", patience: Patience = Patience(), breaker: Breaker | None = None
    ) -> None:
        """`source` is the address of the API with the model after #: https://host/v1#model. Raises WriterMissing."""
        address, _, self.model = source.partition("#")
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not self.model or parts.username:
            raise WriterMissing(
                f"No writer is at {address!r}: give an address and a model as https://host/v1#model, and its key apart."
            )
        self.name = f"{self.model[:35]}@{parts.hostname}"[:60]
        self._address, self._key, self._patience = address.rstrip("/"), key, patience
        self._breaker = breaker or Breaker()

    @cached_property
    def _client(self) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        patience = httpx.Timeout(self._patience.read, connect=self._patience.connect)
        return httpx.Client(headers=headers, timeout=patience)

    def close(self) -> None:
        """Give up the connections; the next request opens new ones."""
        if "_client" in self.__dict__:
            self.__dict__.pop("_client").close()

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int = 160,
        stop: Sequence[str] = (),
        temperature: float = 0.0,
        seed: int = 0,
    ) -> Iterator[str]:
        """As Writer.stream; the seed is passed on, and it is the server's to honour."""
        question = self._question(messages, max_tokens=max_tokens, temperature=temperature, seed=seed) | {
            "stream": True
        }
        if stop:
            question["stop"] = list(stop)[:4]  # more are not in the protocol; all are looked for here too
        return until(self._pieces(question), stop=stop)

    def plan(
        self,
        messages: Sequence[Message],
        tools: Sequence[Tool],
        *,
        done: Sequence[tuple[ToolCall, str]] = (),
        max_tokens: int = 400,
    ) -> tuple[ToolCall, ...]:
        """The tools that the model wants called next, after those that are `done` with their results; none when it knows
        enough. Raises WritingFailed, also for calls of other tools or with arguments that are no object."""
        question = self._question(messages, max_tokens=max_tokens, temperature=0.0, seed=0)
        question["messages"] += [part for call, result in done for part in _told(call, result)]
        question |= {"stream": False, "tool_choice": "auto", "tools": [_described(tool) for tool in tools]}
        answer = next(self._retried(question, self._whole))
        return _calls(answer, names={tool.name for tool in tools})

    def _question(
        self, messages: Sequence[Message], *, max_tokens: int, temperature: float, seed: int
    ) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens,
            "temperature": temperature,
            "seed": seed,
        }

    def _pieces(self, question: dict[str, Any]) -> Iterator[str]:
        """At most as many pieces as tokens were asked for, whatever the server says."""
        pieces = self._retried(question, self._streamed)
        try:
            yield from islice(pieces, question["max_tokens"])
        finally:
            pieces.close()

    def _retried(self, question: dict[str, Any], ask: Any) -> Generator[Any, None, None]:
        """What `ask` yields, asked a second time when it failed before it said anything."""
        for attempt in range(_TRIES):
            if not self._breaker.allows():
                raise WritingFailed(f"{self.name} has failed too often: it is asked again in a while.")
            try:
                yield from ask(question)
            except _TryAgain as error:
                self._breaker.failed()
                if attempt == _TRIES - 1:
                    raise WritingFailed(f"{self.name} does not answer: {error}") from error
            except GeneratorExit:
                self._breaker.succeeded()  # it spoke, and the reader has heard enough
                raise
            except Exception:
                self._breaker.failed()
                raise
            else:
                self._breaker.succeeded()
                return

    def _streamed(self, question: dict[str, Any]) -> Iterator[str]:
        has_spoken = False
        try:
            with self._client.stream("POST", f"{self._address}/chat/completions", json=question) as answer:
                self._check(answer)
                for line in answer.iter_lines():
                    piece, is_last = _said(line)
                    if piece:
                        has_spoken = True
                        yield piece
                    if is_last:
                        return
        except httpx.HTTPError as error:
            if has_spoken:
                raise WritingFailed(f"{self.name} broke off: {type(error).__name__}.") from error
            raise _TryAgain(type(error).__name__) from error
        raise WritingFailed(f"{self.name} broke off: the answer has no end.")

    def _whole(self, question: dict[str, Any]) -> Iterator[Any]:
        try:
            answer = self._client.post(f"{self._address}/chat/completions", json=question)
            self._check(answer)
            yield answer.json()
        except httpx.HTTPError as error:
            raise _TryAgain(type(error).__name__) from error
        except ValueError as error:
            raise WritingFailed(f"{self.name} answered with something that is no JSON.") from error

    def _check(self, answer: httpx.Response) -> None:
        if answer.status_code in _AGAIN:
            raise _TryAgain(f"HTTP {answer.status_code}")
        if answer.status_code != 200:
            raise WritingFailed(
                f"{self.name} refused: HTTP {answer.status_code}. Look at WRITER and WRITER_KEY."
            )


def _said(line: str) -> tuple[str, bool]:
    """The text in a line of server-sent events, and whether it is the last."""
    if not line.startswith("data:"):
        return "", False
    data = line.removeprefix("data:").strip()
    if data == "[DONE]":
        return "", True
    try:
        choices = json.loads(data)["choices"]
        piece = choices[0]["delta"].get("content") if choices else None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise WritingFailed("The answer of the writer has another form than chat completions.") from error
    return (piece[:_LONGEST_PIECE] if isinstance(piece, str) else ""), False


def _described(tool: Tool) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def _told(call: ToolCall, result: str) -> list[dict[str, Any]]:
    function = {"name": call.name, "arguments": json.dumps(dict(call.arguments))}
    return [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": call.number, "type": "function", "function": function}],
        },
        {"role": "tool", "tool_call_id": call.number, "content": result},
    ]


def _calls(answer: Any, *, names: set[str]) -> tuple[ToolCall, ...]:
    try:
        wanted = answer["choices"][0]["message"].get("tool_calls") or []
        calls = tuple(
            ToolCall(
                call["function"]["name"],
                json.loads(call["function"]["arguments"] or "{}"),
                str(call.get("id") or number),
            )
            for number, call in enumerate(wanted)
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise WritingFailed("The writer's calls of tools have another form than chat completions.") from error
    if any(call.name not in names or not isinstance(call.arguments, dict) for call in calls):
        raise WritingFailed(
            "The writer called a tool that it was not given, or with arguments that are no object."
        )
    return calls
