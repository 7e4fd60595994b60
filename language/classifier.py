"""Labels for texts, learned in seconds from a few examples each, and the honest answer that none of them fits.

Least squares over the examples (language.kernel), whose likeness is what the encoder means beside how the words are spelled
(language.grams); a text that is far from every example is out of scope (language.scope). One text costs one encode. A
classifier belongs to the encoder it was fitted with: it cannot be loaded with another.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from language import kernel, scope
from language.encoder import Encoder
from language.grams import Grams

OUT_OF_SCOPE = "out_of_scope"
FORMAT = 1
MOST = 20_000  # examples; the memory is four bytes for each pair of them
_BATCH = 256
_SETTINGS, _NUMBERS = "classifier.json", "classifier.safetensors"


class NothingToLearn(Exception):
    """The examples cannot teach a classifier; the message says what is missing."""


class NoClassifier(Exception):
    """A folder holds no classifier that this program and encoder can use; fit it again."""


@dataclass(frozen=True)
class Label:
    """`probability` among the known labels. `distance` from what was learned is calibrated: 0 to 1, out of scope above .5."""

    name: str
    probability: float
    distance: float
    is_out_of_scope: bool


@dataclass(frozen=True)
class Recipe:
    """`spelling` weighs the grams where the encoder's vector has 1; `focus` says how quickly likeness fades; `ridge` is the
    regularisation; `refusals` is the share of texts in scope that may be called out of scope; grams stand in `at_least` so
    many texts."""

    spelling: float = 0.5
    focus: float = 2.0
    ridge: float = 0.1
    refusals: float = 0.01
    at_least: int = 2


class Classifier:
    def __init__(
        self,
        *,
        encoder: Encoder,
        recipe: Recipe,
        grams: Grams,
        names: Sequence[str],
        numbers: dict[str, np.ndarray],
    ) -> None:
        """Use fit or load."""
        self.names = tuple(names)
        self._encoder, self._recipe, self._grams, self._numbers = encoder, recipe, grams, numbers
        self._examples = kernel.Rows(numbers["vectors"], _sparse(numbers, grams.columns), recipe.spelling)
        self._turned = np.ascontiguousarray(numbers["weights"].T)
        self._known = np.array([name != OUT_OF_SCOPE for name in self.names])
        self._border = scope.Border(
            numbers["mean"], numbers["deviation"], numbers["signs"], float(numbers["threshold"][0])
        )

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        *,
        encoder: Encoder,
        recipe: Recipe | None = None,
        validation: tuple[Sequence[str], Sequence[str]] | None = None,
        groups: Sequence[str] | None = None,
        judged: Sequence[bool] | None = None,
    ) -> Classifier:
        """Learn; examples labelled OUT_OF_SCOPE say what is no label's business.

        The border of the scope is drawn on `validation` (texts and labels), or else on the examples themselves (the `judged`
        ones, or all where none is), each as if its group (without groups: itself) had not been learned. Raises NothingToLearn.
        """
        _check(texts, labels, groups)
        recipe = recipe or Recipe()
        families = list(groups) if groups is not None else [str(place) for place in range(len(texts))]
        names = sorted(set(labels))
        owners = np.array([names.index(label) for label in labels], dtype=np.int32)
        grams = Grams.learn(texts, at_least=recipe.at_least)
        rows = kernel.Rows(encoder.encode(texts), grams.rows(texts), recipe.spelling)
        learned = kernel.fit(
            rows.likeness(rows),
            np.eye(len(names), dtype=np.float32)[owners],
            focus=recipe.focus,
            ridge=recipe.ridge,
            groups=None if validation else families,
        )
        numbers = _numbers(rows, grams, owners, learned.weights)
        fitted = cls(encoder=encoder, recipe=recipe, grams=grams, names=names, numbers=numbers)
        if validation:
            signs = fitted._read(fitted._rows(validation[0]))[0]
            fitted._draw(signs, np.array([label == OUT_OF_SCOPE for label in validation[1]]))
        else:
            places = np.flatnonzero(judged) if judged is not None and any(judged) else np.arange(len(texts))
            signs = fitted._signs_unseen(learned.unseen, places, np.array(families))
            fitted._draw(signs, ~fitted._known[owners[places]])
        return fitted

    def predict(self, texts: Sequence[str]) -> list[Label]:
        """One label per text, in order; an empty text is out of scope."""
        return [
            label
            for start in range(0, len(texts), _BATCH)
            for label in self._predict(texts[start : start + _BATCH])
        ]

    def _predict(self, texts: Sequence[str]) -> list[Label]:
        signs, scores = self._read(self._rows(texts))
        distances = self._border.distances(signs)
        distances[[not text.strip() for text in texts]] = 1.0
        inside = np.where(self._known, np.clip(scores, 1e-6, None), 0.0)
        chosen = np.where(self._known, scores, -np.inf).argmax(axis=1)
        chances = inside[np.arange(len(texts)), chosen] / inside.sum(axis=1)
        return [
            Label(self.names[place], float(chance), float(distance), bool(distance > 0.5))
            for place, chance, distance in zip(chosen, chances, distances, strict=True)
        ]

    def _rows(self, texts: Sequence[str]) -> kernel.Rows:
        return kernel.Rows(self._encoder.encode(texts), self._grams.rows(texts), self._recipe.spelling)

    def _read(self, rows: kernel.Rows) -> tuple[np.ndarray, np.ndarray]:
        """The signs of strangeness of each row, and its scores by label."""
        parts = []
        for at in range(0, len(rows), _BATCH):
            likeness = rows.part(at, at + _BATCH).likeness(self._examples)
            near = kernel.kernel(likeness.copy(), focus=self._recipe.focus)
            scores = kernel.product(near, self._turned)
            parts.append((self._signs(likeness, scores), scores))
        return np.concatenate([signs for signs, _ in parts]), np.concatenate([scores for _, scores in parts])

    def _signs(self, likeness: np.ndarray, scores: np.ndarray) -> np.ndarray:
        return scope.signs(likeness, scores, owners=self._numbers["owners"], known=self._known)

    def _signs_unseen(self, unseen: np.ndarray, places: np.ndarray, families: np.ndarray) -> np.ndarray:
        """Of the examples at the places, as if their families had not been learned."""
        parts = []
        for at in range(0, len(places), _BATCH):
            part = places[at : at + _BATCH]
            likeness = self._examples.at(part).likeness(self._examples)
            likeness[families[part][:, None] == families[None, :]] = -1.0
            parts.append(self._signs(likeness, unseen[part]))
        return np.concatenate(parts)

    def _draw(self, signs: np.ndarray, strange: np.ndarray) -> None:
        self._border = border = scope.Border.draw(signs, strange, refusals=self._recipe.refusals)
        self._numbers |= {
            "mean": border.mean,
            "deviation": border.deviation,
            "signs": border.weights,
            "threshold": np.array([border.threshold]),
        }

    def save(self, folder: Path) -> None:
        """Writes two files into the folder, the one that is read first last, so half a classifier is none."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SETTINGS).unlink(missing_ok=True)
        numbers = {key: np.ascontiguousarray(value) for key, value in self._numbers.items()}
        save_file(numbers, folder / _NUMBERS)
        settings = {
            "format": FORMAT,
            "encoder": self._encoder.name,
            "recipe": asdict(self._recipe),
            "names": self.names,
            "letters": self._grams.letters,
            "words": self._grams.words,
        }
        (folder / _SETTINGS).write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, *, encoder: Encoder) -> Classifier:
        """Raises NoClassifier."""
        from safetensors.numpy import load_file

        try:
            settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
            _check_kept(folder, settings, encoder)
            numbers = load_file(folder / _NUMBERS)
            grams = Grams(tuple(settings["letters"]), tuple(settings["words"]), numbers["rarity"])
            recipe = Recipe(**settings["recipe"])
            return cls(encoder=encoder, recipe=recipe, grams=grams, names=settings["names"], numbers=numbers)
        except NoClassifier:
            raise
        except Exception as error:  # safetensors, json and missing keys have no common ancestor
            raise NoClassifier(f"{folder} holds no classifier: {error}") from error


