from __future__ import annotations

import asyncio

from starlette.types import Message, Receive, Scope, Send

from wellread.server.waiting import Waiting


def test_what_is_beyond_the_limit_is_refused_and_the_rest_is_answered() -> None:
    async def asks() -> None:
        go = asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await go.wait()
            await send({"type": "http.response.start", "status": 200})

        waiting = Waiting(app, most=3)

        async def ask(path: str) -> Message:
            sent: list[Message] = []

            async def send(message: Message) -> None:
                sent.append(message)

            async def receive() -> Message:
                raise AssertionError("the body is not read")

            await waiting({"type": "http", "path": path}, receive, send)
            return sent[0]

        first = [asyncio.create_task(ask("/v1/events")) for _ in range(3)]
        await asyncio.sleep(0)
        refused = await ask("/v1/events")
        health = asyncio.create_task(ask("/health/live"))
        await asyncio.sleep(0)
        go.set()

        assert refused["status"] == 503
        assert dict(refused["headers"])[b"retry-after"] == b"1"
        assert (await health)["status"] == 200
        assert [(await task)["status"] for task in first] == [200] * 3
        assert (await ask("/v1/events"))["status"] == 200

    asyncio.run(asks())
