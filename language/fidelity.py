"""What rounding costs a writer: its perplexity on a text, in each kind of numbers, measured once and kept beside its weights.

The rule: matrices are thinned only where the perplexity stays within a tenth of that in float32.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from language import precision, thin
from language.causal import Chat, open_causal
from language.weights import Weights

ALLOWED = 1.1
INT8 = "int8"
_WINDOW = 256
_FILE = "fidelity.json"
_PASSAGE = Path(__file__).resolve().parent / "passage.txt"


def perplexity(model: Any, tokens: Sequence[int]) -> float:
    """exp of the mean negative log-likelihood of each token after the first of its window."""
    import torch

    total, count = 0.0, 0
    with torch.inference_mode():
        for start in range(0, len(tokens) - 1, _WINDOW):
            ids = torch.tensor([tokens[start : start + _WINDOW]], device=next(model.parameters()).device)
            if ids.shape[1] < 2:
                continue
            scores = model(input_ids=ids).logits[0, :-1].float()
            total += float(torch.nn.functional.cross_entropy(scores, ids[0, 1:], reduction="sum"))
            count += ids.shape[1] - 1
    return math.exp(total / count)


def passage(chat: Chat) -> list[int]:
    """Some pages of plain English about goods and orders, as tokens."""
    ids: list[int] = chat.tokenizer.encode(_PASSAGE.read_text(encoding="utf-8"), add_special_tokens=False).ids
    return ids


def measured(weights: Weights, *, adapter: Path | None = None, text: str = "") -> dict[str, float]:
    """Perplexity by kind of numbers on this machine: float32, bfloat16 and int8 where there is one."""
    import torch

    chat = Chat(weights.folder, longest=1_000_000)
    tokens = passage(chat) if not text else chat.tokenizer.encode(text, add_special_tokens=False).ids
    found = {
        precision.FLOAT32: perplexity(open_causal(weights, dtype=torch.float32, adapter=adapter), tokens)
    }
    model = open_causal(weights, dtype=torch.bfloat16, adapter=adapter)
    found[precision.BFLOAT16] = perplexity(model, tokens)
    if thin.is_possible():
        thin.thin(model)
        thin.expose(model)
        found[INT8] = perplexity(model, tokens)
    return found


def may_be_thin(weights: Weights) -> bool:
    """Whether the weights keep their perplexity as int8; measured at the first question (about half a minute)."""
    if not thin.is_possible():
        return False
    known = weights.settings(_FILE) or _measure_once(weights)
    return known.get(INT8, math.inf) <= ALLOWED * known[precision.FLOAT32]


def _measure_once(weights: Weights) -> dict[str, float]:
    found = measured(weights)
    try:
        path = weights.folder / _FILE
        unfinished = path.with_suffix(".new")
        unfinished.write_text(json.dumps(found, indent=1), encoding="utf-8")
        unfinished.rename(path)
    except OSError:
        pass  # a folder that may not be written to is measured by each process
    return found
