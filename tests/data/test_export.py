"""Records into files and back."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellread.data import read, write
from wellread.domain import Event, Item, Translation, User
from wellread.errors import InvalidInput

words = (
    st.text(alphabet="abc 茶书é'\",;|\t<&", max_size=20)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: html.unescape(text) == text)  # reading resolves entities
)
ids = st.text(alphabet="ab1/茶-,\"'|", min_size=1, max_size=8)
numbers = st.floats(-1e6, 1e6) | st.integers(-1000, 1000)
values = st.none() | words | numbers | st.booleans() | st.lists(words, max_size=3)
keys = st.text(alphabet="abctime", min_size=1, max_size=5)
times = st.floats(0, 1.7e9)

items = st.builds(
    Item,
    id=ids,
    title=words,
    text=words,
    tags=st.lists(words.filter(bool), max_size=3, unique=True),
    category=words,
    attributes=st.dictionaries(keys, values, max_size=4),
    language=st.sampled_from(["", "en", "zh"]),
    translations=st.dictionaries(keys, st.builds(Translation, title=words, text=words), max_size=2),
    aliases=st.lists(words.filter(bool), max_size=3, unique=True),
    image=words,
    audio=words,
    time=st.none() | times,
    available=st.booleans(),
)
users = st.builds(
    User,
    id=ids,
    traits=st.dictionaries(keys, words | st.floats(-1e6, 1e6) | st.booleans(), max_size=3),
    text=words,
    consents=st.dictionaries(keys, st.booleans(), max_size=2),
)
events = st.builds(
    Event,
    id=ids,
    user=ids,
    item=ids,
    kind=st.sampled_from(["view", "save", "play time"]),
    value=st.none() | st.floats(-1e6, 1e6),
    time=times,
    text=words,
    session=st.sampled_from(["", "s1"]),
    context=st.dictionaries(keys, values, max_size=3),
    request=st.none() | ids,
    synthetic=st.booleans(),
)


def back(records: list[Any], what: Literal["items", "users", "events"], name: str) -> list[Any]:
    """The records after a journey through a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        assert write(records, path) == len(records)
        assert [file.name for file in Path(folder).iterdir()] == [name]
        return [record for batch in read(path, what) for record in batch]


@pytest.mark.parametrize("name", ["x.jsonl", "x.parquet"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_round_trip_is_exact(name: str, data: st.DataObject) -> None:
    def by_id(records: Any) -> Any:
        return st.lists(records, min_size=1, max_size=4, unique_by=lambda record: record.id)

    for what, records in (("items", items), ("users", users), ("events", events)):
        given_records = data.draw(by_id(records))
        assert back(given_records, what, name) == given_records  # type: ignore[arg-type]


@settings(max_examples=40, deadline=None)
@given(record=events)
def test_events_survive_csv(record: Event) -> None:
    assert back([record], "events", "x.csv") == [record]


def test_csv_has_a_column_for_each_attribute(tmp_path: Path) -> None:
    tea = Item(id="a", title='The "Tea"', tags=["x", "y, z"], attributes={"price": 2.5, "title": "hidden"})
    milk = Item(id="b", attributes={"price": 3.0, "colours": ["white"]}, time=5, available=False)
    path = tmp_path / "items.csv"
    write([tea, milk], path)
    header = path.read_text("utf-8").splitlines()[0]
    assert header.startswith("id,title,text,tags,category,language,translations")
    assert header.endswith(",price,attributes.title,colours")
    assert list(read(path, "items")) == [[tea, milk]]


def test_csv_of_users(tmp_path: Path) -> None:
    people = [User(id="u", traits={"age": 4.0, "member": True}, consents={"mail": False})]
    write(people, tmp_path / "users.csv")
    assert list(read(tmp_path / "users.csv", "users")) == [people]


def test_an_export_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    write([Item(id="old")], path)

    def broken() -> Iterator[Item]:
        yield Item(id="new")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(broken(), path)
    assert [file.name for file in tmp_path.iterdir()] == ["items.jsonl"]
    assert '"old"' in path.read_text()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing to write"):
        write(list[Item](), tmp_path / "x.csv")
    with pytest.raises(InvalidInput, match=r"\.jsonl, \.csv, \.parquet"):
        write([Item(id="a")], tmp_path / "x.xlsx")
