"""A Llama-like decoder with little between its matrices: what a processor does for one token is read weights and go on.

Takes the weights of a transformers model and answers the calls that language.decoding makes of one, with the same scores. Each
layer multiplies four times instead of seven, and grouped attention needs no copies of keys. Bias-free models with rotary
positions and silu gates (Llama, SmolLM, Mistral without a window); is_possible says which, all others stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

Multiply = Callable[["torch.Tensor"], "torch.Tensor"]


@dataclass(frozen=True)
class _Layer:
    into_attention: Multiply
    out_of_attention: Multiply
    into_gate: Multiply
    out_of_gate: Multiply
    before_attention: torch.Tensor
    before_gate: torch.Tensor


@dataclass(frozen=True)
class Answer:
    logits: torch.Tensor


def is_possible(model: Any) -> bool:
    """Whether this model computes what Lean computes."""
    config = model.config
    return (
        config.model_type == "llama"
        and config.hidden_act == "silu"
        and not (config.attention_bias or config.mlp_bias)
        and config.rope_parameters.get("rope_type", "default") == "default"
    )


class Lean:
    def __init__(self, model: Any, *, matrix: Callable[[torch.Tensor], Multiply]) -> None:
        """`matrix` makes a multiplication of a weight (outputs, inputs)."""
        import torch

        config, base = model.config, model.model
        self._heads, self._groups = config.num_attention_heads, config.num_key_value_heads
        self._width = base.layers[0].self_attn.head_dim
        self._epsilon = config.rms_norm_eps
        self._embedding, self._norm = base.embed_tokens.weight, base.norm.weight
        self._frequencies = base.rotary_emb.inv_freq
        self._layers = []
        for layer in base.layers:
            attention, gate = layer.self_attn, layer.mlp
            together = [attention.q_proj.weight, attention.k_proj.weight, attention.v_proj.weight]
            self._layers.append(
                _Layer(
                    into_attention=matrix(torch.cat(together)),
                    out_of_attention=matrix(attention.o_proj.weight),
                    into_gate=matrix(torch.cat([gate.gate_proj.weight, gate.up_proj.weight])),
                    out_of_gate=matrix(gate.down_proj.weight),
                    before_attention=layer.input_layernorm.weight,
                    before_gate=layer.post_attention_layernorm.weight,
                )
            )
        self._head = matrix(model.lm_head.weight)

    def parameters(self) -> Any:
        """Where the weights are, as a module would say."""
        return iter((self._embedding,))

    def __call__(
        self,
        *,
        input_ids: torch.Tensor,
        position_ids: torch.Tensor,
        past_key_values: Any,
        attention_mask: torch.Tensor | None = None,
        use_cache: bool = True,
        logits_to_keep: int = 1,
    ) -> Answer:
        """As a causal model of transformers: ids and places (rows, new), mask (rows, past + new)."""
        import torch

        normal = torch.nn.functional.rms_norm
        size = (self._embedding.shape[1],)
        hidden = torch.nn.functional.embedding(input_ids, self._embedding)
        angles = position_ids[:, None, :, None].float() * self._frequencies
        turn = torch.cat((angles, angles), -1)
        turn = torch.stack((turn.cos(), turn.sin())).to(hidden.dtype)
        mask = _mask(input_ids.shape[1], past_key_values.get_seq_length(), attention_mask, hidden.device)
        for number, layer in enumerate(self._layers):
            rows = layer.into_attention(normal(hidden, size, layer.before_attention, self._epsilon))
            hidden = hidden + layer.out_of_attention(
                self._attended(rows, turn, past_key_values, number, mask)
            )
            gate, up = layer.into_gate(normal(hidden, size, layer.before_gate, self._epsilon)).chunk(2, -1)
            hidden = hidden + layer.out_of_gate(torch.nn.functional.silu(gate) * up)
        return Answer(self._head(normal(hidden[:, -logits_to_keep:], size, self._norm, self._epsilon)))

    def _attended(
        self, rows: torch.Tensor, turn: torch.Tensor, cache: Any, number: int, mask: torch.Tensor | None
    ) -> torch.Tensor:
        import torch

        count, new = rows.shape[:2]
        split = rows.view(count, new, -1, self._width).transpose(1, 2)
        turned, values = split[:, : self._heads + self._groups], split[:, self._heads + self._groups :]
        half = self._width // 2
        turned = turned * turn[0] + torch.cat((-turned[..., half:], turned[..., :half]), -1) * turn[1]
        keys, values = cache.update(turned[:, self._heads :], values, number)
        queries = turned[:, : self._heads]
        attend = torch.nn.functional.scaled_dot_product_attention
        if new == 1:  # the heads of a group are the queries of its keys
            grouped = queries.reshape(count, self._groups, -1, self._width)
            return attend(grouped, keys, values, attn_mask=mask).reshape(count, 1, -1)
        attended = attend(queries, keys, values, attn_mask=mask, enable_gqa=True)
        return attended.transpose(1, 2).reshape(count, new, -1)


def _mask(new: int, past: int, padding: torch.Tensor | None, device: Any) -> torch.Tensor | None:
    """True where a token may look: not ahead, and not at padding."""
    import torch

    seen = None if padding is None else padding[:, None, None, :].bool()
    if new == 1:
        return seen
    places = torch.arange(past + new, device=device)
    before = places[None] <= places[past:, None]
    return before[None, None] if seen is None else before & seen
