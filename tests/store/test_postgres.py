import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psycopg
import pytest
from tests.postgres import Cluster

import wellread.store
from wellread.domain import Event, Item
from wellread.errors import InvalidInput, SettingsError, StoreBusy, StoreError
from wellread.store import GroupCommit, Store, postgres

SOON = 60.0


@pytest.fixture
def shop(postgres_url: str) -> Iterator[Store]:
    with Store.open(postgres_url) as opened:
        opened.put_items([Item(id=id, title=id.upper()) for id in "abc"])
        yield opened


@pytest.fixture
def restarted(cluster: Cluster) -> Iterator[Callable[[signal.Signals], None]]:
    """Stops the server; it is started again at the end where the test did not."""
    try:
        yield cluster.stop
    finally:
        cluster.ensure()


def eventually(use: Callable[[], object]) -> None:
    deadline = time.monotonic() + SOON
    while True:
        try:
            use()
            return
        except StoreBusy:
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT])
def test_a_server_that_comes_back_is_used_again(
    shop: Store, cluster: Cluster, restarted: Callable[[signal.Signals], None], how: signal.Signals
) -> None:
    shop.add_events([Event(id="before", user="u", item="a", kind="k")])
    with shop.watch() as changes, closing(GroupCommit(shop, False)) as commit:
        restarted(how)
        for use in (
            lambda: shop.add_events([Event(user="u", item="a", kind="k")]),
            lambda: shop.history("u"),
            lambda: shop.tail(0),
            lambda: shop.item("a"),
            lambda: shop.compact(),
            lambda: commit.add([Event(user="u", item="a", kind="k")]).result(SOON),
        ):
            with pytest.raises(StoreBusy, match="cannot be reached now"):
                use()
        assert not changes.wait(0.01)
        cluster.start()
        assert changes.wait(SOON)
        assert shop.add_events([Event(id="before", user="u", item="a", kind="k")]).duplicates == 1
        assert commit.add([Event(id="after", user="u", item="a", kind="k")]).result(SOON).stored == 1
        assert len(shop.history("u")) == 2
        assert len(shop.tail(0).log) == 2
        assert changes.wait(SOON)


def test_a_restart_between_two_calls_is_not_noticed(
    shop: Store, cluster: Cluster, restarted: Callable[[signal.Signals], None]
) -> None:
    for user in "uv":
        shop.add_events([Event(user=user, item="a", kind="k")])
        assert shop.history(user)
        assert len(shop.log())
        restarted(signal.SIGINT)
        cluster.start()
    assert shop.history("u")
    assert shop.tail(0).seq == 2
    assert shop.put_items([Item(id="d")]).created == 1


def test_nothing_acknowledged_is_lost_in_a_restart_under_load(
    shop: Store, cluster: Cluster, restarted: Callable[[signal.Signals], None]
) -> None:
    stop = threading.Event()
    acknowledged: list[str] = []

    def write(name: str) -> None:
        for i in range(100_000):
            if stop.is_set():
                return
            event = Event(id=f"{name}{i}", user=name, item="a", kind="k")
            eventually(partial(shop.add_events, [event]))
            acknowledged.append(f"{name}{i}")

    threads = [threading.Thread(target=write, args=(name,)) for name in "uv"]
    for thread in threads:
        thread.start()
    for _ in range(2):
        n = len(acknowledged)
        while len(acknowledged) < n + 20:
            time.sleep(0.01)
        restarted(signal.SIGINT)
        cluster.start()
    n = len(acknowledged)
    while len(acknowledged) < n + 20:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    stored = [event.id for event in shop.events()]
    assert len(stored) == len(set(stored))
    assert set(stored) == set(acknowledged)


def test_another_process_holds_the_lock_of_writers(shop: Store, postgres_url: str) -> None:
    event = Event(id="e", user="u", item="a", kind="k")
    with psycopg.connect(postgres_url) as raw, Store.open(postgres_url, busy_timeout=0.1) as hasty:
        raw.execute(postgres._BEGIN.partition("; ")[2].encode())
        with pytest.raises(StoreBusy, match=r"is locked.*busy_timeout"):
            hasty.add_events([event])
        assert hasty.history("u") == []  # readers do not wait
        raw.rollback()
        eventually(lambda: hasty.add_events([event]))
    assert len(shop.history("u")) == 1


def test_duplicates_use_up_no_seq(shop: Store) -> None:
    event = Event(id="e", user="u", item="a", kind="k")
    assert shop.add_events([event] * 50).seq == 1
    for _ in range(50):
        shop.add_events([event])
    assert shop.add_events([Event(user="u", item="a", kind="k")]).seq == 2


def test_all_connections_in_use(shop: Store, monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    monkeypatch.setattr(postgres, "CONNECTIONS", 2)
    with Store.open(postgres_url, busy_timeout=0.05) as small:
        reading, done = threading.Event(), threading.Event()

        def read() -> None:
            with small._database.read():
                reading.set()
                done.wait(SOON)

        thread = threading.Thread(target=read)
        thread.start()
        assert reading.wait(SOON)
        with pytest.raises(StoreBusy, match="connections"):
            small.history("u")
        done.set()
        thread.join()
        assert small.history("u") == []


@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b"])
def test_texts_that_it_cannot_hold_are_refused(shop: Store, bad: str) -> None:
    for use in (
        lambda: shop.history(bad),
        lambda: shop.item(bad),
        lambda: shop.user_row(bad),
        lambda: shop.set_meta("key", bad),
        lambda: shop.add_events([Event.model_construct(id=bad, user="u", item="a", kind="k", time=1.0)]),
    ):
        with pytest.raises(InvalidInput, match="NUL"):
            use()
    assert shop.counts()["events"] == 0


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://me:hunter2@127.0.0.1:1/shop", "cannot be reached"),
        ("postgresql://me:hunter2@127.0.0.1:1/shop?connect_timeout=x", "shop"),
        ("postgresql://me:hunter2@nowhere.invalid/shop", "nowhere.invalid"),
    ],
)
def test_a_server_that_is_not_there(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        Store.open(url)
    assert "hunter2" not in str(caught.value)


def test_a_database_that_does_not_exist(cluster: Cluster) -> None:
    with pytest.raises(StoreError, match="nothing_here"):
        Store.open(cluster.url("nothing_here"))


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hunter2@host",
        "postgresql://me:hunter2@host:port/db",
        "postgresql+psycopg2://me:hunter2@host/db",
        "postgresql+asyncpg://me:hunter2@host/db",
        "postgres://me:hunter2@host/db",
    ],
)
def test_urls_that_cannot_be_used(url: str) -> None:
    with pytest.raises(SettingsError, match=r"database\.url") as caught:
        Store.open(url)
    assert "hunter2" not in str(caught.value)


def test_both_forms_of_the_url_are_the_same_database(shop: Store, postgres_url: str) -> None:
    with Store.open(postgres_url.replace("postgresql:", "postgresql+psycopg:")) as other:
        assert other.counts()["items"] == 3


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(wellread.store, "postgres")
    monkeypatch.setitem(sys.modules, "wellread.store.postgres", None)
    with pytest.raises(SettingsError, match=r"pip install 'wellread\[postgres\]'"):
        Store.open("postgresql://me@host/db")


def test_sqlite_needs_no_driver_of_postgresql(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from wellread.store import Store; Store.open(sys.argv[1]).close()"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "wellread.db")], check=True)
