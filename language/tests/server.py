"""A small server that speaks chat completions on the loopback, and misbehaves as the model's name asks."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REPLY = [
    "The",
    "flask",
    "holds",
    "three",
    "quarters",
    "of",
    "a",
    "litre",
    "and",
    "it",
    "is",
    "made",
    "of",
    "stainless",
    "steel,",
    "says",
    "the",
    "shop.",
]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((dict(self.headers), question))
        model = question["model"]
        self.server.counts[model] += 1
        misbehave = getattr(self, f"do_{model.replace('-', '_')}", None)
        try:
            if misbehave is None or misbehave(question):
                (self.answer_stream if question["stream"] else self.answer_whole)(question)
        except (BrokenPipeError, ConnectionResetError):
            self.server.broken.set()
        self.close_connection = True

    def do_busy_once(self, question):
        if self.server.counts["busy-once"] == 1:
            self.send_error(503)
            return False
        return True

    def do_down(self, question):
        self.send_error(500)

    def do_forbidden(self, question):
        self.send_error(401)

    def do_elsewhere(self, question):
        self.send_response(307)
        self.send_header("Location", "http://127.0.0.1:9/steal")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_silent(self, question):
        time.sleep(1)

    def do_stalling(self, question):
        self.begin()
        self.event({"choices": [{"delta": {"content": "The flask"}}]})
        time.sleep(1)

    def do_dropping(self, question):
        self.begin()
        self.event({"choices": [{"delta": {"content": "The flask"}}]})

    def do_babbling(self, question):
        self.begin()
        self.wfile.write(b"data: {broken\n\n")

    def do_endless(self, question):
        self.begin()
        while True:
            self.event({"choices": [{"delta": {"content": "more "}}]})
            time.sleep(0.005)

    def do_planning(self, question):
        if question["stream"]:
            return True
        results = [message for message in question["messages"] if message["role"] == "tool"]
        calls = [] if results else [_call("find_order", '{"number": "ORDER_1"}')]
        self.whole({"role": "assistant", "content": None, "tool_calls": calls})
        return False

    def do_inventing(self, question):
        self.whole({"role": "assistant", "tool_calls": [_call("drop_tables", "{}")]})

    def do_mumbling(self, question):
        self.whole({"role": "assistant", "tool_calls": [_call("find_order", "{number:")]})

    def answer_stream(self, question):
        self.begin()
        self.wfile.write(b": a comment\n\n")
        self.event({"choices": [{"delta": {"role": "assistant"}}]})
        for n, word in enumerate(REPLY[: question["max_tokens"]]):
            self.event({"choices": [{"delta": {"content": word if n == 0 else f" {word}"}}]})
        self.event({"choices": []})
        self.wfile.write(b"data: [DONE]\n\n")

    def answer_whole(self, question):
        self.whole({"role": "assistant", "content": " ".join(REPLY)})

    def whole(self, message):
        body = json.dumps({"choices": [{"message": message}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, value):
        self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args):
        """Say nothing."""


def _call(name, arguments):
    return {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}


@contextmanager
def served():
    """The server; `asked` are (headers, question), `counts` per model, `broken` is set when a reader has left."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.asked, server.counts, server.broken = [], Counter(), threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
