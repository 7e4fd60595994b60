"""A writer that learns: low-rank adapters (Hu et al., 2021, arXiv:2106.09685) on frozen weights, one step at a time.

Only the words of the reply are lessons; the scores of the vocabulary are computed for them alone, which saves a fifth.
"""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from language import precision
from language.causal import Chat, open_causal
from language.lessons import Lesson
from language.weights import Weights

if TYPE_CHECKING:
    import torch

_LONGEST_GRADIENT = 1.0
_TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True)
class Example:
    """Token ids of a whole conversation; the reply begins at `start`."""

    ids: tuple[int, ...]
    start: int


def examples(lessons: Sequence[Lesson], chat: Chat) -> list[Example]:
    found = []
    for lesson in lessons:
        prompt = chat.ids(lesson.messages)
        reply = chat.tokenizer.encode(lesson.reply, add_special_tokens=False).ids
        found.append(Example((*prompt, *reply, min(chat.ends)), len(prompt)))
    return found


def batches(examples: Sequence[Example], *, size: int, seed: int) -> Iterator[list[Example]]:
    """All examples once; those of a batch are of like length, and the order of batches is decided by the seed."""
    chance = random.Random(seed)
    mixed = sorted(examples, key=lambda example: len(example.ids) + chance.random() * 12)
    groups = [mixed[at : at + size] for at in range(0, len(mixed), size)]
    chance.shuffle(groups)
    yield from groups


class Apprentice:
    def __init__(self, start: Weights, *, rank: int, numeric_format: str) -> None:
        import torch
        from peft import LoraConfig, get_peft_model

        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._dtype = precision.choose(numeric_format, device=self._device)
        config = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=list(_TARGETS), task_type="CAUSAL_LM")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)
            model = get_peft_model(open_causal(start, dtype=self._dtype), config)  # peft asks by the old name
        self._model = model.to(self._device).train()
        self._base: Any = self._model.base_model.model
        learning = [weight for weight in self._model.parameters() if weight.requires_grad]
        self.weights = sum(weight.numel() for weight in learning)
        self._optimizer = torch.optim.AdamW(learning, weight_decay=0.0)

    def step(self, batch: Sequence[Example], *, rate: float) -> float:
        """Learn from one batch; the mean loss of a token of its replies before the step."""
        import torch

        for group in self._optimizer.param_groups:
            group["lr"] = rate
        loss = self.loss(batch)
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), _LONGEST_GRADIENT)
        self._optimizer.step()
        return float(loss.item())

    def loss(self, batch: Sequence[Example]) -> torch.Tensor:
        import torch

        longest = max(len(example.ids) for example in batch)
        ids = torch.zeros((len(batch), longest), dtype=torch.long)
        inside = torch.zeros((len(batch), longest), dtype=torch.long)
        lesson = torch.zeros((len(batch), longest), dtype=torch.bool)
        for row, example in enumerate(batch):
            ids[row, : len(example.ids)] = torch.tensor(example.ids)
            inside[row, : len(example.ids)] = 1
            lesson[row, example.start - 1 : len(example.ids) - 1] = True  # each place predicts the next token
        ids, inside, lesson = ids.to(self._device), inside.to(self._device), lesson.to(self._device)
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._dtype == torch.bfloat16):
            hidden = self._base.model(input_ids=ids, attention_mask=inside, use_cache=False).last_hidden_state
            scores = self._base.lm_head(hidden[lesson])
        return torch.nn.functional.cross_entropy(scores.float(), ids[:, 1:][lesson[:, :-1]])

    def save(self, folder: Path) -> None:
        """Write the adapter in float16, and a config without this machine's paths."""
        import torch
        from peft import get_peft_model_state_dict
        from safetensors.torch import save_file

        tensors = {
            key: value.to(torch.float16).contiguous().cpu()
            for key, value in get_peft_model_state_dict(self._model).items()
        }
        save_file(tensors, str(folder / "adapter_model.safetensors"), metadata={"format": "pt"})
        config: Any = self._model.peft_config["default"]
        settings = {
            "peft_type": "LORA", "task_type": "CAUSAL_LM", "r": config.r, "lora_alpha": config.lora_alpha, "lora_dropout": 0.0,
            "bias": "none", "target_modules": sorted(_TARGETS), "base_model_name_or_path": None,
        }  # fmt: skip
        (folder / "adapter_config.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
