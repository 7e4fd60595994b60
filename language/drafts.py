"""A folder that appears whole, under its final name, or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def draft(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one that takes its name at the end, or disappears when anything goes wrong."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield path
        for file in path.rglob("*"):
            if file.is_file():
                _flush(file)
        path.chmod(0o755)
        path.rename(folder)
        _flush(folder.parent)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def _flush(path: Path) -> None:
    """Wait until the disk has it, so that a power cut cannot leave a folder of empty files under its final name."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
