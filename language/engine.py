"""Writes for all who wait at the same time: one thread, one batch, a token for each in every step.

Requests join as soon as the batch has room and leave when they end or nobody listens any more. The thread ends when there
has been nothing to do for a while, and begins again with the next request. A process that ends stops the writing first and
waits for the step that is being computed: a thread that is cut off in native code takes the process down with SIGABRT.
"""

from __future__ import annotations

import atexit
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from language.decoding import Decoding
from language.messages import WritingFailed

if TYPE_CHECKING:
    import torch

_IDLE_SECONDS = 30.0
_END = None


@dataclass
class Request:
    """`pieces` receives texts, then None, or the error that ended it. `leave()` asks the engine to stop writing."""

    ids: Sequence[int]
    max_tokens: int
    temperature: float = 0.0
    seed: int = 0
    pieces: queue.SimpleQueue[str | BaseException | None] = field(default_factory=queue.SimpleQueue)
    written: int = 0
    has_left: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def leave(self) -> None:
        self.has_left = True

    def texts(self) -> Iterator[str]:
        """The pieces as they come. Closing the iterator leaves."""
        try:
            while (piece := self.pieces.get()) is not _END:
                if isinstance(piece, BaseException):
                    raise WritingFailed(f"The writer broke off: {piece}") from piece
                yield piece
        finally:
            self.leave()


class Engine:
    def __init__(
        self, open_decoding: Callable[[], Decoding], *, tokenizer: Any, ends: frozenset[int], most: int = 8
    ) -> None:
        """`open_decoding` loads the model, in the engine's thread at the first request; `most` write at the same time."""
        self._open, self._tokenizer, self._ends, self._most = open_decoding, tokenizer, ends, most
        self._decoding: Decoding | None = None
        self._waiting: deque[Request] = deque()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_over = False

    def submit(self, request: Request) -> None:
        with self._changed:
            self._waiting.append(request)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                self._thread.start()
                atexit.register(self._stop)
            self._changed.notify()

    def _stop(self) -> None:
        with self._changed:
            self._is_over, thread = True, self._thread
            self._changed.notify()
        if thread is not None:
            thread.join()

    @property
    def waiting(self) -> int:
        """How many requests have not begun."""
        return len(self._waiting)

    def _run(self) -> None:
        rows: list[_Row] = []
        while True:
            with self._changed:
                if not (rows or self._waiting or self._is_over):
                    self._changed.wait(_IDLE_SECONDS)
                if self._is_over or not (rows or self._waiting):
                    self._thread = None
                    if not self._is_over:
                        atexit.unregister(self._stop)
                    return
            try:
                rows = self._turn(rows)
            except Exception as error:  # whoever waits must hear of it, whatever it was
                with self._changed:
                    failed = [row.request for row in rows] + list(self._waiting)
                    self._waiting.clear()
                for request in failed:
                    request.pieces.put(error)
                    request.ended.set()
                rows, self._decoding = [], None

    def _turn(self, rows: list[_Row]) -> list[_Row]:
        import torch

        with torch.inference_mode():
            if self._decoding is None:
                self._decoding = self._open()
            if rows:
                for row, scores in zip(rows, self._decoding.step([row.token for row in rows]), strict=True):
                    self._advance(row, scores)
            while len(rows) < self._most and (request := self._next()) is not None:
                row = _Row(request, _stream(), _chance(request.seed))
                rows.append(row)
                self._advance(row, self._decoding.join(request.ids))
            going = [number for number, row in enumerate(rows) if not row.request.ended.is_set()]
            self._decoding.keep(going)
            return [rows[number] for number in going]

    def _next(self) -> Request | None:
        with self._changed:
            while self._waiting:
                request = self._waiting.popleft()
                if not request.has_left:
                    return request
                request.ended.set()
        return None

    def _advance(self, row: _Row, scores: torch.Tensor) -> None:
        """Choose the row's next token and hand over the text that it completes."""
        request = row.request
        row.token = row.choose(scores)
        if row.token in self._ends or request.has_left:
            self._end(request)
            return
        request.written += 1
        piece = row.stream.step(self._tokenizer, row.token)
        if piece:
            request.pieces.put(piece)
        if request.written >= request.max_tokens:
            self._end(request)

    @staticmethod
    def _end(request: Request) -> None:
        request.ended.set()
        request.pieces.put(_END)


@dataclass
class _Row:
    request: Request
    stream: Any
    chance: torch.Generator
    token: int = -1

    def choose(self, scores: torch.Tensor) -> int:
        import torch

        if self.request.temperature <= 0:
            return int(scores.argmax())
        chances = torch.softmax(scores.cpu() / self.request.temperature, dim=-1)
        return int(torch.multinomial(chances, 1, generator=self.chance))


def _stream() -> Any:
    from tokenizers.decoders import DecodeStream

    return DecodeStream(skip_special_tokens=True)


def _chance(seed: int) -> torch.Generator:
    import torch

    return torch.Generator().manual_seed(seed)
