from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.client import Client, ServerError, calls
from wellread.client.connection import connection
from wellread.domain import Event, Item, Request
from wellread.errors import InvalidInput
from wellread.server.paths import _SLASH, EncodedSlashes

from .answers import Script


def _body(call: calls.Call[Any]) -> Any:
    return json.loads(call.body or b"")


@pytest.mark.parametrize(
    ("id", "segment"),
    [
        ("a/b", "a%2Fb"),
        ("..", "%2E%2E"),
        (".", "%2E"),
        ("../x", "..%2Fx"),
        ("a b?c#d%", "a%20b%3Fc%23d%25"),
        ("名", "%E5%90%8D"),
    ],
)
def test_ids_are_one_segment_of_the_path(id: str, segment: str) -> None:
    assert calls.item(id).path == f"/v1/items/{segment}"
    assert calls.events_of(id).path == f"/v1/users/{segment}/events"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_the_server_reads_the_id_that_was_sent(id: str) -> None:
    script = Script(then=lambda request: httpx.Response(404))
    with Client(transport=httpx.MockTransport(script)) as client, pytest.raises(ServerError, match="404"):
        client.similar(id)
    routed = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        routed.append(scope["path"])

    raw = script.requests[0].url.raw_path
    asyncio.run(EncodedSlashes(app)({"raw_path": raw}, Mock(), Mock()))
    path = routed[0].removeprefix("/v1/items/").removesuffix("/similar")
    assert "/" not in path
    assert path.replace(_SLASH, "/") == id


def test_events_get_an_id_and_their_time() -> None:
    event = Event(user="u", item="i", kind="like")
    bare = {"user": "u", "item": "i", "kind": "like"}
    first, second = _body(calls.add_events([event, bare]))
    assert first == {"user": "u", "item": "i", "kind": "like", "id": first["id"], "time": event.time}
    assert first["id"] < second["id"] or first["id"][:12] == second["id"][:12]
    assert abs(second["time"] - time.time()) < 60
    assert bare.keys() == {"user", "item", "kind"}, "what the caller holds stays as it is"


def test_ids_and_times_that_are_there_are_kept() -> None:
    event = Event(id="mine", user="u", item="i", kind="like", time=5)
    (row,) = _body(calls.add_events(event))
    assert (row["id"], row["time"]) == ("mine", 5)
    assert _body(calls.add_events(row)) == [row]


def test_only_what_was_set_is_sent() -> None:
    assert _body(calls.put_items([Item(id="a", title="店")])) == [{"id": "a", "title": "店"}]
    assert _body(calls.recommend(Request(user="u"), {})) == {"user": "u"}
    assert _body(calls.recommend(None, {"user": "u", "k": 3})) == {"user": "u", "k": 3}


def test_queries_are_written_as_the_server_reads_them() -> None:
    call = calls.similar("a", {"k": 3, "filter": {"year": 1990}, "explain": True, "language": "zh"})
    assert call.query == {"k": "3", "filter": '{"year":1990}', "explain": "true", "language": "zh"}
    assert calls.search("天空 sky", {"k": 2, "user": None}).query == {"k": "2", "q": "天空 sky"}


@pytest.mark.parametrize("value", [float("nan"), object(), "\ud800", {1, 2}])
def test_what_json_cannot_hold_is_not_sent(value: object) -> None:
    with pytest.raises(InvalidInput, match="JSON"):
        calls.recommend(None, {"context": {"x": value}})


@pytest.mark.parametrize("url", ["", "localhost:8765", "ftp://x", "http://[::1", "/v1"])
def test_a_url_is_one_of_http(url: str) -> None:
    with pytest.raises(InvalidInput, match="url"):
        Client(url)


@pytest.mark.parametrize("key", ["schlüssel", "a\nb"])
def test_a_key_goes_into_a_header(key: str) -> None:
    with pytest.raises(InvalidInput, match="key") as caught:
        Client(api_key=key)
    assert key not in str(caught.value)
    assert connection("http://x", "k")["headers"]["Authorization"] == "Bearer k"
    assert "Authorization" not in connection("http://x", "")["headers"]


def test_a_description_is_asked_for_in_a_language_and_a_tone() -> None:
    call = calls.description("a/b", "zh", "warm")
    told = {"id": "a/b", "language": "zh", "tone": "warm", "text": "灯。", "origin": "template", "time": 5.0}

    assert call.path == "/v1/items/a%2Fb/description"
    assert call.query == {"language": "zh", "tone": "warm"}
    assert call.read({**told, "approved": True, "model": "", "newer": 1}).text == "灯。"
