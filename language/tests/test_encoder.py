from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from language import encoder, transformer, weights
from language.tests.contract import MIXED, EncoderContract
from language.tests.small import make_weights
from language.transformer import EncodingFailed, TransformerEncoder


class TestFloat32(EncoderContract):
    @pytest.fixture(autouse=True)
    def _folder(self, small_weights):
        self.folder = small_weights

    def fresh(self) -> TransformerEncoder:
        return TransformerEncoder(
            weights.find(str(self.folder)), numeric_format="float32", max_tokens=64, threads=1
        )


class TestBfloat16(EncoderContract):
    tolerance = 2e-3  # 8 bits of mantissa; the padding of a batch moves the last one

    @pytest.fixture(autouse=True)
    def _folder(self, small_weights):
        self.folder = small_weights

    def fresh(self) -> TransformerEncoder:
        return TransformerEncoder(
            weights.find(str(self.folder)), numeric_format="bfloat16", max_tokens=64, threads=1
        )


def small(folder: Path, **options) -> TransformerEncoder:
    return TransformerEncoder(
        weights.find(str(folder)), **{"max_tokens": 64, "numeric_format": "float32", "threads": 1} | options
    )


def test_importing_loads_no_torch():
    code = (
        "import sys, language.encoder as e; e.load().name; print({'torch', 'transformers'} & set(sys.modules));"
        "import torch; print('torch' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["set()", "True"]  # the same question does notice torch


@pytest.mark.parametrize(("set_before", "expected"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_waiting_threads_sleep_unless_the_environment_says_otherwise(set_before, expected):
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    if set_before:
        environment["OMP_WAIT_POLICY"] = set_before
    code = (
        "import language.transformer, os, sys; print(os.environ['OMP_WAIT_POLICY'], 'torch' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True
    )
    assert said.stdout.split() == [expected, "False"]


def test_vectors_are_the_mean_of_the_last_layer(small_weights):
    """The packed, batched, padded way gives what plain transformers gives."""
    import torch
    from transformers import AutoModel

    model = AutoModel.from_pretrained(small_weights).eval()
    tokenizer = transformer.open_tokenizer(weights.find(str(small_weights)), max_tokens=64)
    rows = small(small_weights).encode(MIXED)
    for text, row in zip(MIXED, rows, strict=True):
        with torch.inference_mode():
            plain = model(input_ids=torch.tensor([tokenizer.encode(text).ids])).last_hidden_state[0].mean(0)
        assert row == pytest.approx((plain / plain.norm()).numpy(), abs=1e-4)


def test_first_token_pooling_is_read_from_the_weights(tmp_path, small_weights):
    folder = make_weights(tmp_path / "cls")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling/config.json").write_text(
        '{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}'
    )
    assert EncoderContract.difference(small(folder).encode(MIXED), small(small_weights).encode(MIXED)) > 0.01
    (folder / "1_Pooling/config.json").write_text('{"pooling_mode": "lasttoken"}')
    with pytest.raises(ValueError, match="pools by lasttoken; mean and cls are supported"):
        small(folder)


def loads_of_eight_threads(monkeypatch, folder: Path, *, lock: bool) -> int:
    calls = []
    real = transformer.open_model

    def slow(*args, **options):
        calls.append(1)
        time.sleep(0.2)
        return real(*args, **options)

    monkeypatch.setattr(transformer, "open_model", slow)
    it = small(folder)
    if not lock:
        it._lock = contextlib.nullcontext()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: it.encode(["red", "shirt"]), range(8)))
    return len(calls)


def test_threads_load_the_model_once(monkeypatch, small_weights):
    assert loads_of_eight_threads(monkeypatch, small_weights, lock=True) == 1


def test_without_the_lock_they_would_load_it_more_often(monkeypatch, small_weights):
    assert loads_of_eight_threads(monkeypatch, small_weights, lock=False) > 1


def test_batches_hold_texts_of_like_length(monkeypatch, small_weights):
    widths = []
    real = transformer.padded
    monkeypatch.setattr(
        transformer,
        "padded",
        lambda tokens, **o: widths.append(sorted(map(len, tokens))) or real(tokens, **o),
    )
    small(small_weights).encode(["red " * n for n in (40, 1, 39, 2, 41, 3)], batch_size=3)
    assert widths == [[3, 4, 5], [41, 42, 43]]


def test_windows_of_a_long_list_keep_the_order(monkeypatch, small_weights):
    whole = small(small_weights).encode(MIXED)
    monkeypatch.setattr(transformer, "_WINDOW", 3)
    assert EncoderContract.difference(small(small_weights).encode(MIXED), whole) < 1e-5


def test_a_repeated_query_is_not_computed_again(monkeypatch, small_weights):
    it = small(small_weights)
    first = it.encode(["red shirt"])
    monkeypatch.setattr(it, "_vectors", None)
    assert np.array_equal(it.encode(["red shirt"]), first)
    with pytest.raises(TypeError):
        it.encode(["blue shirt"])  # another one would be computed


def test_only_so_many_queries_are_remembered(monkeypatch, small_weights):
    monkeypatch.setattr(transformer, "_REMEMBERED", 2)
    it = small(small_weights)
    for text in ("red", "blue", "red", "warm"):
        it.encode([text])
    assert list(it._recent._rows) == ["red", "warm"]


def test_longer_texts_are_cut_off(small_weights):
    it = small(small_weights, max_tokens=10)
    eight = " ".join(["red"] * 8)
    assert np.array_equal(it.encode([eight]), it.encode([f"{eight} steel kettle"]))
    assert not np.array_equal(it.encode([eight]), it.encode(["steel kettle"]))


@pytest.mark.parametrize("tokens", [2, 65])
def test_max_tokens_must_suit_the_model(small_weights, tokens):
    with pytest.raises(ValueError, match=f"reads 3 to 64 tokens, so max_tokens cannot be {tokens}"):
        small(small_weights, max_tokens=tokens)


def test_an_unknown_format_is_named(small_weights):
    with pytest.raises(ValueError, match="one of auto, float32, bfloat16, not 'int4'"):
        small(small_weights, numeric_format="int4")


def test_broken_weights_give_an_error_and_no_vectors(tmp_path):
    from safetensors.torch import load_file, save_file

    folder = make_weights(tmp_path / "broken")
    tensors = load_file(folder / "model.safetensors")
    tensors["embeddings.LayerNorm.weight"] *= float("nan")
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(EncodingFailed, match="not finite"):
        small(folder).encode(["red"])


def test_weights_that_lack_a_part_are_refused(tmp_path):
    from safetensors.torch import load_file, save_file

    folder = make_weights(tmp_path / "part")
    tensors = load_file(folder / "model.safetensors")
    del tensors["encoder.layer.1.output.dense.weight"]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(weights.WeightsMissing, match="lacks 1 weights of its model, for example encoder"):
        small(folder).encode(["red"])


def test_load_gives_one_encoder_per_process(small_weights):
    one = encoder.load(str(small_weights), max_tokens=64)
    assert encoder.load(str(small_weights), max_tokens=64) is one
    assert encoder.load(str(small_weights), max_tokens=32) is not one
