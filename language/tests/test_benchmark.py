from __future__ import annotations

import json

import pytest

from language import benchmark, transformer, weights
from language.tests.small import make_weights


def test_it_prints_a_figure_for_each_format_threads_and_length(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(
        "sys.argv",
        ["benchmark", str(make_weights(tmp_path / "w", max_position_embeddings=128)), "--count", "12"],
    )
    benchmark.main()
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    speeds = [row for row in rows if "per_second" in row]
    assert len(speeds) == 2 * 2 * len(benchmark.LENGTHS)
    assert all(row["per_second"] > 0 for row in speeds)
    assert len([row for row in rows if "p95" in row and 0 < row["p50"] <= row["p95"]]) == 4
    assert rows[-1]["cosine_min"] > 0.99


@pytest.mark.parametrize("tokens", benchmark.LENGTHS)
def test_texts_have_the_tokens_they_are_named_after(tokens):
    tokenizer = transformer.open_tokenizer(weights.find(), max_tokens=512)
    counts = {
        len(encoding.ids) for encoding in tokenizer.encode_batch_fast(benchmark.texts(20, words=tokens - 2))
    }
    assert counts == {tokens}
