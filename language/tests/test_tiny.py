from __future__ import annotations

import os
import subprocess
import sys

from language.encoder import load
from language.tests.contract import EncoderContract
from language.tiny import TinyEncoder


class TestTinyEncoder(EncoderContract):
    def fresh(self) -> TinyEncoder:
        return TinyEncoder()


class TestTinyEncoderOf64Dimensions(EncoderContract):
    def fresh(self) -> TinyEncoder:
        return TinyEncoder(dimensions=64)


def test_its_vectors_are_the_same_in_every_process():
    """The hash of a word must not change with PYTHONHASHSEED: vectors outlive the process."""
    code = "from language.tiny import TinyEncoder; print(TinyEncoder(dimensions=8).encode(['teapot']).tobytes().hex())"
    rows = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert rows == {TinyEncoder(dimensions=8).encode(["teapot"]).tobytes().hex().encode() + b"\n"}


def test_a_misspelling_is_near():
    right, wrong, other = TinyEncoder().encode(["porcelain teapot", "porcelin teapot", "leather wallet"])
    assert right @ wrong > 0.6
    assert right @ other < 0.3


def test_load_gives_it_by_name():
    assert load("tiny").name == "tiny-384@1"
    assert load("tiny").dimensions == 384
