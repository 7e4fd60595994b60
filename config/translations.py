"""Compiles the message catalogues, so that a machine without gettext shows the shop in every language."""

from __future__ import annotations

import os
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_catalogues(folder: Path = LOCALE) -> int:
    """Write the .mo of every .po that is newer than it; returns how many were written."""
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        draft = source.with_suffix(f".{os.getpid()}.draft")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.rename(source.with_suffix(".mo"))
    return len(stale)


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
