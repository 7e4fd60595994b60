"""What every writer keeps. A test class of a writer inherits WriterContract and gives a fresh() one."""

from __future__ import annotations

import pytest

from language.writer import Message, Writer

QUESTION = [
    Message("system", "You are the assistant of a shop."),
    Message("user", "How large is the flask, and what is it made of?"),
]


class WriterContract:
    """`fresh()` must give replies of at least ten words; `is_made_up` says that its words depend on nothing but the seed."""

    def fresh(self) -> Writer:
        raise NotImplementedError

    def was_cancelled(self, writer: Writer) -> bool:
        """Whether the work of a closed stream has ended; overridden where that can be seen."""
        return True

    @pytest.fixture
    def writer(self) -> Writer:
        return self.fresh()

    def reply(self, **options: object) -> str:
        return "".join(self.fresh().stream(QUESTION, **options))

    def test_it_has_a_name_that_fits_a_column(self, writer):
        assert 0 < len(writer.name) <= 60

    def test_pieces_come_in_order_and_none_is_empty(self, writer):
        pieces = list(writer.stream(QUESTION, max_tokens=40))
        assert len(pieces) > 1
        assert all(pieces)
        assert "".join(pieces) == self.reply(max_tokens=40)
        assert "".join(reversed(pieces)) != self.reply(max_tokens=40)  # the measure sees a wrong order

    def test_it_ends_before_a_stop_word(self):
        whole = self.reply(max_tokens=40)
        stop = whole[len(whole) // 2 :][:5]
        cut = self.reply(max_tokens=40, stop=["never said", stop])
        assert cut == whole[: whole.index(stop)]
        assert len(cut) < len(whole)

    def test_it_writes_no_more_than_it_may(self):
        short, long = self.reply(max_tokens=3), self.reply(max_tokens=40)
        assert long.startswith(short)
        assert 0 < len(short) < len(long)

    def test_closing_the_stream_cancels_the_work(self, writer):
        stream = writer.stream(QUESTION, max_tokens=400)
        first = next(stream)
        stream.close()
        assert first
        assert list(stream) == []
        assert self.was_cancelled(writer)

    def test_the_same_seed_gives_the_same_text(self):
        assert self.reply(max_tokens=20, temperature=0.9, seed=7) == self.reply(
            max_tokens=20, temperature=0.9, seed=7
        )
        assert self.reply(max_tokens=20) == self.reply(max_tokens=20, seed=1)  # greedy needs no luck

    def test_two_streams_of_one_writer_do_not_mix(self, writer):
        one = writer.stream(QUESTION, max_tokens=20)
        first = next(one)
        "".join(
            writer.stream([*QUESTION, Message("assistant", "It is"), Message("user", "Go on.")], max_tokens=5)
        )
        assert first + "".join(one) == self.reply(max_tokens=20)
