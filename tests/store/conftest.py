from collections.abc import Iterator
from pathlib import Path

import pytest

from wellread.domain import Item
from wellread.store import Store
from wellread.store.database import Database


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "wellread.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Path | str:
    """Where a store is opened: the record behaves the same on each database."""
    found: Path | str = request.getfixturevalue("file" if request.param == "sqlite" else "postgres_url")
    return found


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    with Store.open(place) as opened:
        yield opened


@pytest.fixture
def shop(store: Store) -> Store:
    return filled(store)


@pytest.fixture
def file_shop(file: Path) -> Iterator[Store]:
    """A store of SQLite that soon gives up on a lock; for tests of one thread."""
    with Store.open(file, busy_timeout=0.05) as opened:
        yield filled(opened)


@pytest.fixture
def database(place: Path | str) -> Iterator[Database]:
    opened = Database.open(place, busy_timeout=5)
    yield opened
    opened.close()


def filled(store: Store) -> Store:
    store.put_items([Item(id=id, title=id.upper()) for id in ("a", "b", "c")])
    return store
