"""Opens a model that continues texts: its weights, an adapter merged into them, and the chat that it was taught in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from language import lowrank
from language.messages import Message, WritingFailed
from language.weights import Weights, WeightsMissing


def open_causal(weights: Weights, *, dtype: Any, adapter: Path | None = None) -> Any:
    """The model in evaluation mode, the adapter merged in float32 before the numbers are rounded. Raises WeightsMissing."""
    import torch
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        model = AutoModelForCausalLM.from_pretrained(
            str(weights.folder),
            dtype=torch.float32 if adapter else dtype,
            local_files_only=True,
            use_safetensors=True,
        )
    except (OSError, ValueError, KeyError) as error:
        raise WeightsMissing(f"{weights.folder} holds no writer that can be opened: {error}") from error
    if adapter:
        lowrank.merge(model, adapter)
    return model.to(dtype).eval()


@dataclass(frozen=True)
class Chat:
    """Messages to token ids, in the template of the model. Nothing that a message says can end its turn: the marks of
    turns are taken out of it first."""

    folder: Path
    longest: int

    @cached_property
    def _template(self) -> Any:
        from transformers import AutoTokenizer

        tokenizer = AutoTokenizer.from_pretrained(str(self.folder), local_files_only=True)
        if not tokenizer.chat_template:
            raise WeightsMissing(f"{self.folder} has no chat template: give a model that was taught to chat.")
        return tokenizer

    @cached_property
    def tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        marks = {*self._template.all_special_tokens, *(str(t) for t in self._template.get_added_vocab())}
        return tuple(sorted(marks, key=len, reverse=True))

    @cached_property
    def ends(self) -> frozenset[int]:
        """The tokens that end a reply."""
        config = json.loads((self.folder / "config.json").read_text(encoding="utf-8")).get("eos_token_id")
        ids = config if isinstance(config, list) else [config]
        return frozenset(token for token in [*ids, self._template.eos_token_id] if token is not None)

    def text(self, messages: Sequence[Message], *, is_open: bool = True) -> str:
        """The conversation as the model reads it; `is_open` begins the reply."""
        clean = [{"role": message.role, "content": self._clean(message.content)} for message in messages]
        return str(self._template.apply_chat_template(clean, tokenize=False, add_generation_prompt=is_open))

    def ids(self, messages: Sequence[Message]) -> list[int]:
        """Raises WritingFailed where the messages are longer than the model should read."""
        ids: list[int] = self.tokenizer.encode(self.text(messages), add_special_tokens=False).ids
        if len(ids) > self.longest:
            raise WritingFailed(
                f"The messages have {len(ids)} tokens; at most {self.longest} are read: shorten them."
            )
        return ids

    def _clean(self, content: str) -> str:
        content = content.encode("utf-8", "replace").decode("utf-8")
        for mark in self._marks:
            content = content.replace(mark, " ")
        return content
