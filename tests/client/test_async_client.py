"""The asynchronous client and the application, in one event loop."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from fastapi import FastAPI

import wellread
from wellread.domain import Event, Item
from wellread.errors import InvalidInput, NotFound


def test_everything_that_can_be_asked(app: FastAPI) -> None:
    async def main() -> None:
        async with (
            app.router.lifespan_context(app),
            wellread.AsyncClient("http://shop", transport=httpx.ASGITransport(app)) as client,
        ):
            assert (await client.ready()).items == 3
            assert (await client.put_items(Item(id="a/b", title="Slashes"))).created == 1
            assert (await client.item("a/b")).title == "Slashes"
            await client.delete_item("a/b")
            assert (await client.put_users({"id": "ann"})).created == 1
            assert (await client.user("ann")).id == "ann"
            assert (await client.add_events(Event(user="ann", item="dune", kind="like"))).stored == 1
            client.events.track(Event(user="ann", item="emma", kind="view"))
            assert await client.events.flush(30)
            assert [event.item for event in await client.events_of("ann")] == ["dune", "emma"]
            assert (await client.similar("dune", k=1)).items[0].id == "ubik"
            assert (await client.search("emma")).items[0].id == "emma"
            assert (await client.chat("something like “Emma”", k=1)).state.likes == {"emma": 1.0}
            answers = await asyncio.gather(*(client.recommend(user="ann", k=2) for _ in range(5)))
            assert {answer.items[0].id for answer in answers} == {"ubik"}
            with pytest.raises(InvalidInput):
                await client.recommend(k=0)
            with pytest.raises(NotFound, match="description"):
                await client.description("dune", "zh")
            assert await client.erase_user("ann") == 2
            with pytest.raises(NotFound):
                await client.user("ann")

    asyncio.run(main())
