"""What a server on an open network gets to hear, said to a real one; it answers on."""

from __future__ import annotations

import json
import resource
import select
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest

from wellread.server.api_key import mint
from wellread.store import Store

from .running import Running, running, until

TIMEOUT = 2
"""Seconds that this server gives a request."""
MOST = 300
"""Connections that it keeps."""
BODY = 100_000
"""Bytes of its largest body."""


@pytest.fixture(scope="module")
def keys() -> dict[str, tuple[str, Any]]:
    return {scope: mint(scope, [scope]) for scope in ("read", "ingest", "admin")}


@pytest.fixture(scope="module")
def folder(fitted: Path, tmp_path_factory: pytest.TempPathFactory, keys: dict[str, tuple[str, Any]]) -> Path:
    found = copytree(fitted, tmp_path_factory.mktemp("hostile") / "films")
    (found / "wellread.toml").write_text(
        f"[server]\ntimeout = {TIMEOUT}\nconnections = {MOST}\nmax_body = {BODY}\n", "utf-8"
    )
    with Store.open(found / "wellread.db") as store:
        for _, key in keys.values():
            store.put_key(key)
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Running]:
    with running(folder) as found:
        yield found


@pytest.fixture
def client(server: Running, keys: dict[str, tuple[str, Any]]) -> Iterator[httpx.Client]:
    """Of somebody who may do everything; what is good is still answered at the end."""
    headers = {"X-API-Key": keys["admin"][0]}
    with httpx.Client(base_url=server.url, headers=headers, timeout=20) as found:
        yield found
    until(lambda: good(server, keys["read"][0]))


def good(server: Running, key: str) -> bool:
    answer = httpx.get(f"{server.url}/v1/recommendations?k=3", headers={"X-API-Key": key}, timeout=20)
    return answer.status_code == 200 and len(answer.json()["items"]) == 3


def refused(answer: httpx.Response, status: int, code: str) -> None:
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert error["given"] and error["expected"] and error["do"]
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def said(server: Running, *pieces: bytes, pause: float = 0.0) -> bytes:
    """All that is answered to bytes on a connection of their own."""
    found = b""
    with socket.create_connection((server.host, server.port), 20) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except OSError:
            pass  # hung up on
        try:
            while data := connection.recv(65536):
                found += data
        except ConnectionResetError:
            pass
    return found


def test_keys_open_what_their_scopes_say(
    server: Running, client: httpx.Client, keys: dict[str, tuple[str, Any]]
) -> None:
    asked: list[tuple[str, str, Any, str]] = [
        ("GET", "/v1/recommendations?k=1", None, "read"),
        ("POST", "/v1/recommendations", {}, "read"),
        ("GET", "/v1/items/alien-1979", None, "read"),
        ("GET", "/v1/items/alien-1979/similar", None, "read"),
        ("GET", "/metrics", None, "read"),
        ("POST", "/v1/items", {"id": "x"}, "ingest"),
        ("PUT", "/v1/items", {"id": "x"}, "ingest"),
        ("DELETE", "/v1/items/x", None, "ingest"),
        ("POST", "/v1/users", {"id": "ann"}, "ingest"),
        ("POST", "/v1/events", {"user": "ann", "item": "alien-1979", "kind": "like"}, "ingest"),
        ("GET", "/v1/users/ann", None, "admin"),
        ("GET", "/v1/users/ann/events", None, "admin"),
        ("DELETE", "/v1/users/ann", None, "admin"),
        ("GET", "/v1/nothing", None, "admin"),
        ("DELETE", "/v1/events", None, "admin"),
    ]
    for method, path, body, needed in asked:
        for scope, (text, _) in keys.items():
            answer = client.request(method, path, json=body, headers={"X-API-Key": text})
            if scope in (needed, "admin"):
                assert answer.status_code not in (401, 403), (method, path, scope)
            else:
                refused(answer, 403, "forbidden")
                assert f"'{needed}'" in answer.json()["error"]["given"]
        for wrong in (
            {},
            {"X-API-Key": keys["admin"][0][:-1]},
            {"Authorization": f"Basic {keys['admin'][0]}"},
        ):
            refused(httpx.request(method, server.url + path, json=body, headers=wrong), 401, "unauthorized")


