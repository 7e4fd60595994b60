"""The remote writer against a server that speaks the protocol, well and badly."""

from __future__ import annotations

import time

import pytest

from language import writer
from language.breaker import Breaker
from language.messages import WriterMissing, WritingFailed
from language.remote import Patience, RemoteWriter, Tool, ToolCall
from language.tests.server import REPLY, served
from language.tests.writers import QUESTION, WriterContract

TOOLS = [
    Tool("find_order", "Finds an order.", {"type": "object", "properties": {"number": {"type": "string"}}})
]


@pytest.fixture
def server():
    with served() as server:
        yield server


@pytest.fixture
def remote(server):
    opened = []

    def open_writer(model, **options):
        source = f"http://127.0.0.1:{server.server_port}/v1#{model}"
        opened.append(RemoteWriter(source, patience=Patience(connect=1, read=0.3), **options))
        return opened[-1]

    yield open_writer
    for one in opened:
        one.close()


class TestRemoteContract(WriterContract):
    @pytest.fixture(autouse=True)
    def serve(self, remote):
        self.remote = remote

    def fresh(self) -> RemoteWriter:
        return self.remote("good")


def written(one, **options):
    return "".join(one.stream(QUESTION, **options))


@pytest.mark.parametrize(
    "source", ["https://host/v1", "ftp://host/v1#model", "https://user:key@host/v1#model", "https://#m"]
)
def test_an_address_names_its_model_and_no_key(source):
    with pytest.raises(WriterMissing, match="#model"):
        RemoteWriter(source)


def test_an_address_is_a_source_of_writers():
    one = writer.load("https://llm.example.com/v1#qwen", key="secret")
    assert one.name == "qwen@llm.example.com"
    assert "secret" not in repr(one.__dict__["name"])


def test_the_question_holds_what_was_asked_and_the_key(remote, server):
    written(remote("good", key="secret"), max_tokens=7, temperature=0.5, seed=3, stop=["\n"])
    headers, question = server.asked[0]
    assert headers["Authorization"] == "Bearer secret"
    assert question["messages"][1] == {"role": "user", "content": QUESTION[1].content}
    assert {key: question[key] for key in ("max_tokens", "temperature", "seed", "stop", "stream")} == {
        "max_tokens": 7, "temperature": 0.5, "seed": 3, "stop": ["\n"], "stream": True,
    }  # fmt: skip
    written(remote("good"))
    assert "Authorization" not in server.asked[1][0]


def test_one_failure_is_forgiven(remote, server):
    assert written(remote("busy-once")) == " ".join(REPLY)
    assert server.counts["busy-once"] == 2


@pytest.mark.parametrize(
    ("model", "message", "tries"),
    [
        ("down", "does not answer", 2),
        ("silent", "does not answer", 2),
        ("forbidden", "WRITER_KEY", 1),
        ("elsewhere", "refused: HTTP 307", 1),
        ("babbling", "another form", 1),
    ],
)
def test_a_failing_server_is_said_to_fail(remote, server, model, message, tries):
    with pytest.raises(WritingFailed, match=message):
        written(remote(model))
    assert server.counts[model] == tries


@pytest.mark.parametrize("model", ["stalling", "dropping"])
def test_what_broke_off_is_not_said_twice(remote, server, model):
    stream = remote(model).stream(QUESTION)
    assert next(stream) == "The flask"
    with pytest.raises(WritingFailed, match="broke off"):
        next(stream)
    assert server.counts[model] == 1


def test_nobody_home_is_a_failure_too(remote, server):
    one = remote("good")
    server.shutdown()
    server.server_close()
    with pytest.raises(WritingFailed, match="does not answer"):
        written(one)


def test_leaving_closes_the_connection(remote, server):
    stream = remote("endless").stream(QUESTION, max_tokens=100_000)
    next(stream)
    assert not server.broken.is_set()
    stream.close()
    assert server.broken.wait(3)


def test_a_server_that_says_more_than_it_may_is_cut(remote, server):
    assert written(remote("endless"), max_tokens=5) == "more " * 5


def test_the_breaker_spares_a_server_that_is_down(remote, server):
    now = [0.0]
    one = remote("down", breaker=Breaker(limit=4, rest=30, clock=lambda: now[0]))
    for _ in range(2):
        with pytest.raises(WritingFailed, match="does not answer"):
            written(one)
    assert server.counts["down"] == 4
    began = time.monotonic()
    with pytest.raises(WritingFailed, match="too often"):
        written(one)
    assert server.counts["down"] == 4
    assert time.monotonic() - began < 0.1
    now[0] = 31.0
    with pytest.raises(WritingFailed):
        written(one)
    assert server.counts["down"] == 5  # one attempt, and the breaker is open again


def test_a_breaker_closes_when_the_service_is_back():
    now = [0.0]
    breaker = Breaker(limit=2, rest=10, clock=lambda: now[0])
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] = 11.0
    assert breaker.allows()
    assert not breaker.allows()  # one at a time
    breaker.succeeded()
    assert breaker.allows()


def test_a_plan_is_tool_calls_until_the_model_knows_enough(remote, server):
    one = remote("planning")
    (call,) = one.plan(QUESTION, TOOLS)
    assert call == ToolCall("find_order", {"number": "ORDER_1"}, "call_1")
    assert one.plan(QUESTION, TOOLS, done=[(call, '{"status": "shipped"}')]) == ()
    told = server.asked[-1][1]["messages"]
    assert told[-2]["tool_calls"][0]["id"] == told[-1]["tool_call_id"] == "call_1"
    assert told[-1]["content"] == '{"status": "shipped"}'
    assert server.asked[0][1]["tools"][0]["function"]["name"] == "find_order"


@pytest.mark.parametrize(
    ("model", "message"), [("inventing", "not given"), ("mumbling", "another form"), ("down", "not answer")]
)
def test_a_plan_of_anything_else_fails(remote, model, message):
    with pytest.raises(WritingFailed, match=message):
        remote(model).plan(QUESTION, TOOLS)
