from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from .conftest import Starter

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(tmp_path: Path, start: Starter) -> TestClient:
    (tmp_path / "wellread.toml").write_text("[server]\nmax_body = 1000\n")
    return start(tmp_path)


def test_a_body_that_says_it_is_too_large_is_refused(small: TestClient) -> None:
    answer = small.post("/v1/recommendations", json={"text": "x" * 1000})

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert "server.max_body" in answer.json()["error"]["do"]


def test_a_body_that_turns_out_too_large_is_refused(small: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"text": "'
        for _ in range(100):
            yield b"x" * 100
        yield b'"}'

    answer = small.post("/v1/recommendations", content=chunks(), headers=JSON)

    assert answer.status_code == 413
    assert answer.json()["error"]["given"] == "a body of more than 1000 bytes"


def test_a_body_within_the_limit_passes(small: TestClient) -> None:
    assert small.post("/v1/recommendations", json={"text": "x" * 900}).status_code == 200
    assert small.post("/v1/recommendations", content=iter([b"{}"]), headers=JSON).status_code == 200
