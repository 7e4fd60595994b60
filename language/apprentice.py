"""A writer that learns: low-rank adapters (Hu et al., 2021, arXiv:2106.09685) on frozen weights, one step at a time.

Only the words of the reply are lessons; the scores of the vocabulary are computed for them alone, which saves a fifth. Only the
upper half of the layers learns: nothing has to be derived through the lower half.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from language import lowrank, precision
from language.causal import Chat, open_causal
from language.lessons import Lesson
from language.verifier import Fact
from language.weights import Weights

if TYPE_CHECKING:
    import torch

_LONGEST_GRADIENT = 1.0
_MOST = 6  # lessons in a row of tokens
_TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True)
class Example:
    """Lessons with the same beginning, in one row of tokens: the beginning once (branch 0), then each lesson's own rest as a
    branch, at the `places` that it would have alone. `is_lesson` marks tokens whose next one is of a reply."""

    ids: tuple[int, ...]
    places: tuple[int, ...]
    branches: tuple[int, ...]
    is_lesson: tuple[bool, ...]


def examples(lessons: Sequence[Lesson], chat: Chat) -> list[Example]:
    """Lessons about the same facts together: what they share is read once, which more than halves the work."""
    groups: dict[tuple[tuple[Fact, ...], bool], list[tuple[list[int], int]]] = {}
    for lesson in lessons:
        prompt = chat.ids(lesson.messages)
        reply = chat.tokenizer.encode(lesson.reply, add_special_tokens=False).ids
        groups.setdefault((lesson.facts, bool(lesson.draft)), []).append(
            ([*prompt, *reply, min(chat.ends)], len(prompt))
        )
    return [
        _example(group[at : at + _MOST]) for group in groups.values() for at in range(0, len(group), _MOST)
    ]


def _example(group: Sequence[tuple[list[int], int]]) -> Example:
    least = min(start for _, start in group) - 1  # a branch begins before its reply
    shared = next((at for at in range(least) if len({ids[at] for ids, _ in group}) > 1), least)
    first = group[0][0][:shared]
    ids, places, branches, is_lesson = list(first), list(range(shared)), [0] * shared, [False] * shared
    for number, (whole, start) in enumerate(group, start=1):
        ids += whole[shared:]
        places += range(shared, len(whole))
        branches += [number] * (len(whole) - shared)
        is_lesson += [start - 1 <= place < len(whole) - 1 for place in range(shared, len(whole))]
    return Example(tuple(ids), tuple(places), tuple(branches), tuple(is_lesson))


def batches(examples: Sequence[Example], *, tokens: int, seed: int) -> Iterator[list[Example]]:
    """All examples once; those of a batch are of like length and have at most so many tokens with what fills them up, or are
    alone. The order of batches is decided by the seed."""
    chance = random.Random(seed)
    mixed = sorted(examples, key=lambda example: len(example.ids) + chance.random() * 30)
    groups: list[list[Example]] = [[]]
    for example in mixed:
        longest = max(len(one.ids) for one in [*groups[-1], example])
        if groups[-1] and longest * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(example)
    chance.shuffle(groups)
    yield from groups


class Apprentice:
    def __init__(self, start: Weights, *, rank: int, numeric_format: str) -> None:
        import torch
        from peft import LoraConfig, get_peft_model

        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._dtype = precision.choose(numeric_format, device=self._device)
        base = open_causal(start, dtype=self._dtype)
        layers = int(base.config.num_hidden_layers)
        config = LoraConfig(
            r=rank,
            lora_alpha=2 * rank,
            target_modules=list(_TARGETS),
            layers_to_transform=list(range(layers // 2, layers)),
            task_type="CAUSAL_LM",
        )
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)
            model = get_peft_model(base, config)  # peft asks by the old name
        self._model = model.to(self._device).train()
        self._base: Any = self._model.base_model.model
        learning = [weight for weight in self._model.parameters() if weight.requires_grad]
        self.weights = sum(weight.numel() for weight in learning)
        self._optimizer = torch.optim.AdamW(learning, weight_decay=0.0, fused=True)

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

        def filled(values: Sequence[Sequence[int]]) -> torch.Tensor:
            rows = [torch.tensor(row, device=self._device) for row in values]
            return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=0)

        ids, places = filled([one.ids for one in batch]), filled([one.places for one in batch])
        branches = filled([[number + 1 for number in one.branches] for one in batch])  # 0 is padding
        is_lesson = filled([list(map(int, one.is_lesson)) for one in batch]).bool()
        with torch.autocast(self._device, dtype=torch.bfloat16, enabled=self._dtype == torch.bfloat16):
            hidden = self._base.model(
                input_ids=ids, position_ids=places, attention_mask=_sight(branches), use_cache=False
            ).last_hidden_state
            scores = self._base.lm_head(hidden[is_lesson])
        return torch.nn.functional.cross_entropy(scores.float(), ids.roll(-1, 1)[is_lesson])

    def save(self, folder: Path) -> None:
        lowrank.save(self._model, folder)


def _sight(branches: torch.Tensor) -> torch.Tensor:
    """(rows, 1, tokens, tokens), True where a token may look: back, at its own branch and the beginning that all share."""
    import torch

    size = branches.shape[1]
    back = torch.ones((size, size), dtype=torch.bool, device=branches.device).tril()
    seen, by = branches[:, None, :], branches[:, :, None]
    return (back & ((seen == by) | (seen == 1) & (by > 0)))[:, None]
