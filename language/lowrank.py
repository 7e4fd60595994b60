"""Low-rank adapters (Hu et al., 2021, arXiv:2106.09685): what was learned beside frozen weights, a few MB in a folder.

A folder holds adapter_model.safetensors and adapter_config.json as peft writes them, without paths of the machine that learned.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from language.weights import WeightsMissing

_CONFIG, _WEIGHTS = "adapter_config.json", "adapter_model.safetensors"


def fingerprint(adapter: Path) -> str:
    """Twelve digits that name the weights of an adapter. Raises WeightsMissing."""
    try:
        return hashlib.sha256((adapter / _WEIGHTS).read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise WeightsMissing(f"{adapter} holds no adapter that can be opened: {error}") from error


def merge(model: Any, adapter: Path) -> None:
    """Add an adapter to the weights it was learned beside: W + B A alpha / rank. Raises WeightsMissing."""
    import torch
    from safetensors.torch import load_file

    try:
        config = json.loads((adapter / _CONFIG).read_text(encoding="utf-8"))
        tensors = load_file(str(adapter / _WEIGHTS))
    except (OSError, ValueError) as error:
        raise WeightsMissing(f"{adapter} holds no adapter that can be opened: {error}") from error
    scale = config["lora_alpha"] / config["r"]
    for key in (key for key in tensors if key.endswith("lora_A.weight")):
        name = key.removeprefix("base_model.model.").removesuffix(".lora_A.weight")
        down, up = tensors[key].float(), tensors[key.replace("lora_A", "lora_B")].float()
        try:
            weight = model.get_submodule(name).weight
            with torch.no_grad():
                weight += (up @ down).to(weight.dtype) * scale
        except (AttributeError, RuntimeError) as error:
            raise WeightsMissing(f"The adapter {adapter} belongs to another model: {error}") from None


def save(model: Any, folder: Path) -> None:
    """Write the adapter of a peft model in float16, and a config without this machine's paths."""
    import torch
    from peft import get_peft_model_state_dict
    from safetensors.torch import save_file

    tensors = {
        key: value.to(torch.float16).contiguous().cpu()
        for key, value in get_peft_model_state_dict(model).items()
    }
    save_file(tensors, str(folder / _WEIGHTS), metadata={"format": "pt"})
    (folder / _WEIGHTS).chmod(0o644)
    config: Any = model.peft_config["default"]
    settings = {
        "peft_type": "LORA", "task_type": config.task_type, "r": config.r, "lora_alpha": config.lora_alpha, "lora_dropout": 0.0,
        "bias": "none", "target_modules": sorted(config.target_modules), "layers_to_transform": config.layers_to_transform,
        "base_model_name_or_path": None,
    }  # fmt: skip
    (folder / _CONFIG).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
