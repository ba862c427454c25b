from __future__ import annotations

import logging

import pytest
from fastapi.testclient import TestClient


def test_a_request_id_is_given_back_or_made(films: TestClient) -> None:
    assert films.get("/health/live", headers={"X-Request-Id": "trace-1"}).headers["X-Request-Id"] == "trace-1"
    made = [films.get("/health/live").headers["X-Request-Id"] for _ in range(2)]
    assert made[0] != made[1]


@pytest.mark.parametrize("id", ["", "two words", "x" * 129])
def test_an_unsound_id_is_replaced(films: TestClient, id: str) -> None:
    assert films.get("/health/live", headers={"X-Request-Id": id}).headers["X-Request-Id"] not in ("", id)


def test_the_log_has_no_query(films: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wellread")

    films.get("/v1/recommendations?text=what+I+never+told", headers={"X-Request-Id": "abc"})

    line = caplog.messages[-1]
    assert line.startswith("GET /v1/recommendations 200 ")
    assert line.endswith(" abc")
    assert "never" not in caplog.text


def test_the_log_names_nobody(films: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wellread")

    films.get("/v1/users/ann%2Fsmith/events")

    assert caplog.messages[-1].startswith("GET /v1/users/... ")
    assert "smith" not in caplog.text
