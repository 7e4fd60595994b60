"""How fast an encoder is on this machine, and how near its formats are to each other: python -m language.benchmark [SOURCE].

Times are given twice: by the clock, and by the processor, which other programs on the machine disturb less.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from language import precision, weights
from language.transformer import TransformerEncoder

LENGTHS = (25, 60, 100)
_WORDS = [
    "kettle",
    "steel",
    "blue",
    "cotton",
    "shirt",
    "garden",
    "hose",
    "lamp",
    "desk",
    "fabric",
    "coffee",
    "warm",
    "soft",
    "wooden",
    "table",
    "chair",
    "water",
    "proof",
    "jacket",
    "child",
    "winter",
    "light",
    "strong",
    "small",
    "large",
    "round",
    "mirror",
    "glass",
    "paper",
    "travel",
    "kitchen",
    "holds",
    "keeps",
    "made",
    "for",
    "with",
    "and",
    "of",
]


@dataclass(frozen=True)
class Speed:
    numeric_format: str
    threads: int
    tokens: int
    documents: int
    per_second: float
    per_processor_second: float


@dataclass(frozen=True)
class Waiting:
    """Of single queries of two to seven words, in milliseconds."""

    numeric_format: str
    threads: int
    p50: float
    p95: float
    p50_processor: float


def texts(count: int, *, words: int, seed: int = 1) -> list[str]:
    """Texts of so many words, each of which is one token of an English vocabulary."""
    choose = random.Random(seed)
    return [" ".join(choose.choices(_WORDS, k=words)) for _ in range(count)]


def speed(
    encoder: TransformerEncoder, *, numeric_format: str, threads: int, tokens: int, count: int
) -> Speed:
    sample = texts(count, words=tokens - 2)
    clock, processor = min(_timed(partial(encoder.encode, sample)) for _ in range(3))
    return Speed(numeric_format, threads, tokens, count, count / clock, count / processor)


def waiting(encoder: TransformerEncoder, *, numeric_format: str, threads: int, count: int) -> Waiting:
    queries = [text for words in range(2, 8) for text in texts(count // 6, words=words, seed=words)]
    times = np.array([_timed(partial(encoder.encode, [query])) for query in dict.fromkeys(queries)])
    clock, processor = times[len(times) // 10 :].T * 1000
    return Waiting(
        numeric_format,
        threads,
        float(np.percentile(clock, 50)),
        float(np.percentile(clock, 95)),
        float(np.percentile(processor, 50)),
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def measurements(source: str, *, count: int) -> Iterator[Speed | Waiting | dict[str, object]]:
    found = weights.find(source)
    rows: dict[str, np.ndarray] = {}
    for threads in (1, 2):
        for name in (precision.FLOAT32, precision.BFLOAT16):
            encoder = TransformerEncoder(found, numeric_format=name, threads=threads)
            encoder.warm()
            rows[name] = encoder.encode(texts(count, words=LENGTHS[0]))
            yield waiting(encoder, numeric_format=name, threads=threads, count=count)
            for tokens in LENGTHS:
                yield speed(encoder, numeric_format=name, threads=threads, tokens=tokens, count=count)
    cosine = (rows[precision.FLOAT32] * rows[precision.BFLOAT16]).sum(axis=1)
    yield {"cosine_min": float(cosine.min()), "cosine_mean": float(cosine.mean())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default=weights.BUNDLED, help="bundled, a folder or a hub id")
    parser.add_argument("--count", type=int, default=192, help="texts of each measurement")
    arguments = parser.parse_args()
    for row in measurements(arguments.source, count=arguments.count):
        print(json.dumps(row if isinstance(row, dict) else asdict(row)), flush=True)


if __name__ == "__main__":
    main()
