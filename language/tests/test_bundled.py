"""The bundled weights know what words mean; nothing of it is told to them here."""

from __future__ import annotations

import numpy as np
import pytest

from language import training, weights
from language.encoder import Encoder, load
from language.pairs import Pair
from language.tests.contract import EncoderContract
from language.transformer import TransformerEncoder

DOCUMENTS = [
    "Vacuum flask 0.5 l, stainless steel, keeps drinks warm for twelve hours",
    "Desk lamp with a dimmer, brass",
    "Rain jacket, waterproof, with hood",
    "Board game for two to four players, from ten years",
    "Headphones with noise cancelling, wireless",
]
QUERIES = [
    "something to keep coffee hot",
    "light for reading at night",
    "stay dry in bad weather",
    "fun evening with the family",
    "listen to music on the train in peace",
]


def found(encoder: Encoder) -> int:
    """How many queries, in words that their documents do not have, are nearest to their own document."""
    nearest = (encoder.encode(QUERIES) @ encoder.encode(DOCUMENTS).T).argmax(axis=1)
    return int((nearest == np.arange(len(QUERIES))).sum())


def test_meaning_is_found_without_common_words():
    assert found(load(threads=1)) == len(QUERIES)
    assert found(load("tiny")) < 3  # spelling alone does not do it


def test_it_has_384_dimensions_and_a_name_that_stays():
    assert load(threads=1).dimensions == 384
    assert load(threads=1).name == "all-MiniLM-L6-v2@5fb298d7f5f8"


@pytest.mark.slow
class TestBundledContract(EncoderContract):
    tolerance = 5e-3

    def fresh(self) -> TransformerEncoder:
        return TransformerEncoder(weights.find(), threads=1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_sentence_transformers_opens_what_training_writes(tmp_path):
    """The folder is of the usual form, so weights can leave the shop as they can come in."""
    from sentence_transformers import SentenceTransformer

    pairs = [Pair(query, text) for query, text in zip(QUERIES, DOCUMENTS, strict=True)]
    pairs += [Pair(f"number {n}", f"the text of number {n}") for n in range(60)]
    plan = training.Plan(batch_size=16, max_tokens=32)
    training.train(pairs, folder=tmp_path / "new", plan=plan)
    theirs = SentenceTransformer(str(tmp_path / "new"), device="cpu").encode(
        DOCUMENTS, normalize_embeddings=True
    )
    ours = load(str(tmp_path / "new"), numeric_format="float32", threads=1).encode(DOCUMENTS)
    assert EncoderContract.difference(ours, theirs) < 1e-5
    start = load(threads=1).encode(DOCUMENTS)
    assert EncoderContract.difference(ours, start) > 1e-4  # it did change
