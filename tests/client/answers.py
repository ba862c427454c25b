"""A server that answers what a test tells it to, and a clock that does not wait."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx

Answer = httpx.Response | Exception


def stored(request: httpx.Request) -> httpx.Response:
    """What a server says to events that it has stored."""
    ids = [row["id"] for row in json.loads(request.content)]
    return httpx.Response(200, json={"stored": len(ids), "duplicates": 0, "ids": ids})


def failure(status: int, code: str = "store_busy", **headers: str) -> httpx.Response:
    """An error as the server writes it."""
    body = {"error": {"code": code, "given": "this", "expected": "that", "do": "Do so."}, "request_id": "r1"}
    return httpx.Response(status, json=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


class Script:
    """Answers in turn; whatever comes after the last is answered by `then`."""

    def __init__(self, *answers: Answer, then: Callable[[httpx.Request], httpx.Response] = stored) -> None:
        self._answers = list(answers)
        self._then = then
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if not self._answers:
            return self._then(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def bodies(self) -> list[Any]:
        return [json.loads(request.content) for request in self.requests]


class Clock:
    """Stands still but for those who sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
