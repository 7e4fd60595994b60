"""Makes the pictures of the store as WebP files, in a pool of processes, once: later runs find them in the cache.

A picture is named by the hash of everything it depends on (drawing modules included), so a changed drawing is
made anew and an unchanged one is never drawn twice. Files are written whole or not at all.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import io
import multiprocessing
import pkgutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from shop.demo import illustrations
from shop.demo.illustrations import scenes, studio
from shop.demo.illustrations.gallery import DRAWINGS
from shop.demo.looks import Shot

SIZE = 720
WIDE = (1600, 700)
QUALITY = 82


@dataclass(frozen=True)
class Session:
    """Pictures made together: all shots of one product, or one scene."""

    name: str
    shots: tuple[Shot, ...] = ()
    scene: scenes.Scene | None = None

    @property
    def subjects(self) -> tuple[Shot | scenes.Scene, ...]:
        return self.shots or ((self.scene,) if self.scene else ())


def drawings() -> None:
    """Import every module of drawings, so that the gallery is complete."""
    for module in pkgutil.iter_modules(illustrations.__path__):
        importlib.import_module(f"{illustrations.__name__}.{module.name}")


@functools.cache
def _source() -> bytes:
    digest = hashlib.sha256(f"{SIZE} {WIDE} {QUALITY}".encode())
    for path in sorted(Path(illustrations.__path__[0]).glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def file_of(subject: Shot | scenes.Scene, cache: Path) -> Path:
    """Where the picture lies, or will lie."""
    name = hashlib.sha256(_source() + repr(subject).encode()).hexdigest()[:32]
    return cache / f"{name}.webp"


def images(session: Session) -> Iterator[tuple[Shot | scenes.Scene, Image.Image]]:
    """Draw every subject; the sheet reuses the front view of its colour."""
    if session.scene is not None:
        yield session.scene, scenes.picture(session.scene, WIDE)
    cutouts: dict[str, studio.Cutout] = {}
    for shot in session.shots:
        colour = shot.look.colour
        cutout = cutouts.get(colour) or studio.cut(shot.kind, shot.look, size=SIZE)
        cutouts[colour] = cutout
        if shot.view == "front":
            yield shot, studio.picture(shot.kind, shot.look, size=SIZE, cutout=cutout)
        else:
            yield (
                shot,
                studio.sheet_picture(cutout, shot.look, size=SIZE, facts=shot.facts, measures=shot.measures),
            )


def make(session: Session, cache: Path) -> Session:
    """Draw and write the files of one session."""
    if not DRAWINGS:
        drawings()
    for subject, image in images(session):
        out = io.BytesIO()
        image.save(out, "WEBP", quality=QUALITY, method=1)
        path = file_of(subject, cache)
        part = path.with_suffix(".part")
        part.write_bytes(out.getvalue())
        part.replace(path)
    return session


def made(sessions: Sequence[Session], *, cache: Path, workers: int) -> Iterator[Session]:
    """Each session once its files are in the cache, those that were there already first."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = []
    for session in sessions:
        if all(file_of(subject, cache).exists() for subject in session.subjects):
            yield session
        else:
            missing.append(session)
    if missing:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=drawings) as pool:
            yield from pool.map(functools.partial(make, cache=cache), missing, chunksize=4)