def _check(texts: Sequence[str], labels: Sequence[str], groups: Sequence[str] | None) -> None:
    if len(texts) != len(labels) or (groups is not None and len(groups) != len(texts)):
        raise NothingToLearn("Give one label, and one group if there are any, for each text.")
    if len(set(labels) - {OUT_OF_SCOPE}) < 2:
        raise NothingToLearn(f"A classifier needs examples of two labels or more, besides {OUT_OF_SCOPE}.")
    if len(texts) > MOST:
        raise NothingToLearn(f"A classifier learns from {MOST} examples at most, not from {len(texts)}.")


def _check_kept(folder: Path, settings: dict[str, Any], encoder: Encoder) -> None:
    if settings["format"] != FORMAT:
        raise NoClassifier(f"{folder} was written by another version of this program; fit it again.")
    if settings["encoder"] != encoder.name:
        raise NoClassifier(
            f"{folder} belongs to the encoder {settings['encoder']}, not to {encoder.name}; fit it again."
        )


def _numbers(
    rows: kernel.Rows, grams: Grams, owners: np.ndarray, weights: np.ndarray
) -> dict[str, np.ndarray]:
    """What is kept, with a border that is still to be drawn."""
    return {
        "vectors": rows.vectors,
        "data": rows.grams.data,
        "indices": rows.grams.indices,
        "indptr": rows.grams.indptr,
        "rarity": grams.rarity,
        "owners": owners,
        "weights": weights,
        "mean": np.zeros(len(scope.SIGNS)),
        "deviation": np.ones(len(scope.SIGNS)),
        "signs": np.zeros(len(scope.SIGNS)),
        "threshold": np.zeros(1),
    }


def _sparse(numbers: dict[str, np.ndarray], columns: int) -> Any:
    from scipy import sparse

    parts = (numbers["data"], numbers["indices"], numbers["indptr"])
    return sparse.csr_matrix(parts, shape=(len(numbers["indptr"]) - 1, columns))
