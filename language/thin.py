"""Matrices of one byte a number, for writing on a processor: a token costs the time it takes to read the weights.

Weights are rounded row by row (symmetric, per output channel) and activations stay in bfloat16, so little is lost. Many rows
at once (a prompt, a large batch) are quicker in bfloat16, which is kept beside; a model takes 3 bytes a weight.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

FEW = 3  # rows; above, the packed bfloat16 matrix is quicker


def is_possible() -> bool:
    """Whether this torch has the multiplication, and the packed one for prompts."""
    import torch

    return hasattr(torch, "_weight_int8pack_mm") and torch.backends.mkldnn.is_available()


def thin(model: Any) -> None:
    """Replace each Linear of a bfloat16 model on a CPU; inference only."""
    import torch

    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if type(child) is torch.nn.Linear and child.bias is None:
                setattr(module, name, _thin_class()(child.weight.detach()))


def matrix(weight: torch.Tensor) -> torch.nn.Module:
    """A thin multiplication by the bfloat16 weight (outputs, inputs)."""
    return _thin_class()(weight.detach())


def expose(model: Any) -> None:
    """Let prompts too be multiplied by the rounded numbers, at bfloat16's speed: for measuring what rounding costs."""
    for module in model.modules():
        if type(module) is _thin_class():
            _expose(module)


def _expose(matrix: Any) -> None:
    import torch

    rounded = (matrix.numbers.float() * matrix.scales.float()[:, None]).to(torch.bfloat16)
    matrix.whole = torch.ops.mkldnn._reorder_linear_weight(rounded.contiguous(), None)


@cache
def _thin_class() -> type[torch.nn.Module]:
    import torch

    multiply_many = torch.ops.mkldnn._linear_pointwise
    multiply_few = torch._weight_int8pack_mm

    class Thin(torch.nn.Module):
        def __init__(self, weight: torch.Tensor) -> None:
            super().__init__()
            scales = (weight.float().abs().amax(1) / 127).clamp(min=1e-8)
            self.numbers = (weight.float() / scales[:, None]).round().to(torch.int8).contiguous()
            self.scales = scales.to(torch.bfloat16)
            self.whole = torch.ops.mkldnn._reorder_linear_weight(weight.to(torch.bfloat16).contiguous(), None)
            self.width = weight.shape[0]

        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            count = rows.numel() // rows.shape[-1]
            if count > FEW:
                return multiply_many(rows, self.whole, None, "none", [], "")
            flat = rows.reshape(count, rows.shape[-1]).contiguous()
            return multiply_few(flat, self.numbers, self.scales).view(*rows.shape[:-1], self.width)

    return Thin
