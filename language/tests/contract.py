"""What every encoder keeps. A test class of an encoder inherits EncoderContract and gives a fresh() one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from language.encoder import Encoder

SHIRT, SAME_SHIRT, HOSE = "red cotton shirt", "a shirt of red cotton", "garden hose connector"
LENGTHS = [3, 400, 1, 60, 0, 12, 200, 2, 60, 31]
MIXED = [" ".join(["kettle", "steel", "blue"][(n + i) % 3] for i in range(n)) for n in LENGTHS]
ODD = [
    "",
    " \t\n",
    "🫖🫖",
    "\x00\x07",
    "half a pair \ud800",
    "保温杯 750ml",
    "<b>&amp;</b>' OR 1=1 --",
    "ﬀ e\u0301 ＷＩＤＥ",
]


class EncoderContract:
    tolerance = 1e-5

    def fresh(self) -> Encoder:
        raise NotImplementedError

    @pytest.fixture
    def encoder(self) -> Encoder:
        return self.fresh()

    def test_no_texts_give_no_rows(self, encoder):
        assert encoder.encode([]).shape == (0, encoder.dimensions)
        assert encoder.encode([]).dtype == np.float32

    @pytest.mark.parametrize(
        "texts", [[SHIRT], [SHIRT, HOSE], MIXED, ODD], ids=["one", "two", "mixed", "odd"]
    )
    def test_rows_are_unit_vectors(self, encoder, texts):
        rows = encoder.encode(texts)
        assert rows.shape == (len(texts), encoder.dimensions)
        assert rows.dtype == np.float32
        assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-3)

    def test_like_texts_are_nearer_than_unlike_ones(self, encoder):
        shirt, same, hose = encoder.encode([SHIRT, SAME_SHIRT, HOSE])
        assert shirt @ same > shirt @ hose + 0.05

    @pytest.mark.parametrize("batch_size", [1, 3, 64])
    def test_a_text_has_one_vector_in_any_company_and_the_order_stays(self, encoder, batch_size):
        together = encoder.encode(MIXED, batch_size=batch_size)
        one = self.fresh()
        alone = np.vstack([one.encode([text]) for text in MIXED])
        assert self.difference(together, alone) < self.tolerance
        assert self.difference(together, alone[::-1]) > 10 * self.tolerance  # the measure sees a wrong order

    def test_two_encoders_of_one_kind_agree(self, encoder):
        other = self.fresh()
        assert other.name == encoder.name
        assert np.array_equal(other.encode(MIXED), encoder.encode(MIXED))

    def test_its_name_fits_a_column(self, encoder):
        assert 0 < len(encoder.name) <= 60

    def test_it_reads_a_long_text_without_end(self, encoder):
        long = "steel kettle " * 100_000
        start = self.fresh().encode(["steel kettle " * 600])
        assert self.difference(encoder.encode([long]), start) < max(self.tolerance, 1e-3)

    def test_threads_get_the_vectors_of_their_texts(self, encoder):
        other = self.fresh()
        expected = [other.encode([text, text + " x"]) for text in MIXED]
        with ThreadPoolExecutor(8) as pool:
            rows = list(pool.map(lambda text: encoder.encode([text, text + " x"]), MIXED * 3))
        for index, row in enumerate(rows):
            assert self.difference(row, expected[index % len(MIXED)]) < self.tolerance

    def test_a_caller_may_change_its_rows(self, encoder):
        first = encoder.encode([SHIRT])
        kept = first.copy()
        first[:] = 0
        second = encoder.encode([SHIRT])
        second[:] = 0
        assert np.array_equal(encoder.encode([SHIRT]), kept)

    @pytest.mark.parametrize(
        ("texts", "message"), [(SHIRT, "list of texts"), ([SHIRT, None], "NoneType"), ([b"x"], "bytes")]
    )
    def test_it_says_what_is_no_list_of_texts(self, encoder, texts, message):
        with pytest.raises(TypeError, match=message):
            encoder.encode(texts)

    def test_warming_is_repeatable(self, encoder):
        encoder.warm()
        encoder.warm()

    @staticmethod
    def difference(one: np.ndarray, other: np.ndarray) -> float:
        """The largest cosine distance of rows."""
        return float((1 - (one * other).sum(axis=1)).max())
