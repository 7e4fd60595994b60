"""In which numbers a model computes, and how its matrices lie in memory.

On a CPU the matrices are packed once for oneDNN, which otherwise packs them again in every call. "auto" is bfloat16 where the
processor multiplies it in hardware and float32 elsewhere; docs/adr/0006 has the measurements.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

AUTO, FLOAT32, BFLOAT16 = "auto", "float32", "bfloat16"
FORMATS = (AUTO, FLOAT32, BFLOAT16)
_BFLOAT16_HARDWARE = ("avx512_bf16", "amx_bf16")


def choose(wanted: str, *, device: str) -> torch.dtype:
    """The dtype for one of FORMATS on "cpu" or "cuda"; ValueError for another word."""
    import torch

    if wanted not in FORMATS:
        raise ValueError(f"The numeric format must be one of {', '.join(FORMATS)}, not {wanted!r}.")
    if wanted == AUTO:
        quick = torch.cuda.is_bf16_supported() if device == "cuda" else _cpu_multiplies_bfloat16()
        wanted = BFLOAT16 if quick else FLOAT32
    return torch.bfloat16 if wanted == BFLOAT16 else torch.float32


def _cpu_multiplies_bfloat16() -> bool:
    import torch

    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name, False) for name in _BFLOAT16_HARDWARE)


def pack(model: torch.nn.Module) -> None:
    """Replace each Linear of a CPU model by one that computes the same from packed weights; inference only."""
    import torch

    if not torch.backends.mkldnn.is_available():
        return
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if type(child) is torch.nn.Linear:
                setattr(module, name, _packed(child))


def matrix(weight: torch.Tensor) -> torch.nn.Module:
    """A multiplication by the weight (outputs, inputs) as it lies best on a CPU."""
    import torch

    if torch.backends.mkldnn.is_available():
        return _packed_class()(weight.detach().contiguous(), None)
    linear = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=False, dtype=weight.dtype)
    linear.weight = torch.nn.Parameter(weight.detach(), requires_grad=False)
    return linear


def _packed(linear: torch.nn.Linear) -> torch.nn.Module:
    bias = None if linear.bias is None else linear.bias.detach()
    return _packed_class()(linear.weight.detach().contiguous(), bias)


@cache
def _packed_class() -> type[torch.nn.Module]:
    import torch

    multiply = torch.ops.mkldnn._linear_pointwise  # what torch.compile emits for a frozen Linear on a CPU

    class Packed(torch.nn.Module):
        def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
            super().__init__()
            self.weight, self.bias = torch.ops.mkldnn._reorder_linear_weight(weight, None), bias

        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            return multiply(rows, self.weight, self.bias, "none", [], "")

    return Packed