def test_a_key_that_is_revoked_stops_and_a_new_one_works_at_once(
    client: httpx.Client, server: Running, folder: Path
) -> None:
    text, key = mint("soon gone", ["read"])
    with Store.open(folder / "wellread.db") as store:
        store.put_key(key)
        assert good(server, text)
        store.expire_key(key.id, time.time())
    headers = {"X-API-Key": text}
    until(lambda: client.get("/v1/items/alien-1979", headers=headers).status_code == 401, 10)
    refused(client.get("/v1/items/alien-1979", headers=headers), 401, "unauthorized")


def test_a_body_beyond_the_limit_is_refused(client: httpx.Client, server: Running) -> None:
    for content in (b"x" * (BODY + 1), (b"x" * 1000 for _ in range(300))):
        with suppress(httpx.WriteError):  # hung up on before all was sent
            refused(client.post("/v1/items", content=content), 413, "too_large")
    for digits, status in ((15, b" 413 "), (40, b" 400 ")):
        length = f"Content-Length: {'9' * digits}"
        assert status in said(server, head("POST", "/v1/items", client, length))


@pytest.mark.slow
def test_who_sends_slowly_is_told_so(client: httpx.Client, server: Running) -> None:
    slow_head = [b"GET /v1/items/x HTTP/1.1\r\n", *[b"X-A: b\r\n"] * 30]
    slow_body = [head("POST", "/v1/events", client, "Content-Length: 1000"), *[b"x"] * 30]
    with ThreadPoolExecutor(2) as threads:
        found = [
            threads.submit(said, server, *pieces, pause=TIMEOUT / 5) for pieces in (slow_head, slow_body)
        ]
        assert good(server, client.headers["X-API-Key"])
        for each in found:
            answer = each.result()
            assert answer.startswith(b"HTTP/1.1 408 ")
            assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"]["code"] == "too_slow"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[1,]", b"{'a': 1}", b"\xff\xfe\x00", b'{"id": "\xc3\x28"}', b'{"user": "\x00"}', b"NaN x",
     b"[" * 50_000, b'{"id":' * 15_000, b'[{"a":' + b"[" * 40_000 + b"]" * 40_000 + b"}]"],
    ids=["empty", "open", "comma", "quotes", "binary", "utf-8", "NUL", "words", "lists", "objects", "closed"],
)  # fmt: skip
def test_what_is_no_json_is_refused(client: httpx.Client, body: bytes) -> None:
    for path in ("/v1/events", "/v1/items", "/v1/users", "/v1/recommendations"):
        answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 422)
        assert answer.json()["error"]["code"] in ("malformed", "invalid_input")
        assert len(answer.content) < 5000


@pytest.mark.parametrize("wrong", [None, True, 7, 1e308, "text", [], [[]], {}, {"id": {}}, {"$gt": ""}])
def test_wrong_types_are_refused(client: httpx.Client, wrong: Any) -> None:
    event = {"user": "u", "item": "alien-1979", "kind": "like"}
    for field in ("user", "item", "kind", "time", "context", "synthetic"):
        answer = client.post("/v1/events", json=event | {field: wrong})
        assert answer.status_code in (200, 404, 422), field
    for field in ("id", "title", "tags", "attributes", "time", "available", "translations"):
        answer = client.post("/v1/items", json={"id": "odd"} | {field: wrong})
        assert answer.status_code in (200, 422), field
    for field in ("user", "history", "k", "filter", "boost", "exclude", "context", "now"):
        answer = client.post("/v1/recommendations", json={field: wrong})
        assert answer.status_code in (200, 422), field


