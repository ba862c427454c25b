"""No key is ever written anywhere, however it is sent, and however much is logged."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import httpx
import pytest

from wellread.server.api_key import mint
from wellread.store import Store

from .running import Running, running

MASTER = "the-master-key-of-the-settings"
EVERYTHING = """\
import logging
logging.Logger.isEnabledFor = lambda self, level: level >= logging.DEBUG
logging.Logger.getEffectiveLevel = lambda self: logging.DEBUG
plain = logging.Logger.setLevel
logging.Logger.setLevel = lambda self, level: plain(self, logging.DEBUG)
"""
"""Run at the start of every process: all loggers write whatever there is at level debug."""


def ways(url: str, text: str) -> list[httpx.Request]:
    """Requests that carry a key where it belongs, and where it does not."""
    made = [
        httpx.Request("GET", f"{url}/v1/recommendations?k=1&user=Marguerite", headers=headers)
        for headers in (
            {"X-API-Key": text},
            {"Authorization": f"Bearer {text}"},
            {"Authorization": text},
            {"Authorization": f"Bearer{text}"},
            {"Authorization": f"Basic {text} {text}"},
            {"Authorization": f"Bearer {text}, {text}"},
            {"Cookie": f"key={text}"},
            {"X-API-Key": text, "Authorization": f"Bearer {text[:-1]}"},
        )
    ]
    key = {"X-API-Key": text}
    made += [
        httpx.Request("GET", f"{url}/v1/recommendations?api_key={text}"),
        httpx.Request("GET", f"{url}/v1/recommendations?api_key={text}", headers=key),
        httpx.Request("GET", f"{url}/v1/recommendations?text={text}&user=Marguerite", headers=key),
        httpx.Request("GET", f"{url}/{text}", headers=key),
        httpx.Request("GET", f"{url}/v1/users/{text}", headers=key),
        httpx.Request("GET", f"{url}/v1/items/{text}", headers=key),
        httpx.Request("POST", f"{url}/v1/events", headers=key, json={"user": 7, "api_key": text}),
        httpx.Request("POST", f"{url}/v1/events", headers=key, content=b"{"),
        httpx.Request("DELETE", f"{url}/v1/events", headers=key),
    ]
    return made


def garbage(server: Running, text: str) -> None:
    """The key in what is not even HTTP."""
    for sent in (
        f"GET / HTTP/1.1\r\n{text}\r\n\r\n",
        f"{text} / HTTP/1.1\r\n\r\n",
        f"X-API-Key: {text}\r\n\r\n",
    ):
        with socket.create_connection((server.host, server.port), 10) as connection:
            connection.sendall(sent.encode())
            connection.recv(65536)


@pytest.mark.slow
def test_no_key_is_written_anywhere(own_films: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(EVERYTHING)
    made = [mint("r", ["read"]), mint("a", ["admin"])]
    unknown, _ = mint("x", ["admin"])
    with Store.open(own_films / "wellread.db") as store:
        for _, key in made:
            store.put_key(key)
    sent = [MASTER, *(text for text, _ in made), unknown, made[0][0][:-1] + "x", "some-wrong-key"]

    with running(own_films, PYTHONPATH=str(tmp_path), WELLREAD_SERVER_API_KEY=MASTER) as server:
        with httpx.Client(timeout=20) as client:
            answers = [client.send(request) for text in sent for request in ways(server.url, text)]
        for text in sent:
            garbage(server, text)

    assert {answer.status_code for answer in answers} >= {200, 401, 403, 404, 405, 422}
    log = server.log.read_bytes()
    assert b'"level": "debug"' in log
    assert log.count(b'"status": 401') > 10
    assert b"Marguerite" not in log
    secrets = [text.rpartition("_")[2].encode() for text in sent]
    files = [path for path in own_films.rglob("*") if path.is_file()]
    assert len(files) > 5
    for path in files:
        for secret in secrets:
            assert not re.search(re.escape(secret), path.read_bytes()), (path, secret)
