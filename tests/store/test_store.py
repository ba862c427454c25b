"""What holds for the record as a whole: it lasts, it is idempotent, threads share it."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wellread.domain import Event, Impression, Item, User
from wellread.errors import InvalidInput
from wellread.store import Store

ODD_IDS = ["a/b", "x'; drop table items; --", '"quoted"', "🍜 ramen", "电影", "%41", "é", "a b", "?1", ":id"]


def test_what_was_written_is_there_after_reopening(place: Path | str) -> None:
    with Store.open(place) as store:
        store.put_items([Item(id="a", title="A", attributes={"year": 1999})])
        store.put_users([User(id="u", traits={"country": "CN"})])
        store.add_events([Event(id="e", user="u", item="a", kind="click", time=5.0)])
        store.set_meta("learned", "1")
    with Store.open(f"sqlite:///{place}" if isinstance(place, Path) else place) as store:
        assert store.item("a") == Item(id="a", title="A", attributes={"year": 1999})
        assert store.user("u").traits == {"country": "CN"}
        assert list(store.events()) == [Event(id="e", user="u", item="a", kind="click", time=5.0)]
        assert store.get_meta("learned") == "1"


def test_an_acknowledged_event_survives_the_death_of_the_process(place: Path | str) -> None:
    script = (
        "import os, sys; from wellread.store import Store; from wellread.domain import Event\n"
        "Store.open(sys.argv[1]).add_events([Event(user='u', item='a', kind='k')], create_items=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(place)], check=False)
    with Store.open(place) as store:
        assert store.counts()["events"] == 1


@pytest.mark.parametrize("id", ODD_IDS)
def test_any_id_goes_in_and_comes_out(store: Store, id: str) -> None:
    store.put_items([Item(id=id)])
    store.put_users([User(id=id)])
    store.add_events(
        [Event(id=id, user=id, item=id, kind=id, session=id, text=id, context={id: id}, request=id)]
    )
    store.add_impressions(
        [Impression(request=id, position=0, item=id, user=id, time=1, pipeline=id, version=id, score=1)]
    )
    store.set_meta(id, id)
    assert store.item(id).id == store.user(id).id == store.get_meta(id) == id
    assert [past.kind for past in store.history(id)] == [id]
    (event,) = store.events(id)
    assert (event.item, event.context, event.request, event.session) == (id, {id: id}, id, id)
    assert store.impressions(id)[0].user == id
    assert store.delete_user(id) == 1


def test_half_of_a_surrogate_pair_is_refused(shop: Store) -> None:
    half = "a\ud800"
    for use in (
        lambda: shop.history(half),
        lambda: shop.item(half),
        lambda: shop.delete_user(half),
        lambda: shop.set_meta(half, ""),
        lambda: shop.impressions(half),
        lambda: shop.add_events([Event.model_construct(user=half, item="a", kind="k", time=1.0)]),
    ):
        with pytest.raises(InvalidInput, match="surrogate"):
            use()
    assert shop.counts()["users"] == 0


def test_two_threads_write_while_others_read(shop: Store) -> None:
    def write(name: str) -> None:
        for i in range(40):
            shop.add_events(
                [Event(id=f"{name}{i}-{j}", user=name, item="abc"[j], kind=name) for j in range(3)]
            )
            shop.put_items([Item(id=f"{name}{i}")])

    def read() -> None:
        for _ in range(40):
            assert len(shop.history("x", 1000)) % 3 == 0
            assert shop.counts()["events"] % 3 == 0
            assert len(shop.log()) % 3 == 0

    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(write, "x"), pool.submit(write, "y"), pool.submit(read), pool.submit(read)]
        for done in running:
            done.result()
    assert shop.counts() == {"items": 83, "users": 2, "events": 240, "impressions": 0}
    assert [row for row, _ in shop.items()] == list(range(83))
    assert {len(shop.history(user, 1000)) for user in "xy"} == {120}


def test_four_processes_open_a_new_file_at_once(place: Path | str) -> None:
    script = (
        "import sys; from wellread.store import Store; from wellread.domain import Event; sys.stdin.read()\n"
        "with Store.open(sys.argv[1]) as store:\n"
        "    store.add_events([Event(user='u', item='a', kind='k')], create_items=True)"
    )
    waiting = [
        subprocess.Popen([sys.executable, "-c", script, str(place)], stdin=subprocess.PIPE) for _ in range(4)
    ]
    for process in waiting:
        process.communicate()
    assert [process.returncode for process in waiting] == [0] * 4
    with Store.open(place) as store:
        assert store.counts() == {"items": 1, "users": 1, "events": 4, "impressions": 0}
