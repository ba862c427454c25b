"""A real server in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

KEY = "a-key-for-the-test"


@pytest.fixture
def server(own_films: Path) -> Iterator[tuple[str, Path]]:
    """URL and log of a server on a free port of this machine."""
    log = own_films / "server.log"
    command = [sys.executable, "-m", "wellread.cli.main", "serve", "-w", str(own_films), "--port", "0"]
    with log.open("wb") as file:
        process = subprocess.Popen(command, stderr=file, env=os.environ | {"WELLREAD_SERVER_API_KEY": KEY})
    try:
        yield _url(log), log
    finally:
        process.terminate()
        process.wait(10)


def _url(log: Path) -> str:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise TimeoutError(log.read_text("utf-8"))


def test_a_server_answers_learns_and_keeps_its_key(server: tuple[str, Path]) -> None:
    url, log = server
    with httpx.Client(base_url=url, headers={"X-API-Key": KEY}, timeout=10) as client:
        while client.get("/health/ready").status_code == 503:
            time.sleep(0.05)

        assert client.get("/v1/items/alien-1979").json()["title"] == "Alien"
        assert client.put("/v1/items", json={"id": "名/前 similar", "title": "New"}).json()["created"] == 1
        assert client.get("/v1/items/名%2F前%20similar").json()["title"] == "New"
        before = client.get("/v1/recommendations?user=new&k=5").json()["items"]
        liked = {"user": "new", "item": before[1]["id"], "kind": "like"}
        assert client.post("/v1/events", json=liked).json()["stored"] == 1
        after = client.get("/v1/recommendations?user=new&k=5").json()["items"]
        assert client.get("/v1/items/x", headers={"X-API-Key": "wrong"}).status_code == 401
        assert client.get("/v1/items/a%0Ab").status_code == 404

    assert [item["id"] for item in before] != [item["id"] for item in after]
    assert any(reason["about"] == before[1]["id"] for item in after for reason in item["reasons"])
    logged = log.read_text("utf-8")
    assert "POST /v1/events 200" in logged
    assert KEY not in logged
    assert "user=new" not in logged
