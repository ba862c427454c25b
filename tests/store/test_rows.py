from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine

from wellread.store import rows
from wellread.store.rows import CHUNK
from wellread.store.schema import metadata, users


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        metadata.create_all(opened)
        yield opened
    engine.dispose()


@pytest.mark.parametrize("n", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_chunks_are_full_but_the_last(n: int) -> None:
    chunks = list(rows.sliced(list(range(n))))
    assert [value for chunk in chunks for value in chunk] == list(range(n))
    assert all(len(chunk) == CHUNK for chunk in chunks[:-1])


def test_rows_go_on_from_the_highest(connection: Connection) -> None:
    first = [f"u{i}" for i in range(CHUNK + 500)]
    assert rows.ensure(connection, users, first, lambda _: {"body": "{}"}) == {
        id: i for i, id in enumerate(first)
    }
    later = ["new", "u7", "newer"]
    assert rows.ensure(connection, users, later, lambda id: {"body": id}) == {
        "new": 1500,
        "u7": 7,
        "newer": 1501,
    }
    assert rows.find(connection, users, ["u1499", "nobody"]) == {"u1499": 1499}


def test_only_what_differs_is_written(connection: Connection) -> None:
    given = {id: {"body": id} for id in "ab"}
    rows.put(connection, users, ["a", "b"], given, {})
    put = rows.put(connection, users, ["b", "a", "b"], {"b": {"body": "new"}, "a": {"body": "a"}}, {})
    assert put.rows.tolist() == [1, 0, 1]
    assert put[1:] == (0, 1, 1)
