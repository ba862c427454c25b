from collections.abc import Iterator
from pathlib import Path

import pytest

from wellread.domain import Item
from wellread.store import Store
from wellread.store.database import Database


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "wellread.db"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    with Store.open(place, busy_timeout=0.05) as opened:
        yield opened


@pytest.fixture
def shop(store: Store) -> Store:
    store.put_items([Item(id=id, title=id.upper()) for id in ("a", "b", "c")])
    return store


@pytest.fixture
def database(place: Path) -> Iterator[Database]:
    opened = Database.open(place, busy_timeout=0.05)
    yield opened
    opened.close()
