"""The ordinary client and a real server."""

from __future__ import annotations

import subprocess
import sys

import pytest

import wellread
from wellread.domain import Event, Item, User
from wellread.errors import InvalidInput, NotFound


def test_everything_that_can_be_asked(url: str) -> None:
    with wellread.Client(url) as client:
        assert client.ready().items == 3
        assert client.put_items({"id": "a/../b", "title": "Slashes"}).created == 1
        assert client.item("a/../b") == Item(id="a/../b", title="Slashes")
        assert client.put_items([Item(id="a/../b", title="Dots"), Item(id="..")]).updated == 1
        assert client.item("..").id == ".."
        client.delete_item("a/../b")
        with pytest.raises(NotFound, match="deleted"):
            client.item("a/../b")
        assert client.similar("dune", k=1, filter={"tags": "sf"}).items[0].id == "ubik"
        assert client.search("ubik", user="zoe", k=1).items[0].id == "ubik"
        chat = client.chat("something like Dune", k=1)
        assert chat.recommendation.items[0].id == "ubik"
        assert client.chat("not that one", chat.state).state.dislikes == {"ubik": 0.3}
        with pytest.raises(InvalidInput, match="empty search"):
            client.search(" ")

        assert client.put_users([User(id="ann", traits={"country": "NL"}), {"id": "ben"}]).created == 2
        assert client.user("ann").traits == {"country": "NL"}
        like = Event(user="ann", item="dune", kind="like")
        assert client.add_events([like, {"user": "ann", "item": "emma", "kind": "view"}]).stored == 2
        assert [event.item for event in client.events_of("ann")] == ["dune", "emma"]
        assert client.recommend(user="ann", k=1, exclude=[".."]).items[0].id == "ubik"
        assert client.erase_user("ann") == 2
        with pytest.raises(NotFound):
            client.user("ann")


def test_what_the_server_refuses_is_ours_to_catch(url: str) -> None:
    with wellread.Client(url) as client:
        with pytest.raises(InvalidInput) as caught:
            client.recommend(k=0)
        assert "k" in caught.value.given
        assert caught.value.__notes__[0].startswith("request ")
        with pytest.raises(NotFound, match="nothing"):
            client.add_events(Event(user="u", item="nothing", kind="like"))
        with pytest.raises(NotFound):
            client.similar("no such item")
        with pytest.raises(NotFound, match="description of 'dune'"):
            client.description("dune", tone="warm")


def test_tracked_events_count_once_flushed(url: str) -> None:
    with wellread.Client(url) as client:
        for item in ("dune", "unknown", "ubik"):
            client.events.track({"user": "ann", "item": item, "kind": "like"})
        assert client.events.flush(30)
        assert (client.events.acknowledged, client.events.lost) == (2, 1)
        assert [event.item for event in client.events_of("ann")] == ["dune", "ubik"]
        assert "dune" not in [item.id for item in client.recommend(user="ann").items]


def test_the_package_does_not_import_it_before_it_is_asked_for() -> None:
    code = "import sys, wellread; print('httpx' in sys.modules); wellread.Client; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    before, after = told.splitlines()
    assert before == "False"
    assert "httpx" in after.split()
    assert "wellread.store" not in after.split()
    with pytest.raises(AttributeError, match="Clientele"):
        _ = wellread.Clientele
