"""An endpoint for embeddings on loopback that answers, or misbehaves, as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]
WIDTH = 26


class Stub:
    """What the endpoint was asked, and what it does next."""

    def __init__(self) -> None:
        self.url = ""
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.next: list[Behaviour] = []
        """For the next requests, one each; then it answers rightly."""

    @property
    def texts(self) -> list[str]:
        return [text for request in self.requests for text in request["input"]]


def letters(text: str, width: int = WIDTH) -> list[float]:
    """How often each letter occurs: a vector whose likeness anyone can follow."""
    counts = [float(text.lower().count(chr(ord("a") + n % 26))) for n in range(width)]
    return [count / max(len(text), 1) + 0.001 for count in counts]


def right(handler: BaseHTTPRequestHandler, asked: dict[str, Any], width: int = WIDTH) -> None:
    data = [
        {"object": "embedding", "index": n, "embedding": letters(text, width)}
        for n, text in enumerate(asked["input"])
    ]
    usage = {"prompt_tokens": sum(map(len, asked["input"])), "total_tokens": 0}
    reply(handler, {"object": "list", "data": data[::-1], "model": asked["model"], "usage": usage})


def reply(handler: BaseHTTPRequestHandler, body: object, status: int = 200, **headers: str) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    for name, value in {"content-type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("content-length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def status(code: int, **headers: str) -> Behaviour:
    return lambda handler, asked: reply(handler, {"error": {"message": "no"}}, code, **headers)


def says(body: object) -> Behaviour:
    return lambda handler, asked: reply(handler, body)


def slow(seconds: float) -> Behaviour:
    def wait(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
        time.sleep(seconds)
        right(handler, asked)

    return wait


def broken_off(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("content-length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')
    handler.close_connection = True


def endless(handler: BaseHTTPRequestHandler, asked: dict[str, Any]) -> None:
    """A piece every 20 ms, for at most 5 s."""
    handler.send_response(200)
    handler.send_header("content-length", "100000000")
    handler.end_headers()
    for _ in range(250):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


@contextmanager
def running() -> Iterator[Stub]:
    """The endpoint, until the context ends."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            assert self.path == "/v1/embeddings"
            stub.requests.append(asked)
            stub.keys.append(self.headers["authorization"])
            behaviour = stub.next.pop(0) if stub.next else right
            try:
                behaviour(self, asked)
            except OSError:  # the client has gone
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
