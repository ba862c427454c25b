"""Connections of a small server in a thread: one second for everything, twenty connections."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from wellread.server.protocol import MOST_HEAD, bounded

from .running import until

SECONDS = 1.0
MOST = 20
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with a body as large as the path says; reads a body only at `/read`."""
    if scope["type"] != "http":
        return
    message: Message = {"more_body": scope["path"] == "/read"}
    while message.get("more_body"):
        message = await receive()
    size = int(scope["path"][1:]) if scope["path"][1:].isdigit() else 2
    headers = [(b"content-length", str(size).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"x" * size})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http=bounded(MOST, SECONDS), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 20)


def status(connection: socket.socket) -> int:
    """The status of the next small answer; 0: the connection ended."""
    data = b""
    try:
        while not data.endswith(b"\r\n\r\nxx"):
            if not (more := connection.recv(65536)):
                return 0
            data += more
    except ConnectionResetError:
        return 0
    return int(data.split()[1])


def whole(connection: socket.socket) -> bytes:
    """All that comes until the end."""
    found = b""
    try:
        while data := connection.recv(65536):
            found += data
    except ConnectionResetError:
        pass
    return found


def error(answer: bytes) -> tuple[int, str]:
    top, _, body = answer.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in top
    assert b"Connection: close" in top
    return int(top.split()[1]), json.loads(body)["error"]["code"]


def test_requests_on_one_connection_are_answered_for_longer_than_one_may_take(port: int) -> None:
    with connected(port) as connection:
        begin = time.monotonic()
        while time.monotonic() - begin < 1.5 * SECONDS:
            connection.sendall(GET)
            assert status(connection) == 200
            time.sleep(SECONDS / 10)


HEAD = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
DAWDLERS = {
    "says nothing": (b"", b""),
    "begins a line": (b"GET / HT", b""),
    "begins a head": (b"GET / HTTP/1.1\r\nX-A: b", b""),
    "begins a head after a request": (GET + b"GET / HTTP/1.1\r\nX-A: b", b""),
    "is idle after a request": (GET, b""),
    "drips line breaks": (b"", b"\r\n"),
    "drips line breaks after a request": (GET, b"\r\n"),
    "drips a path": (b"GET /", b"x"),
    "drips headers": (b"GET / HTTP/1.1\r\n", b"X-A: b\r\n"),
    "drips headers after a request": (GET + b"GET / HTTP/1.1\r\n", b"X-A: b\r\n"),
    "drips a body": (HEAD % b"/read", b"x"),
    "drips a body nobody reads": (HEAD % b"/", b"x"),
}


def dawdle(port: int, sent: bytes, drop: bytes) -> tuple[bytes, float]:
    """What is answered, and how long the connection lasted."""
    begin, answer = time.monotonic(), b""
    with connected(port) as connection:
        connection.settimeout(SECONDS / 10)
        try:
            connection.sendall(sent)
            while time.monotonic() - begin < 20:
                connection.sendall(drop)
                try:
                    data = connection.recv(65536)
                except TimeoutError:
                    continue
                if not data:
                    break
                answer += data
        except OSError:
            pass
    return answer, time.monotonic() - begin


@pytest.mark.slow
def test_whoever_dawdles_is_left(port: int) -> None:
    with ThreadPoolExecutor(MOST) as threads:
        found = threads.map(lambda case: dawdle(port, *case), DAWDLERS.values())
        for name, (answer, seconds) in zip(DAWDLERS, found, strict=True):
            assert seconds < 15, name
            if "head" in name or "path" in name or "nothing" in name:
                assert b'"code": "too_slow"' in answer, name


@pytest.mark.parametrize(
    "begin",
    [
        b"GET /" + b"a" * (2 * MOST_HEAD),
        b"GET / HTTP/1.1\r\nX-A: " + b"b" * (2 * MOST_HEAD),
        b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * MOST_HEAD,
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n" + b"X-A: b\r\n" * MOST_HEAD,
    ],
    ids=["path", "header", "headers", "trailers"],
)
def test_a_head_without_end_is_refused(port: int, begin: bytes) -> None:
    with connected(port) as connection:
        try:
            connection.sendall(begin)
        except OSError:
            return  # hung up before all was sent
        answer = whole(connection)
    assert not answer or b" 431 " in answer


def test_a_large_body_is_no_large_head(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(
            b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 1_000_000
        )
        assert status(connection) == 200
        connection.sendall(GET)
        assert status(connection) == 200


@pytest.mark.slow
def test_connections_beyond_the_limit_are_refused_and_those_within_are_answered(port: int) -> None:
    kept = [connected(port) for _ in range(MOST)]
    with connected(port) as beyond:
        assert error(whole(beyond)) == (503, "overloaded")
    for connection in kept:
        connection.sendall(GET)
    assert [status(connection) for connection in kept].count(200) >= MOST - 2  # others may not be gone yet
    for connection in kept:
        connection.close()
    until(lambda: answered(port))


def answered(port: int) -> bool:
    with connected(port) as connection:
        connection.sendall(GET)
        return status(connection) == 200


@pytest.mark.slow
def test_a_client_that_does_not_read_is_left(port: int) -> None:
    size = 30_000_000
    with connected(port) as connection:
        connection.sendall(b"GET /%d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % size)
        time.sleep(3 * SECONDS)
        assert len(whole(connection)) < size


def test_a_client_that_reads_slowly_gets_everything(port: int) -> None:
    size, found = 10_000_000, 0
    with connected(port) as connection:
        connection.sendall(b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % size)
        while data := connection.recv(1_000_000):
            found += len(data)
            time.sleep(SECONDS / 10)
    assert found > size


def test_requests_may_be_sent_before_the_answer_to_the_one_before(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(GET * 3)
        assert whole(connection).count(b"HTTP/1.1 200 OK") == 3
