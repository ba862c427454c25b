import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import InvalidRequestError

from wellread.domain import Event, Item
from wellread.errors import SettingsError, StoreBusy, StoreError
from wellread.store import Store, sqlite


def fill(file: Path, n: int = 500) -> None:
    with Store.open(file) as store:
        store.put_items([Item(id=f"i{i}", text="words " * 50) for i in range(n)])


def test_another_process_holds_the_lock(file_shop: Store, file: Path) -> None:
    event = Event(id="e", user="u", item="a", kind="k")
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("begin immediate")
        with pytest.raises(StoreBusy, match="busy_timeout"):
            file_shop.add_events([event])
        with pytest.raises(StoreBusy):
            file_shop.compact()
        assert file_shop.history("u") == []  # readers do not wait
        raw.execute("rollback")
    assert file_shop.add_events([event]).stored == 1


def test_a_new_file_that_another_process_holds(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("create table x (y)")
        raw.execute("begin exclusive")
        with pytest.raises(StoreBusy):
            Store.open(file, busy_timeout=0.05)


def test_a_reader_keeps_the_journal_but_not_the_erasure(file_shop: Store, file: Path) -> None:
    file_shop.add_events([Event(user="secret-id", item="a", kind="k")])
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("begin")
        raw.execute("select * from users").fetchall()
        assert file_shop.delete_user("secret-id") == 1
    assert file_shop.user_row("secret-id") is None


@pytest.mark.parametrize("keep", [100, 4096, 30_000, 40_960])
def test_a_truncated_file(file: Path, keep: int) -> None:
    fill(file)
    with file.open("r+b") as opened:
        opened.truncate(keep)
    with pytest.raises(StoreError, match=r"wellread\.db") as caught:
        Store.open(file)
    assert not isinstance(caught.value, StoreBusy)


def test_a_file_damaged_in_the_middle(file: Path) -> None:
    fill(file)
    with file.open("r+b") as opened:
        opened.seek(4096 * 40)
        opened.write(b"\xff" * 4096 * 40)
    with Store.open(file) as store, pytest.raises(StoreError, match=r"\.recover"):
        list(store.items())


def test_a_file_that_is_no_database(file: Path) -> None:
    file.write_bytes(b"id,title\n" * 1000)
    with pytest.raises(StoreError, match=r"not a database.*database\.url"):
        Store.open(file)
    assert file.read_bytes() == b"id,title\n" * 1000


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"unable to open.*Check its folder"):
        Store.open(tmp_path / "nowhere" / "wellread.db")


def test_a_full_disk(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("create table x (y)")
        raw.execute("pragma max_page_count = 10")
        with pytest.raises(StoreError, match="Free space"), sqlite.errors("p"):
            raw.execute("insert into x values (zeroblob(1000000))")


def test_a_file_that_may_not_be_written(file: Path) -> None:
    fill(file, 1)
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as raw,
        pytest.raises(StoreError, match="permissions"),
        sqlite.errors("p"),
    ):
        raw.execute("delete from items")


def test_an_error_that_has_no_remedy_of_its_own() -> None:
    with pytest.raises(StoreError, match="wellread doctor"), sqlite.errors("p"):
        raise sqlite3.ProgrammingError("odd")


def test_what_is_no_error_of_the_driver_passes() -> None:
    with pytest.raises(InvalidRequestError), sqlite.errors("p"):
        raise InvalidRequestError("a mistake of ours")


@pytest.mark.parametrize(
    "url", ["mysql://me:hunter2@host/db", "sqlite://", "sqlite:///:memory:", "nonsense://", "://"]
)
def test_urls_that_cannot_be_used(url: str) -> None:
    with pytest.raises(SettingsError, match=r"database\.url") as caught:
        Store.open(url)
    assert "hunter2" not in str(caught.value)


def test_a_path_is_a_path_whatever_it_holds(tmp_path: Path) -> None:
    for name in ("50% of?.db", "数据.db", "a b;c.db"):
        Store.open(tmp_path / name).close()
        Store.open(str(tmp_path / name)).close()
        assert (tmp_path / name).exists()