@pytest.mark.parametrize(
    "id",
    ["/", "..", "../../etc/passwd", "a/../../b", ".", "%2F", "a%2fb", "%00", "\x00", "a\x00b", "\r\nX-A: b",
     "a\nb", "x" * 10_000, "\ud800", "\u202e\u200b", " ", "' OR 1=1 --", "{{7*7}}", "*", "?", "#", "[]"],
    ids=lambda id: ascii(id)[1:20],
)  # fmt: skip
def test_odd_ids_are_ids_or_refused(client: httpx.Client, id: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in id.encode("utf-8", "surrogatepass"))
    for path in ("items/{}", "items/{}/similar", "users/{}", "users/{}/events"):
        answer = client.get(f"/v1/{path.format(quoted)}")
        assert answer.status_code in (404, 422)
        assert answer.json()["error"]["code"] in ("not_found", "invalid_input")
    put = client.post("/v1/items", content=json.dumps({"id": id, "title": "Odd"}))
    assert put.status_code == 422  # not said to be JSON
    put = client.post(
        "/v1/items", content=json.dumps({"id": id}), headers={"Content-Type": "application/json"}
    )
    assert put.status_code in (200, 422)
    if put.status_code == 200:
        assert client.get(f"/v1/items/{quoted}").json()["id"] == id
        assert client.delete(f"/v1/items/{quoted}").json()["id"] == id


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
        b"GARBAGE\r\n\r\n",
        b"\x00" * 1000,
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A: b\x00c\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    ],
    ids=lambda sent: ascii(sent[:20])[2:-1],
)
def test_garbage_is_refused(client: httpx.Client, server: Running, sent: bytes) -> None:
    assert said(server, sent).split(b" ")[1] in (b"400", b"404", b"405", b"408")


@pytest.mark.parametrize("method", ["BREW", "TRACE", "OPTIONS", "PATCH", "PROPFIND", "HEAD"])
def test_unknown_methods_are_refused(client: httpx.Client, server: Running, method: str) -> None:
    for path in ("/v1/items", "/v1/items/x", "/v1/recommendations", "/", "/health/live", "/nothing"):
        answer = said(server, head(method, path, client, "Connection: close"))
        assert answer.split(b" ")[1] in (b"400", b"404", b"405")


def test_a_wish_for_another_protocol_is_not_heard(client: httpx.Client, server: Running) -> None:
    for wish in ("websocket", "h2c"):
        upgrade = f"Connection: Upgrade, close\r\nUpgrade: {wish}\r\nSec-WebSocket-Key: eA=="
        assert said(server, head("GET", "/v1/recommendations?k=1", client, upgrade)).startswith(
            b"HTTP/1.1 200 "
        )


def test_2000_connections_at_once_do_no_harm(client: httpx.Client, server: Running) -> None:
    flood(server, 2_000, client.headers["X-API-Key"])


@pytest.mark.slow
def test_10000_connections_at_once_do_no_harm(client: httpx.Client, server: Running) -> None:
    flood(server, 10_000, client.headers["X-API-Key"])


def flood(server: Running, wanted: int, key: str) -> None:
    """Open so many connections; those beyond the limit are refused, and everybody else is answered.

    Whoever was connected before is answered meanwhile (503 only where silent for too long, and come again),
    and anybody after, the many being there or not.
    """
    n = min(wanted, allowed() - 200)
    if n < wanted:
        print(f"{n} connections instead of {wanted}: no more open files are allowed")
    opened: list[socket.socket] = []
    meanwhile = []
    with httpx.Client(base_url=server.url, timeout=20) as before:
        try:
            for place in range(n):
                connection = socket.socket()
                opened.append(connection)
                connection.setblocking(False)
                connection.connect_ex((server.host, server.port))
                if place % 500 == 0:
                    meanwhile.append(before.get("/health/live").status_code)
            until(lambda: closed(opened) >= n - MOST)
            until(lambda: before.get("/health/live").status_code == 200)
            until(lambda: good(server, key))
        finally:
            for connection in opened:
                connection.close()
    assert set(meanwhile) <= {200, 503}
    assert meanwhile.count(200) > len(meanwhile) / 2


def closed(connections: list[socket.socket]) -> int:
    """How many the server has answered, or left."""
    poll = select.poll()
    for connection in connections:
        poll.register(connection, select.POLLIN)
    return len(poll.poll(0))


def allowed() -> int:
    """Files that this process may open; as many as it can get."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 1_000_000


def head(method: str, path: str, client: httpx.Client, *more: str) -> bytes:
    """A request with the client's key, without its body."""
    lines = [f"{method} {path} HTTP/1.1", "Host: x", f"X-API-Key: {client.headers['X-API-Key']}"]
    lines += ["Content-Type: application/json", *more, "", ""]
    return "\r\n".join(lines).encode()
